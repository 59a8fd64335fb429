"""How each visit to a step kept its limit (riwayat SOP): limit, working time used, lateness, and whose it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from bot.sop.allowance import Allowance, Extension, due
from bot.sop.model import Cycle, Purpose, Role, Sop, Task, TaskState
from bot.sop.working_time import Interval, Limit, WorkCalendar

NO_TIME = timedelta()
RETURNS = frozenset({"kembali", "tidak", "rekap", "koreksi", "telaah"})
"""The outcomes of a visit that sent work back."""

_MINUTE = timedelta(minutes=1)
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One task as it stood at an instant; spans are working time in whole minutes, every begun minute late is one.

    `activity` and `limit` are its SOP's; `original_due` is without the extensions, `due` with them, both in the
    calendar as it is known by now. `down` is what the bot's outages took of the visit, `late` is reckoned without it.
    A visit is `repeated` when the same official's work at this step had been finished before, and `skipped` when the
    collection went on without its form: then nobody finished it.
    """

    task: int
    step: int
    activity: str
    purpose: Purpose
    role: Role
    unit: int | None
    putaran: int
    opened_at: datetime
    started_at: datetime | None
    closed_at: datetime | None
    closed_by: int | None
    limit: Limit
    extensions: tuple[Extension, ...]
    original_due: datetime | None
    due: datetime | None
    used: timedelta
    down: timedelta
    late: timedelta
    merged: bool
    outcome: str | None
    skipped: bool
    repeated: bool

    @property
    def on_time(self) -> bool | None:
        """Whether the limit was kept, which a form that was gone on without did not; None while the task is open."""
        return None if self.closed_at is None else self.late == NO_TIME and not self.skipped

    @property
    def returned(self) -> bool:
        """Whether it ended with a return instead of going on."""
        return self.outcome in RETURNS


@dataclass(frozen=True, slots=True)
class Window:
    """By what visits are measured: the SOP, the office's working time, when the bot was down, and as of when."""

    sop: Sop
    calendar: WorkCalendar
    outages: Sequence[Interval]
    now: datetime


def visits(window: Window, cycle: Cycle) -> tuple[Visit, ...]:
    """Every visit in order, as far as it went until then; what fell away or was taken back is none.

    A form that the collection went on without counts up to then.
    """
    found: list[Visit] = []
    before: set[tuple[int, Purpose, Role, int | None]] = set()
    for task in cycle.tasks:
        if (task.state is TaskState.VOID and not task.skipped) or task.opened_at > window.now:
            continue
        place = (task.step, task.purpose, task.role, task.unit)
        found.append(_visit(window, task, repeated=place in before))
        if not task.skipped:
            before.add(place)
    return tuple(found)


def _visit(window: Window, task: Task, *, repeated: bool) -> Visit:
    closed = task.closed_at is not None and task.closed_at <= window.now
    allowance = _known(task.allowance, window.now)
    row = window.sop.correction if task.purpose is Purpose.KOREKSI else window.sop.step(task.step)
    return Visit(
        task=task.number,
        step=task.step,
        activity=row.activity,
        purpose=task.purpose,
        role=task.role,
        unit=task.unit,
        putaran=task.putaran,
        opened_at=task.opened_at,
        started_at=task.started_at,
        closed_at=task.closed_at if closed else None,
        closed_by=task.closed_by if closed and not task.skipped else None,
        limit=row.limit,
        extensions=allowance.extensions if allowance else (),
        original_due=due(window.calendar, replace(allowance, extensions=())) if allowance else None,
        due=due(window.calendar, allowance) if allowance else None,
        merged=closed and task.merged,
        outcome=task.outcome if closed else None,
        skipped=closed and task.skipped,
        repeated=repeated,
        **_spans(window, task, allowance),
    )


def _spans(window: Window, task: Task, allowance: Allowance | None) -> dict[str, timedelta]:
    """The working time used, what of it the bot was down, and the lateness less that; nothing of a merged visit."""
    until = window.now if task.closed_at is None else min(task.closed_at, window.now)
    if allowance is None or task.merged:
        return {"used": NO_TIME, "down": NO_TIME, "late": NO_TIME}
    # Work that was postponed may be done before the day that its clock was to begin.
    since = min(task.started_at or allowance.since, until)
    down = _lost(window, min(since, allowance.since), until)
    late = window.calendar.between(due(window.calendar, allowance), until) - down
    return {"used": _nearest(window.calendar.between(since, until)), "down": _nearest(down), "late": _begun(late)}


def _known(allowance: Allowance | None, now: datetime) -> Allowance | None:
    """An allowance with the extensions that were granted by then."""
    if allowance is None:
        return None
    return replace(allowance, extensions=tuple(one for one in allowance.extensions if one.at <= now))


def _lost(window: Window, since: datetime, until: datetime) -> timedelta:
    """The working time between two instants in which the bot was down."""
    cut = ((max(start, since), min(end, until)) for start, end in window.outages)
    return sum((window.calendar.between(start, end) for start, end in cut if start < end), NO_TIME)


def _nearest(span: timedelta) -> timedelta:
    return (span + _MINUTE / 2) // _MINUTE * _MINUTE


def _begun(span: timedelta) -> timedelta:
    return max(-(-span // _MINUTE) * _MINUTE, NO_TIME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Finished visits taken together; medians and 90th percentiles are by nearest rank over all of them."""

    count: int
    on_time: int
    used: timedelta
    used_median: timedelta
    used_p90: timedelta
    late: timedelta
    late_median: timedelta
    late_p90: timedelta
    late_max: timedelta
    down: timedelta
    extensions: int
    returns: int
    repeats: int

    @property
    def share(self) -> Decimal | None:
        """How many of a hundred were on time, unrounded; None where nothing was finished."""
        return Decimal(100 * self.on_time) / self.count if self.count else None


def summarise(found: Iterable[Visit]) -> Summary:
    """What the finished visits among these amount to."""
    done = [one for one in found if one.closed_at is not None]
    used, late = [one.used for one in done], [one.late for one in done]
    return Summary(
        count=len(done),
        on_time=sum(bool(one.on_time) for one in done),
        used=sum(used, NO_TIME),
        used_median=percentile(used, 50),
        used_p90=percentile(used, 90),
        late=sum(late, NO_TIME),
        late_median=percentile(late, 50),
        late_p90=percentile(late, 90),
        late_max=max(late, default=NO_TIME),
        down=sum((one.down for one in done), NO_TIME),
        extensions=sum(len(one.extensions) for one in done),
        returns=sum(one.returned for one in done),
        repeats=sum(one.repeated for one in done),
    )


def percentile(spans: Sequence[timedelta], percent: int) -> timedelta:
    """The nearest rank: the smallest of the spans that at least so many per cent of them do not exceed; 0 of none."""
    ordered = sorted(spans)
    return ordered[max(-(-percent * len(ordered) // 100), 1) - 1] if ordered else NO_TIME


def grouped(found: Iterable[Visit], key: Callable[[Visit], Key]) -> dict[Key, list[Visit]]:
    """The visits by a key, groups in the order in which they first come."""
    groups: dict[Key, list[Visit]] = {}
    for one in found:
        groups.setdefault(key(one), []).append(one)
    return groups


def row_of_paper(visit: Visit) -> tuple[int, Purpose]:
    """The key of summaries by step; a correction is apart from the step that asked for it."""
    return visit.step, visit.purpose


def official(visit: Visit) -> tuple[Role, int | None, int | None]:
    """The key of summaries by official: the role, for a PPTK the unit, and who finished."""
    return visit.role, visit.unit, visit.closed_by
