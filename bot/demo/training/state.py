"""How the office stands, read from the bot's database: the 14 steps, who is awaited for what, and the panel."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any

from bot.demo.training import phrases
from bot.demo.training.room import ZONE
from bot.demo.training.todo import Desk
from bot.services.bureau import Bureau
from bot.services.work import Work
from bot.sop.definition import long_ikis
from bot.sop.model import LIVE, Role, Step, Task
from bot.sop.working_time import WorkCalendar
from bot.texts.formats import nama_periode, nama_periode_ringkas
from bot.texts.posts import sebutan
from bot.texts.steps import named
from storage import cycles, officers, offices, onlooking
from storage import status as statuses
from storage.database import Database, Transaction
from storage.officers import Holder, OfficerRow
from storage.onlooking import RunningLimit

SHOWN = 30
_TEXT = 160
_TAG = re.compile(r"</?[a-z][^>]*>")
Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Coming:
    """The next instant at which something is due to happen, and what; `at` is None if nothing is.

    `overdue` says that something has come which the bot has not noticed yet.
    """

    at: datetime | None
    label: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Look:
    """The office at one instant, as plain values for the page, and what comes next."""

    plain: Plain
    coming: Coming
    live: bool


class Onlooker:
    """Looks at the one office of a training room; `key` seals its audit."""

    def __init__(self, database: Database, key: bytes) -> None:
        self.zone = ZONE
        self._database = database
        self._bureau = Bureau(long_ikis(), key)

    async def look(self, now: datetime) -> Look:
        """The office as it stands now."""
        return await self._database.read(lambda tx: _Looking(self._work(tx, now)).look())

    async def calendar(self, now: datetime) -> WorkCalendar:
        """The office's working time around now."""
        return await self._database.read(lambda tx: self._work(tx, now).engine.calendar)

    def _work(self, tx: Transaction, now: datetime) -> Work:
        work = self._bureau.work(tx, offices.office_ids(tx)[0], now, "ruang-latihan")
        self.zone = work.office.zone
        return work


