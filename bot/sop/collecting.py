"""Steps 4 to 6: forms go out, are filled beside each other, and join again once."""

from __future__ import annotations

from datetime import datetime

from bot.sop.commands import Accept, Distribute, Receive, Reopen, ReturnForm, Skip, Submit, Withdraw
from bot.sop.course import Course
from bot.sop.definition import DONE
from bot.sop.errors import Refusal, Stale
from bot.sop.model import SKIPPED, Actor, Cycle, Form, FormStatus, Role, Sop, StepKind, Task, TaskState


def distribute(course: Course, command: Distribute) -> None:
    """Step 4: open step 5 for the chosen units; the step ends with the last form."""
    task = course.claimed(command, StepKind.BAGIKAN)
    chosen = [form for form in course.cycle.forms if form.unit in command.units]
    if not chosen or len(chosen) != len(command.units):
        raise Refusal("unit_tidak_dipilih")
    if any(form.status is not FormStatus.SIAP for form in chosen):
        raise Refusal("sudah_dibagikan")
    for form in chosen:
        course.move_form(form, FormStatus.DIBAGIKAN)
    if all(form.status is not FormStatus.SIAP for form in course.cycle.forms):
        course.close(task)
    for form in chosen:
        _open_filling(course, form.unit, task)


def _open_filling(course: Course, unit: int, by: Task) -> None:
    step = course.sop.of_kind(StepKind.ISI)
    course.open(step.number, step.actor, unit=unit, by=by)


def accept(course: Course, command: Accept) -> None:
    """Step 5: the receipt; pressing it again changes nothing."""
    task = course.claimed(command, StepKind.ISI)
    form = _form(course, task)
    if form.status is not FormStatus.DIISI:
        course.move_form(form, FormStatus.DIISI)


def _form(course: Course, task: Task) -> Form:
    assert task.unit is not None
    return course.cycle.form(task.unit)


def submit(course: Course, command: Submit) -> None:
    """Step 5, Kirim: the form joins its receiver's single step-6 task; no one receives what he filled himself."""
    task = course.claimed(command, StepKind.ISI)
    form = _form(course, task)
    terima = course.sop.of_kind(StepKind.TERIMA)
    own = course.actor.holds(terima.actor, None)
    course.close(task)
    course.move_form(form, FormStatus.DIKIRIM, sent=True, receiver=terima.own_form if own else None)
    await_reception(course, _form(course, task).receiver, task)
    # A form that moved to the other receiver may have been all that its former receiver still waited for.
    _join(course)


def await_reception(course: Course, receiver: Role, by: Task) -> None:
    """Open the receiver's step-6 task unless it is open already, and keep its clock right."""
    number = course.sop.of_kind(StepKind.TERIMA).number
    if not any(task.step == number and task.role is receiver for task in course.cycle.open_tasks):
        course.open(number, receiver, by=by, clock=False)
    time_reception(course)


def time_reception(course: Course) -> None:
    """Step 6's clock runs from the last form, or from the deadline of the last that is missing; else it waits."""
    terima = course.sop.of_kind(StepKind.TERIMA)
    for task in course.cycle.open_tasks:
        if task.step != terima.number:
            continue
        awaited = any(_awaited(course, form) for form in course.cycle.forms if form.receiver is task.role)
        if awaited and task.started_at is not None:
            course.time(task, None, None)
        elif not awaited and task.started_at is None:
            course.time(task, course.now, course.full(terima.limit))


def await_again(course: Course) -> None:
    """A clock that was ahead is right again: no limit of step 5 is over that is still to come, none of step 6 began."""
    terima = course.sop.of_kind(StepKind.TERIMA).number
    for task in course.cycle.open_tasks:
        if task.expired and _to_come(course, task.due_at):
            course.time(task, task.started_at, task.allowance)
        elif task.step == terima and _to_come(course, task.started_at):
            course.time(task, None, None)
    time_reception(course)


def _to_come(course: Course, at: datetime | None) -> bool:
    return at is not None and at > course.now


def _awaited(course: Course, form: Form) -> bool:
    if form.status is FormStatus.SIAP:
        return True
    filling = _filling(course, form.unit)
    return filling is not None and not _overdue(course, filling)


def _filling(course: Course, unit: int) -> Task | None:
    number = course.sop.of_kind(StepKind.ISI).number
    return next((task for task in course.cycle.open_tasks if task.step == number and task.unit == unit), None)


def _overdue(course: Course, task: Task) -> bool:
    return task.expired or (task.due_at is not None and task.due_at <= course.now)


def last_filling(course: Course, unit: int) -> Task:
    """The latest visit of a unit to step 5 that still counts."""
    return _last_visit(course.sop, course.cycle, unit)


def _last_visit(sop: Sop, cycle: Cycle, unit: int) -> Task:
    number = sop.of_kind(StepKind.ISI).number
    visits = [task for task in cycle.tasks if task.step == number and task.unit == unit]
    return next(task for task in reversed(visits) if not task.taken_back)


def own_form(sop: Sop, cycle: Cycle, unit: int, officer: int | None) -> bool:
    """Whether an officer sent a unit's form himself, in whatever post: then he does not receive it."""
    return _last_visit(sop, cycle, unit).closed_by == officer


