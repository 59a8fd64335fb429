"""Riwayat SOP: every visit to a step with its limit and the working time that it took."""

from __future__ import annotations

from bot.documents.models.papers import History, HistoryRow, Signatory, Timeliness
from bot.services.papers import compliance
from bot.services.papers.frame import Frame
from bot.sop.compliance import Visit
from bot.sop.model import CycleStatus
from bot.texts import compliance as texts
from bot.texts.formats import hari_tanggal_waktu
from bot.texts.times import lama

_ENDS = {
    CycleStatus.SELESAI: "Seluruh langkah selesai dan arsip disimpan pada {}.",
    CycleStatus.DIBATALKAN: "Pengumpulan data dibatalkan pada {}.",
    CycleStatus.BELUM_BERJALAN: "Periode ditutup pada {} karena kegiatan belum berjalan.",
}


def history(frame: Frame) -> History:
    """The whole journey, as far as it went until the paper was requested."""
    rows, timeliness = journey(frame)
    return History(**frame.shared(), rows=rows, timeliness=timeliness, conclusion=_conclusion(frame))


def journey(frame: Frame) -> tuple[tuple[HistoryRow, ...], Timeliness]:
    """One row a visit in order, and what they amount to by step and by official."""
    work, record = frame.work, frame.record
    visits = compliance.visits_of(work, record, frame.at)
    found = [(visit, compliance.who(work, record, visit, frame.at)) for visit in visits]
    return tuple(_row(frame, visit, officer) for visit, officer in found), compliance.timeliness(found)


def _row(frame: Frame, visit: Visit, officer: Signatory) -> HistoryRow:
    return HistoryRow(
        number=visit.step,
        title=visit.activity,
        officer=officer.name or officer.post,
        opened_at=visit.opened_at,
        due_at=visit.due,
        closed_at=visit.closed_at,
        limit=str(visit.limit),
        used=lama(visit.used) if visit.closed_at else "",
        on_time=visit.on_time,
        timing=texts.verdict(visit),
        extension=compliance.extensions(frame.work, visit),
        outage=texts.outage(visit.down),
        returned=texts.returned(visit),
    )


def _conclusion(frame: Frame) -> str:
    state = frame.record.state
    if state.closed_at is None or state.closed_at > frame.at:
        return ""
    return _ENDS[state.status].format(hari_tanggal_waktu(state.closed_at, frame.work.office.zone))
