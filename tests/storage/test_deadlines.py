"""Deadlines as rows: what has come is found by index, read with all that is said about it, and each rung moved once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.sop.ladder import NextRung, Rung, Timing
from bot.sop.model import FormStatus, Purpose, Role
from storage import deadlines
from storage.cycle_events import LostRaceError
from storage.database import Database, Transaction
from storage.deadlines import Awaited, Move, Progress, Reception
from storage.records import Deadline, Form, Task
from storage.tables import FIRST_SOP, Office
from tests.databases import NOW
from tests.storage.plans import plan_of
from tests.storage.rows import fill, fill_cycle

HOUR = timedelta(hours=1)
LATE, NOW_DUE, LATER, ELSEWHERE = 2, 1, 3, 4
ISI, TERIMA = 5, 6
FOUND = Awaited(
    task_id=NOW_DUE,
    office_id=1,
    cycle_id=1,
    number=NOW_DUE,
    step=ISI,
    sop=FIRST_SOP,
    purpose=Purpose.SOP,
    role=Role.PPTK,
    unit_id=1,
    unit="Seksi Contoh",
    version=3,
    year=2026,
    quarter=1,
    timing=Timing(NOW - 9 * HOUR, NOW),
    expired=False,
    next=NextRung(Rung.TENGGAT, NOW),
    reminded=2,
    form=Progress(FormStatus.DIISI, asked=8, answered=3, touched_at=NOW - HOUR, filled_by=1, repairs=0),
)


def _task(number: int, step: int, role: Role, unit: int | None, office: int = 1) -> dict[str, Any]:
    fixed = {"cycle_id": 1, "purpose": "sop", "putaran": 1, "state": "open", "opened_at": NOW, "expired": False}
    row = {"id": number, "number": number, "step": step, "role": role, "unit_id": unit, "office_id": office}
    return {**fixed, **row, "version": 3, "started_at": NOW - 9 * HOUR}


def _fill(tx: Transaction) -> None:
    """Four open tasks: one due now, one an hour earlier, one an hour later, one of another office due now."""
    fill(tx)
    fill_cycle(tx, NOW.date())
    tx.execute(insert(Office).values(id=2, name="Kantor Lain", zone="Asia/Makassar", config={}, created_at=NOW))
    tx.execute(insert(Task), [_task(NOW_DUE, ISI, Role.PPTK, 1), _task(LATE, TERIMA, Role.KASUBBAG, None)])
    tx.execute(insert(Task), [_task(LATER, TERIMA, Role.SEKRETARIS, None), _task(ELSEWHERE, 4, Role.ANALIS, None, 2)])
    for number, at in ((NOW_DUE, NOW), (LATE, NOW - HOUR), (LATER, NOW + HOUR), (ELSEWHERE, NOW)):
        tx.execute(update(Task).where(Task.id == number).values(due_at=at))
        row = {"task_id": number, "office_id": 2 if number == ELSEWHERE else 1, "due_at": at, "next_at": at}
        tx.execute(insert(Deadline).values(**row, next_rung=Rung.TENGGAT, mornings=0, reminded=2))
    form = {"office_id": 1, "cycle_id": 1, "unit_id": 1, "receiver": "kasubbag", "runs": True, "kiriman": 0}
    state = {"status": "diisi", "before": "dibagikan", "since": NOW, "sheet": {}, "directions": [], "filled_by": 1}
    tx.execute(insert(Form).values(id=1, asked=8, answered=3, touched_at=NOW - HOUR, **form, **state))


@pytest.fixture
def filled(database_url: str) -> Database:
    """A database with four deadlines in two offices."""
    database = Database(database_url)
    database.write_now(_fill)
    return database


def _due(database: Database, *offices: int) -> list[Awaited]:
    return database.write_now(lambda tx: deadlines.due(tx, offices or (1, 2), NOW))


def _moved(known: NextRung, following: NextRung, *, told: bool = False) -> Move:
    return Move(NOW_DUE, known, following, told)


def _row(database: Database) -> Any:
    query = select(Deadline.__table__).where(Deadline.task_id == NOW_DUE)
    return database.read_now(lambda tx: tx.execute(query).one())


# What has come


def test_the_offices_in_which_something_has_come(filled: Database) -> None:
    """Each with how many rungs; no more offices than are asked for, and none in which nothing has come."""
    assert sorted(filled.read_now(lambda tx: deadlines.come(tx, NOW, 9))) == [(1, 2), (2, 1)]
    assert len(filled.read_now(lambda tx: deadlines.come(tx, NOW, 1))) == 1
    assert filled.read_now(lambda tx: deadlines.come(tx, NOW - 2 * HOUR, 9)) == []


def test_what_has_come_is_read_with_all_that_is_said_about_it(filled: Database) -> None:
    """The task, its cycle's period, its unit, its clock and its form's progress, office by office."""
    found = _due(filled)
    assert [one.task_id for one in found] == [NOW_DUE, LATE, ELSEWHERE]
    assert found[0] == FOUND
    assert found[1].form is None
    assert found[1].unit == ""


def test_only_the_offices_of_the_round_are_read(filled: Database) -> None:
    """An office's deadlines are nobody else's business."""
    assert [one.task_id for one in _due(filled, 2)] == [ELSEWHERE]


def test_a_round_takes_only_so_many(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left comes in the next."""
    monkeypatch.setattr(deadlines, "MOST", 1)
    assert [one.task_id for one in _due(filled)] == [NOW_DUE]


