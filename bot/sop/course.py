"""One command under way: the cycle as it stands, what has happened so far, and the moves that all steps share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.sop.allowance import Allowance, due, rest
from bot.sop.commands import Command
from bot.sop.definition import DONE, END
from bot.sop.errors import Refusal, Stale
from bot.sop.events import CycleMoved, Event, FormMoved, TaskClosed, TaskExpired, TaskOpened, TaskTimed, evolve
from bot.sop.model import (
    Actor,
    Cycle,
    CycleStatus,
    Form,
    FormStatus,
    Purpose,
    Role,
    Sop,
    Step,
    StepKind,
    Task,
    TaskState,
)
from bot.sop.working_time import Limit, WorkCalendar

_COUNTED_FROM = datetime(2020, 1, 1, tzinfo=UTC)


def _first_version(now: datetime) -> int:
    """A number that no earlier task had: ids repeat after a restored backup, and buttons from before it still stand."""
    return int((now - _COUNTED_FROM).total_seconds())


@dataclass(slots=True)
class Course:
    """Collects events while the cycle evolves with them; nothing leaves it but both together."""

    sop: Sop
    calendar: WorkCalendar
    cycle: Cycle
    actor: Actor
    now: datetime
    events: list[Event] = field(default_factory=list)

    def emit(self, event: Event) -> None:
        """Let something happen."""
        self.events.append(event)
        self.cycle = evolve(self.cycle, event)

    def step_of(self, task: Task) -> Step:
        """The row of the SOP that a task visits."""
        return self.sop.step(task.step)

    def authorised(self, command: Command) -> Task:
        """The command's task, once it is certain that the actor may act on it; open or not."""
        if not 1 <= command.task <= len(self.cycle.tasks):
            raise Refusal("tugas_tidak_ada")
        task = self.cycle.task(command.task)
        if not self.actor.holds(task.role, task.unit):
            raise Refusal("bukan_pelaksana", task=task)
        return task

    def shown(self, command: Command) -> Task:
        """The task as the pressed button shows it, open or done; a void one and an older version are stale."""
        task = self.authorised(command)
        if task.state is TaskState.VOID or task.version != command.version:
            raise Stale("sudah_selesai", task=task)
        return task

    def claimed(self, command: Command, *kinds: StepKind) -> Task:
        """The open task that the command claims, at a step of one of these kinds (any when none is named)."""
        task = self.shown(command)
        if not task.open:
            raise Stale("sudah_selesai", task=task)
        if kinds and (self.step_of(task).kind not in kinds or task.purpose is not Purpose.SOP):
            raise Refusal("bukan_langkahnya", task=task)
        return task

    def open(self, number: int, role: Role, *, unit: int | None = None, by: Task | None, clock: bool = True) -> Task:
        """Open a task at a step; its limit starts now unless the clock waits."""
        step = self.sop.step(number)
        if step.kind is StepKind.REKAP:
            self.move(recap_version=self.cycle.recap_version + 1)
        return self._add(number, Purpose.SOP, role, unit, by, self.full(step.limit) if clock else None)

    def open_correction(self, by: Task) -> Task:
        """Open the correction of a target or pagu, beside the paper's rows."""
        correction = self.sop.correction
        return self._add(by.step, Purpose.KOREKSI, correction.actor, None, by, self.full(correction.limit))

    def open_again(self, task: Task, allowance: Allowance | None) -> Task:
        """A new visit to a task's step by the same role, with the time that it is given."""
        opener = self.cycle.task(task.opened_by) if task.opened_by else None
        return self._add(task.step, task.purpose, task.role, task.unit, opener, allowance)

    def _add(
        self, number: int, purpose: Purpose, role: Role, unit: int | None, by: Task | None, allowance: Allowance | None
    ) -> Task:
        task = Task(
            number=len(self.cycle.tasks) + 1,
            step=number,
            purpose=purpose,
            role=role,
            unit=unit,
            putaran=self.cycle.putaran,
            opened_by=by.number if by else None,
            opened_at=self.now,
            started_at=self.now if allowance else None,
            due_at=due(self.calendar, allowance) if allowance else None,
            allowance=allowance,
            version=_first_version(self.now),
        )
        self.emit(TaskOpened(task))
        return task

    def close(self, task: Task, outcome: str = DONE) -> None:
        """The actor finished the task."""
        self.emit(TaskClosed(task.number, TaskState.DONE, self.now, self.actor.officer, outcome))

    def void(self, task: Task, outcome: str) -> None:
        """The task is no longer awaited, without having been done."""
        self.emit(TaskClosed(task.number, TaskState.VOID, self.now, self.actor.officer, outcome))

    def full(self, limit: Limit) -> Allowance:
        """A limit that counts from now."""
        return Allowance(self.now, limit)

    def time(self, task: Task, started: datetime | None, allowance: Allowance | None) -> None:
        """Start, stop or set anew a task's clock; one that was over and stays over remains noticed."""
        ends = due(self.calendar, allowance) if allowance else None
        self.emit(TaskTimed(task.number, started, ends, allowance))
        if task.expired and ends is not None and ends <= self.now:
            self.emit(TaskExpired(task.number))

    def left(self, task: Task) -> Allowance:
        """The working time that a finished task had left, counted from now."""
        assert task.due_at is not None
        assert task.closed_at is not None
        return rest(self.calendar, self.now, task.closed_at, task.due_at)

    def move_form(self, form: Form, status: FormStatus, *, sent: bool = False, receiver: Role | None = None) -> None:
        """Give a form a new status; `sent` counts a kiriman."""
        kiriman = form.kiriman + 1 if sent else form.kiriman
        self.emit(FormMoved(form.unit, status, form.status, self.now, kiriman, receiver or form.receiver))

    def move(
        self,
        *,
        status: CycleStatus | None = None,
        putaran: int | None = None,
        recap_version: int | None = None,
        document_version: int | None = None,
    ) -> None:
        """Change what the cycle counts, or end it."""
        cycle = self.cycle
        status = status or cycle.status
        moved = replace(cycle, status=status)
        self.emit(
            CycleMoved(
                status,
                cycle.putaran if putaran is None else putaran,
                cycle.recap_version if recap_version is None else recap_version,
                cycle.document_version if document_version is None else document_version,
                None if moved.live else self.now,
            )
        )

    def enter(self, number: int, by: Task) -> None:
        """Go on to a step that one officer takes, or end the SOP."""
        if number == END:
            self.move(status=CycleStatus.SELESAI)
            return
        step = self.sop.step(number)
        if step.kind is StepKind.TANDATANGAN:
            self.open(number, step.signers[0], by=by, clock=False)
        else:
            self.open(number, step.actor, by=by)