class _Looking:
    """One look at an office: what is read once and used by several parts."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.people = officers.officers(work.tx, work.office_id)
        self._codes = {one.id: one.code for one in self.people}
        self.holders = officers.holders(work.tx, work.office_id, at=work.now)
        self.limits = onlooking.limits(work.tx, work.office_id)
        newest = onlooking.newest_cycle(work.tx, work.office_id)
        self.record = cycles.load(work.tx, newest, lock=False) if newest is not None else None
        self.sop = work.sop_of(self.record) if self.record is not None else work.engine.sop

    def look(self) -> Look:
        live = self.record is not None and self.record.state.status in LIVE
        plain = {
            "office": self.work.office.name,
            "cycle": self._cycle(),
            "steps": [self._step(step) for step in self.sop.steps],
            "officials": [self._official(one) for one in self.people],
            "panel": {"outbox": self._outbox(), "deadlines": self._deadlines(), "audit": self._audit()},
        }
        return Look(plain, self._coming(), live)

    def _cycle(self) -> Plain | None:
        if self.record is None:
            return None
        state = self.record.state
        period = nama_periode(self.record.year, self.record.quarter)
        return {"id": self.record.id, "period": period, "status": str(state.status), "putaran": state.putaran}

    def _step(self, step: Step) -> Plain:
        tasks = [one for one in self.record.state.tasks if one.step == step.number] if self.record else []
        running = [one for one in tasks if one.open]
        dues = [one.due_at for one in running if one.due_at is not None]
        due, shown = min(dues, default=None), running or tasks[-1:]
        left = self.work.engine.calendar.left(self.work.now, due) if due is not None else None
        closed = [one.closed_at for one in tasks if one.closed_at is not None]
        return {
            "number": step.number,
            "title": named(step),
            "activity": step.activity,
            "actor": self.sop.roles[step.actor],
            "state": self._state(step, running, tasks),
            "holders": [
                {"code": self._codes[one.officer_id], "address": sebutan(one.honorific, one.post)}
                for one in self._holders(running)
            ],
            "due": self._iso(due),
            "opened_at": self._iso(min((one.opened_at for one in shown), default=None)),
            "closed_at": self._iso(max(closed)) if closed and not running else None,
            "late": any(_late(one, self.work.now) for one in shown),
            "left_minutes": left // timedelta(minutes=1) if left is not None else None,
        }

    def _state(self, step: Step, running: Sequence[Task], tasks: Sequence[Task]) -> str:
        """A step is done once every open one lies beyond it; a return lets it wait again."""
        if running:
            return "berjalan"
        assert self.record is not None or not tasks
        awaited = [one.step for one in self.record.state.open_tasks] if self.record else []
        done = bool(tasks) and (not awaited or step.number < min(awaited))
        return "selesai" if done else "belum"

    def _holders(self, tasks: Sequence[Task]) -> list[Holder]:
        """Who is awaited in these tasks, each once."""
        acting = {(one.role, one.unit_id): one for one in self.holders}
        found = [acting.get((task.role, task.unit)) for task in tasks]
        return list({one.officer_id: one for one in found if one is not None}.values())

    def _official(self, officer: OfficerRow) -> Plain:
        held = [one for one in self.holders if one.officer_id == officer.id]
        desk = Desk(self.work, self.record, frozenset((one.role, one.unit_id) for one in held))
        todo = desk.todo()
        return {
            "user_id": officer.telegram_id,
            "code": officer.code,
            "name": officer.name,
            "address": sebutan(officer.honorific, officer.post),
            "role_labels": self._role_labels(held),
            "todo": todo,
            "urgent": bool(todo) and desk.urgent(),
        }

    def _role_labels(self, held: Sequence[Holder]) -> list[str]:
        names, units = self.work.engine.sop.roles, self._units()
        return [
            (f"PPTK {units[one.unit_id]}" if one.unit_id is not None else names[Role(one.role)])
            + ("" if one.capacity == "definitif" else f" ({one.capacity.title()}.)")
            for one in held
        ]

    def _units(self) -> Mapping[int, str]:
        return {one.id: one.name for one in offices.units(self.work.tx, self.work.office_id)}

    def _outbox(self) -> list[Plain]:
        names = self._addresses()
        return [
            {
                "id": one.id,
                "to": names.get(one.officer, ""),
                "kind": one.method,
                "state": one.state,
                "at": self._iso(one.at),
                "text": _brief(one.text),
            }
            for one in onlooking.effects(self.work.tx, self.work.office_id, SHOWN)
        ]

    def _deadlines(self) -> list[Plain]:
        return [
            {
                "task": one.task_id,
                "step": one.step,
                "who": self._who(one),
                "due": self._iso(one.due_at),
                "next_rung": phrases.RUNGS.get(one.next_rung, one.next_rung),
                "next_at": self._iso(one.next_at),
            }
            for one in self.limits[:SHOWN]
        ]

    def _audit(self) -> list[Plain]:
        names = self._addresses()
        return [
            {
                "seq": one.seq,
                "chain": one.chain,
                "at": self._iso(one.at),
                "who": names.get(one.officer, "Bot"),
                "action": one.action,
                "text": _details(one.detail),
            }
            for one in onlooking.acts(self.work.tx, self.work.office_id, SHOWN)
        ]

    def _coming(self) -> Coming:
        overdue = any(one.next_at <= self.work.now for one in self.limits)
        ahead = next((one for one in self.limits if one.next_at > self.work.now), None)
        if ahead is not None:
            rung = phrases.RUNGS.get(ahead.next_rung, ahead.next_rung)
            return Coming(ahead.next_at, f"{rung}, langkah {ahead.step}: {self._who(ahead)}", overdue)
        latest, calendar = statuses.latest(self.work.tx, self.work.office_id), self.work.engine.calendar
        for period in offices.periods(self.work.tx, self.work.office_id):
            spans = calendar.spans(calendar.first_working_day(period.opens_on))
            if period.id not in latest and spans[0].start > self.work.now:
                label = phrases.OPENS.format(period=nama_periode_ringkas(period.year, period.quarter))
                return Coming(spans[0].start, label, overdue)
        return Coming(None, "", overdue)

    def _who(self, limit: RunningLimit) -> str:
        acting = (one for one in self.holders if (one.role, one.unit_id) == (limit.role, limit.unit_id))
        return next((sebutan(one.honorific, one.post) for one in acting), limit.unit or limit.role)

    def _addresses(self) -> Mapping[str, str]:
        return {one.code: sebutan(one.honorific, one.post) for one in self.people}

    def _iso(self, at: datetime | None) -> str | None:
        return self.work.local(at).isoformat() if at is not None else None


def _late(task: Task, now: datetime) -> bool:
    return task.due_at is not None and (task.closed_at or now) > task.due_at


def _brief(html: str) -> str:
    text = " ".join(unescape(_TAG.sub("", html)).split())
    return text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"


def _details(detail: Mapping[str, Any]) -> str:
    """What an entry says beside its name, short: whole events are for the audit itself."""
    told = (f"{name}: {value}" for name, value in detail.items() if isinstance(value, str | int) and value != "")
    return _brief(", ".join(told))
