"""What is looked after behind everything else: once an hour, in small transactions, one office's failure its own."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select, update

from bot.services.cycle import missed
from bot.services.work import Work
from reminders import chores as looking_after
from reminders.chores import Chores
from reminders.together import act_together
from storage import intake
from storage.database import Database, Transaction
from storage.intake import Incoming
from storage.messages import IntakeUpdate
from storage.tables import CalendarDay, Office, Period
from tests.reminders.bureau import DemoOffice, open_office, wita

MORNING = wita(4, 8, "09.00")


@pytest.fixture
async def office(sqlite_database: Database) -> DemoOffice:
    """The demo's office on a Wednesday morning."""
    return await open_office(sqlite_database, MORNING)


async def test_raw_updates_are_emptied_after_thirty_days(office: DemoOffice) -> None:
    """Once an hour; what is younger, and what is not done, keeps its text."""
    await office.database.write(lambda tx: tx.execute(delete(Period)))
    old, young = wita(3, 1, "09.00"), wita(3, 31, "09.30")
    updates = [Incoming(number, None, "{}") for number in (1, 2, 3)]
    await office.database.write(lambda tx: intake.store(tx, updates, old))
    await office.database.write(lambda tx: intake.finish(tx, 1, old))
    await office.database.write(lambda tx: intake.finish(tx, 2, young))
    kept = select(IntakeUpdate.update_id).where(IntakeUpdate.raw.is_not(None)).order_by(IntakeUpdate.update_id)

    async def left() -> list[int]:
        return list(await office.database.read(lambda tx: tx.execute(kept).scalars().all()))

    chores = office.chores
    office.at(old + timedelta(days=30))
    await chores.tick()
    assert await left() == [1, 2, 3]
    office.clock.advance(timedelta(minutes=59))
    await chores.tick()
    assert await left() == [1, 2, 3]
    office.clock.advance(timedelta(minutes=1))
    await chores.tick()
    assert await left() == [2, 3]
    count = select(func.count()).select_from(IntakeUpdate)
    assert await office.database.read(lambda tx: tx.execute(count).scalar_one()) == 3


async def _seen_by(office: DemoOffice, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The offices whose schedules are looked after, as it happens."""
    seen = list[int]()
    monkeypatch.setattr(missed, "report", lambda work: seen.append(work.office_id))
    return seen


async def test_schedules_are_looked_after_once_a_day_in_office_hours(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not before the office opens, not twice on a day, and again on the next."""
    seen, chores = await _seen_by(office, monkeypatch), office.chores
    for moment, times in (("07.00", 0), ("08.00", 1), ("10.00", 1), ("15.00", 1)):
        office.at(wita(4, 8, moment))
        await chores.tick()
        assert len(seen) == times
    office.at(wita(4, 9, "08.00"))
    await chores.tick()
    assert seen == [1, 1]


async def test_within_an_hour_nothing_is_done(office: DemoOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next tick does nothing; a clock that is set back by hours does not stop the chores."""
    done = list[int]()
    monkeypatch.setattr(intake, "empty_old", lambda *_: done.append(1))
    chores = office.chores
    for moment in ("09.00", "09.01", "09.59", "10.00", "05.00"):
        office.at(wita(4, 8, moment))
        await chores.tick()
    assert len(done) == 3


async def test_a_day_noted_by_another_process_is_noticed(office: DemoOffice) -> None:
    """The limit that was computed before moves behind the closure."""
    await office.propose()
    await office.hand_out()
    await office.chores.tick()
    before = {task.due_at for task in (await office.cycle()).state.open_tasks if task.step == 5}
    closed = insert(CalendarDay).values(office_id=1, day=wita(4, 9, "09.00").date(), spans=[], reason="Listrik padam")
    await office.database.write(lambda tx: tx.execute(closed))
    await office.chores.tick()
    after = {task.due_at for task in (await office.cycle()).state.open_tasks if task.step == 5}
    assert (before, after) == ({wita(4, 10, "09.00")}, {wita(4, 13, "09.00")})


def _copies(tx: Transaction, count: int) -> None:
    """More offices that keep the same hours."""
    columns = (Office.zone, Office.config, Office.calendar_mark, Office.created_at)
    row = tx.execute(select(*columns)).one()
    for number in range(count):
        tx.execute(insert(Office).values(name=f"Kantor {number}", **row._mapping))


async def test_everyone_else_goes_before_each_small_transaction(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty-five offices in tens: three transactions, a breath before each, every office once."""
    seen, breaths = await _seen_by(office, monkeypatch), list[float]()

    async def breathe(seconds: float) -> None:
        breaths.append(seconds)

    await office.database.write(lambda tx: _copies(tx, 24))
    await office.database.write(lambda tx: tx.execute(update(Office).values(calendar_mark=None)))
    await Chores(office.database, office.bureau, office.clock, breathe).tick()
    assert sorted(seen) == list(range(1, 26))
    assert breaths == [looking_after.BREATH] * 6


async def test_one_office_that_fails_holds_up_no_other(office: DemoOffice) -> None:
    """The others are served one by one; what failed is named, and tried once more where it stood among others only."""
    served, tried = list[int](), list[int]()

    def act(_tx: Transaction, offices: object) -> None:
        assert isinstance(offices, list)
        for one in offices:
            tried.append(one)
            if one == 2:
                raise ValueError
            served.append(one)

    assert await act_together(office.database, [1, 2, 3], act, "uji") == [2]
    assert (served, tried) == ([1, 1, 3], [1, 2, 1, 2, 3])
    tried.clear()
    assert await act_together(office.database, [2], act, "uji") == [2]
    assert tried == [2]


async def test_an_office_that_cannot_be_looked_after_is_tried_again_with_the_next_chores(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its failure neither ends them nor is it tried at every tick."""
    tried = list[int]()

    def failing(work: Work) -> None:
        tried.append(work.office_id)
        raise ValueError

    monkeypatch.setattr(missed, "report", failing)
    chores = office.chores
    await chores.tick()
    office.clock.advance(timedelta(minutes=30))
    await chores.tick()
    assert tried == [1]
    office.clock.advance(timedelta(minutes=30))
    await chores.tick()
    assert tried == [1, 1]
