"""The peer of `answers` on SQLAlchemy's asynchronous ORM with aiosqlite: the same durable path, in the same tables."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from telegram import Message, Update

from bot.bench import orm_act
from bot.clock import SystemClock
from bot.sop.sheet import Sheet
from handlers.api import Api
from handlers.request import AiohttpRequest
from handlers.sending import keyboard
from storage.audit import load_key

BUSY_SECONDS = 10.0
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def engine_of(path: Path) -> AsyncEngine:
    """As SQLAlchemy's documentation has it for SQLite: a transaction is begun by us, with the write lock."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


class Peer:
    """Stores each batch before it is confirmed; answers each text in one transaction, and records what was sent."""

    def __init__(self, api: Api, folder: Path) -> None:
        self._api = api
        self._key = load_key(folder)
        self._sessions = async_sessionmaker(engine_of(folder / "kinerja.db"), expire_on_commit=False)
        # SQLite has one writer: waiting for it here costs less than its busy timeout.
        self._writing = asyncio.Lock()
        self._lanes: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sheets: dict[int, Sheet] = {}

    async def run(self) -> None:
        """Poll until something fails; one user's texts are answered in order, those of different users side by side."""
        parameters = {"timeout": 30, "limit": 100}
        async with asyncio.TaskGroup() as answering:
            while True:
                batch: list[dict[str, Any]] = await self._api.call("getUpdates", parameters, read_timeout=40)
                async with self._writing, self._sessions.begin() as session:
                    session.add_all(orm_act.incoming(raw, SystemClock().now()) for raw in batch)
                for raw in batch:
                    parameters["offset"] = raw["update_id"] + 1
                    answering.create_task(self._handle(raw))

    async def _handle(self, raw: dict[str, Any]) -> None:
        said = Update.de_json(raw, None).message
        assert said is not None
        async with self._lanes[said.chat_id]:
            await self._answer(raw["update_id"], said)

    async def _answer(self, update_id: int, said: Message) -> None:
        async with self._writing, self._sessions.begin() as session:
            now = SystemClock().now()
            row = await orm_act.answer(session, update_id, said, now, self._key, self._sheets)
        text = {"text": row.payload["text"], "parse_mode": "HTML", "reply_markup": keyboard(row.payload["buttons"])}
        sent = await self._api.call("sendMessage", {"chat_id": row.chat_id, **text})
        async with self._writing, self._sessions.begin() as session:
            session.add(row)
            row.state, row.message_id, row.sent_at = "sent", sent["message_id"], SystemClock().now()


async def serve(address: str, token: str, folder: Path) -> None:
    """Work at the Bot API at `address` until the process ends."""
    request = AiohttpRequest()
    await request.initialize()
    await Peer(Api(request, f"{address}/bot{token}"), folder).run()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
