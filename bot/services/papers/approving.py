"""Who approved a version of the Dokumen and its Surat Pengantar, in which capacity and when (step 13)."""

from __future__ import annotations

from datetime import datetime

from bot.documents.models.papers import Approver
from bot.services.papers.frame import who_closed
from bot.services.work import Work
from bot.sop.definition import DONE
from bot.sop.model import Role, StepKind, Task, TaskState
from storage.cycles import CycleRecord

ACTS = {Role.SEKRETARIS: "Menyetujui", Role.CAMAT: "Menyetujui dan mengesahkan"}
"""What each signer's press says."""


def signatures(work: Work, record: CycleRecord, since: datetime) -> list[Task]:
    """The signers' tasks, open and finished, of the last version, which was compiled at `since`."""
    step = work.sop_of(record).of_kind(StepKind.TANDATANGAN).number
    return [
        task
        for task in record.state.tasks
        if task.step == step and task.state is not TaskState.VOID and task.opened_at >= since
    ]


def approvers(work: Work, record: CycleRecord, since: datetime) -> tuple[Approver, ...]:
    """Whoever approved that version, in the order in which they did."""
    return tuple(
        Approver(signatory=who_closed(work, task), act=ACTS[task.role], at=task.closed_at)
        for task in signatures(work, record, since)
        if task.outcome == DONE and task.closed_at is not None
    )
