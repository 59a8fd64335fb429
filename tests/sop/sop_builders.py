"""An office at work in tests: its officials, and one cycle that they drive through the SOP step by step."""

import json
from datetime import datetime, timedelta
from typing import Any

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.definition import long_ikis
from bot.sop.engine import Engine, Transition
from bot.sop.errors import Refusal
from bot.sop.events import Event
from bot.sop.model import SYSTEM, Actor, Cycle, Fact, Form, FormStatus, Purpose, Role, Task
from bot.sop.record import event_to_plain, replay
from tests.sop.office import PASER, wita

OWN_UNIT = 2
"""The unit of which the Kasubbag is PPTK; the Sekretaris receives its form."""

CAMAT = Actor(1, frozenset({(Role.CAMAT, None)}))
SEKRETARIS = Actor(2, frozenset({(Role.SEKRETARIS, None)}))
KASUBBAG = Actor(3, frozenset({(Role.KASUBBAG, None), (Role.PPTK, OWN_UNIT)}))
ANALIS = Actor(4, frozenset({(Role.ANALIS, None)}))
STRANGER = Actor(99, frozenset())
ENGINE = Engine(long_ikis(), PASER)
NINE = wita(4, 8, "09.00")
"""A Wednesday with whole working days around it."""


def pptk(unit: int) -> Actor:
    """The PPTK of a unit."""
    return KASUBBAG if unit == OWN_UNIT else Actor(10 + unit, frozenset({(Role.PPTK, unit)}))


def form(unit: int, *, runs: bool = True) -> Form:
    """A unit's form before step 1."""
    return Form(unit, Role.SEKRETARIS if unit == OWN_UNIT else Role.KASUBBAG, runs)


