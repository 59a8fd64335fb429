"""The demo's office at its counter: officials join, write commands and press; the test reads what each chat is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select, update

from bot.office_plan import OfficePlan
from bot.services import acts, bureau, commands, declining, desk
from bot.services.claims import Claim, read
from bot.services.cycle import opening
from bot.services.import_office import import_office
from bot.services.people import joining
from bot.services.work import Person, Work
from bot.sop.commands import Complete, Distribute
from bot.sop.definition import long_ikis
from bot.sop.errors import Refusal
from bot.sop.model import Actor, Task
from storage import audit, cycles, documents
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import AuditEntry, Cycle
from storage.tables import Officer, Period, Unit
from tests.builders import demo_plan

OPENED = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
"""Wednesday, 08.00 WITA."""
KEY = b"k" * 32
CAMAT, SEKRETARIS, KASUBBAG, ANALIS = "CAMAT", "SEKRETARIS", "KASUBBAG-PK", "ANALIS"
KASI, KASI_PMD = "KASI-PEM", "KASI-PMD"
T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """A message in a chat, with its buttons."""

    text: str
    buttons: tuple[tuple[str, Claim], ...] = ()
    document: int | None = None


@dataclass
class Counter:
    """Each act is a transaction; a refusal is explained in one of its own; what was written is delivered at once."""

    database: Database
    office_id: int = 0
    cycle_id: int = 0
    now: datetime = OPENED
    told: dict[int, list[Said]] = field(default_factory=dict)
    _update: int = 0

    def open(self, *, joined: bool = True, plan: OfficePlan | None = None) -> Counter:
        """Import the demo's office or another, with everyone in or nobody."""
        self.bureau = bureau.Bureau(long_ikis(), KEY, bot_name="contoh_bot", random=bytes)
        chosen, earlier = plan or demo_plan(), OPENED - timedelta(days=7)
        self.office_id = self.database.write_now(lambda tx: import_office(tx, chosen, earlier).office_id)
        if joined:
            self.database.write_now(lambda tx: tx.execute(update(Officer).values(telegram_id=Officer.id + 9000)))
        return self

    # The cycle

    def propose(self, quarter: int = 1) -> Counter:
        """Open the cycle of a quarter."""
        self._update += 1

        def open_(tx: Transaction) -> int:
            period = select(Period.id).where(Period.office_id == self.office_id, Period.quarter == quarter)
            work = self.bureau.work(tx, self.office_id, self.now, f"buka{self._update}")
            return opening.propose(work, tx.execute(period).scalar_one())

        self.cycle_id = self.database.write_now(open_)
        self._deliver()
        return self

    def hand_out(self, quarter: int = 1) -> Counter:
        """Open the cycle of a quarter and take steps 1 to 4."""
        self.propose(quarter)
        for code in (CAMAT, KASUBBAG, KASUBBAG):
            self.order(code, lambda record, task: Complete(task.number, task.version))
        units = tuple(form.unit for form in self.record().state.forms)
        self.order(ANALIS, lambda record, task: Distribute(task.number, task.version, units))
        return self

    def order(self, code: str, command: Callable[[CycleRecord, Task], Any]) -> None:
        """Let an official, joined or not, give a command on the newest open task."""

        def give(tx: Transaction) -> None:
            work = self.bureau.work(tx, self.office_id, self.now, f"perintah{self._update}")
            record = cycles.load(tx, self.cycle_id)
            task = record.state.open_tasks[-1]
            chosen = command(record, task)
            seen = record.state.task(chosen.task)
            actor = Actor(self.officer_id(code), frozenset({(seen.role, seen.unit)}))
            acts.carry_out(work, record, [chosen], actor=actor)

        self._update += 1
        self.database.write_now(give)
        self._deliver()

    def record(self) -> CycleRecord:
        """The cycle as it stands."""
        return self.database.read_now(lambda tx: cycles.load(tx, self.cycle_id, lock=False))

    def task(self, step: int, unit: str | None = None) -> Task:
        """The open task of a step."""
        wanted = self.unit_id(unit) if unit else None
        return next(one for one in self.record().state.open_tasks if one.step == step and one.unit == wanted)

    def end(self, status: str) -> None:
        """Let the cycle have ended, as its last step would write it."""
        values = {"status": status, "live": None, "closed_at": self.now, "letter_number": "045/<7>/2026"}
        self.database.write_now(lambda tx: tx.execute(update(Cycle).where(Cycle.id == self.cycle_id).values(values)))

    # People

    def officer_id(self, code: str) -> int:
        """An official's id."""
        query = select(Officer.id).where(Officer.code == code, Officer.office_id == self.office_id)
        return self.database.read_now(lambda tx: tx.execute(query).scalar_one())

    def unit_id(self, code: str) -> int:
        """A unit's id."""
        query = select(Unit.id).where(Unit.code == code, Unit.office_id == self.office_id)
        return self.database.read_now(lambda tx: tx.execute(query).scalar_one())

    def change(self, code: str, **values: Any) -> None:
        """Let an official's row say something else."""
        his = (Officer.code == code, Officer.office_id == self.office_id)
        self.database.write_now(lambda tx: tx.execute(update(Officer).where(*his).values(values)))

    def chat(self, code: str) -> int:
        """An official's account."""
        query = select(Officer.telegram_id).where(Officer.code == code, Officer.office_id == self.office_id)
        return self.database.read_now(lambda tx: tx.execute(query).scalar_one()) or 0

    # Telegram

    def join(self, token: str, telegram_id: int, account: str = "Akun") -> list[Said]:
        """Open an invitation link; gives what the account is told."""
        self._update += 1
        number = self._update
        return self._heard(
            telegram_id,
            lambda: self.database.write_now(
                lambda tx: joining.join(tx, self.bureau, token, telegram_id, self.now, number, account)
            ),
        )

    def say(self, code: str, text: str) -> list[Said]:
        """Write a command; gives what the official is told."""
        return self.act(code, lambda work: commands.receive_command(work, text))

    def press(self, code: str, label: str) -> list[Said]:
        """Press the newest button whose label begins so."""
        for said in reversed(self.told.get(self.chat(code), [])):
            for name, claim in said.buttons:
                if name.startswith(label):
                    return self.claim(code, claim)
        raise AssertionError(f"no button {label!r} for {code}")

    def claim(self, code: str, claim: Claim) -> list[Said]:
        """Press a button, as it was shown or forged."""
        return self.act(code, lambda work: desk.press(work, claim))

    def act(self, code: str, work: Callable[[Work], object]) -> list[Said]:
        """Run something as an official; a refusal undoes it and is explained."""
        chat = self.chat(code)
        self.now += timedelta(seconds=1)

        def carry_out() -> None:
            self._update += 1
            try:
                self.database.write_now(lambda tx: work(self._work(tx, chat)))
            except Refusal as refusal:
                found = refusal
                self.database.write_now(lambda tx: declining.explain(self._work(tx, chat), found))

        return self._heard(chat, carry_out)

    def operate(self, work: Callable[[Work], T]) -> T:
        """Run something as the operator does."""
        self._update += 1
        found = self.database.write_now(
            lambda tx: work(self.bureau.work(tx, self.office_id, self.now, f"operator{self._update}"))
        )
        self._deliver()
        return found

    def _work(self, tx: Transaction, chat: int) -> Work:
        return self.bureau.work_of(tx, self.person(tx, chat), self.now, self._update)

    def person(self, tx: Transaction, chat: int) -> Person:
        """The official behind an account."""
        person = bureau.identify(tx, chat, self.now)
        assert person is not None
        return person

    def _heard(self, chat: int, act: Callable[[], object]) -> list[Said]:
        before = len(self.told.get(chat, []))
        act()
        self._deliver()
        return self.told.get(chat, [])[before:]

    def heard(self, code: str) -> list[Said]:
        """Everything an official was told."""
        return self.told.get(self.chat(code), [])

    def _deliver(self) -> None:
        """Documents are made at once, and Telegram accepts what waits to be sent."""
        self.database.write_now(self._render)

        def send(tx: Transaction) -> None:
            pending = select(OutboxMessage.__table__).where(OutboxMessage.state == "pending")
            order = (OutboxMessage.priority, OutboxMessage.id)
            for row in tx.execute(pending.order_by(*order)).all():
                values = {"state": "sent", "message_id": row.id, "sent_at": self.now}
                tx.execute(update(OutboxMessage).where(OutboxMessage.id == row.id).values(values))
                self.told.setdefault(row.chat_id, []).append(_said(row))

        self.database.write_now(send)

    def _render(self, tx: Transaction) -> None:
        for row in documents.due(tx, self.now, 100):
            documents.claim(tx, row.id, self._update.to_bytes(4) + row.id.to_bytes(8))
            name = f"{row.kind}-{row.part}-{row.version}.pdf"
            documents.store(tx, row.id, filename=name, mime="application/pdf", content=name.encode(), now=self.now)

    def waiting(self, code: str) -> list[str]:
        """What is written for an official who cannot be reached."""
        his = (OutboxMessage.officer_id == self.officer_id(code), OutboxMessage.state == "waiting")
        query = select(OutboxMessage.payload).where(*his).order_by(OutboxMessage.id)
        return self.database.read_now(lambda tx: [row.payload["text"] for row in tx.execute(query)])

    def recorded(self, chain: str | None = None) -> list[tuple[str, int | None, dict[str, Any]]]:
        """The audit of the office, or of a chain: action, who, and what; its seals fit."""
        name = chain or f"office:{self.office_id}"
        query = select(AuditEntry.action, AuditEntry.officer_id, AuditEntry.detail).where(AuditEntry.chain == name)

        def look(tx: Transaction) -> list[tuple[str, int | None, dict[str, Any]]]:
            audit.verify(tx, KEY, name)
            return [(row.action, row.officer_id, row.detail) for row in tx.execute(query.order_by(AuditEntry.seq))]

        return self.database.read_now(look)


def _said(row: Any) -> Said:
    buttons = tuple((one["text"], read(one["data"])) for line in row.payload["buttons"] for one in line)
    assert all(claim is not None for _, claim in buttons)
    return Said(row.payload["text"], buttons, row.payload.get("document_id"))  # type: ignore[arg-type]