def other_receiver(sop: Sop, task: Task, actor: Actor) -> Role | None:
    """Who receives the form that a receiver sent himself once he sends it again; None where it would be he again."""
    terima = sop.of_kind(StepKind.TERIMA)
    assert terima.own_form is not None
    again = task.role is terima.own_form or actor.holds(terima.own_form, None)
    return None if again else terima.own_form


def withdraw(course: Course, command: Withdraw) -> None:
    """Step 6, Tarik: while it is not received, the form is its sender's again, with the due instant it had."""
    task = course.shown(command)
    if course.step_of(task).kind is not StepKind.ISI:
        raise Refusal("bukan_langkahnya", task=task)
    form = _form(course, task)
    if form.status is not FormStatus.DIKIRIM or last_filling(course, form.unit).number != task.number:
        raise Stale("sudah_diterima" if form.settled else "sudah_selesai", task=task)
    course.move_form(form, FormStatus.DIISI)
    course.open_again(task, task.allowance)
    time_reception(course)


def _received_form(course: Course, task: Task, unit: int) -> Form:
    if not any(form.unit == unit and form.receiver is task.role for form in course.cycle.forms):
        raise Refusal("bukan_formulirnya", task=task)
    return course.cycle.form(unit)


def receive(course: Course, command: Receive) -> None:
    """Step 6: a form is complete; with the last one step 7 opens, once."""
    task = course.claimed(command, StepKind.TERIMA)
    form = _received_form(course, task, command.unit)
    if form.settled:
        raise Stale("sudah_diterima", task=task, form=form)
    if form.status is not FormStatus.DIKIRIM:
        raise Refusal("belum_dikirim", form=form)
    if own_form(course.sop, course.cycle, form.unit, course.actor.officer):
        other, roles = other_receiver(course.sop, task, course.actor), course.sop.roles
        raise Refusal("formulir_sendiri", form=form, receiver=roles[task.role], other=roles[other] if other else "")
    course.move_form(form, FormStatus.DITERIMA)
    _join(course)


def return_form(course: Course, command: ReturnForm) -> None:
    """Step 6, Kembalikan: an incomplete form goes back with the full limit."""
    task = course.claimed(command, StepKind.TERIMA)
    form = _received_form(course, task, command.unit)
    if form.status not in {FormStatus.DIKIRIM, FormStatus.DITERIMA}:
        raise Refusal("belum_dikirim", form=form)
    if not _of_this_putaran(course, form):
        raise Refusal("sudah_diterima", form=form)
    course.move_form(form, FormStatus.DIKEMBALIKAN)
    _open_filling(course, form.unit, task)
    time_reception(course)


def skip(course: Course, command: Skip) -> None:
    """Step 6, LanjutTanpa: only after the unit's limit, and never the only form."""
    task = course.claimed(command, StepKind.TERIMA)
    form = _received_form(course, task, command.unit)
    filling = _filling(course, form.unit)
    if form.settled:
        raise Stale("sudah_dilanjutkan", task=task, form=form)
    if filling is None:
        raise Refusal("belum_dibagikan" if form.status is FormStatus.SIAP else "sudah_dikirim", form=form)
    if not _overdue(course, filling):
        raise Refusal("batas_belum_lewat", form=form, due=filling.due_at)
    others = [other for other in course.cycle.forms if other.unit != form.unit]
    if all(other.status is FormStatus.DILEWATI for other in others):
        raise Refusal("formulir_satu_satunya", form=form)
    course.void(filling, SKIPPED)
    course.move_form(form, FormStatus.DILEWATI)
    _join(course)


def reopen(course: Course, command: Reopen) -> None:
    """Step 6, BukaKembali: before step 7 a form that was skipped in this putaran may be filled after all."""
    task = course.shown(command)
    if course.step_of(task).kind is not StepKind.TERIMA:
        raise Refusal("bukan_langkahnya", task=task)
    form = _received_form(course, task, command.unit)
    skipped = form.status is FormStatus.DILEWATI and _of_this_putaran(course, form)
    if not skipped or task.putaran != course.cycle.putaran or went_on(course):
        raise Stale("sudah_dilanjutkan", task=task)
    course.move_form(form, FormStatus.DIKEMBALIKAN)
    _open_filling(course, form.unit, task)
    await_reception(course, task.role, task)


def _of_this_putaran(course: Course, form: Form) -> bool:
    """Whether the form was asked for in this putaran; what stands from an earlier one stays as it is."""
    return last_filling(course, form.unit).putaran == course.cycle.putaran


def went_on(course: Course) -> bool:
    """Whether step 7 was opened in this putaran and not taken back."""
    number = course.sop.of_kind(StepKind.TERIMA).exits[DONE]
    return any(
        task.step == number and task.putaran == course.cycle.putaran and task.state is not TaskState.VOID
        for task in course.cycle.tasks
    )


def _join(course: Course) -> None:
    terima = course.sop.of_kind(StepKind.TERIMA)
    time_reception(course)
    for task in course.cycle.open_tasks:
        mine = [form for form in course.cycle.forms if form.receiver is task.role]
        if task.step == terima.number and all(form.settled for form in mine):
            course.close(task)
            if all(form.settled for form in course.cycle.forms) and not went_on(course):
                course.enter(terima.exits[DONE], by=task)
