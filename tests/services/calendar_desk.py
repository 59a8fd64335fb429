"""The calendar at the counter: days are noted and taken back, and a test looks at what the limits became."""

from __future__ import annotations

import shutil
from copy import copy
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.services import announce
from bot.services.limits import days
from bot.services.limits.calendar import Moved
from bot.services.limits.days import Kind
from bot.services.work import Work
from bot.sop.events import Event
from bot.sop.model import Cycle
from bot.sop.record import event_to_plain, replay
from bot.sop.working_time import Span
from storage import audit, calendar_days, cycles, prompts
from storage.backup import backup
from storage.calendar_days import DayRow
from storage.database import Database
from storage.messages import OutboxMessage
from storage.records import Deadline
from tests.services.counter import KASUBBAG, KEY, Counter, Said

THURSDAY = date(2026, 4, 2)
"""The day after the forms go out; on the Friday after it the office is closed."""
WHY = "Listrik padam"


WEDNESDAY = date(2026, 4, 1)
REASON = "Gardu listrik <rusak>."


def handed_out(template: Path, folder: Path) -> Counter:
    """The demo's office on Wednesday 1 April 2026 at eight, six forms just handed out."""
    shutil.copy(template, folder / "kantor.sqlite3")
    return Counter(Database(f"sqlite:///{folder / 'kantor.sqlite3'}")).open().hand_out()


def copied(office: Counter, folder: Path) -> Counter:
    """The same office once more, with what it was told."""
    backup(f"sqlite:///{office.database.url.database}", folder / "salinan.sqlite3")
    found = copy(office)
    found.database = Database(f"sqlite:///{folder / 'salinan.sqlite3'}")
    found.told = {chat: list(said) for chat, said in office.told.items()}
    return found


def hours(*figures: int) -> tuple[Span, ...]:
    """Whole hours in pairs as spans."""
    return tuple((time(start), time(end)) for start, end in zip(figures[::2], figures[1::2], strict=True))


def note(
    office: Counter, kind: Kind = Kind.LIBUR, day: date = THURSDAY, spans: tuple[Span, ...] | None = None
) -> tuple[Moved, ...]:
    """Note a day as the operator does."""
    return office.operate(lambda work: days.note(work, kind, day, spans, WHY))


def take_back(office: Counter, day: date = THURSDAY) -> tuple[Moved, ...]:
    """Take a note back as the operator does."""
    return office.operate(lambda work: days.take_back(work, day))


def dues(office: Counter) -> dict[int, datetime | None]:
    """Each open task's limit."""
    return {task.number: task.due_at for task in office.record().state.open_tasks}


def replayed(office: Counter) -> Cycle:
    """The cycle to which its audit leads; its seals fit."""
    recorded = office.recorded(f"cycle:{office.cycle_id}")
    return replay([event for _, _, detail in recorded for event in detail["events"]])


def expire(office: Counter) -> None:
    """Let every limit of step 5 that has passed be noticed, as the clock's tick does."""

    def act(work: Work) -> None:
        record = cycles.load(work.tx, office.cycle_id)
        state, events = record.state, list[Event]()
        for task in state.open_tasks:
            done = work.engine.expire(state, task.number, work.now)
            state = done.cycle
            events.extend(done.events)
        work.record("TaskExpired", cycle_id=record.id, events=[event_to_plain(one) for one in events])
        announce.after(work, cycles.save(work.tx, record, events, work.rungs_of(record)), events)

    office.operate(act)


def rungs(office: Counter) -> dict[int, Any]:
    """The deadline rows by task id."""
    return office.database.read_now(lambda tx: {row.task_id: row for row in tx.execute(select(Deadline.__table__))})


def silent(office: Counter, words: str) -> list[bool]:
    """Whether each message with these words comes without a sound."""
    query = select(OutboxMessage.payload).where(OutboxMessage.method == "message").order_by(OutboxMessage.id)
    found = office.database.read_now(lambda tx: list(tx.execute(query).scalars()))
    return [payload["silent"] for payload in found if words in payload["text"]]


def journal(office: Counter, action: str) -> list[dict[str, Any]]:
    """What the office's audit keeps of acts of a kind."""
    return [detail for name, _, detail in office.recorded() if name == action]


def sealed(office: Counter) -> None:
    """Both chains fit their seals."""
    for chain in (f"office:{office.office_id}", f"cycle:{office.cycle_id}"):
        office.database.read_now(partial(audit.verify, key=KEY, chain=chain))


def begin(office: Counter, kind: str, code: str = KASUBBAG) -> Said:
    """Choose in chat what is noted; gives the question for the day."""
    office.say(code, "/gangguan")
    return office.press(code, kind)[-1]


def noted(office: Counter, day: date = THURSDAY) -> DayRow | None:
    """The exception of a day as it is stored."""
    return office.database.read_now(lambda tx: calendar_days.find(tx, office.office_id, day))


def asked(office: Counter) -> str | None:
    """What the Kasubbag's next text answers."""
    found = office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(KASUBBAG)))
    return found.purpose if found else None
