"""Random officials at random times press what they may, what they may not, and what is long over."""

import json
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.sop import commands
from bot.sop.commands import Command
from bot.sop.engine import Transition
from bot.sop.errors import Refusal
from bot.sop.events import evolve
from bot.sop.extending import may_extend
from bot.sop.model import SYSTEM, Actor, Fact, Purpose, Role, StepKind, Task, TaskState
from bot.sop.record import event_from_plain, event_to_plain, replay
from bot.sop.working_time import Limit, LimitUnit
from tests.sop.invariants import check_clock, check_cycle, check_transition
from tests.sop.sop_builders import ANALIS, CAMAT, ENGINE, KASUBBAG, OWN_UNIT, SEKRETARIS, STRANGER, Office, pptk

UNITS = st.sampled_from([(1,), (1, 2), (1, 3), (1, 2, 3), (1, 2, 3, 4)])
PLAIN = (
    *(commands.Complete, commands.CloseNotRunning, commands.CancelCycle, commands.Accept, commands.Submit),
    *(commands.Withdraw, commands.ReturnRecap, commands.RequestCorrection, commands.ReviewAgain),
    *(commands.RefuseSignature, commands.Undo, commands.Reassign),
)
ABOUT_A_UNIT = (commands.Receive, commands.ReturnForm, commands.Skip, commands.Reopen)
ABOUT_UNITS = (commands.Distribute, commands.Redirect)
BUTTONS: dict[StepKind, tuple[type[Command], ...]] = {
    StepKind.PERINTAH: (commands.Complete, commands.Postpone),
    StepKind.BAGIKAN: (commands.Distribute,),
    StepKind.ISI: (commands.Accept, commands.Submit),
    StepKind.TERIMA: (commands.Skip, commands.Receive, commands.ReturnForm, commands.Reopen),
    StepKind.SERAHKAN: (commands.Complete, commands.ReturnRecap),
    StepKind.LAPOR: (commands.Complete, commands.ReturnRecap),
    StepKind.TELAAH: (commands.Redirect, commands.Complete, commands.ReturnRecap, commands.RequestCorrection),
    StepKind.SUSUN: (commands.Complete, commands.ReviewAgain),
    StepKind.TANDATANGAN: (commands.Complete, commands.RefuseSignature),
    StepKind.ARSIP: (commands.Complete, commands.NoteFact),
}
LATER: tuple[type[Command], ...] = (commands.Undo, commands.Withdraw, commands.Reopen)
LIMITS = (Limit(15, LimitUnit.MENIT), Limit(2, LimitUnit.JAM), Limit(1, LimitUnit.HARI), Limit(2, LimitUnit.HARI))
NUMBERS = st.integers(0, 127)
DONE = st.sampled_from([0, 2, 4, 4, 4, 5, 6, 8, 9, 9, 9, 12])
"""How far a cycle has come when the walk begins: 4 has its forms out, 9 is under review."""

WAITS = st.sampled_from([0.05, 0.25, 1, 8, 17, 60])


class WatchedOffice(Office):
    """An office of which every transition is checked, and rebuilt from the JSON text of its events."""

    def __init__(self, units: tuple[int, ...]) -> None:
        super().__init__(units)
        self.rebuilt = replay([json.loads(line) for line in self.record])
        self.last: tuple[Command, Actor] | None = None

    def apply(self, command: Command, actor: Actor) -> Transition:
        """Carry out a command and hold it against what must always be so."""
        before = self.cycle
        try:
            transition = super().apply(command, actor)
        except Refusal:
            assert self.cycle is before
            raise
        self.last = (command, actor)
        self._rebuild(transition)
        check_transition(before, transition, command, actor)
        return transition

    def tick(self, task: Task) -> Transition:
        """Let the clock look at a task."""
        before = self.cycle
        transition = super().tick(task)
        self._rebuild(transition)
        check_transition(before, transition, None, SYSTEM)
        return transition

    def _rebuild(self, transition: Transition) -> None:
        for event in transition.events:
            self.rebuilt = evolve(self.rebuilt, event_from_plain(json.loads(json.dumps(event_to_plain(event)))))


