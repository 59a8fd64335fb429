"""The demo's office with one cycle that is driven through the engine and written as rows, for what reads such rows."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from bot.services.bureau import Bureau
from bot.services.papers.publish import request
from bot.services.work import Work
from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.definition import long_ikis
from bot.sop.forms import Topic, fields
from bot.sop.model import SYSTEM, Actor, Fact, Form, Role, Task
from bot.sop.record import event_to_plain
from bot.sop.sheet import to_plain
from storage import answers, cycles, forms, officers, sheets, submissions
from storage.cycles import CycleRecord, Opening
from storage.database import Database, Transaction
from storage.documents import DocumentRow
from storage.offices import office_ids
from storage.records import Cycle
from storage.records import Form as FormTable
from storage.tables import Assignment, Officer, Period, Unit
from tests.builders import import_demo_office

T = TypeVar("T")
OPENED = datetime(2026, 4, 8, 0, 30, tzinfo=UTC)
"""Wednesday, 08.30 WITA, with whole working days around it."""
INSTRUCTION = "siapkan formulir pengumpulan data capaian kinerja, laksanakan sesuai SOP."


class PaperOffice:
    """One office with one cycle; each act is one transaction, `minutes` of working time after the one before."""

    def __init__(self, database: Database, now: datetime = OPENED) -> None:
        """A new cycle at step 1, or the one that the database has already, as of `now`."""
        self.database = database
        self.now = now
        self.minutes = 1
        self.bureau = Bureau(long_ikis(), b"k" * 32)
        known = database.read_now(office_ids)
        self.office_id = known[0] if known else database.write_now(_import)
        self.units = database.read_now(self._units)
        live = database.read_now(lambda tx: cycles.live_of(tx, self.office_id))
        self.cycle_id = live[0] if live else database.write_now(self.open)

    def _units(self, tx: Transaction) -> dict[str, int]:
        return {row.code: row.id for row in tx.execute(select(Unit.code, Unit.id).order_by(Unit.position))}

    def open(self, tx: Transaction, quarter: int = 1) -> int:
        """A new cycle of a quarter for the units; gives its id."""
        every = sheets.build_sheets(tx, self.office_id, 2026, quarter)
        found = {unit: every[unit] for unit in self.units.values()}
        own = self.units.get("PK")
        started = self.work(tx).engine.start(
            tuple(
                Form(unit, Role.SEKRETARIS if unit == own else Role.KASUBBAG, sheet.runs)
                for unit, sheet in found.items()
            ),
            self.now,
        )
        period = tx.execute(select(Period.id).where(Period.quarter == quarter)).scalar_one()
        opening = Opening(
            office_id=self.office_id,
            period_id=period,
            instruction=INSTRUCTION,
            urgency="Segera",
            data_until=date(2026, 3, 31),
            sop=self.bureau.sop.version,
            sheets={unit: to_plain(sheet) for unit, sheet in found.items()},
        )
        return cycles.create(tx, opening, started.events, self.work(tx).rungs_of(opening), self.now)

    # Transactions

    def work(self, tx: Transaction) -> Work:
        """A unit of work of the office, now."""
        return self.bureau.work(tx, self.office_id, self.now, f"uji{self.now.timestamp()}")

    def write(self, act: Callable[[Work, CycleRecord], T]) -> T:
        """Do something to the cycle in one transaction."""
        return self.database.write_now(lambda tx: act(self.work(tx), cycles.load(tx, self.cycle_id)))

    def read(self, look: Callable[[Work, CycleRecord], T]) -> T:
        """Look at the cycle."""
        return self.database.read_now(lambda tx: look(self.work(tx), cycles.load(tx, self.cycle_id, lock=False)))

    @property
    def record(self) -> CycleRecord:
        """The cycle as it stands."""
        return self.read(lambda _, record: record)

    def request(self, kind: str, part: str = "") -> DocumentRow:
        """Ask for a document."""
        return self.write(lambda work, record: request(work, record, kind, part))

    # People

    def join(self) -> dict[str, int]:
        """Let everyone into the bot; gives the officers' ids by code."""

        def all_in(tx: Transaction) -> dict[str, int]:
            rows = tx.execute(select(Officer.code, Officer.id)).all()
            for row in rows:
                tx.execute(update(Officer).where(Officer.id == row.id).values(telegram_id=1000 + row.id))
            return {row.code: row.id for row in rows}

        return self.database.write_now(all_in)

    def stand_in(self, officer_id: int, role: str, capacity: str, unit: int | None = None) -> None:
        """Let an officer act in another's role from now on."""
        values = {"officer_id": officer_id, "role": role, "capacity": capacity, "starts_at": self.now, "unit_id": unit}
        self.database.write_now(lambda tx: tx.execute(insert(Assignment).values(office_id=self.office_id, **values)))

    def end_stand_in(self) -> None:
        """Everyone is back in his own post from now on."""
        others = update(Assignment).where(Assignment.capacity != "definitif")
        self.database.write_now(lambda tx: tx.execute(others.values(ends_at=self.now + timedelta(seconds=1))))

    def vacate(self, role: str) -> None:
        """Nobody holds a role any more, from now on."""
        held = update(Assignment).where(Assignment.role == role)
        self.database.write_now(lambda tx: tx.execute(held.values(ends_at=self.now)))

    def data_until(self, day: str) -> None:
        """Let the data go up to an earlier day."""
        earlier = update(Cycle).values(data_until=date.fromisoformat(day))
        self.database.write_now(lambda tx: tx.execute(earlier))

    def actor(self, work: Work, task: Task) -> Actor:
        """Who acts on a task now."""
        (holder,) = officers.holders(work.tx, work.office_id, task.role, at=work.now, unit_id=task.unit)
        return Actor(holder.officer_id, frozenset({(task.role, task.unit)}))

    # Acts

    def press(self, kind: type[Command], task: Task, *, by: Actor | None = None, **arguments: Any) -> None:
        """Carry out a command on a task by its holder."""

        def act(work: Work, record: CycleRecord) -> None:
            seen = record.state.task(task.number)
            command = kind(seen.number, seen.version, **arguments)
            done = work.engine.apply(record.state, command, by or self.actor(work, seen), work.now)
            cycles.save(work.tx, record, done.events, work.rungs_of(record))
            work.record(kind.__name__, cycle_id=record.id, events=[event_to_plain(event) for event in done.events])

        self.now = self.read(
            lambda work, _: work.engine.calendar.add_minutes(self.now, timedelta(minutes=self.minutes))
        )
        self.write(act)

    def task(self, step: int, unit: int | None = None, role: Role | None = None) -> Task:
        """The open task of a step."""
        found = (one for one in self.record.state.open_tasks if one.step == step)
        return next(one for one in found if unit in {None, one.unit} and role in {None, one.role})

    def complete(self, step: int) -> None:
        """Finish the open task of a step."""
        self.press(commands.Complete, self.task(step))

    def release(self) -> None:
        """Steps 1 to 4: the forms are with their units."""
        for step in (1, 2, 3):
            self.complete(step)
        self.press(commands.Distribute, self.task(4), units=tuple(self.units.values()))

    def accept(self, code: str) -> None:
        """Step 5: a unit confirms that it has its form."""
        task = self.task(5, self.units[code])
        self.press(commands.Accept, task)
        self.write(
            lambda work, record: answers.accept(
                work.tx, record.form_ids[self.units[code]], self.actor(work, task).officer or 0, work.now
            )
        )

    def fill(self, code: str, *, sender: int | None = None, **changes: str) -> None:
        """Step 5: a unit, or a sender for it, answers and sends everything; targets are met but for `changes`."""
        unit = self.units[code]
        self.fill_answers(code, **changes)

        def keep(work: Work, record: CycleRecord) -> None:
            who = sender or self.actor(work, self.task(5, unit)).officer or 0
            form = forms.of_unit(work.tx, record.id, unit)
            number = record.state.form(unit).kiriman + 1
            submissions.keep(work.tx, form, kiriman=number, putaran=record.state.putaran, officer_id=who, at=work.now)

        self.write(keep)
        self.press(commands.Submit, self.task(5, unit))

    def fill_answers(self, code: str, **changes: str) -> None:
        """Write a unit's answers; `changes` name fields as 'ind_2_1', and 'reason' is noted with those."""

        def act(work: Work, record: CycleRecord) -> None:
            form = forms.of_unit(work.tx, record.id, self.units[code])
            (holder,) = officers.holders(work.tx, work.office_id, Role.PPTK, at=work.now, unit_id=form.unit_id)
            for field in fields(form.sheet, form.answers):
                name = field.key.replace(":", "_").replace(".", "_")
                note = changes.get("reason") if name in changes else None
                value = changes.get(name, _answer(field))
                answers.put(work.tx, form.id, field.key, value, officer_id=holder.officer_id, at=work.now, note=note)

        self.write(act)

    def fill_for(self, code: str, officer_id: int) -> None:
        """Note that an officer filled a unit's form on its behalf."""
        unit = self.units[code]
        self.write(lambda work, record: answers.fill_on_behalf(work.tx, record.form_ids[unit], officer_id))

    def skip(self, code: str, reason: str | None) -> None:
        """Step 6: go on without a unit whose limit has passed."""
        unit = self.units[code]
        task = self.task(5, unit)
        assert task.due_at is not None
        self.now = max(self.now, task.due_at)

        def expire(work: Work, record: CycleRecord) -> None:
            events = work.engine.expire(record.state, task.number, work.now).events
            cycles.save(work.tx, record, events, work.rungs_of(record))

        def note(work: Work, record: CycleRecord) -> None:
            values = update(FormTable).where(FormTable.id == record.form_ids[unit]).values(note=reason)
            work.tx.execute(values)

        self.write(expire)
        self.write(note)
        self.press(commands.Skip, self.task(6, role=self.record.state.form(unit).receiver), unit=unit)

    def redirect(self, code: str) -> None:
        """Step 11, Tidak, for one unit."""
        self.press(commands.Redirect, self.task(11), units=(self.units[code],))

    def receive(self, code: str) -> None:
        """Step 6: a unit's form is complete."""
        unit = self.units[code]
        receiver = self.record.state.form(unit).receiver
        self.press(commands.Receive, self.task(6, role=receiver), unit=unit)

    def collect(self, *codes: str) -> None:
        """Steps 5 and 6 for units, all by default."""
        for code in codes or tuple(self.units):
            self.accept(code)
            self.fill(code)
            self.receive(code)

    def recap(self) -> None:
        """Steps 7 to 10."""
        for step in (7, 8, 9, 10):
            self.complete(step)

    def compile(self) -> None:
        """Steps 11 and 12."""
        self.complete(11)
        self.complete(12)

    def sign(self) -> None:
        """Step 13: the files are there, Sekretaris and Camat approve."""
        version = self.record.state.document_version
        if self.task(13).started_at is None:
            self.press(commands.FilesReady, self.task(13), by=SYSTEM, document_version=version)
        self.complete(13)
        self.complete(13)

    def archive(self) -> None:
        """Step 14."""
        for fact in Fact:
            self.press(commands.NoteFact, self.task(14), fact=fact)
        self.complete(14)


def _import(tx: Transaction) -> int:
    return import_demo_office(tx, OPENED - timedelta(days=7))


def collected_copy(template: Path, folder: Path) -> tuple[Path, datetime]:
    """A file in which every form is received, to be copied by tests that begin there; and its hour."""
    path = folder / "collected.sqlite3"
    shutil.copy(template, path)
    office = PaperOffice(Database(f"sqlite:///{path}"))
    office.release()
    office.collect()
    return path, office.now


def _answer(field: Any) -> str:
    if field.topic is Topic.REALISED:
        return format(field.indicator.target, "f")
    return {Topic.SPENT: "1000000", Topic.PROOF: "ada", Topic.BLOCK: "Cuaca hujan.", Topic.IDLE: "Menunggu DPA."}.get(
        field.topic, f"Catatan {field.topic} yang wajar."
    )
