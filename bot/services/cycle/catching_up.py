"""An archived period's figures reach the later collections that ran beside it (steps 8 and 14)."""

from __future__ import annotations

from bot.services.work import Work
from bot.sop.model import StepKind
from storage import cycles, sheets
from storage.cycles import CycleRecord


def later_cycles(work: Work, archived: CycleRecord) -> None:
    """Let forms that are open show what was reported before; to be called in the act that archives a cycle.

    What is recapped already stays as it was recapped, and says which quarter its sums lack, until it is recapped anew.
    """
    for cycle_id in cycles.live_of(work.tx, work.office_id):
        record = cycles.load(work.tx, cycle_id)
        later = (record.year, record.quarter) > (archived.year, archived.quarter)
        if later and _collects(work, record):
            take(work, record)


def take(work: Work, record: CycleRecord) -> None:
    """Let a cycle's sheets know what was archived since they were built; for forms of which no recap stands."""
    if sheets.catch_up(work.tx, work.office_id, record.id, record.year, record.quarter):
        work.record("EarlierFiguresTaken", cycle_id=record.id)


def _collects(work: Work, record: CycleRecord) -> bool:
    """Whether its forms are still to be received for its first recap; a review that is taken up again shows the old."""
    terima = work.sop_of(record).of_kind(StepKind.TERIMA).number
    return not record.state.recap_version and all(task.step <= terima for task in record.state.open_tasks)
