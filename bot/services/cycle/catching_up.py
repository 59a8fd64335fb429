"""An archived period's figures reach the later collections that run beside it, while their forms are open (step 14)."""

from __future__ import annotations

from bot.services.work import Work
from bot.sop.model import StepKind
from storage import cycles, sheets
from storage.cycles import CycleRecord


def later_cycles(work: Work, archived: CycleRecord) -> None:
    """Let their forms show what was reported before; to be called in the act that archives a cycle.

    What is recapped already stays as it was recapped: the recap says which quarter its sums lack.
    """
    for cycle_id in cycles.live_of(work.tx, work.office_id):
        record = cycles.load(work.tx, cycle_id)
        later = (record.year, record.quarter) > (archived.year, archived.quarter)
        if later and _collects(work, record):
            changed = sheets.catch_up(work.tx, work.office_id, cycle_id, record.year, record.quarter)
            if changed:
                work.record("EarlierFiguresTaken", cycle_id=cycle_id, year=archived.year, quarter=archived.quarter)


def _collects(work: Work, record: CycleRecord) -> bool:
    """Whether its forms are still to be received, so that a recap is still to be made of them."""
    terima = work.sop_of(record).of_kind(StepKind.TERIMA).number
    return all(task.step <= terima for task in record.state.open_tasks)
