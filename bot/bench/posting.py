"""The benchmarks' Bot API as a poster: it brings its users' texts to a webhook, and knows which process answers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.bench.stub import Stub
from bot.web.intake import SECRET

AGAIN = 0.1


class PostingStub(Stub):
    """A stub whose updates are posted until they are accepted; a user waits for his answer, and knows a repeated one.

    `worker` is the name of the process that sent the last answer, and `answered_at` when each of them last did.
    """

    def __init__(self, text: str, at: int, thought: float) -> None:
        super().__init__(0.0, text, at, thought)
        self.registered = asyncio.Event()
        self.accepted = 0
        self.repeated = 0
        self.worker = ""
        self.answered_at: dict[str, float] = {}
        self._webhook: dict[str, Any] = {}
        self._last: dict[int, str] = {}
        self._caller = ""
        self._posts: set[asyncio.Task[None]] = set()
        self._answers |= {"setWebhook": self._register, "getWebhookInfo": lambda _: {"url": self._webhook["url"]}}

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=40))
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Post nothing more, and close every connection."""
        for post in self._posts:
            post.cancel()
        await asyncio.gather(*self._posts, return_exceptions=True)
        await self._http.close()
        await super().__aexit__(kind, error, trace)

    def rest(self) -> None:
        """Let the users write nothing more."""
        self._left = dict.fromkeys(self._left, 0)

    @property
    def written(self) -> int:
        """How many texts the users have sent."""
        return self._last_update

    def _register(self, parameters: dict[str, Any]) -> bool:
        self._webhook = parameters
        self.registered.set()
        return True

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        self._caller = request.path.split("/")[1]
        return await super()._handle(request)

    def _speak(self, chat: int) -> None:
        super()._speak(chat)
        while self._updates:
            post = asyncio.create_task(self._post(self._updates.popleft()))
            self._posts.add(post)
            post.add_done_callback(self._posts.discard)

    async def _post(self, update: dict[str, Any]) -> None:
        """Bring an update until it is accepted."""
        while True:
            headers = {SECRET: self._webhook["secret_token"]}
            with suppress(aiohttp.ClientError):
                async with self._http.post(self._webhook["url"], json=update, headers=headers) as answer:
                    if answer.ok:
                        self.accepted += 1
                        return
            await asyncio.sleep(AGAIN)

    def _send(self, parameters: dict[str, Any]) -> dict[str, Any]:
        chat, text = int(parameters["chat_id"]), parameters.get("text", "")
        if chat not in self._left:
            return super()._send(parameters)
        if self._last.get(chat) == text:
            # What was on its way when a process was killed is sent once more.
            self.repeated += 1
            return self._message(parameters)
        self._last[chat] = text
        self.worker = self._caller
        self.answered_at[self.worker] = asyncio.get_running_loop().time()
        return super()._send(parameters)