class SopMachine(RuleBasedStateMachine):
    """The SOP under people who press again, press too late, press for others, and change their minds."""

    office: WatchedOffice

    @initialize(units=UNITS, done=DONE)
    def begin(self, units: tuple[int, ...], done: int) -> None:
        """A cycle was proposed, and has come some way."""
        self.office = WatchedOffice(units)
        for _ in range(done):
            self.office.go_on()

    @precondition(lambda self: not self.office.cycle.live)
    @rule(units=UNITS, done=DONE)
    def begin_again(self, units: tuple[int, ...], done: int) -> None:
        """After the end comes the next period."""
        self.teardown()
        self.begin(units, done)

    def _try(self, command: Command, actor: Actor) -> bool:
        try:
            self.office.apply(command, actor)
        except Refusal:
            return False
        return True

    def _command(self, kind: type[Command], task: int, version: int, pick: int) -> Command:
        """A command of a kind, its arguments taken from a number."""
        unit = self.office.units[pick % len(self.office.units)]
        if kind in ABOUT_A_UNIT:
            return kind(task, version, unit)
        if kind in ABOUT_UNITS:
            return kind(task, version, tuple(u for u in self.office.units if pick + 1 >> u - 1 & 1))
        if kind is commands.Postpone:
            return commands.Postpone(task, version, self.office.now + timedelta(hours=pick % 100 - 5))
        if kind is commands.FilesReady:
            return commands.FilesReady(task, version, self.office.cycle.document_version - pick % 2)
        if kind is commands.NoteFact:
            return commands.NoteFact(task, version, list(Fact)[pick % len(Fact)])
        if kind is commands.Extend:
            return commands.Extend(
                task, version, self._granted(task) - (pick % 8 == 7), LIMITS[pick % len(LIMITS)], "x"
            )
        return kind(task, version)

    def _granted(self, task: int) -> int:
        """How many extensions a task has; none that nobody knows."""
        known = 1 <= task <= len(self.office.cycle.tasks)
        allowance = self.office.cycle.task(task).allowance if known else None
        return len(allowance.extensions) if allowance else 0

    def _press(self, kinds: tuple[type[Command], ...], task: Task, pick: int) -> None:
        """The task's holder presses one button after the other, from a random one on, until one is granted."""
        first, holder = pick % len(kinds), self.office.holder(task)
        any(
            self._try(self._command(kind, task.number, task.version, pick + turn), holder)
            for kind in kinds[first:] + kinds[:first]
            for turn in range(len(self.office.units))
        )

    # What is meant well

    @precondition(lambda self: self.office.cycle.live)
    @rule(steps=st.integers(1, 3), hurry=st.booleans())
    def go_on(self, steps: int, hurry: bool) -> None:
        """Officials do what is awaited; without hurry, forms are left to their units and receivers."""
        for _ in range(steps):
            if self.office.cycle.live and (hurry or min(self.office.steps) not in {5, 6}):
                try:
                    self.office.go_on()
                except Refusal as answer:
                    assert answer.code in {"formulir_sendiri", "empat_mata"}  # noqa: PT017 - other refusals may not be

    @precondition(lambda self: self.office.cycle.live)
    @rule(which=NUMBERS, pick=NUMBERS)
    def press(self, which: int, pick: int) -> None:
        """An awaited official presses one of his buttons."""
        tasks = self.office.cycle.open_tasks
        task = tasks[which % len(tasks)]
        step = self.office.engine.sop.step(task.step)
        buttons = BUTTONS.get(step.kind, (commands.Complete,)) if task.purpose is Purpose.SOP else PLAIN
        self._press(buttons, task, pick)

    @precondition(lambda self: self.office.cycle.live)
    @rule(which=NUMBERS, pick=NUMBERS)
    def change_ones_mind(self, which: int, pick: int) -> None:
        """Someone presses Batalkan, Tarik or BukaKembali under what he did lately."""
        done = [task for task in self.office.cycle.tasks if task.state is TaskState.DONE][-6:]
        if done:
            self._press(LATER, done[which % len(done)], pick)

    @precondition(lambda self: bool(self.office.open_at(13)))
    @rule(pick=NUMBERS)
    def files(self, pick: int) -> None:
        """The worker tells of files, perhaps of an older version."""
        task = self.office.task(13)
        self._try(self._command(commands.FilesReady, task.number, task.version, pick), SYSTEM)

    # Time and people

    @precondition(lambda self: self.office.cycle.live)
    @rule(hours=WAITS, noticed=st.booleans())
    def wait(self, hours: float, noticed: bool) -> None:
        """Working time passes; the clock notices what is due, or is down."""
        self.office.work(hours)
        for task in self.office.cycle.tasks if noticed else ():
            self.office.tick(task)

    @precondition(lambda self: bool(self.office.open_at(5)))
    @rule(which=NUMBERS)
    def miss_the_deadline(self, which: int) -> None:
        """A form does not come in time."""
        filling = self.office.open_at(5)
        self.office.pass_limit(filling[which % len(filling)])

    @precondition(lambda self: self.office.cycle.live)
    @rule(which=NUMBERS, who=NUMBERS, pick=NUMBERS)
    def extend(self, which: int, who: int, pick: int) -> None:
        """Somebody above a task gives it more time, in time or late."""
        tasks = self.office.cycle.open_tasks
        task = tasks[which % len(tasks)]
        above = [one for one in self.office.people.values() if may_extend(ENGINE.sop, one, task)]
        if above:
            command = self._command(commands.Extend, task.number, task.version, pick)
            self._try(command, above[who % len(above)])

    @precondition(lambda self: self.office.cycle.live)
    @rule(which=st.integers(0, 7))
    def replace_holder(self, which: int) -> None:
        """Rarely, an open task has a new holder."""
        if which % 4:
            return
        tasks = self.office.cycle.open_tasks
        task = tasks[which % len(tasks)]
        self._try(commands.Reassign(task.number, task.version), SYSTEM)

    @precondition(lambda self: self.office.cycle.live)
    @rule(post=st.sampled_from([None, Role.KASUBBAG, Role.CAMAT]))
    def substitute(self, post: Role | None) -> None:
        """The PPTK of unit 1 is Plh. Kasubbag, the Sekretaris Plh. Camat, or everybody is back."""
        people = [CAMAT, SEKRETARIS, KASUBBAG, ANALIS, *map(pptk, self.office.units)]
        if post is Role.KASUBBAG:
            own = Actor(KASUBBAG.officer, frozenset({(Role.PPTK, OWN_UNIT)}))
            plh = Actor(pptk(1).officer, frozenset({(Role.PPTK, 1), (Role.KASUBBAG, None)}))
            people = [CAMAT, SEKRETARIS, own, ANALIS, plh, *map(pptk, (3, 4))]
        if post is Role.CAMAT:
            people[:2] = [Actor(SEKRETARIS.officer, frozenset({(Role.CAMAT, None), (Role.SEKRETARIS, None)}))]
        self.office.people = {person.officer: person for person in people}

    @precondition(lambda self: self.office.cycle.live)
    @rule(dice=st.integers(0, 9))
    def call_off(self, dice: int) -> None:
        """Rarely, the Camat wants to call the collection off."""
        if dice == 0:
            task = self.office.cycle.task(1)
            self._try(commands.CancelCycle(task.number, task.version), self.office.holder(task))

    # What is not

    @precondition(lambda self: self.office.cycle.live)
    @rule(which=NUMBERS, who=NUMBERS, pick=NUMBERS)
    def press_for_another(self, which: int, who: int, pick: int) -> None:
        """The right button in the wrong hands is refused."""
        tasks = [*self.office.cycle.open_tasks, *self.office.cycle.tasks[-4:]]
        task = tasks[which % len(tasks)]
        actors = [*self.office.people.values(), STRANGER, Actor(None, frozenset())]
        actor = actors[who % len(actors)]
        if not actor.holds(task.role, task.unit):
            for kind in (*BUTTONS.get(self.office.engine.sop.step(task.step).kind, ()), *LATER, commands.Complete):
                assert not self._try(self._command(kind, task.number, task.version, pick), actor)

    @rule()
    def press_again(self) -> None:
        """The same button a second time never has a second effect."""
        if self.office.last and not isinstance(self.office.last[0], commands.Reassign):
            before = self.office.cycle
            self._try(*self.office.last)
            assert self.office.cycle == before

    @rule(
        kind=st.sampled_from(
            [*PLAIN, *ABOUT_A_UNIT, *ABOUT_UNITS, commands.Postpone, commands.NoteFact, commands.Extend]
        ),
        task=NUMBERS,
        version=st.integers(0, 3),
        who=NUMBERS,
        pick=NUMBERS,
    )
    def forge(self, kind: type[Command], task: int, version: int, who: int, pick: int) -> None:
        """Anybody claims anything; what nobody's role allows is refused."""
        actors = [*self.office.people.values(), STRANGER, Actor(None, frozenset())]
        actor = actors[who % len(actors)]
        self._try(self._command(kind, task % (len(self.office.cycle.tasks) + 3) - 1, version, pick), actor)

    # What is always so

    @invariant()
    def the_cycle_is_whole(self) -> None:
        """Someone is awaited while it lives, forms and tasks agree, and a finished cycle has all its steps."""
        check_cycle(ENGINE.sop, self.office.cycle)
        check_clock(self.office.cycle, self.office.now)

    @invariant()
    def the_record_leads_to_the_state(self) -> None:
        """What was written as JSON text rebuilds the cycle."""
        assert self.office.rebuilt == self.office.cycle

    def teardown(self) -> None:
        """From its first line to its last, the record leads to the state."""
        if hasattr(self, "office"):
            assert self.office.replayed() == self.office.cycle
