"""How long each step took against its limit, for the charts of the Dokumen and of /status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.documents.models.performance import StepPace
from bot.services.papers import compliance
from bot.services.work import Work
from bot.sop.compliance import Visit, grouped, row_of_paper

_MINUTE = timedelta(minutes=1)


def pace(work: Work, visits: Iterable[Visit]) -> tuple[StepPace, ...]:
    """Each step at which something was finished, by its longest visit; merged steps took no time of their own."""
    done = [visit for visit in visits if visit.closed_at is not None and not visit.skipped and not visit.merged]
    groups = grouped(done, row_of_paper)
    return tuple(_of(work, groups[place]) for place in compliance.places(done))


def _of(work: Work, group: Sequence[Visit]) -> StepPace:
    slowest = longest(work, group)
    step = compliance.key(*row_of_paper(slowest))
    return StepPace(
        label=f"{step}. {slowest.activity}",
        used=slowest.used,
        limit=baku(work, slowest),
        late=any(visit.on_time is False for visit in group),
        extended=any(visit.extensions for visit in group),
    )


def longest(work: Work, group: Sequence[Visit]) -> Visit:
    """The visit that used the largest share of its limit."""
    return max(group, key=lambda visit: visit.used / max(baku(work, visit), _MINUTE))


def baku(work: Work, visit: Visit) -> timedelta:
    """A visit's limit as the SOP has it, in working time of the office; its nominal length while it is not known."""
    since = visit.started_at or visit.opened_at
    if visit.original_due is None:
        return visit.limit.nominal
    return work.engine.calendar.between(since, visit.original_due)
