"""An office whose forms are handed out: officials press, write and send files, and read what they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Engine, event, select, update

from bot.services import acts, bureau
from bot.services.claims import Claim, read
from bot.services.cycle import opening
from bot.services.filling import dialogue as filling
from bot.services.incoming import Attachment, Message
from bot.services.work import Person, Work
from bot.sop.commands import Command, Complete, Distribute, Receive, ReturnForm
from bot.sop.definition import long_ikis
from bot.sop.model import Task
from bot.sop.sheet import Direction
from storage import cycles, forms, prompts, sheets
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from storage.forms import FormRecord
from storage.messages import OutboxMessage
from storage.tables import Officer, Period, Unit
from tests.builders import import_demo_office

OPENED = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
"""Wednesday, 08.00 WITA."""
KASI, KASUBBAG, ANALIS, SEKRETARIS, CAMAT = "KASI-PEM", "KASUBBAG-PK", "ANALIS", "SEKRETARIS", "CAMAT"
T = TypeVar("T")


@dataclass
class Said:
    """A message as an official has it."""

    text: str
    buttons: list[tuple[str, Claim]]
    message_id: int


@dataclass
class FormDesk:
    """Runs each act in a transaction of its own, and delivers what it wrote at once unless `offline`."""

    database: Database
    office_id: int = 0
    cycle_id: int = 0
    now: datetime = OPENED
    offline: bool = False
    told: dict[int, list[Said]] = field(default_factory=dict)
    _bureau: bureau.Bureau = field(default_factory=lambda: bureau.Bureau(long_ikis(), b"k" * 32))
    _update: int = 0
    _message: int = 100

    def open(self, quarter: int = 1) -> FormDesk:
        """Import the demo's office and hand out the forms of a quarter."""
        self.office_id = self.database.write_now(lambda tx: import_demo_office(tx, OPENED))
        self.database.write_now(lambda tx: tx.execute(update(Officer).values(telegram_id=Officer.id + 9000)))
        self.start(quarter)
        self.hand_out()
        return self

    def start(self, quarter: int) -> None:
        """Open a cycle."""

        def propose(tx: Transaction) -> int:
            period = select(Period.id).where(Period.office_id == self.office_id, Period.quarter == quarter)
            work = self._bureau.work(tx, self.office_id, self.now, f"start{quarter}")
            return opening.propose(work, tx.execute(period).scalar_one())

        self.cycle_id = self.database.write_now(propose)

    def hand_out(self) -> None:
        """Steps 1 to 4 by those whose they are."""
        for code in (CAMAT, KASUBBAG, KASUBBAG):
            self.order(code, lambda record, task: Complete(task.number, task.version))
        units = tuple(form.unit for form in self.record().state.forms)
        self.order(ANALIS, lambda record, task: Distribute(task.number, task.version, units))

    def order(self, code: str, command: Callable[[CycleRecord, Task], Command], step: int | None = None) -> None:
        """Let an official give a command on the newest open task, or on that of a step."""

        def give(work: Work) -> None:
            record = cycles.load(work.tx, self.cycle_id)
            task = next(one for one in reversed(record.state.open_tasks) if step in {None, one.step})
            acts.carry_out(work, record, [command(record, task)])

        self.act(code, give)

    def act(self, code: str, work: Callable[[Work], T]) -> T:
        """Run something as an official, and deliver what it wrote."""
        self._update += 1

        def run(tx: Transaction) -> T:
            person = self.person(tx, code)
            return work(self._bureau.work_of(tx, person, self.now, self._update))

        found = self.database.write_now(run)
        if not self.offline:
            self.deliver()
        return found

    def person(self, tx: Transaction, code: str) -> Person:
        """An official as the transaction finds him."""
        telegram_id = tx.execute(select(Officer.telegram_id).where(Officer.code == code)).scalar_one()
        assert telegram_id is not None
        person = bureau.identify(tx, telegram_id, self.now)
        assert person is not None
        return person

    def deliver(self) -> None:
        """Telegram accepts what is waiting to be sent, as if every document were made at once."""

        def send(tx: Transaction) -> list[Any]:
            ready = (OutboxMessage.state.in_(("pending", "waiting")), OutboxMessage.chat_id.is_not(None))
            rows = tx.execute(select(OutboxMessage.__table__).where(*ready).order_by(OutboxMessage.id)).all()
            for row in rows:
                self._message += 1
                values = {"state": "sent", "message_id": self._message, "sent_at": self.now}
                tx.execute(update(OutboxMessage).where(OutboxMessage.id == row.id).values(values))
                if row.method == "message":
                    buttons = [(one["text"], read(one["data"])) for line in row.payload["buttons"] for one in line]
                    said = Said(row.payload["text"], buttons, self._message)  # type: ignore[arg-type]
                    self.told.setdefault(row.officer_id, []).append(said)
            return list(rows)

        self.database.write_now(send)

    def last(self, code: str = KASI) -> Said:
        """The newest message that an official has."""
        return self.heard(code)[-1]

    def heard(self, code: str = KASI) -> list[Said]:
        """Every message that an official has."""
        return self.told.get(self.officer_id(code), [])

    def officer_id(self, code: str) -> int:
        """An official's id."""
        return self.database.read_now(
            lambda tx: tx.execute(select(Officer.id).where(Officer.code == code)).scalar_one()
        )

    def press(self, label: str, code: str = KASI) -> None:
        """Press the button whose label begins so, under the newest message that has one."""
        for said in reversed(self.heard(code)):
            for name, claim in said.buttons:
                if name.startswith(label):
                    self.claim(claim, code)
                    return
        raise AssertionError(f"no button {label!r}: {[name for name, _ in self.last(code).buttons]}")

    def claim(self, claim: Claim, code: str = KASI) -> None:
        """Press a button, as it was shown or forged."""
        self.now += timedelta(seconds=1)
        self.act(code, lambda work: filling.PRESSES[claim.verb](work, claim))

    def say(self, text: str, code: str = KASI, **more: Any) -> Message:
        """Write a message, a second after the one before unless `at` says otherwise."""
        return self._send(code, text, None, **more)

    def attach(self, name: str, code: str = KASI, *, kind: str = "document", size: int = 1000, **more: Any) -> Message:
        """Send a file."""
        return self._send(code, "", Attachment(f"file-{name}", kind, name, "application/x", size), **more)

    def _send(self, code: str, text: str, attachment: Attachment | None, **more: Any) -> Message:
        self.now += timedelta(seconds=1)
        self._message += 1
        values: dict[str, Any] = {"message_id": self._message, "at": self.now.replace(microsecond=0), **more}
        message = Message(update_id=self._message, text=text, attachment=attachment, **values)
        self.act(code, lambda work: _receive(work, message))
        return message

    def edit(self, message: Message, text: str, code: str = KASI) -> None:
        """Edit a message that was sent before."""
        self.now += timedelta(seconds=1)
        again = Message(message.update_id + 50_000, message.message_id, self.now, text, edited=True)
        self.act(code, lambda work: filling.edited(work, again))

    def record(self) -> CycleRecord:
        """The cycle as it stands."""
        return self.database.read_now(lambda tx: cycles.load(tx, self.cycle_id, lock=False))

    def form(self, unit: str = "PEM") -> FormRecord:
        """A unit's form as it stands."""
        return self.database.read_now(lambda tx: forms.of_unit(tx, self.cycle_id, _unit(tx, unit)))

    def task(self, unit: str = "PEM") -> tuple[int, Task]:
        """The newest step-5 task of a unit, with its id."""
        record, unit_id = self.record(), self.form(unit).unit_id
        task = next(one for one in reversed(record.state.tasks) if one.unit == unit_id)
        return record.task_id(task), task

    def verb(self, verb: str, arg: str = "", unit: str = "PEM") -> Claim:
        """A claim on a unit's newest task."""
        task_id, task = self.task(unit)
        return Claim(verb, task_id, task.version, arg)

    def value(self, field: str, unit: str = "PEM") -> str | None:
        """The answer to a field."""
        given = self.form(unit).answers.get(field)
        return given.value if given else None

    def sheet(self, change: Callable[[Any], Any], unit: str = "PEM") -> None:
        """Change a form's sheet as the Kasubbag does at step 2."""
        form = self.form(unit)
        self.database.write_now(lambda tx: sheets.rewrite(tx, form.id, change(form.sheet)))

    def receive(self, unit: str = "PEM") -> None:
        """Step 6 for one unit."""
        unit_id = self.form(unit).unit_id
        self.order(KASUBBAG, lambda record, task: Receive(task.number, task.version, unit_id), 6)

    def send_back(self, *directions: Direction, unit: str = "PEM") -> None:
        """Step 6, Kembalikan, with arahan."""
        form = self.form(unit)
        self.database.write_now(lambda tx: sheets.direct(tx, form.id, directions))
        self.order(KASUBBAG, lambda record, task: ReturnForm(task.number, task.version, form.unit_id), 6)

    def fill(self) -> None:
        """Answer the whole form of Seksi Pemerintahan up to its summary."""
        self.press("Terima")
        self.answer_all()

    def answer_all(self) -> None:
        """Answer what is asked until the summary comes."""
        for _ in range(40):
            if "Ringkasan sebelum dikirim" in self.last().text:
                return
            self.answer()
        raise AssertionError(self.last().text)

    def answer(self) -> None:
        """Answer the open question in the plainest way."""
        question = self.last().text
        if "bukti dukung</b>: foto" in question:
            self.say("tidak ada")
        elif "realisasi anggaran s.d." in question:
            self.say("1.000.000")
        elif "realisasi kinerja" in question:
            self.say("2")
        else:
            self.say("tidak ada")


_READY: dict[str, tuple[bytes, FormDesk]] = {}


def handed_out(url: str) -> FormDesk:
    """Forms of Triwulan I are handed out, in this SQLite file; made once a run, and copied."""
    path = Path(url.removeprefix("sqlite:///"))
    if "forms" not in _READY:
        made = FormDesk(Database(url)).open()
        _READY["forms"] = (path.read_bytes(), made)
    content, made = _READY["forms"]
    path.write_bytes(content)
    told = {officer: list(said) for officer, said in made.told.items()}
    return replace(made, database=Database(url), told=told, _bureau=made._bureau)


def _receive(work: Work, message: Message) -> None:
    """As the counter does it for the questions of a form."""
    prompt = prompts.find(work.tx, work.me.officer_id)
    assert prompt is not None, "nothing was asked"
    filling.TEXTS[prompt.purpose](work, prompt, message)


def _unit(tx: Transaction, code: str) -> int:
    return tx.execute(select(Unit.id).where(Unit.code == code)).scalar_one()


def counted(act: Callable[[], object]) -> list[str]:
    """The statements of the database while something is done."""
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return found
