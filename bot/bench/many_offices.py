"""A database of a million open tasks: two offices and their users made by services, then copied inside SQLite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.bench import cloning, office
from bot.bench.ours import CLOCK
from bot.clock import SystemClock, wind
from bot.office_plan import OfficePlan, RolePlan
from bot.sop.model import Role

UNITS = 6
QUESTIONS = 6
"""Indicators a form in the copied offices."""
CYCLES = 20
"""Of each office whose tasks are due later."""
DAY_BEFORE = datetime(2026, 4, 14, 2, 0, tzinfo=UTC)
DUE = DAY_BEFORE + timedelta(days=1)
"""Wednesday, 10.00 WITA: half of the two days that were given on Tuesday, and the end of half an hour."""
EARLIER = timedelta(minutes=30)
LATER = datetime(2026, 5, 1, tzinfo=UTC)
SPREAD = 8_000_000
"""Seconds from LATER on over which all other tasks are due."""
_CHATS = 100


@dataclass(frozen=True, slots=True)
class Sizes:
    """Offices whose PPTK fill forms, offices that wait for their Kasubbag, users who answer, and tasks in all."""

    filling: int = 1500
    waiting: int = 1000
    users: int = 30
    tasks: int = 1_000_000

    @property
    def due(self) -> int:
        """Tasks whose rung comes in the same second."""
        return self.filling * UNITS + self.waiting


@dataclass(frozen=True, slots=True)
class Made:
    """The chats of the users who answer, and their office."""

    users: tuple[int, ...]
    office_id: int


def begin(folder: Path, sizes: Sizes) -> tuple[Made, tuple[int, int]]:
    """Make the three offices that others are copied from, by the bot's own services; gives the ids of the two."""
    folder.mkdir()
    desk = office.found(folder, DAY_BEFORE)
    filling = office.propose(desk, _shared(office.plan(UNITS, desk.now, code="ISI", questions=QUESTIONS)), _CHATS)
    office.hand_out(desk, filling)
    desk.now = DUE - EARLIER
    waiting = office.propose(desk, office.plan(UNITS, desk.now, code="SIAPKAN", questions=QUESTIONS), 2 * _CHATS)
    desk.step(waiting.chats["CAMAT"], waiting.cycle_id, 1)
    users = office.propose(desk, office.plan(sizes.users, desk.now), office.FIRST_CHAT)
    office.hand_out(desk, users)
    wind_to(folder, DUE - EARLIER + timedelta(minutes=1))
    return Made(users.pptk, users.office_id), (filling.office_id, waiting.office_id)


def _shared(plan: OfficePlan) -> OfficePlan:
    """Let the first PPTK hold the last unit, too, so that two of his tasks are due at once."""
    *officials, last = plan.officials
    first = next(one for one in officials if one.roles[0].role is Role.PPTK)
    both = replace(first, roles=(*first.roles, RolePlan(role=Role.PPTK, unit=last.roles[0].unit)))
    return replace(plan, officials=tuple(both if one is first else one for one in officials))


def wind_to(folder: Path, at: datetime) -> float:
    """Wind the bot's clock so that it is `at` now; gives by how many seconds it is ahead of the machine's."""
    ahead = (at - SystemClock().now()) // timedelta(seconds=1)
    wind(folder / CLOCK, timedelta(seconds=ahead))
    return float(ahead)


def multiply(folder: Path, sizes: Sizes, originals: tuple[int, int], told: Callable[[str], object]) -> None:
    """Copy the offices until there are as many tasks as wanted; `told` hears what is being done."""
    with cloning.bulk(folder) as connection:
        filling, waiting = originals
        told("kantor yang jatuh tempo")
        cloning.make(connection, cloning.Copies(filling, 1, sizes.filling - 1, changed=DISTINCT))
        cloning.make(connection, cloning.Copies(waiting, 1, sizes.waiting - 1, changed=DISTINCT))
        told("tugas yang masih lama")
        first = max(sizes.filling, sizes.waiting)
        offices = -(-(sizes.tasks - sizes.due - sizes.users) // (UNITS * CYCLES))
        later = cloning.Copies(
            filling, first, offices, CYCLES, without=frozenset({"form", "outbox_message"}), changed=DISTINCT | _LATER
        )
        cloning.make(connection, later)


DISTINCT = {
    # Every office has its own words, so that nothing that the bot keeps in memory serves two of them.
    ("office", "name"): "name || ' ' || n",
    ("office", "config"): "json_set(config, '$.code', json_extract(config, '$.code') || n)",
    ("officer", "telegram_id"): f"telegram_id + {cloning.STRIDE} * n",
    ("form", "sheet"): "replace(sheet, 'Contoh', 'Contoh ' || n)",
    ("outbox_message", "key"): "key || '/' || m",
    ("outbox_message", "office_id"): f"office_id + {cloning.STRIDE} * n",
    ("outbox_message", "officer_id"): f"officer_id + {cloning.STRIDE} * n",
    ("outbox_message", "chat_id"): f"chat_id + {cloning.STRIDE} * n",
    ("outbox_message", "task_id"): f"task_id + {cloning.STRIDE} * m",
}
_AT = f"strftime('%Y-%m-%d %H:%M:%S.000000', '{LATER:%Y-%m-%d}', (m * 37 % {SPREAD}) || ' seconds')"
_LATER = {
    ("period", "year"): f"year + m % {CYCLES}",
    ("task", "due_at"): _AT,
    ("deadline", "due_at"): _AT,
    ("deadline", "next_at"): _AT,
}
