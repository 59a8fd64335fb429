"""The demo's office at work under a clock that stands still, for tests of what time brings."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from bot.clock import FixedClock
from bot.services import acts
from bot.services.bureau import Bureau, identify
from bot.services.cycle import opening
from bot.services.work import Work
from bot.sop.commands import Command, Complete, Distribute
from bot.sop.definition import long_ikis
from bot.sop.model import Task
from reminders.chores import Chores
from reminders.rounds import Rounds
from reminders.sweep import Sweep
from storage import cycles
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import AuditEntry, Deadline
from storage.tables import Officer, Period
from tests.builders import import_demo_office

KEY = bytes(32)
TELEPHONES = 1000
CAMAT, SEKRETARIS, KASUBBAG, ANALIS = 1, 2, 3, 4
ZONE = ZoneInfo("Asia/Makassar")


def wita(month: int, day: int, clock: str, year: int = 2026) -> datetime:
    """An instant on the office's clock, such as wita(4, 8, '09.00')."""
    return datetime.combine(date(year, month, day), time.fromisoformat(clock.replace(".", ":")), ZONE)


@dataclass
class DemoOffice:
    """The demo's office with its sweep; each act is one transaction at the clock's time."""

    database: Database
    clock: FixedClock
    bureau: Bureau = field(default_factory=lambda: Bureau(long_ikis(), KEY))
    causes: Any = field(default_factory=lambda: itertools.count(1))

    @property
    def sweep(self) -> Sweep:
        """A sweep as a fresh process has it."""
        return Sweep(self.database, self.bureau, self.clock)

    @property
    def chores(self) -> Chores:
        """The chores of a fresh process."""
        return Chores(self.database, self.bureau, self.clock, no_breath)

    @property
    def rounds(self) -> Rounds:
        """The rounds of its deadlines as a fresh process has them."""
        return Rounds(self.database, self.bureau, self.clock)

    def at(self, moment: datetime) -> None:
        """Set the clock."""
        self.clock.advance(moment - self.clock.now())

    async def act(self, work: Callable[[Work], Any]) -> Any:
        """Run an act of the office's own."""
        cause, now = f"act{next(self.causes)}", self.clock.now()
        return await self.database.write(lambda tx: work(self.bureau.work(tx, 1, now, cause)))

    async def propose(self, quarter: int = 1) -> int:
        """Propose a cycle for a period."""
        period = await self.database.read(
            lambda tx: tx.execute(select(Period.id).where(Period.quarter == quarter)).scalar_one()
        )
        cycle_id: int = await self.act(lambda work: opening.propose(work, period))
        return cycle_id

    async def cycle(self, cycle_id: int = 1) -> CycleRecord:
        """The cycle as it stands."""
        return await self.database.read(lambda tx: cycles.load(tx, cycle_id, lock=False))

    async def task(self, step: int, cycle_id: int = 1) -> Task:
        """The only open task at a step."""
        record = await self.cycle(cycle_id)
        (task,) = [task for task in record.state.open_tasks if task.step == step]
        return task

    async def carry_out(self, *commands: Command, officer: int = KASUBBAG) -> None:
        """Let an officer carry out commands."""

        def work(work: Work) -> None:
            work.person = identify(work.tx, officer + TELEPHONES, work.now)
            acts.carry_out(work, cycles.load(work.tx, 1), commands)

        await self.act(work)

    async def complete(self, step: int, officer: int) -> None:
        """Finish the only open task of a step."""
        task = await self.task(step)
        await self.carry_out(Complete(task.number, task.version), officer=officer)

    async def hand_out(self, *units: int) -> None:
        """Go through steps 1 to 4, and give the form to these units, or to all."""
        for step, officer in ((1, CAMAT), (2, KASUBBAG), (3, KASUBBAG)):
            await self.complete(step, officer)
        record = await self.cycle()
        task = await self.task(4)
        chosen = units or tuple(form.unit for form in record.state.forms)
        await self.carry_out(Distribute(task.number, task.version, chosen), officer=ANALIS)

    async def told(self, officer: int, like: str = "") -> list[str]:
        """The new messages that were written to an officer and contain a text, oldest first."""
        rows = [row for row in await self.outbox() if row.officer_id == officer and row.method == "message"]
        return [row.payload["text"] for row in rows if like in row.payload["text"]]

    async def tick_at(self, *moments: datetime) -> None:
        """Let one process tick at these instants, one after the other."""
        parts = (self.rounds, self.sweep, self.chores)
        for moment in moments:
            self.at(moment)
            for part in parts:
                await part.tick()

    async def outbox(self) -> Sequence[Any]:
        """Every message, oldest first."""
        query = select(OutboxMessage.__table__).order_by(OutboxMessage.id)
        return await self.database.read(lambda tx: tx.execute(query).all())

    async def deadlines(self) -> dict[int, tuple[str, datetime | None]]:
        """The rung that comes next, by task number."""
        record = await self.cycle()
        numbers = {task_id: number for number, task_id in record.task_ids.items()}
        rows = await self.database.read(lambda tx: tx.execute(select(Deadline.__table__)).all())
        return {numbers[row.task_id]: (row.next_rung, row.next_at) for row in rows if row.task_id in numbers}

    async def audited(self, action: str) -> list[dict[str, Any]]:
        """The details of acts of one kind."""
        query = select(AuditEntry.detail).where(AuditEntry.action == action).order_by(AuditEntry.id)
        return list(await self.database.read(lambda tx: tx.execute(query).scalars().all()))


async def no_breath(_seconds: float) -> None:
    """Nobody else waits for the database in a test."""


def join_all(tx: Transaction) -> None:
    """Every officer has a telephone."""
    tx.execute(update(Officer).values(telegram_id=Officer.id + TELEPHONES))


async def open_office(database: Database, at: datetime) -> DemoOffice:
    """The demo's office, where everyone has joined."""
    clock = FixedClock(at)
    await database.write(lambda tx: import_demo_office(tx, at - timedelta(days=30)))
    await database.write(join_all)
    return DemoOffice(database, clock)
