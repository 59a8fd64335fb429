"""The bot's front door in this process: raw updates are stored and handled as the running bot does it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from telegram import Bot
from telegram.request import BaseRequest, RequestData

from bot.services.bureau import Bureau
from handlers.reception import Reception
from storage import intake
from storage.database import Database
from storage.intake import Incoming
from storage.messages import IntakeUpdate

AT_ONCE = 100


class Quiet(BaseRequest):
    """A Telegram that agrees to everything."""

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        """Nothing is opened."""

    async def shutdown(self) -> None:
        """Nothing is closed."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_timeouts: Any, **_more: Any
    ) -> tuple[int, bytes]:
        me = {"id": 1, "is_bot": True, "first_name": "Bot", "username": "contoh_bot"}
        return 200, json.dumps({"ok": True, "result": me if url.endswith("getMe") else True}).encode()


class FrontDoor:
    """Takes raw updates in, a hundred at once, and notes whatever came out of their handling but an answer."""

    _ids = count(500_000)

    def __init__(self, reception: Reception, database: Database, now: datetime) -> None:
        self._reception = reception
        self._database = database
        self._now = now
        self.crashes: list[str] = []

    async def take(self, updates: Iterable[dict[str, Any]]) -> int:
        """Store and handle updates without ids; gives their number."""
        numbered = [{"update_id": next(self._ids), **one} for one in updates]
        for start in range(0, len(numbered), AT_ONCE):
            await self._batch(numbered[start : start + AT_ONCE])
        return len(numbered)

    async def _batch(self, batch: Sequence[dict[str, Any]]) -> None:
        incoming = [Incoming(one["update_id"], None, json.dumps(one)) for one in batch]
        await self._database.write(lambda tx: intake.store(tx, incoming, self._now))
        handled = [self._reception.handle(one["update_id"], one) for one in batch]
        for one, outcome in zip(batch, await asyncio.gather(*handled, return_exceptions=True), strict=True):
            if isinstance(outcome, BaseException):
                self.crashes.append(f"{outcome!r}: {one}")

    def unfinished(self) -> list[int]:
        """The updates that are not done."""
        query = select(IntakeUpdate.update_id).where(IntakeUpdate.state != "done")
        return self._database.read_now(lambda tx: list(tx.execute(query).scalars()))


@asynccontextmanager
async def front_door(database: Database, bureau: Bureau, now: datetime) -> AsyncIterator[FrontDoor]:
    """Open it, on a database that is started."""
    reception = Reception(Bot("1234567:" + "x" * 35, request=Quiet()), database, bureau, lambda: now)
    await reception.start()
    yield FrontDoor(reception, database, now)
    await reception.stop()


def pressed(sender: int, data: str | None, **of_sender: Any) -> dict[str, Any]:
    """A raw press of a button, as a client sends it."""
    message = {"message_id": 7, "date": 1_775_000_000, "chat": {"id": sender, "type": "private"}}
    person = {"id": sender, "is_bot": False, "first_name": "Orang", **of_sender}
    query = {"id": "1", "from": person, "chat_instance": "1", "message": message}
    return {"callback_query": query if data is None else {**query, "data": data}}


def written(sender: int, text: str, at: int, kind: str = "message", **more: Any) -> dict[str, Any]:
    """A raw text in a private chat."""
    person = {"id": sender, "is_bot": False, "first_name": "Orang"}
    return {
        kind: {
            "message_id": at % 10**6,
            "date": at,
            "chat": {"id": sender, "type": "private"},
            "from": person,
            "text": text,
            **more,
        }
    }
