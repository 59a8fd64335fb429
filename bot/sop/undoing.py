"""Batalkan: what an officer finished is taken back while no one has acted on it; nothing is rewound."""

from __future__ import annotations

from bot.sop.commands import Undo
from bot.sop.course import Course
from bot.sop.errors import Refusal, Stale
from bot.sop.model import CycleStatus, Form, FormStatus, StepKind, Task, TaskState

_UNTOUCHED = frozenset({FormStatus.DIBAGIKAN, FormStatus.DIKEMBALIKAN})


def undo(course: Course, command: Undo) -> None:
    """Void what the task opened, give forms their status back, and open the step again with the time that was left."""
    task = course.authorised(command)
    if task.state is not TaskState.DONE or task.version != command.version:
        raise Stale("sudah_selesai", task=task)
    followers = [one for one in course.cycle.tasks if _follows(one, task)]
    if course.step_of(task).kind is StepKind.ISI or not followers or any(_acted(course, one) for one in followers):
        raise Refusal("sudah_dilanjutkan", task=task)
    due = course.left(task)
    for follower in followers:
        course.void(follower, "ditarik")
    for form in [form for form in course.cycle.forms if _moved_by(course, form, task, followers)]:
        course.move_form(form, form.before)
    course.void(task, "ditarik")
    if task.outcome == "tidak":
        course.move(putaran=course.cycle.putaran - 1)
    if course.step_of(task) is course.sop.first:
        course.move(status=CycleStatus.DIUSULKAN)
    course.open_again(task, due)


def _follows(one: Task, task: Task) -> bool:
    return one.opened_by == task.number and one.state is not TaskState.VOID


def _moved_by(course: Course, form: Form, task: Task, followers: list[Task]) -> bool:
    """Whether finishing the task gave the form its present status: it was handed out, or received with the last."""
    if course.step_of(task).kind is StepKind.TERIMA:
        return form.receiver is task.role and form.since == task.closed_at
    return any(follower.unit == form.unit for follower in followers)


def _acted(course: Course, follower: Task) -> bool:
    if not follower.open:
        return True
    if follower.unit is not None:
        return course.cycle.form(follower.unit).status not in _UNTOUCHED
    return course.step_of(follower).kind is StepKind.ARSIP and bool(course.cycle.facts)