def test_repairs_that_are_still_open_are_counted(filled: Database) -> None:
    """An arahan that was followed no longer counts."""
    directions = [{"field": "a", "done": False}, {"field": "b", "done": True}, {"field": "c", "done": False}]
    filled.write_now(lambda tx: tx.execute(update(Form).values(directions=directions)))
    form = _due(filled)[0].form
    assert form is not None
    assert form.repairs == 2


def test_the_limits_of_a_step_that_were_not_noticed_yet(filled: Database) -> None:
    """By cycle and number; one that is noticed, or was timed anew, is left alone."""

    def over() -> list[tuple[int, int]]:
        return filled.read_now(lambda tx: deadlines.over(tx, (1, 2), NOW))

    assert over() == [(1, NOW_DUE)]
    assert filled.read_now(lambda tx: deadlines.over(tx, (2,), NOW)) == []
    assert filled.read_now(lambda tx: deadlines.over(tx, (1,), NOW - HOUR / 2)) == []
    filled.write_now(lambda tx: tx.execute(update(Deadline).values(due_at=NOW + HOUR)))
    assert over() == []
    filled.write_now(lambda tx: tx.execute(update(Deadline).values(due_at=NOW)))
    filled.write_now(lambda tx: tx.execute(update(Task).values(expired=True)))
    assert over() == []


def test_one_task_by_itself(filled: Database) -> None:
    """As it is in a round, before its time too; None for a task without a clock."""
    assert filled.read_now(lambda tx: deadlines.of_task(tx, NOW_DUE)) == FOUND
    later = filled.read_now(lambda tx: deadlines.of_task(tx, LATER))
    assert later is not None
    assert later.next == NextRung(Rung.TENGGAT, NOW + HOUR)
    assert filled.read_now(lambda tx: deadlines.of_task(tx, 99)) is None


# Each rung once


def test_the_following_rung_takes_its_place(filled: Database) -> None:
    """It fires at its own instant, under its own name, and a word to the holder is counted."""
    following = NextRung(Rung.PAGI, NOW + 23 * HOUR, 1)
    filled.write_now(lambda tx: deadlines.move(tx, [_moved(FOUND.next, following, told=True)]))
    row = _row(filled)
    assert (row.next_rung, row.next_at, row.mornings, row.reminded) == (Rung.PAGI, following.at, 1, 3)
    assert row.due_at == NOW
    assert [one.task_id for one in _due(filled, 1)] == [LATE]


def test_a_rung_that_was_not_told_is_not_counted(filled: Database) -> None:
    """What waits for office hours, or is said to others only, leaves the count."""
    filled.write_now(lambda tx: deadlines.move(tx, [_moved(FOUND.next, FOUND.next._replace(at=NOW + HOUR))]))
    assert _row(filled).reminded == 2


