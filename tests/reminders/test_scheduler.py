import asyncio

import pytest
from structlog.testing import capture_logs

from reminders.scheduler import Scheduler

SOON = 0.01


async def test_it_ticks_again_and_again_until_it_is_stopped() -> None:
    """Each tick is followed by another one; after the stop, given from within a tick, none comes."""
    ticks, thrice = [0], asyncio.Event()

    async def tick() -> None:
        ticks[0] += 1
        if ticks[0] == 3:
            scheduler.stop()
            thrice.set()

    scheduler = Scheduler(tick, seconds=SOON)
    scheduler.start()
    await thrice.wait()
    await asyncio.sleep(5 * SOON)
    assert ticks == [3]


async def test_no_tick_begins_before_the_last_one_ended() -> None:
    """While one takes long, those that would come meanwhile are left out."""
    at_once, most, missed = [0], [0], asyncio.Event()

    async def tick() -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        await asyncio.sleep(10 * SOON)
        at_once[0] -= 1
        missed.set()

    scheduler = Scheduler(tick, seconds=SOON)
    scheduler.start()
    await missed.wait()
    scheduler.stop()
    assert most == [1]


async def test_a_tick_that_fails_is_followed_by_the_next() -> None:
    """The error is logged, and time goes on."""
    ticks, twice = [0], asyncio.Event()

    async def tick() -> None:
        ticks[0] += 1
        if ticks[0] == 1:
            raise ValueError
        twice.set()

    scheduler = Scheduler(tick, seconds=SOON)
    with capture_logs() as logged:
        scheduler.start()
        await twice.wait()
        scheduler.stop()
    assert logged[0]["error"].startswith("ValueError at test_scheduler.py:")


async def test_a_tick_cut_short_by_the_stop_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """It is cancelled where it waits, and nothing is logged as an error."""
    begun, cancelled = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    scheduler = Scheduler(tick, seconds=SOON)
    scheduler.start()
    await begun.wait()
    scheduler.stop()
    await cancelled.wait()
    await asyncio.sleep(SOON)
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def test_a_tick_that_takes_long_delays_no_other() -> None:
    """While one waits, another goes on by its own beat."""
    ticks, thrice, waiting = [0], asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        waiting.set()
        await asyncio.Event().wait()

    async def quick() -> None:
        ticks[0] += 1
        if ticks[0] >= 3 and waiting.is_set():
            thrice.set()

    scheduler = Scheduler(slow, quick, seconds=SOON)
    scheduler.start()
    await thrice.wait()
    scheduler.stop()
    assert ticks[0] >= 3


async def test_a_tick_that_fails_stops_no_other() -> None:
    """Each is logged by itself, and the others are called all the same."""
    ticks, thrice = [0], asyncio.Event()

    async def fails() -> None:
        raise ValueError

    async def counts() -> None:
        ticks[0] += 1
        if ticks[0] == 3:
            thrice.set()

    scheduler = Scheduler(fails, counts, seconds=SOON)
    with capture_logs() as logged:
        scheduler.start()
        await thrice.wait()
        scheduler.stop()
    assert logged[0]["error"].startswith("ValueError at test_scheduler.py:")
