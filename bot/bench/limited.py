"""A bare Bot API that keeps Telegram's limits by its own account: what comes too soon gets a 429 and is counted."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from typing import Any

from aiohttp import web

from bot.bench.crowd import Crowd
from bot.bench.stub import read_parameters, respond

SECOND = 1.0
FREE = frozenset({"getUpdates", "getMe", "setMyCommands", "answerCallbackQuery"})
"""Methods that are no message and no edit of one."""


class Window:
    """So many in any second, wherever it begins; `most` is what the fullest one has seen."""

    def __init__(self, limit: int) -> None:
        self.most = 0
        self._limit = limit
        self._seen: deque[float] = deque()

    def takes(self, now: float) -> bool:
        """Count one, and tell whether it may come."""
        while self._seen and self._seen[0] <= now - SECOND:
            self._seen.popleft()
        if len(self._seen) >= self._limit:
            return False
        self._seen.append(now)
        self.most = max(self.most, len(self._seen))
        return True


class Limited(Crowd):
    """`overall` messages in any second, and one to a chat; `sent` has when each chat's messages arrived."""

    def __init__(self, rtt: float, text: str, at: int, overall: int) -> None:
        super().__init__(rtt, text, at)
        self.refused = 0
        self.sent: list[tuple[float, int]] = []
        self.overall = Window(overall)
        self._chats: defaultdict[int, Window] = defaultdict(lambda: Window(1))

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        method = request.path.rpartition("/")[2]
        if method in FREE:
            return await super()._handle(request)
        self.calls[method] += 1
        parameters = await read_parameters(request)
        await asyncio.sleep(self.rtt / 2)
        taken = self._take(int(parameters["chat_id"]))
        result = self._answers.get(method, self._other(method))(parameters) if taken else None
        await asyncio.sleep(self.rtt / 2)
        return respond(result) if taken else _too_many()

    def _take(self, chat: int) -> bool:
        now = asyncio.get_running_loop().time()
        if not (self._chats[chat].takes(now) and self.overall.takes(now)):
            self.refused += 1
            return False
        self.sent.append((now, chat))
        return True


def _too_many() -> web.Response:
    said: dict[str, Any] = {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 1"}
    return web.json_response({**said, "parameters": {"retry_after": 1}}, status=429)