def test_a_rung_moves_once(filled: Database) -> None:
    """The second who has read it is refused, so that nothing of his round stands."""
    following = NextRung(Rung.PAGI, NOW + 23 * HOUR, 1)
    other = Move(LATE, NextRung(Rung.TENGGAT, NOW - HOUR), following, told=True)
    filled.write_now(lambda tx: deadlines.move(tx, [_moved(FOUND.next, following)]))
    with pytest.raises(LostRaceError):
        filled.write_now(lambda tx: deadlines.move(tx, [other, _moved(FOUND.next, following)]))
    assert [one.task_id for one in _due(filled, 1)] == [LATE]


@pytest.mark.parametrize("known", [{"at": NOW - HOUR}, {"rung": Rung.SEJAM}])
def test_what_was_timed_anew_does_not_move(filled: Database, known: dict[str, Any]) -> None:
    """A rung is moved only as it was read."""
    with pytest.raises(LostRaceError):
        filled.write_now(lambda tx: deadlines.move(tx, [_moved(FOUND.next._replace(**known), FOUND.next)]))


def test_a_round_without_rungs_writes_nothing(filled: Database) -> None:
    """Everything was closed between look and act."""
    filled.write_now(lambda tx: deadlines.move(tx, []))
    assert _due(filled)[0] == FOUND


def test_what_cannot_be_told_is_put_off(filled: Database) -> None:
    """All that has come in an office comes again later as it is; what is not due yet, and other offices, stay."""
    filled.write_now(lambda tx: deadlines.put_off(tx, [1], NOW, NOW + HOUR / 12))
    assert [one.task_id for one in _due(filled)] == [ELSEWHERE]
    again = filled.write_now(lambda tx: deadlines.due(tx, [1], NOW + HOUR / 12))
    assert again[0] == replace(FOUND, next=NextRung(Rung.TENGGAT, NOW + HOUR / 12))
    assert len(again) == 2


# What is said of forms


def test_how_many_forms_have_come(filled: Database) -> None:
    """A form counts from its sending on."""
    counts = []
    for status in ("diisi", "dikirim", "diterima", "dikembalikan", "dilewati"):
        filled.write_now(lambda tx, status=status: tx.execute(update(Form).values(status=status)))  # type: ignore[misc]
        counts.append(filled.read_now(lambda tx: deadlines.received(tx, 1)))
    assert counts == [(0, 1), (1, 1), (1, 1), (0, 1), (0, 1)]


def test_by_which_task_a_form_is_received(filled: Database) -> None:
    """The open one of its receiver; nobody else has any."""
    assert filled.read_now(lambda tx: deadlines.reception(tx, 1, 1, Role.KASUBBAG)) == Reception(LATE, 3)
    assert filled.read_now(lambda tx: deadlines.reception(tx, 1, 1, Role.SEKRETARIS)) is None
    filled.write_now(lambda tx: tx.execute(update(Task).values(state="done")))
    assert filled.read_now(lambda tx: deadlines.reception(tx, 1, 1, Role.KASUBBAG)) is None


# By index


@pytest.mark.parametrize(
    ("look", "index"),
    [
        (lambda tx: deadlines.come(tx, NOW, 200), "ix_deadline_next_at_office_id"),
        (lambda tx: deadlines.far(tx, NOW), "ix_deadline_next_at_office_id"),
        (lambda tx: deadlines.put_off_in(tx, 1, NOW, NOW), "ix_deadline_office_id_next_at"),
        (lambda tx: deadlines.over(tx, (1, 2), NOW), "ix_deadline_office_id_next_at"),
        (lambda tx: deadlines.due(tx, (1, 2), NOW), "ix_deadline_office_id_next_at"),
    ],
)
def test_looking_uses_an_index(sqlite_url: str, look: Callable[[Transaction], object], index: str) -> None:
    """What is asked every second, and in every round, never walks through a table."""
    steps = Database(sqlite_url).read_now(lambda tx: plan_of(tx, look))
    assert any(index in step for step in steps), steps
    assert not any(step.startswith("SCAN") for step in steps)
