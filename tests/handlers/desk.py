"""A Bot API without a network: it notes every call and answers as the test has arranged."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from handlers.api import File


@dataclass(frozen=True)
class Call:
    method: str
    parameters: dict[str, Any]
    files: dict[str, File]
    read_timeout: float | None = field(default=None, compare=False)

    @property
    def said(self) -> tuple[int, str]:
        return self.parameters["chat_id"], self.parameters["text"]


class Desk:
    """Answers each call with the next message id, or with what was arranged for its chat."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.at_once = 0
        self.most_at_once = 0
        self._arranged: dict[int | None, deque[Any]] = defaultdict(deque)
        self._gates: dict[int, asyncio.Event] = {}

    def arrange(self, *answers: Any, chat: int | None = None) -> None:
        """Give these results, or raise these errors, in turn: to calls for one chat, or to any."""
        self._arranged[chat].extend(answers)

    def hold(self, chat: int) -> asyncio.Event:
        """Leave calls for that chat unanswered until the event is set."""
        self._gates[chat] = asyncio.Event()
        return self._gates[chat]

    @property
    def said(self) -> list[tuple[int, str]]:
        return [call.said for call in self.calls if call.method == "sendMessage"]

    @property
    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    async def call(
        self,
        method: str,
        parameters: dict[str, Any],
        files: dict[str, File] | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        self.calls.append(Call(method, parameters, files or {}, read_timeout))
        chat = parameters.get("chat_id")
        number = 100 + len(self.calls)
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        try:
            if chat in self._gates:
                await self._gates[chat].wait()
        finally:
            self.at_once -= 1
        arranged = self._arranged[chat] or self._arranged[None]
        answer = arranged.popleft() if arranged else {"message_id": number}
        if isinstance(answer, BaseException):
            raise answer
        return answer
