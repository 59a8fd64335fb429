"""The steps that one officer takes at a time: orders, recap, review, signatures, archive, and taking back."""

from __future__ import annotations

from bot.sop.allowance import Allowance
from bot.sop.commands import (
    CancelCycle,
    CloseNotRunning,
    Complete,
    FilesReady,
    NoteFact,
    Postpone,
    Reassign,
    Redirect,
    RefuseSignature,
    RequestCorrection,
    ReturnRecap,
    ReviewAgain,
)
from bot.sop.course import Course
from bot.sop.definition import DONE
from bot.sop.errors import Refusal
from bot.sop.events import FactNoted, TaskReassigned
from bot.sop.model import CycleStatus, Fact, FormStatus, Purpose, Role, StepKind, Task

_ONE_BY_ONE = frozenset({StepKind.BAGIKAN, StepKind.ISI, StepKind.TERIMA})


def complete(course: Course, command: Complete) -> None:
    """Finish a task and go on by the exit 'selesai'."""
    task = course.claimed(command)
    step = course.step_of(task)
    if task.purpose is Purpose.KOREKSI:
        course.close(task)
        course.enter(course.sop.correction.next, by=task)
        return
    if step.kind in _ONE_BY_ONE:
        raise Refusal("bukan_langkahnya", task=task)
    _ready(course, task)
    course.close(task)
    if step.kind is StepKind.TANDATANGAN and (signer := _next_signer(course, task)):
        course.open(task.step, signer, by=task)
    else:
        course.enter(step.exits[DONE], by=task)


def _ready(course: Course, task: Task) -> None:
    """What must hold before a step may be finished, by its kind."""
    step = course.step_of(task)
    if step is course.sop.first:
        if not any(form.runs for form in course.cycle.forms):
            raise Refusal("belum_berjalan")
        course.move(status=CycleStatus.BERJALAN)
    if step.kind is StepKind.SUSUN:
        course.move(document_version=course.cycle.document_version + 1)
    if step.kind is StepKind.TANDATANGAN:
        _check_signature(course, task)
    if step.kind is StepKind.ARSIP and (missing := set(Fact) - course.cycle.facts):
        raise Refusal("arsip_belum_lengkap", missing=sorted(missing))


def _check_signature(course: Course, task: Task) -> None:
    """Four eyes: the files exist, and nobody signs them in two capacities."""
    _check_files(task)
    signed = _opener(course, task)
    while signed.step == task.step:
        if signed.closed_by == course.actor.officer:
            raise Refusal("empat_mata", task=task)
        signed = _opener(course, signed)


def _opener(course: Course, task: Task) -> Task:
    """The task that opened this one; only step 1 has none."""
    assert task.opened_by is not None
    return course.cycle.task(task.opened_by)


def _check_files(task: Task) -> None:
    if task.started_at is None:
        raise Refusal("berkas_belum_siap", task=task)


def _next_signer(course: Course, task: Task) -> Role | None:
    signers = course.step_of(task).signers
    following = signers.index(task.role) + 1
    return signers[following] if following < len(signers) else None


def postpone(course: Course, command: Postpone) -> None:
    """Step 1, Tunda: the same task on a later day."""
    task = course.claimed(command)
    if course.step_of(task) is not course.sop.first:
        raise Refusal("bukan_langkahnya", task=task)
    if command.until <= course.now:
        raise Refusal("tanggal_sudah_lewat")
    opens = course.calendar.next_open(command.until)
    course.time(task, opens, Allowance(opens, course.sop.first.limit))


def close_not_running(course: Course, command: CloseNotRunning) -> None:
    """Step 1, Peringatan: nothing can be collected, so the period closes with a reason."""
    task = course.claimed(command)
    if course.step_of(task) is not course.sop.first:
        raise Refusal("bukan_langkahnya", task=task)
    course.close(task, "belum_berjalan")
    course.move(status=CycleStatus.BELUM_BERJALAN)


def cancel_cycle(course: Course, command: CancelCycle) -> None:
    """Steps 1 to 4: everything open becomes void and the period is free again."""
    task = course.shown(command)
    last = course.sop.of_kind(StepKind.BAGIKAN).number
    if course.step_of(task) is not course.sop.first or any(one.step > last for one in course.cycle.open_tasks):
        raise Refusal("sudah_dilanjutkan", task=task)
    for one in course.cycle.open_tasks:
        course.void(one, "dibatalkan")
    course.move(status=CycleStatus.DIBATALKAN)


def return_recap(course: Course, command: ReturnRecap) -> None:
    """Steps 9 to 11: the recap is made again, in the same putaran."""
    task = course.claimed(command, StepKind.SERAHKAN, StepKind.LAPOR, StepKind.TELAAH)
    course.close(task, "rekap")
    course.enter(course.step_of(task).exits["rekap"], by=task)


def redirect(course: Course, command: Redirect) -> None:
    """Step 11, Tidak: the named units complete their forms in the next putaran; the others stay received."""
    task = course.claimed(command, StepKind.TELAAH)
    chosen = [form for form in course.cycle.forms if form.unit in command.units]
    if not chosen or len(chosen) != len(command.units):
        raise Refusal("unit_tidak_dipilih")
    course.close(task, "tidak")
    course.move(putaran=course.cycle.putaran + 1)
    target = course.sop.step(course.step_of(task).exits["tidak"])
    for form in chosen:
        course.move_form(form, FormStatus.DIKEMBALIKAN)
        course.open(target.number, target.actor, unit=form.unit, by=task)


def request_correction(course: Course, command: RequestCorrection) -> None:
    """Step 11, third way: the Kasubbag mends a target or pagu before the recap is made again."""
    task = course.claimed(command, StepKind.TELAAH)
    course.close(task, "koreksi")
    course.open_correction(task)


def review_again(course: Course, command: ReviewAgain) -> None:
    """Step 12, TelaahUlang: back to the Sekretaris."""
    task = course.claimed(command, StepKind.SUSUN)
    course.close(task, "telaah")
    course.enter(course.step_of(task).exits["telaah"], by=task)


def files_ready(course: Course, command: FilesReady) -> None:
    """Step 13: the signer's limit starts with the file; files of an older version start nothing."""
    task, step = course.cycle.task(command.task), course.sop.of_kind(StepKind.TANDATANGAN)
    waits = task.open and task.step == step.number and task.started_at is None
    if waits and command.document_version == course.cycle.document_version:
        course.time(task, course.now, course.full(step.limit))


def refuse_signature(course: Course, command: RefuseSignature) -> None:
    """Step 13: back to step 12; the next version needs both signatures again."""
    task = course.claimed(command, StepKind.TANDATANGAN)
    _check_files(task)
    course.close(task, "kembali")
    course.enter(course.step_of(task).exits["kembali"], by=task)


def note_fact(course: Course, command: NoteFact) -> None:
    """Step 14: one more of number, scan and proof is on record."""
    course.claimed(command, StepKind.ARSIP)
    if command.fact not in course.cycle.facts:
        course.emit(FactNoted(Fact(command.fact)))


def reassign(course: Course, command: Reassign) -> None:
    """The holder of an open task changed; only its version moves."""
    task = course.cycle.task(command.task)
    if task.open:
        course.emit(TaskReassigned(task.number))
