"""[Batalkan]: an officer takes back what he finished, with everything that the same press carried."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.claims import Claim
from bot.services.work import Work
from bot.sop.commands import Undo
from bot.sop.model import Task, TaskState
from storage.cycles import CycleRecord


def undo(work: Work, claim: Claim) -> None:
    """Take back a finished task, the last of the press first."""
    found = case.find(work, claim)
    chain = [found.task]
    while (carried := _carried(found.record, chain[-1])) is not None:
        chain.append(carried)
    first = Undo(found.number, claim.version)
    orders = [*(Undo(task.number, task.version) for task in reversed(chain[1:])), first]
    acts.carry_out(work, found.record, orders)
    work.toast = "Ditarik kembali."


def _carried(record: CycleRecord, task: Task) -> Task | None:
    """The task that the same press finished right after this one."""
    for one in record.state.tasks:
        if (
            one.opened_by == task.number
            and one.merged
            and one.state is TaskState.DONE
            and one.closed_by == task.closed_by
        ):
            return one
    return None


PRESSES = {"urung": undo}
