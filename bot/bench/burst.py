"""One burst: a bot is started on the database, ten thousand rungs come in one second, and users answer meanwhile."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic

from bot.bench import office, watching
from bot.bench.answers import until
from bot.bench.gaps import longest, read
from bot.bench.machine import Measured, running
from bot.bench.many_offices import DUE, Made, wind_to
from bot.bench.stub import TOKEN, Stub
from bot.bench.watching import Watch, percentile
from bot.clock import SystemClock
from bot.services.work import REMINDER

LEAD = timedelta(seconds=10)
"""Between the start of the bot and the second in which everything is due."""
WARM = 1.0
"""Seconds for which the users answer before that."""
THOUGHT = 1.5
"""Seconds between a question and its answer: 30 users, 20 answers a second, within Telegram's limits."""
ANSWERS = 22
"""A user; fewer than a form's questions, so that every text answers one."""
SLOWEST = 120.0
AFTER = 5.0
"""Seconds for which the users go on answering while reminders are sent."""
SAMPLED = 0.1
INSTANT = "%Y-%m-%d %H:%M:%S.%f"
_GAPS = "jeda.json"

_HOLDERS = """
SELECT deadline.task_id, assignment.officer_id
FROM deadline JOIN task ON task.id = deadline.task_id
JOIN assignment ON assignment.office_id = task.office_id AND assignment.role = task.role
AND assignment.unit_id IS task.unit_id
WHERE deadline.next_at = ?
"""
_MESSAGES = """
SELECT officer_id, count(*) FROM outbox_message
WHERE id > ? AND priority = ? AND office_id <> ? GROUP BY officer_id
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A database to be measured: who answers in it, who must hear of each due task, and its newest message."""

    folder: Path
    made: Made
    holders: Mapping[int, int]
    last_message: int


def template(folder: Path, made: Made, due: int) -> Template:
    """Read what must happen in a database; raises AssertionError unless so many rungs come at DUE and none before."""
    instant = DUE.strftime(INSTANT)
    with closing(watching.connect(folder)) as connection:
        holders = dict(connection.execute(_HOLDERS, (instant,)))
        come = connection.execute("SELECT count(*) FROM deadline WHERE next_at <= ?", (instant,)).fetchone()[0]
        last = connection.execute("SELECT max(id) FROM outbox_message").fetchone()[0]
    if not len(holders) == come == due:
        raise AssertionError(f"{len(holders)} tugas dengan pemegang dan {come} yang jatuh tempo, seharusnya {due}")
    return Template(folder, made, holders, last)


@dataclass(slots=True)
class _Course:
    """When, on the monotonic clock, and how heavy: a burst from its second until it is no longer looked at."""

    due: float
    drained: float = 0.0
    end: float = 0.0
    before: float = 0.0
    highest: float = 0.0


async def burst(found: Template, folder: Path) -> dict[str, float]:
    """Measure one burst on a copy of the template; raises AssertionError unless everyone hears of his tasks once."""
    ahead = wind_to(folder, DUE - LEAD)
    now = SystemClock().now() + timedelta(seconds=ahead)
    course = _Course(monotonic() + (DUE - now).total_seconds())
    watch = Watch(folder, DUE.strftime(INSTANT), course.due)
    stub = Stub(0.0, str(office.TARGET), at=int(now.timestamp()), thought=THOUGHT)
    gaps = folder / _GAPS
    async with stub, running("bot.bench.ours", stub.address, TOKEN, str(folder), str(gaps)) as bot:
        await until(lambda: stub.is_awaited, bot, SLOWEST)
        await _through(course, watch, lambda: stub.play(found.made.users, ANSWERS), bot)
    count = check(found, folder)
    return {**_figures(course, watch, stub.waits, read(gaps)), "messages": float(count)}


async def _through(course: _Course, watch: Watch, play: Callable[[], None], bot: Measured) -> None:
    if course.due - WARM < monotonic():
        raise AssertionError("bot belum siap ketika semua jatuh tempo")
    await asyncio.sleep(course.due - WARM - monotonic())
    course.before = bot.resident_mb()
    weighing = asyncio.create_task(_weigh(course, bot))
    play()
    with watch:
        await until(watch.drained.is_set, bot, SLOWEST)
    course.drained = watch.seen[-1][0]
    await asyncio.sleep(AFTER)
    course.end = monotonic()
    weighing.cancel()


async def _weigh(course: _Course, bot: Measured) -> None:
    while True:
        course.highest = max(course.highest, bot.resident_mb())
        await asyncio.sleep(SAMPLED)


def _figures(
    course: _Course, watch: Watch, waits: Sequence[tuple[float, float]], gaps: Sequence[tuple[float, float]]
) -> dict[str, float]:
    late = watch.lateness()
    meanwhile = [wait for asked, wait in waits if asked <= course.drained and asked + wait >= course.due]
    afterwards = [wait for asked, wait in waits if asked > course.drained]
    return {
        "due_10000_s": course.drained - course.due,
        "lateness_p50_ms": 1000 * percentile(late, 0.5),
        "lateness_p99_ms": 1000 * percentile(late, 0.99),
        "loop_gap_ms": 1000 * longest(gaps, course.due, course.drained),
        "loop_gap_sending_ms": 1000 * longest(gaps, course.drained, course.end),
        "answers_p99_ms": 1000 * percentile(meanwhile, 0.99),
        "answers_sending_p99_ms": 1000 * percentile(afterwards, 0.99),
        "answers": float(len(meanwhile)),
        "rss_before_mb": course.before,
        "rss_mb": course.highest,
    }


def check(found: Template, folder: Path) -> int:
    """Count the reminders, and raise AssertionError unless each holder of a due task has one, and nobody two."""
    with closing(watching.connect(folder)) as connection:
        rows = connection.execute(_MESSAGES, (found.last_message, REMINDER, found.made.office_id))
        told = Counter[int](dict(rows))
    awaited = set(found.holders.values())
    missed = len(awaited - told.keys())
    doubled = sum(count > 1 for count in told.values())
    if missed or doubled:
        raise AssertionError(f"{missed} pejabat tidak diingatkan, dan {doubled} lebih dari satu kali")
    return sum(told.values())
