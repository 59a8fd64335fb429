"""A bare Bot API for benchmarks: it answers after a set delay, and its users answer whatever they are sent."""

from __future__ import annotations

import asyncio
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl

from aiohttp import web

BATCH = 100
TOKEN = "7000000:" + "b" * 35
_BOT = {"id": 7_000_000, "is_bot": True, "first_name": "Bangku Uji", "username": "bangku_uji_bot"}
_MADE_MEDIA = {"sendDocument": "document", "sendPhoto": "photo", "sendVoice": "voice"}


class Stub:
    """One bot's server on loopback; `rtt` in seconds goes by before each answer.

    A user who is `playing` answers each message with `text` after `thought` seconds, his clock a second further each
    time, so that no two of his texts are of the same second.
    """

    def __init__(self, rtt: float = 0.0, text: str = "10", at: int = 0, thought: float = 0.0) -> None:
        self.rtt = rtt
        self.thought = thought
        self.waits: list[tuple[float, float]] = []
        """When each text was sent, on the loop's clock, and the seconds until it was answered."""
        self.text = text
        self.calls: Counter[str] = Counter()
        self.answered = 0
        self._at = at
        self._dates: Counter[int] = Counter()
        self._left: dict[int, int] = {}
        self._asked: dict[int, float] = {}
        self._updates: deque[dict[str, Any]] = deque()
        self._last_update = 0
        # As in Telegram they only grow, also beyond those of an earlier server.
        self._last_message = 100 + at
        self._come = asyncio.Event()
        self.polled = asyncio.Event()
        self._answers: dict[str, Callable[[dict[str, Any]], Any]] = {
            "getMe": lambda _: _BOT,
            "sendMessage": self._send,
            "editMessageText": self._message,
            "editMessageCaption": self._message,
            "editMessageReplyMarkup": self._message,
        }

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self._runner = web.ServerRunner(web.Server(self._handle))
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, backlog=1024)
        await site.start()
        self.address = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self._come.set()
        await self._runner.cleanup()

    @property
    def is_awaited(self) -> bool:
        """Whether the bot takes updates."""
        return self.calls["getUpdates"] > 0

    def play(self, chats: Iterable[int], answers: int) -> None:
        """Let users begin, each with his first text, one after the other if they think; each sends so many in all."""
        self._left = dict.fromkeys(chats, answers)
        for place, chat in enumerate(self._left):
            self._speak_after(self.thought * place / len(self._left), chat)

    def _speak_after(self, seconds: float, chat: int) -> None:
        if seconds:
            asyncio.get_running_loop().call_later(seconds, self._speak, chat)
        else:
            self._speak(chat)

    def _speak(self, chat: int) -> None:
        if self._left.get(chat, 0) <= 0:
            return
        self._left[chat] -= 1
        self._last_update += 1
        self._updates.append({"update_id": self._last_update, "message": self._written(chat)})
        self._asked[chat] = asyncio.get_running_loop().time()
        self._come.set()

    def _written(self, chat: int) -> dict[str, Any]:
        """A user's next text, his clock a second further than with the one before."""
        self._dates[chat] += 1
        self._last_message += 1
        person = {"id": chat, "first_name": "Pemakai"}
        return {
            "message_id": self._last_message,
            "date": self._at + self._dates[chat],
            "chat": {**person, "type": "private"},
            "from": {**person, "is_bot": False},
            "text": self.text,
        }

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2]
        self.calls[method] += 1
        parameters = await read_parameters(request)
        if method == "getUpdates":
            await self._wait(parameters)
        else:
            result = self._answers.get(method, self._other(method))(parameters)
        if self.rtt:
            await asyncio.sleep(self.rtt)
        if method == "getUpdates":
            # Taken after the delay, so that a round trip delays the batch and does not cut it short.
            result = [self._updates[place] for place in range(min(BATCH, len(self._updates)))]
        return respond(result)

    async def _wait(self, parameters: dict[str, Any]) -> None:
        """Drop what the offset confirms, then wait for an update as long as the caller would."""
        self.polled.set()
        offset = int(parameters.get("offset", 0))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        if not self._updates:
            self._come.clear()
            try:
                await asyncio.wait_for(self._come.wait(), int(parameters.get("timeout", 0)) or 0.001)
            except TimeoutError:
                return

    def _message(self, parameters: dict[str, Any]) -> dict[str, Any]:
        self._last_message += 1
        chat = int(parameters["chat_id"])
        return {
            "message_id": int(parameters.get("message_id", self._last_message)),
            "date": self._at + self._dates[chat],
            "chat": {"id": chat, "type": "private", "first_name": "Pemakai"},
            "from": _BOT,
            "text": parameters.get("text", ""),
        }

    def _send(self, parameters: dict[str, Any]) -> dict[str, Any]:
        message = self._message(parameters)
        chat = message["chat"]["id"]
        if chat in self._left:
            self.answered += 1
            if asked := self._asked.pop(chat, None):
                self.waits.append((asked, asyncio.get_running_loop().time() - asked))
            self._speak_after(self.thought, chat)
        return message

    def _other(self, method: str) -> Callable[[dict[str, Any]], Any]:
        if kind := _MADE_MEDIA.get(method):
            file: Any = {"file_id": "berkas", "file_unique_id": "berkas", "width": 1, "height": 1, "duration": 1}
            return lambda parameters: self._message(parameters) | {kind: [file] if kind == "photo" else file}
        return lambda _: True


def respond(result: Any) -> web.Response:
    """What a method gives, as the Bot API says it."""
    return web.Response(body=json.dumps({"ok": True, "result": result}).encode(), content_type="application/json")


async def read_parameters(request: web.BaseRequest) -> dict[str, Any]:
    """The parameters as JSON, form or multipart; files are read and forgotten."""
    if request.content_type.startswith("multipart/"):
        return dict(await request.post())
    body = await request.read()
    if not body:
        return {}
    if request.content_type == "application/json":
        read: dict[str, Any] = json.loads(body)
        return read
    return dict(parse_qsl(body.decode()))
