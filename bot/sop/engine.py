"""The SOP as a function: a cycle and a command in, the cycle after it and what happened out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.sop import collecting, commands, deciding, extending, undoing
from bot.sop.commands import Command
from bot.sop.course import Course
from bot.sop.errors import Refusal
from bot.sop.events import CycleOpened, Event, TaskExpired
from bot.sop.ladder import Climb, NextRung, Timing
from bot.sop.model import SYSTEM, Actor, Cycle, CycleStatus, Form, Purpose, Sop, Task
from bot.sop.working_time import WorkCalendar

_HANDLERS: dict[type[Command], Callable[[Course, Any], None]] = {
    commands.Complete: deciding.complete,
    commands.Postpone: deciding.postpone,
    commands.CloseNotRunning: deciding.close_not_running,
    commands.CancelCycle: deciding.cancel_cycle,
    commands.Distribute: collecting.distribute,
    commands.Accept: collecting.accept,
    commands.Submit: collecting.submit,
    commands.Withdraw: collecting.withdraw,
    commands.Receive: collecting.receive,
    commands.ReturnForm: collecting.return_form,
    commands.Skip: collecting.skip,
    commands.Reopen: collecting.reopen,
    commands.ReturnRecap: deciding.return_recap,
    commands.Redirect: deciding.redirect,
    commands.RequestCorrection: deciding.request_correction,
    commands.ReviewAgain: deciding.review_again,
    commands.FilesReady: deciding.files_ready,
    commands.RefuseSignature: deciding.refuse_signature,
    commands.NoteFact: deciding.note_fact,
    commands.Undo: undoing.undo,
    commands.Reassign: deciding.reassign,
    commands.Extend: extending.extend,
}
OFFICE_ONLY = frozenset({commands.FilesReady, commands.Reassign})


@dataclass(frozen=True, slots=True)
class Transition:
    """The cycle after a command, and the events that led there, in order."""

    cycle: Cycle
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Engine:
    """One SOP in one office's working time."""

    sop: Sop
    calendar: WorkCalendar

    def start(self, forms: tuple[Form, ...], now: datetime) -> Transition:
        """Propose a cycle to the first actor: step 1 opens."""
        course = self._course(Cycle(CycleStatus.DIUSULKAN, ()), SYSTEM, now)
        course.emit(CycleOpened(forms))
        course.open(self.sop.first.number, self.sop.first.actor, by=None)
        return Transition(course.cycle, tuple(course.events))

    def apply(self, cycle: Cycle, command: Command, actor: Actor, now: datetime) -> Transition:
        """Carry out a command; raises Refusal (or Stale) and changes nothing where the SOP does not allow it."""
        if not cycle.live:
            raise Refusal("siklus_berakhir")
        if type(command) in OFFICE_ONLY and actor is not SYSTEM:
            raise Refusal("bukan_pelaksana")
        course = self._course(cycle, actor, now)
        _HANDLERS[type(command)](course, command)
        return Transition(course.cycle, tuple(course.events))

    def expire(self, cycle: Cycle, number: int, now: datetime) -> Transition:
        """A limit of step 5 has passed: its receiver may go on; other limits, and passed ones, change nothing."""
        task = cycle.task(number)
        course = self._course(cycle, SYSTEM, now)
        due = task.open and not task.expired and task.due_at is not None and task.due_at <= now
        if due and task.unit is not None:
            course.emit(TaskExpired(number))
            collecting.await_reception(course, cycle.form(task.unit).receiver, task)
        return Transition(course.cycle, tuple(course.events))

    def await_again(self, cycle: Cycle, now: datetime) -> Transition:
        """A clock that was ahead is right again: what it let pass in step 5 is awaited until its limit."""
        course = self._course(cycle, SYSTEM, now)
        collecting.await_again(course)
        return Transition(course.cycle, tuple(course.events))

    def reproject(self, cycle: Cycle, now: datetime) -> Transition:
        """The calendar changed: every open task's limit ends where it ends in working time as it is known now."""
        course = self._course(cycle, SYSTEM, now)
        extending.reproject(course)
        return Transition(course.cycle, tuple(course.events))

    def climb(self, step: int, purpose: Purpose) -> Climb:
        """The ladder of a step's reminders, or of the correction's, in this office's working time."""
        ladder = self.sop.correction.ladder if purpose is Purpose.KOREKSI else self.sop.step(step).ladder
        return Climb(ladder, self.calendar, self.sop.morning)

    def first_rung(self, task: Task, now: datetime) -> NextRung | None:
        """The rung that fires first for a task as it was just opened or timed; None while its clock stands still."""
        if not task.open or task.started_at is None or task.due_at is None:
            return None
        return self.climb(task.step, task.purpose).first(Timing(task.started_at, task.due_at), now)

    def _course(self, cycle: Cycle, actor: Actor, now: datetime) -> Course:
        return Course(self.sop, self.calendar, cycle, actor, now)
