"""What one official should press or answer now, in a sentence: the next task on his desk, and how far it is."""

from __future__ import annotations

from bot.demo.training import phrases
from bot.services.work import Work
from bot.sop.model import Fact, FormStatus, Purpose, Role, StepKind, Task
from storage import onlooking
from storage.cycles import CycleRecord
from storage.onlooking import FormState

_OUT = frozenset({FormStatus.DIBAGIKAN, FormStatus.DIISI, FormStatus.DIKEMBALIKAN})


class Desk:
    """The tasks that wait for the holder of some roles; a role with its unit, None for one that has none."""

    def __init__(self, work: Work, record: CycleRecord | None, held: frozenset[tuple[Role, int | None]]) -> None:
        self._work = work
        self._record = record
        mine = [one for one in record.state.open_tasks if (one.role, one.unit) in held] if record else []
        # His own form, which takes long, is done after what others wait for.
        self._tasks = sorted(mine, key=lambda one: (self._kind(one) is StepKind.ISI, one.step))

    def todo(self) -> str:
        """One sentence; empty if nothing waits that he can do now."""
        return next((said for task in self._tasks if (said := self._of(task))), "")

    def urgent(self) -> bool:
        """Whether one of his limits has passed."""
        return any(one.due_at is not None and one.due_at < self._work.now for one in self._tasks)

    def _kind(self, task: Task) -> StepKind:
        assert self._record is not None
        return self._work.sop_of(self._record).step(task.step).kind

    def _of(self, task: Task) -> str:
        if task.purpose is Purpose.KOREKSI:
            return phrases.CORRECT
        match kind := self._kind(task):
            case StepKind.ISI:
                form = next(one for one in self._forms() if one.unit_id == task.unit)
                return phrases.to_fill(FormStatus(form.status), form.answered, form.asked)
            case StepKind.TERIMA:
                return self._reception(task)
            case StepKind.SUSUN:
                assert self._record is not None
                return phrases.COMPOSE if self._record.letter_number else phrases.NUMBER
            case StepKind.ARSIP:
                return self._archive()
        return phrases.todo(kind, task.role)

    def _forms(self) -> list[FormState]:
        assert self._record is not None
        return onlooking.form_states(self._work.tx, self._record.id)

    def _reception(self, task: Task) -> str:
        his = [one for one in self._forms() if one.receiver == task.role]
        came = sum(one.status == FormStatus.DIKIRIM for one in his)
        awaited = sum(FormStatus(one.status) in _OUT for one in his)
        return phrases.to_receive(came, len(his), awaited) if came else ""

    def _archive(self) -> str:
        assert self._record is not None
        facts = self._record.state.facts
        if not self._record.letter_number:
            return phrases.SEND_NUMBER
        if Fact.PINDAIAN not in facts:
            return phrases.SCAN
        return phrases.CLOSE if Fact.BUKTI in facts else phrases.PROOF
