"""[Batalkan]: an officer takes back what he finished, with everything that the same press carried."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.steps import reviewing
from bot.services.work import Work
from bot.sop.commands import Undo
from bot.sop.errors import Refusal
from bot.sop.model import FormStatus, Task, TaskState
from storage import notes, sheets
from storage.cycles import CycleRecord


def undo(work: Work, claim: Claim) -> None:
    """Take back a finished task, the last of the press first."""
    found = case.find(work, claim)
    if _figures_changed(work, found):
        raise Refusal("sudah_dilanjutkan", task=found.task)
    chain = [found.task]
    while (carried := _carried(found.record, chain[-1])) is not None:
        chain.append(carried)
    first = Undo(found.number, claim.version)
    orders = [*(Undo(task.number, task.version) for task in reversed(chain[1:])), first]
    redirected = found.task.outcome == "tidak"
    if redirected:
        reviewing.draft_again(work, found.record, found.task)
    after = acts.carry_out(work, found.record, orders)
    _drop_reasons(work, found.record, after)
    if redirected:
        reviewing.show_drafts_again(work, after)
    work.toast = "Ditarik kembali."


def _figures_changed(work: Work, found: Case) -> bool:
    """Whether a target or pagu was mended since it was asked for: the recap that was shown does not say it any more."""
    task = found.task
    if task.outcome != "koreksi" or task.closed_at is None:
        return False
    mended = notes.authored(work.tx, found.record.id, "koreksi")
    return any(one.written_at >= task.closed_at for one in mended)


def _drop_reasons(work: Work, before: CycleRecord, after: CycleRecord) -> None:
    """Why the collection went on without a form is no longer said of one that is its unit's again."""
    for form in before.state.forms:
        if form.status is FormStatus.DILEWATI and after.state.form(form.unit).status is not FormStatus.DILEWATI:
            sheets.note(work.tx, after.form_ids[form.unit], None)


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
