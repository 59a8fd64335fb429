"""Riwayat SOP: every visit to a step with its limit and the working time that it took."""

from __future__ import annotations

from datetime import timedelta

from bot.documents.model import History, HistoryRow
from bot.services.papers.frame import Frame, in_role, who_closed
from bot.sop.model import CycleStatus, Purpose, Task, TaskState
from bot.texts.formats import hari_tanggal_waktu
from bot.texts.times import lama

_RETURNS = {
    "kembali": "Dikembalikan dengan arahan.",
    "tidak": "Dikembalikan kepada PPTK dengan arahan.",
    "rekap": "Rekapitulasi dikembalikan.",
    "koreksi": "Target atau pagu dibetulkan lebih dahulu.",
    "telaah": "Ditelaah ulang.",
}
_ENDS = {
    CycleStatus.SELESAI: "Seluruh langkah selesai dan arsip disimpan pada {}.",
    CycleStatus.DIBATALKAN: "Pengumpulan data dibatalkan pada {}.",
    CycleStatus.BELUM_BERJALAN: "Periode ditutup pada {} karena kegiatan belum berjalan.",
}


def history(frame: Frame) -> History:
    """The whole journey, as far as it went until the paper was requested."""
    return History(**frame.shared(), rows=rows(frame), conclusion=_conclusion(frame))


def rows(frame: Frame) -> tuple[HistoryRow, ...]:
    """One row a task in order; what was taken back or fell away is none."""
    return tuple(
        _row(frame, task)
        for task in frame.record.state.tasks
        if task.state is not TaskState.VOID and task.opened_at <= frame.at
    )


def _row(frame: Frame, task: Task) -> HistoryRow:
    work = frame.work
    step, closed = work.engine.sop.step(task.step), _closed(frame, task)
    correcting = task.purpose is Purpose.KOREKSI
    officer = who_closed(work, task) if closed else in_role(work, task.role, frame.at, task.unit)
    return HistoryRow(
        number=task.step,
        title=work.engine.sop.correction.activity if correcting else step.activity,
        officer=officer.name or officer.post,
        opened_at=task.opened_at,
        due_at=task.due_at,
        closed_at=task.closed_at if closed else None,
        limit=str(work.engine.sop.correction.limit if correcting else step.limit),
        used=_used(frame, task) if closed else "",
        on_time=_late_by(frame, task) <= timedelta() if closed else None,
        timing=_timing(frame, task) if closed else "masih berjalan",
        returned=_RETURNS.get(task.outcome or "", "") if closed else "",
    )


def _closed(frame: Frame, task: Task) -> bool:
    return task.closed_at is not None and task.closed_at <= frame.at


def _used(frame: Frame, task: Task) -> str:
    if task.merged or task.started_at is None or task.closed_at is None:
        return lama(timedelta())
    return lama(frame.work.engine.calendar.between(task.started_at, task.closed_at))


def _late_by(frame: Frame, task: Task) -> timedelta:
    """The working time over the limit, zero or less when it was kept; a clock that never started kept it."""
    if task.due_at is None or task.closed_at is None:
        return timedelta()
    return frame.work.engine.calendar.between(task.due_at, task.closed_at)


def _timing(frame: Frame, task: Task) -> str:
    if task.merged:
        return "tepat waktu, digabung"
    late = _late_by(frame, task)
    return f"terlambat {lama(late)}" if late > timedelta() else "tepat waktu"


def _conclusion(frame: Frame) -> str:
    state = frame.record.state
    if state.closed_at is None or state.closed_at > frame.at:
        return ""
    return _ENDS[state.status].format(hari_tanggal_waktu(state.closed_at, frame.work.office.zone))
