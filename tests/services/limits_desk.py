"""The demo's office with its forms out: officials press under reminders and escalations, and write their reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.services import desk
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.limits import passing
from bot.sop.model import Role, Task
from storage import answers
from storage.database import Database
from tests.services.counter import Counter, Said

REASON = "Menunggu laporan desa."


class LimitsDesk(Counter):
    """A counter at which texts are heard, too, and limits pass."""

    _heard_texts: int = 0

    def write(self, code: str, text: str = REASON) -> list[Said]:
        """Let an official answer the question that waits for him."""
        self._heard_texts += 1
        number = self._heard_texts
        # Telegram counts a chat's messages; the outbox's own numbers stay below these.
        message = Message(10_000 + number, 100_000 + number, self.now + timedelta(seconds=1), text)
        return self.act(code, lambda work: desk.receive(work, message))

    def on(self, verb: str, task: Task, arg: str = "") -> Claim:
        """A claim on a task as it stands."""
        record = self.record()
        return Claim(verb, record.task_id(task), record.state.task(task.number).version, arg)

    def put(self, code: str, verb: str, task: Task, arg: str = "") -> list[Said]:
        """Press a button on a task."""
        return self.claim(code, self.on(verb, task, arg))

    def form(self, unit: str = "PEM") -> Task:
        """The open step-5 task of a unit."""
        return self.task(5, unit)

    def reception(self) -> Task:
        """The Kasubbag's open step-6 task."""
        found = (one for one in self.record().state.open_tasks if (one.step, one.role) == (6, Role.KASUBBAG))
        return next(found)

    def ask_time(self, code: str, task: Task, amount: str = "1 hari kerja") -> list[Said]:
        """Ask for more time with a reason; gives what the official is told last."""
        self.put(code, "mohon_waktu", task)
        self.press(code, amount)
        return self.write(code)

    def add_time(self, code: str, task: Task, amount: str = "1 hari kerja", reason: str = REASON) -> list[Said]:
        """Add time with a reason."""
        self.put(code, "tambah_waktu", task)
        self.press(code, amount)
        return self.write(code, reason)

    def pass_limits(self, at: datetime | None = None) -> None:
        """Let the limits of all forms pass, and the clock notice it."""
        due = max(task.due_at for task in self.record().state.open_tasks if task.step == 5 and task.due_at is not None)
        self.now = at or due + timedelta(minutes=5)
        self.database.write_now(lambda tx: passing.notice(tx, self.bureau, [self.office_id], self.now))
        self._deliver()

    def fill_for(self, unit: str, code: str) -> None:
        """Note that an officer fills a unit's form on its behalf."""
        form_id, officer_id = self.record().form_ids[self.unit_id(unit)], self.officer_id(code)
        self.database.write_now(lambda tx: answers.fill_on_behalf(tx, form_id, officer_id))

    def due(self, task: Task) -> datetime:
        """When a task is due now."""
        at = self.record().state.task(task.number).due_at
        assert at is not None
        return at

    def cycle_actions(self) -> list[str]:
        """What the cycle's audit says was done, in order."""
        return [action for action, _, _ in self.recorded(f"cycle:{self.cycle_id}")]


_READY: dict[str, tuple[bytes, LimitsDesk]] = {}


def handed_out(url: str) -> LimitsDesk:
    """Everyone is in and has his form, in this SQLite file; made once a run, and copied."""
    path = Path(url.removeprefix("sqlite:///"))
    if "forms" not in _READY:
        made = LimitsDesk(Database(url))
        made.open()
        made.hand_out()
        _READY["forms"] = (path.read_bytes(), made)
    content, made = _READY["forms"]
    path.write_bytes(content)
    office = replace(made, database=Database(url), told={chat: list(said) for chat, said in made.told.items()})
    office.bureau = made.bureau
    return office
