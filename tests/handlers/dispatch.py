"""A delivery at work on a real database and an arranged Telegram, for the tests of both."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from handlers.buckets import Limits
from handlers.delivery import Delivery
from handlers.sending import Sender, StoredFile
from storage import outbox
from storage.database import Database
from tests.handlers.desk import Desk
from tests.handlers.pacing import WoundPace, until_read
from tests.storage.edge_rows import outbox_row, states

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
FREE = Limits(overall=10_000, chat=10_000, chat_burst=10_000)


@dataclass
class Dispatch:
    """Puts effects into the outbox, runs the delivery, and tells what became of them."""

    database: Database
    desk: Desk = field(default_factory=Desk)
    pace: WoundPace = field(default_factory=WoundPace)
    limits: Limits = FREE
    at_once: int = 256
    alerted: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    alert_fails: bool = False
    delivery: Delivery | None = None
    task: asyncio.Task[None] | None = None

    def start(self) -> Delivery:
        """Start the delivery, woken after every commit as the product's is."""
        self.delivery = Delivery(
            self.database,
            Sender(self.desk, self._load, self._remember),
            now=lambda: NOW,
            pace=self.pace,
            limits=self.limits,
            on_unreachable=self._alert,
            on_refused=self._refused,
            at_once=self.at_once,
        )
        self.database.on_wake = self.delivery.wake
        self.task = asyncio.create_task(self.delivery.run())
        return self.delivery

    async def stop(self) -> None:
        """Let it record what is on its way, and end."""
        assert self.delivery is not None
        assert self.task is not None
        self.delivery.stop()
        await self.task

    async def kill(self) -> None:
        """End it as a crash would."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait([self.task])

    async def put(self, key: str, chat: int | None = 1, **more: Any) -> int:
        payload = more.pop("payload", {"text": key})
        row = await self.database.write(
            lambda tx: outbox.put(tx, key=key, now=NOW, chat_id=chat, payload=payload, **more)
        )
        assert row is not None
        return row

    async def states(self) -> dict[str, str]:
        return await self.database.read(states)

    async def row(self, row_id: int) -> Any:
        return await self.database.read(lambda tx: outbox_row(tx, row_id))

    async def become(self, **expected: str) -> None:
        """Wait until the effects with these keys have these states."""

        async def look() -> bool:
            return (await self.states()).items() >= expected.items()

        await until_read(look)

    async def failed(self, row_id: int, attempts: int) -> None:
        """Wait until that many failures are recorded."""

        async def look() -> bool:
            row = await self.row(row_id)
            return row.state == "pending" and row.attempts == attempts and row.error is not None

        await until_read(look)

    async def _alert(self, officer_id: int) -> None:
        self.alerted.append(officer_id)
        if self.alert_fails:
            raise OSError

    async def _refused(self, officer_id: int, code: str) -> None:
        self.refused.append((officer_id, code))
        if self.alert_fails:
            raise OSError

    async def _load(self, kind: str, file_id: int, *, whole: bool = False) -> StoredFile:
        raise OSError(f"{kind} {file_id}")

    async def _remember(self, kind: str, file_id: int, telegrams: str) -> None:
        raise AssertionError
