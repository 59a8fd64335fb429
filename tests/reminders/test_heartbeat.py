"""The bot's pulse: a minute's beat is one row's end, and only sleep and death are silences."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.clock import Clock, FixedClock, WoundClock, wind
from bot.sop.working_time import Interval
from reminders.heartbeat import Heartbeat
from storage import heartbeats
from storage.database import Database
from storage.tables import Heartbeat as Span
from tests.sop.office import wita

NINE = wita(4, 8, "09.00")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> FixedClock:
    """The machine's clock at nine on a working day."""
    return FixedClock(NINE)


async def spans(database: Database) -> list[tuple[datetime, datetime]]:
    """What the rows say, oldest first."""
    query = select(Span.started_at, Span.last_at).order_by(Span.id)
    return [(row.started_at, row.last_at) for row in await database.read(lambda tx: tx.execute(query).all())]


async def outages(database: Database, clock: Clock) -> list[Interval]:
    """Every outage until now."""
    return await database.read(lambda tx: heartbeats.outages(tx, NINE - DAY, clock.now()))


async def beat_on(heart: Heartbeat, clock: FixedClock, minutes: int) -> None:
    """Let the heart beat each minute."""
    for _ in range(minutes):
        clock.advance(MINUTE)
        await heart.beat()


async def test_a_life_is_one_row(database: Database, clock: FixedClock) -> None:
    """The first beat opens it, every other extends it."""
    heart = Heartbeat(database, clock)
    await heart.beat()
    await beat_on(heart, clock, 5)
    assert await spans(database) == [(NINE, NINE + 5 * MINUTE)]
    assert await outages(database, clock) == []


async def test_a_restart_makes_a_new_row(sqlite_database: Database, clock: FixedClock) -> None:
    """A short one leaves no outage, a long one does."""
    await Heartbeat(sqlite_database, clock).beat()
    clock.advance(MINUTE)
    await Heartbeat(sqlite_database, clock).beat()
    assert await outages(sqlite_database, clock) == []
    clock.advance(2 * HOUR)
    await Heartbeat(sqlite_database, clock).beat()
    assert len(await spans(sqlite_database)) == 3
    assert await outages(sqlite_database, clock) == [(NINE + MINUTE, NINE + MINUTE + 2 * HOUR)]


async def test_a_machine_that_slept_was_down(sqlite_database: Database, clock: FixedClock) -> None:
    """The same process beats on, but the lid was closed meanwhile."""
    heart = Heartbeat(sqlite_database, clock)
    await heart.beat()
    await beat_on(heart, clock, 2)
    clock.advance(HOUR)
    await heart.beat()
    await beat_on(heart, clock, 1)
    fell, woke = NINE + 2 * MINUTE, NINE + 2 * MINUTE + HOUR
    assert await spans(sqlite_database) == [(NINE, fell), (woke, woke + MINUTE)]
    assert await outages(sqlite_database, clock) == [(fell, woke)]


@pytest.mark.parametrize("back", [MINUTE, HOUR, 30 * DAY])
async def test_a_clock_set_back_makes_no_outage(sqlite_database: Database, clock: FixedClock, back: timedelta) -> None:
    """No span ends before it starts, and what had been told of the time to come is not believed."""
    heart = Heartbeat(sqlite_database, clock)
    await heart.beat()
    await beat_on(heart, clock, 10)
    clock.advance(-back)
    await heart.beat()
    await beat_on(heart, clock, 10)
    assert all(start <= end for start, end in await spans(sqlite_database))
    assert await outages(sqlite_database, clock) == []


async def test_a_sleep_after_the_clock_was_set_back_is_still_seen(sqlite_database: Database, clock: FixedClock) -> None:
    """A clock that ran a day ahead does not hide what then really happens."""
    clock.advance(DAY)
    heart = Heartbeat(sqlite_database, clock)
    await heart.beat()
    clock.advance(-DAY)
    await heart.beat()
    clock.advance(HOUR)
    await heart.beat()
    assert await outages(sqlite_database, clock) == [(NINE, NINE + HOUR)]


async def test_winding_the_training_rooms_clock_is_no_outage(
    sqlite_database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    """A day that was wound over is lived through; a sleep in the training room is one, all the same."""
    wound = WoundClock(tmp_path / "jam", clock)
    heart = Heartbeat(sqlite_database, wound)
    await heart.beat()
    clock.advance(MINUTE)
    wind(tmp_path / "jam", DAY)
    await heart.beat()
    assert await spans(sqlite_database) == [(NINE, NINE + DAY + MINUTE)]
    clock.advance(HOUR)
    await heart.beat()
    assert await outages(sqlite_database, wound) == [(NINE + DAY + MINUTE, NINE + DAY + MINUTE + HOUR)]
