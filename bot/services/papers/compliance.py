"""Visits and their summaries with the names that papers print: the one reckoning behind riwayat, /status and report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.documents.models.papers import Signatory, Timeliness, TimelinessRow
from bot.services.papers.frame import in_role, person, who_closed
from bot.services.work import Work
from bot.sop import compliance
from bot.sop.compliance import Visit, Window
from bot.sop.model import Purpose, Role
from bot.sop.working_time import Interval, WorkCalendar
from bot.texts import compliance as texts
from bot.texts.posts import STANDING_IN
from storage import heartbeats
from storage.cycles import CycleRecord

_PURPOSES = tuple(Purpose)


def visits_of(work: Work, record: CycleRecord, at: datetime, calendar: WorkCalendar | None = None) -> tuple[Visit, ...]:
    """Every visit of a cycle as of an instant, in the calendar that is known now unless another is given."""
    window = Window(work.sop_of(record), calendar or work.engine.calendar, outages_of(work, record, at), at)
    return compliance.visits(window, record.state)


def outages_of(work: Work, record: CycleRecord, at: datetime) -> Sequence[Interval]:
    """When the bot was down while a cycle ran, up to an instant."""
    return heartbeats.outages(work.tx, record.opened_at, min(at, record.state.closed_at or at))


def steps_on_time(work: Work, record: CycleRecord, at: datetime) -> tuple[int, int]:
    """How many steps the SOP has, and at how many of them no visit of a cycle ran late up to an instant."""
    late = {visit.step for visit in visits_of(work, record, at) if not visit.on_time}
    steps = len(work.sop_of(record).steps)
    return steps, steps - len(late)


def who(work: Work, record: CycleRecord, visit: Visit, at: datetime) -> Signatory:
    """Who finished a visit, in the capacity he had then; of an open or skipped one who is or was awaited."""
    if visit.closed_at is None or visit.skipped:
        return in_role(work, visit.role, visit.closed_at or at, visit.unit)
    return who_closed(work, record.state.task(visit.task))


def extensions(work: Work, visit: Visit) -> str:
    """Every extension of a visit on a line of its own."""
    granted = ((one, person(work, one.by)) for one in visit.extensions)
    return "\n".join(texts.extension(one.limit, by.post if by else "", one.reason) for one, by in granted)


def post(signatory: Signatory, visit: Visit) -> str:
    """The post in which someone acted: 'Plh. Camat Long Ikis', 'Kepala Seksi Pemerintahan (PPTK)'."""
    return acting_post(signatory) + (" (PPTK)" if visit.role is Role.PPTK else "")


def acting_post(signatory: Signatory) -> str:
    """The post as he acts in it: 'Camat Long Ikis', 'Plh. Camat Long Ikis'."""
    return f"{STANDING_IN[signatory.capacity]}{signatory.of_post or signatory.post}"


def key(step: int, purpose: Purpose) -> str:
    """What stands for a row of the paper in a column of its own: '11', '11 (pembetulan)'."""
    return f"{step} (pembetulan)" if purpose is Purpose.KOREKSI else str(step)


Named = tuple[Visit, Signatory]


def timeliness(found: Iterable[Named]) -> Timeliness:
    """The finished visits among these by step and by official."""
    done = [(visit, one) for visit, one in found if visit.closed_at is not None]
    latest = {compliance.official(visit): (one.name, post(one, visit)) for visit, one in done}
    visits = [visit for visit, _ in done]
    by_step = compliance.grouped(visits, compliance.row_of_paper)
    by_official = compliance.grouped(visits, compliance.official)
    return Timeliness(
        steps=tuple(_step_row(by_step[place]) for place in places(visits)),
        officials=tuple(
            TimelinessRow(label=name or held, detail=held, summary=compliance.summarise(by_official[official]))
            for official, (name, held) in latest.items()
        ),
    )


def _each(words: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(words))


def places(visits: Iterable[Visit]) -> list[tuple[int, Purpose]]:
    """The steps at which something was finished, in the order of the paper, a correction after its step."""
    done = {compliance.row_of_paper(visit) for visit in visits if visit.closed_at is not None}
    return sorted(done, key=lambda place: (place[0], _PURPOSES.index(place[1])))


def _step_row(group: Sequence[Visit]) -> TimelinessRow:
    """One row of the paper; cycles of several versions of the SOP may have other words or another limit for it."""
    return TimelinessRow(
        label=f"{key(*compliance.row_of_paper(group[0]))}. {_each(one.activity for one in group)}",
        detail=_each(str(one.limit) for one in group),
        summary=compliance.summarise(group),
    )