class Office:
    """One cycle and its officials; each act goes through the engine and into a record kept as JSON text."""

    def __init__(self, units: tuple[int, ...] = (1, 2, 3), *, runs: bool = True, engine: Engine = ENGINE) -> None:
        self.engine = engine
        self.units = units
        self.now = NINE
        self.record: list[str] = []
        self.people = {actor.officer: actor for actor in (CAMAT, SEKRETARIS, KASUBBAG, ANALIS, *map(pptk, units))}
        started = engine.start(tuple(form(unit, runs=runs) for unit in units), self.now)
        self.cycle: Cycle = started.cycle
        self._write(started.events)

    def _write(self, events: tuple[Event, ...]) -> None:
        self.record += [json.dumps(event_to_plain(event)) for event in events]

    def _keep(self, transition: Transition) -> Transition:
        self.cycle = transition.cycle
        self._write(transition.events)
        return transition

    def replayed(self) -> Cycle:
        """The cycle that the record leads to."""
        return replay([json.loads(line) for line in self.record])

    # Time

    def at(self, now: datetime) -> None:
        """Let it be another instant; a limit that passed is not noticed yet."""
        self.now = now

    def work(self, hours: float) -> None:
        """Let working time pass."""
        self.now = PASER.add_minutes(self.now, timedelta(hours=hours))

    def pass_limit(self, task: Task) -> None:
        """Let a task's limit pass, and the clock notice it."""
        assert task.due_at is not None
        self.now = max(self.now, task.due_at)
        self.tick(task)

    def tick(self, task: Task) -> Transition:
        """Let the clock look at a task's limit."""
        return self._keep(self.engine.expire(self.cycle, task.number, self.now))

    # Who and what

    def holder(self, task: Task) -> Actor:
        """Who acts on a task."""
        return next(actor for actor in self.people.values() if actor.holds(task.role, task.unit))

    def open_at(self, step: int, *, unit: int | None = None, role: Role | None = None) -> list[Task]:
        """The open tasks of a step, of a unit or a role where one is named."""
        return [
            task
            for task in self.cycle.open_tasks
            if task.step == step and unit in {None, task.unit} and role in {None, task.role}
        ]

    def task(self, step: int, *, unit: int | None = None, role: Role | None = None) -> Task:
        """The one open task of a step."""
        (task,) = self.open_at(step, unit=unit, role=role)
        return task

    @property
    def steps(self) -> list[int]:
        """The steps that are open, once for each task; a correction counts as 0."""
        return [task.step if task.purpose is Purpose.SOP else 0 for task in self.cycle.open_tasks]

    # Acts

    def apply(self, command: Command, actor: Actor) -> Transition:
        """Carry out a command; a refusal leaves everything as it was."""
        return self._keep(self.engine.apply(self.cycle, command, actor, self.now))

    def press(self, kind: type[Command], task: Task, *, by: Actor | None = None, **arguments: Any) -> Transition:
        """Press a button under a task's card as it is now; its holder does, unless somebody else is named."""
        seen = self.cycle.task(task.number)
        return self.apply(kind(seen.number, seen.version, **arguments), by or self.holder(seen))

    def complete(self, step: int, *, by: Actor | None = None) -> Task:
        """Finish the one open task of a step."""
        task = self.task(step)
        self.press(commands.Complete, task, by=by)
        return self.cycle.task(task.number)

    def distribute(self, *units: int) -> None:
        """Step 4 for these units, or for all."""
        self.press(commands.Distribute, self.task(4), units=units or self.units)

    def fill(self, *units: int) -> None:
        """Step 5 for these units: receipt and sending."""
        for unit in units:
            task = self.task(5, unit=unit)
            self.press(commands.Accept, task)
            self.press(commands.Submit, task)

    def receive(self, *units: int) -> Task:
        """Step 6: these units' forms are complete; gives the receiver's task of the last."""
        for unit in units:
            task = self.reception(unit)
            self.press(commands.Receive, task, unit=unit)
        return self.cycle.task(task.number)

    def reception(self, unit: int) -> Task:
        """The open step-6 task of a unit's receiver."""
        return self.task(6, role=self.cycle.form(unit).receiver)

    def collect(self, *units: int) -> None:
        """Steps 5 and 6 for these units."""
        self.fill(*units)
        self.receive(*units)

    def files(self) -> None:
        """Step 13: the worker has made the files of the present version."""
        self.press(commands.FilesReady, self.task(13), by=SYSTEM, document_version=self.cycle.document_version)

    def facts(self) -> None:
        """Step 14: number, scan and proof are on record."""
        for fact in Fact:
            self.press(commands.NoteFact, self.task(14), fact=fact)

    def to_step(self, number: int) -> Task:
        """Go the straight way until a step is open; gives its first open task."""
        while not self.open_at(number):
            self.go_on()
        return self.open_at(number)[0]

    def go_on(self) -> None:
        """Do what the earliest open step needs: hand out, send or receive all forms, make files, or finish it."""
        match step := min(self.steps):
            case 0:
                self.press(commands.Complete, self.cycle.open_tasks[0])
            case 4:
                self.distribute(*[one.unit for one in self.cycle.forms if one.status is FormStatus.SIAP])
            case 5:
                self.fill(*[task.unit for task in self.open_at(5) if task.unit is not None])
            case 6:
                self.receive(*[one.unit for one in self.cycle.forms if not one.settled])
            case 13 if self.task(13).started_at is None:
                self.files()
            case 14 if self.cycle.facts != set(Fact):
                self.facts()
            case _:
                self.complete(step)

    def archive(self) -> None:
        """Go the straight way to the end."""
        while self.cycle.live:
            self.go_on()


def refusal(office: Office, command: Command, actor: Actor) -> Refusal:
    """The refusal of a command, after checking that it changed nothing."""
    before, written = office.cycle, len(office.record)
    try:
        office.apply(command, actor)
    except Refusal as answer:
        assert office.cycle is before
        assert len(office.record) == written
        return answer
    raise AssertionError(f"{command} was allowed")


def refused(office: Office, kind: type[Command], task: Task, *, by: Actor | None = None, **arguments: Any) -> str:
    """The code by which a press on a task's card is refused."""
    seen = office.cycle.task(task.number)
    return refusal(office, kind(seen.number, seen.version, **arguments), by or office.holder(seen)).code
