"""Perpanjangan: more time for an open task; and every limit anew after a change of the calendar."""

from __future__ import annotations

from dataclasses import replace

from bot.sop.allowance import Extension, due
from bot.sop.collecting import time_reception
from bot.sop.commands import Extend
from bot.sop.course import Course
from bot.sop.errors import Refusal, Stale
from bot.sop.model import Actor, Sop, Task


def may_extend(sop: Sop, actor: Actor, task: Task) -> bool:
    """Whether an officer stands in the line to which a task is brought after its limit, and is not its holder."""
    over = any(actor.holds(role, None) for role in sop.escalation[task.role])
    return over and not actor.holds(task.role, task.unit)


def extend(course: Course, command: Extend) -> None:
    """Give a task more time; an extension that the officer could not see when he pressed makes his press stale."""
    if not 1 <= command.task <= len(course.cycle.tasks):
        raise Refusal("tugas_tidak_ada")
    task = course.cycle.task(command.task)
    if not may_extend(course.sop, course.actor, task):
        raise Refusal("bukan_pemberi_waktu", task=task)
    if not task.open:
        raise Stale("sudah_selesai", task=task)
    if task.allowance is None:
        raise Refusal("waktu_belum_berjalan", task=task)
    if len(task.allowance.extensions) != command.granted:
        raise Stale("sudah_ditambah", task=task)
    extension = Extension(command.limit, course.now, course.actor.officer, command.reason)
    extensions = (*task.allowance.extensions, extension)
    course.time(task, task.started_at, replace(task.allowance, extensions=extensions))
    time_reception(course)


def reproject(course: Course) -> None:
    """Set every open limit anew that ends elsewhere in the calendar as it is now."""
    for task in course.cycle.open_tasks:
        if task.allowance is not None and due(course.calendar, task.allowance) != task.due_at:
            course.time(task, task.started_at, task.allowance)
    time_reception(course)
