"""Batalkan: what an officer finished is taken back while no one has acted on it; nothing is rewound."""

from __future__ import annotations

from bot.sop.collecting import last_filling, went_on
from bot.sop.commands import Undo
from bot.sop.course import Course
from bot.sop.definition import DONE
from bot.sop.errors import Refusal, Stale
from bot.sop.model import TAKEN_BACK, WITH_PPTK, CycleStatus, Form, FormStatus, StepKind, Task

_UNTOUCHED = frozenset({FormStatus.DIBAGIKAN, FormStatus.DIKEMBALIKAN})


def undo(course: Course, command: Undo) -> None:
    """Void what the task opened, give forms their status back, and open the step again with the time that was left."""
    task = course.shown(command)
    if task.open:
        raise Stale("sudah_selesai", task=task)
    followers = [one for one in course.cycle.tasks if _follows(course, one, task)]
    if _taken_up(course, task, followers):
        raise Refusal("sudah_dilanjutkan", task=task)
    left = course.left(task)
    for one in [*followers, *_receptions(course, followers), task]:
        course.void(one, TAKEN_BACK)
    for form in _moved_by(course, task, followers):
        _give_back(course, form)
    if task.outcome == "tidak":
        course.move(putaran=course.cycle.putaran - 1)
    if course.step_of(task) is course.sop.first:
        course.move(status=CycleStatus.DIUSULKAN)
    course.open_again(task, left)


def _follows(course: Course, one: Task, task: Task) -> bool:
    """Whether the task's end opened this one; what step 6 returned or opened again is no part of its end."""
    step = course.step_of(task)
    beside = step.kind is StepKind.TERIMA and one.step != step.exits[DONE]
    return one.opened_by == task.number and not one.taken_back and not beside


def _taken_up(course: Course, task: Task, followers: list[Task]) -> bool:
    kind = course.step_of(task).kind
    if kind is StepKind.ISI:
        return True
    if kind is StepKind.TERIMA and not followers:
        return _received_on(course, task)
    return any(_acted(course, one) for one in followers)


def _received_on(course: Course, task: Task) -> bool:
    """Whether a reception that did not open step 7 itself is past: by the other receiver's, a new visit, or no form."""
    later = [one for one in course.cycle.tasks[task.number :] if one.step == task.step and one.role is task.role]
    renewed = task.putaran != course.cycle.putaran or any(not one.taken_back for one in later)
    return renewed or went_on(course) or not _moved_by(course, task, [])


def _acted(course: Course, follower: Task) -> bool:
    if not follower.open:
        return True
    if follower.unit is not None:
        return course.cycle.form(follower.unit).status not in _UNTOUCHED
    handed_out = any(one.opened_by == follower.number and not one.taken_back for one in course.cycle.tasks)
    return handed_out or (course.step_of(follower).kind is StepKind.ARSIP and bool(course.cycle.facts))


def _receptions(course: Course, followers: list[Task]) -> list[Task]:
    """The open step-6 tasks to which the passed deadlines of untouched forms led."""
    numbers = {follower.number for follower in followers}
    return [one for one in course.cycle.open_tasks if one.opened_by in numbers]


def _moved_by(course: Course, task: Task, followers: list[Task]) -> list[Form]:
    """The forms whose present status is due to the task's end: handed out by it, or received with the last."""
    if course.step_of(task).kind is StepKind.TERIMA:
        return [form for form in course.cycle.forms if form.receiver is task.role and form.since == task.closed_at]
    units = {follower.unit for follower in followers}
    return [form for form in course.cycle.forms if form.unit in units]


def _give_back(course: Course, form: Form) -> None:
    """The status before; a form that was skipped is its unit's again, with the due instant it had."""
    course.move_form(form, form.before)
    if form.before in WITH_PPTK:
        filling = last_filling(course, form.unit)
        course.open_again(filling, filling.allowance)
