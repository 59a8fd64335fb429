"""The part of /status on how limits were kept, for those who coordinate; no superior reads of his own delay in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.services.papers.compliance import visits_of
from bot.services.work import Work
from bot.sop import compliance
from bot.sop.compliance import Visit
from bot.sop.model import Purpose, Role
from bot.texts import compliance as words
from bot.texts import status as texts
from bot.texts.steps import named
from storage import offices
from storage.cycles import CycleRecord


def lines(work: Work, record: CycleRecord) -> list[str]:
    """The block for the Camat and the Kasubbag; nothing for others, and nothing before the first step is finished."""
    if not (work.me.has(Role.CAMAT) or work.me.has(Role.KASUBBAG)):
        return []
    shown = [one for one in visits_of(work, record, work.now) if not _hidden(work, one)]
    by_step = compliance.grouped(shown, lambda one: one.step)
    done = [group for group in by_step.values() if all(one.closed_at for one in group)]
    if not done:
        return []
    units = {unit.id: unit.name for unit in offices.units(work.tx, work.office_id)}
    late = [one for one in shown if one.on_time is False]
    on_time = sum(all(one.on_time for one in group) for group in done)
    return texts.punctuality(len(done), on_time, _overruns(work, record, late, units), _granted(shown, units))


def _hidden(work: Work, visit: Visit) -> bool:
    """A superior's own visits: the Camat's from everyone, the Sekretaris's from his subordinates, one's own."""
    if work.me.has(Role.CAMAT):
        return visit.role is Role.CAMAT or visit.closed_by == work.me.officer_id
    return visit.role in {Role.CAMAT, Role.SEKRETARIS}


def _overruns(work: Work, record: CycleRecord, late: Iterable[Visit], units: dict[int, str]) -> Sequence[texts.Overrun]:
    return [
        texts.Overrun(one.step, _activity(work, record, one), units.get(one.unit or 0, ""), one.late) for one in late
    ]


def _activity(work: Work, record: CycleRecord, visit: Visit) -> str:
    sop = work.sop_of(record)
    return sop.correction.activity if visit.purpose is Purpose.KOREKSI else named(sop.step(visit.step))


def _granted(shown: Iterable[Visit], units: dict[int, str]) -> Sequence[texts.Granted]:
    return [
        texts.Granted(one.step, units.get(one.unit or 0, ""), words.added(extension.limit))
        for one in shown
        for extension in one.extensions
    ]
