"""What happened to a cycle, as facts that rebuild it; `evolve` is the only place where a cycle changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.sop.allowance import Allowance
from bot.sop.model import Cycle, CycleStatus, Fact, Form, FormStatus, Role, Task, TaskState


@dataclass(frozen=True, slots=True)
class CycleOpened:
    """A cycle was proposed for these forms."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class CycleMoved:
    """The cycle's status or one of its counts has a new value."""

    status: CycleStatus
    putaran: int
    recap_version: int
    document_version: int
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class FactNoted:
    """Step 14 has one more of what it needs."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """Someone is awaited at a step."""

    task: Task


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """A task was done, or became void."""

    task: int
    state: TaskState
    at: datetime
    by: int | None
    outcome: str


@dataclass(frozen=True, slots=True)
class TaskTimed:
    """A task's clock started, stopped or was set anew; whether its limit has passed is asked again."""

    task: int
    started_at: datetime | None
    due_at: datetime | None
    allowance: Allowance | None


@dataclass(frozen=True, slots=True)
class TaskExpired:
    """A task's limit passed while it was open."""

    task: int


@dataclass(frozen=True, slots=True)
class TaskReassigned:
    """A task has a new holder; what was shown of it before is stale."""

    task: int


@dataclass(frozen=True, slots=True)
class FormMoved:
    """A unit's form has a new status."""

    unit: int
    status: FormStatus
    before: FormStatus
    at: datetime
    kiriman: int
    receiver: Role


Event = (
    CycleOpened
    | CycleMoved
    | FactNoted
    | TaskOpened
    | TaskClosed
    | TaskTimed
    | TaskExpired
    | TaskReassigned
    | FormMoved
)


def evolve(cycle: Cycle, event: Event) -> Cycle:
    """Return the cycle after one event."""
    match event:
        case CycleOpened(forms=forms):
            return Cycle(CycleStatus.DIUSULKAN, forms)
        case CycleMoved():
            return replace(
                cycle,
                status=event.status,
                putaran=event.putaran,
                recap_version=event.recap_version,
                document_version=event.document_version,
                closed_at=event.closed_at,
            )
        case FactNoted(fact=fact):
            return replace(cycle, facts=cycle.facts | {fact})
        case TaskOpened(task=task):
            return replace(cycle, tasks=(*cycle.tasks, task))
        case FormMoved():
            return replace(cycle, forms=tuple(_moved(form, event) for form in cycle.forms))
        case _:
            return _with_task(cycle, _changed(cycle.task(event.task), event))


def _with_task(cycle: Cycle, task: Task) -> Cycle:
    before, after = cycle.tasks[: task.number - 1], cycle.tasks[task.number :]
    return replace(cycle, tasks=(*before, task, *after))


def _changed(task: Task, event: TaskClosed | TaskTimed | TaskExpired | TaskReassigned) -> Task:
    match event:
        case TaskClosed():
            return replace(
                task,
                state=event.state,
                version=task.version + 1,
                closed_at=event.at,
                closed_by=event.by,
                outcome=event.outcome,
            )
        case TaskTimed():
            timed = replace(task, started_at=event.started_at, due_at=event.due_at, expired=False)
            return replace(timed, allowance=event.allowance)
        case TaskExpired():
            return replace(task, expired=True)
        case _:
            return replace(task, version=task.version + 1)


def _moved(form: Form, event: FormMoved) -> Form:
    if form.unit != event.unit:
        return form
    return replace(
        form, status=event.status, before=event.before, since=event.at, kiriman=event.kiriman, receiver=event.receiver
    )
