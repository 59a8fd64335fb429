"""The pictures in the chat: the recap at a glance (steps 10 and 11), and how far the collection is (/status)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from zlib import crc32

from bot.documents.models.pictures import RecapPicture, StatusPicture, StatusStep
from bot.services import case
from bot.services.papers import recap as dossier_recap
from bot.services.papers import trend
from bot.services.papers.compliance import visits_of
from bot.services.papers.frame import Frame
from bot.services.papers.pace import baku, longest
from bot.services.work import Work
from bot.sop.compliance import Visit, grouped
from bot.sop.model import Purpose, Role, Step, StepKind, Task
from bot.texts import status as texts
from bot.texts.posts import sebutan
from bot.texts.steps import named
from storage.cycles import CycleRecord

_CAMAT, _KASUBBAG, _OTHERS = "camat", "kasubbag", ""
_HIDDEN: Final[Mapping[str, frozenset[Role]]] = {
    _CAMAT: frozenset({Role.CAMAT}),
    _KASUBBAG: case.SUPERIORS,
    _OTHERS: frozenset(Role),
}
"""Whose times each kind of viewer does not see: a superior's are not his subordinates' to read."""
_POSITIVE: Final = 0x7FFF_FFFF


def recap_picture(frame: Frame) -> RecapPicture:
    """The recap as a picture, with the periods before it."""
    recap = dossier_recap.recap(frame)
    points = trend.points(frame.work, frame.record, recap.summary)
    return RecapPicture(**frame.shared(), recap=recap, trend=points)


def status_picture(frame: Frame) -> StatusPicture:
    """The steps as they are now, for the viewers whom the row's part names."""
    shown = steps(frame.work, frame.record, frame.row.part)
    return StatusPicture(**frame.shared(), steps=shown, putaran=frame.record.state.putaran)


def viewer(work: Work) -> str:
    """For whose eyes the status picture is that the acting officer gets: the `part` of its document."""
    if work.me.has(Role.CAMAT) and not work.me.has(Role.SEKRETARIS):
        return _CAMAT
    return _KASUBBAG if work.me.has(Role.CAMAT) or work.me.has(Role.KASUBBAG) else _OTHERS


def fingerprint(work: Work, record: CycleRecord, part: str) -> int:
    """A number that stands for what the status picture shows now."""
    return crc32(repr((steps(work, record, part), record.state.putaran)).encode()) & _POSITIVE


def steps(work: Work, record: CycleRecord, part: str) -> tuple[StatusStep, ...]:
    """Every step of the SOP: how it stands, whom it awaits, and the time it took as far as the viewer may see it."""
    visible = [one for one in visits_of(work, record, work.now) if one.role not in _HIDDEN[part]]
    finished = grouped((one for one in visible if one.closed_at and one.purpose is Purpose.SOP), lambda one: one.step)
    reached = min((task.step for task in record.state.open_tasks), default=len(work.sop_of(record).steps) + 1)
    return tuple(_step(work, record, one, reached, finished.get(one.number, [])) for one in work.sop_of(record).steps)


def _step(work: Work, record: CycleRecord, step: Step, reached: int, finished: Sequence[Visit]) -> StatusStep:
    waiting = [task for task in record.state.open_tasks if task.step == step.number]
    title = step.activity if step.kind is StepKind.PERINTAH else named(step)
    if waiting:
        return StatusStep(
            number=step.number,
            title=title,
            state="berjalan",
            holders=_holders(work, record, step, waiting),
            until=_until(work, waiting),
        )
    if step.number > reached:
        return StatusStep(number=step.number, title=title, state="belum")
    timed = [one for one in finished if not one.merged and not one.skipped]
    if not timed:
        return StatusStep(number=step.number, title=title, state="selesai")
    slowest = longest(work, timed)
    return StatusStep(
        number=step.number,
        title=title,
        state="selesai",
        used=slowest.used,
        limit=baku(work, slowest),
        late=any(one.on_time is False for one in finished),
    )


def _holders(work: Work, record: CycleRecord, step: Step, waiting: Sequence[Task]) -> str:
    if step.kind is StepKind.ISI:
        return texts.forms_awaited(len(waiting), len(record.state.forms))
    people = (case.holder(work, task) for task in waiting)
    names = [sebutan(one.honorific, one.post) if one else texts.VACANT for one in people]
    return ", ".join(dict.fromkeys(names))


def _until(work: Work, waiting: Sequence[Task]) -> datetime | None:
    """The earliest limit; a superior is never shown one that has passed."""
    limits = [
        task.due_at
        for task in waiting
        if task.due_at is not None and (task.due_at > work.now or task.role not in case.SUPERIORS)
    ]
    return min(limits, default=None)
