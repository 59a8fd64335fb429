"""The audit's record: every event survives JSON, and a whole cycle replays from its text."""

import json
from datetime import UTC
from typing import get_args

import pytest

from bot.sop import commands, events
from bot.sop.allowance import Allowance, Extension
from bot.sop.events import Event
from bot.sop.model import SYSTEM, CycleStatus, Fact, FormStatus, Purpose, Role, Task, TaskState
from bot.sop.record import event_from_plain, event_to_plain, replay, to_plain
from bot.sop.working_time import Limit, LimitUnit
from tests.sop.sop_builders import NINE, Office, form

DAY = Limit(1, LimitUnit.HARI)
AT = NINE.astimezone(UTC)

TASK = Task(2, 5, Purpose.SOP, Role.PPTK, 1, 1, 1, AT, AT, None)
EVENTS: list[Event] = [
    events.CycleOpened((form(1), form(2, runs=False))),
    events.CycleMoved(CycleStatus.BERJALAN, 2, 1, 0, None),
    events.FactNoted(Fact.BUKTI),
    events.TaskOpened(TASK),
    events.TaskClosed(2, TaskState.DONE, AT, 11, "selesai"),
    events.TaskTimed(2, None, AT, None),
    events.TaskTimed(2, AT, AT, Allowance(AT, DAY, (Extension(DAY, AT, 3, "bertugas di lapangan"),))),
    events.TaskExpired(2),
    events.TaskReassigned(2),
    events.FormMoved(1, FormStatus.DIKIRIM, FormStatus.DIISI, AT, 1, Role.SEKRETARIS),
]


def test_every_event_has_an_example() -> None:
    """The vocabulary is closed, and all of it is tested here."""
    assert {type(event) for event in EVENTS} == set(get_args(Event))


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_survives_json(event: Event) -> None:
    """What is read back equals what was written, down to the types."""
    text = json.dumps(event_to_plain(event))
    assert repr(event_from_plain(json.loads(text))) == repr(event)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_an_event_is_recorded_under_its_name(event: Event) -> None:
    """The audit names each event by its word."""
    assert event_to_plain(event)["event"] == type(event).__name__


def test_reading_an_event_leaves_the_record_as_it_is() -> None:
    """The same plain value can be read twice."""
    plain = event_to_plain(EVENTS[3])
    assert event_from_plain(plain) == event_from_plain(plain)


def test_a_command_is_plain_for_the_audit() -> None:
    """A command is kept with its task, version and arguments."""
    assert to_plain(commands.Distribute(4, 0, (1, 2))) == {"task": 4, "version": 0, "units": [1, 2]}
    assert to_plain(commands.Postpone(1, 0, NINE)) == {"task": 1, "version": 0, "until": NINE.isoformat()}


def test_a_cycle_replays_from_its_text() -> None:
    """A cycle with a withdrawal, a return, a skip, Tidak, a correction, Batalkan and a new holder equals its record."""
    office = Office((1, 2, 3, 4))
    office.press(commands.Reassign, office.to_step(4), by=SYSTEM)
    sent = office.to_step(5)
    office.fill(1, 2, 3)
    office.press(commands.Withdraw, sent)
    office.press(commands.ReturnForm, office.reception(3), unit=3)
    office.pass_limit(office.task(5, unit=4))
    office.press(commands.Skip, office.reception(4), unit=4)
    office.press(commands.Redirect, office.to_step(11), units=(2, 4))
    office.press(commands.RequestCorrection, office.to_step(11))
    office.press(commands.Complete, office.cycle.open_tasks[0])
    office.press(commands.Undo, office.complete(8))
    office.archive()
    assert office.replayed() == office.cycle


def test_a_record_without_events_is_no_cycle_yet() -> None:
    """Nothing happened: no forms, no tasks."""
    assert (replay([]).forms, replay([]).tasks) == ((), ())
