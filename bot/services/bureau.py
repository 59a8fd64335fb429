"""What every act needs beside its transaction: the SOP, each office's working time, the key of the audit."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.calendars import Published, published
from bot.office_plan import OfficeProfile
from bot.services.work import Person, Work
from bot.sop.engine import Engine
from bot.sop.model import Sop
from bot.sop.versions import shipped
from bot.sop.working_time import WorkCalendar
from storage import officers, offices
from storage.database import Transaction
from storage.offices import OfficeRow

CALENDARS_KEPT = 256


@dataclass(slots=True)
class Bureau:
    """Opens the unit of work of an act; offices that work the same hours share a calendar.

    `sop` is that of offices which name none; `sops` are all that an office may name and a cycle may keep to.
    """

    sop: Sop
    audit_key: bytes
    bot_name: str = ""
    public_url: str = ""
    random: Callable[[int], bytes] = secrets.token_bytes
    published: Callable[[int], Published] = published
    sops: Mapping[str, Sop] = field(default_factory=shipped)
    _calendars: dict[Hashable, WorkCalendar] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.sop.version not in self.sops:
            self.sops = {**self.sops, self.sop.version: self.sop}

    def work(self, tx: Transaction, office_id: int, now: datetime, cause: str) -> Work:
        """An act of the clock or the operator in an office."""
        return self.works(tx, [office_id], now, cause)[office_id]

    def works(self, tx: Transaction, office_ids: Collection[int], now: datetime, cause: str) -> dict[int, Work]:
        """An act of the clock in many offices at once, by their ids; what they cause needs keys of its own."""
        return {
            office_id: Work(
                tx=tx,
                now=now,
                office_id=office_id,
                office=office.profile,
                engine=Engine(self.sop_of(office.profile), self._calendar(office, now)),
                sops=self.sops,
                audit_key=self.audit_key,
                cause=cause,
                bot_name=self.bot_name,
                public_url=self.public_url,
                random=self.random,
            )
            for office_id, office in offices.load_offices(tx, office_ids).items()
        }

    def sop_of(self, profile: OfficeProfile) -> Sop:
        """The SOP by which an office opens its cycles."""
        return self.sops[profile.sop] if profile.sop else self.sop

    def work_of(self, tx: Transaction, person: Person, now: datetime, update_id: int) -> Work:
        """An act of an officer, caused by one update."""
        work = self.work(tx, person.office_id, now, f"u{update_id}")
        work.person = person
        return work

    def calendar(self, tx: Transaction, office_id: int, now: datetime) -> WorkCalendar:
        """The office's working time around now."""
        return self.calendars(tx, [office_id], now)[office_id]

    def calendars(self, tx: Transaction, office_ids: Collection[int], now: datetime) -> dict[int, WorkCalendar]:
        """The same of many offices, by their ids."""
        return {one: self._calendar(office, now) for one, office in offices.load_offices(tx, office_ids).items()}

    def _calendar(self, office: OfficeRow, now: datetime) -> WorkCalendar:
        year, profile = year_of(now), office.profile
        hours = (year, profile.zone, profile.hours, tuple(sorted(office.special_days.items())))
        if hours not in self._calendars:
            if len(self._calendars) >= CALENDARS_KEPT:
                self._calendars.clear()
            days_off = self.published(year)
            self._calendars[hours] = offices.working_time(office, days_off.days, days_off.until)
        return self._calendars[hours]


def year_of(now: datetime) -> int:
    """The year whose calendar counts; a day ahead, so that no zone's new year finds none."""
    return (now + timedelta(days=1)).year


def identify(tx: Transaction, telegram_id: int, now: datetime) -> Person | None:
    """The officer behind a Telegram account, with the roles he acts in now; None for a stranger: deny by default."""
    who = officers.who(tx, telegram_id, at=now)
    if who is None:
        return None
    found, roles = who
    return Person(
        officer_id=found.id,
        office_id=found.office_id,
        telegram_id=telegram_id,
        name=found.name,
        honorific=found.honorific,
        post=found.post,
        is_admin=found.is_admin,
        held=frozenset((role.role, role.unit_id) for role in roles),
        reachable=found.unreachable_at is None,
    )
