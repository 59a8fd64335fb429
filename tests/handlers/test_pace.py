import asyncio

from handlers.pace import Bell, LoopPace, backoff
from tests.handlers.pacing import WoundPace


async def test_the_loops_time_goes_on() -> None:
    """Sleeping lets the loop's own time pass."""
    pace = LoopPace()
    before = pace.monotonic()
    await pace.sleep(0.01)
    assert pace.monotonic() > before


async def test_a_ring_wakes_the_one_who_waits() -> None:
    """The wait ends at once, and its timer with it, so that the next wait is a whole one."""
    pace = WoundPace()
    bell = Bell(pace)
    waiting = asyncio.create_task(bell.wait(60))
    await pace.asleep(60)
    bell.ring()
    assert await waiting
    await asyncio.sleep(0)
    assert pace.sleeping == []
    waiting = asyncio.create_task(bell.wait(60))
    await pace.asleep(60)
    waiting.cancel()


async def test_a_ring_while_nobody_waits_is_kept_once() -> None:
    """The next wait ends at once, the one after it waits again."""
    pace = WoundPace()
    bell = Bell(pace)
    bell.ring()
    bell.ring()
    assert await bell.wait(60)
    waiting = asyncio.create_task(bell.wait(5))
    await pace.asleep(5)
    pace.advance(5)
    assert not await waiting


def test_waits_double_up_to_the_cap() -> None:
    """1, 2, 4 … and a minute at most, however many failures there were."""
    assert [backoff(tries) for tries in (1, 2, 3, 7, 5000)] == [1, 2, 4, 60, 60]
    assert backoff(9, cap=8) == 8
