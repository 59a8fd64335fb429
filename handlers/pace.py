"""Waiting: on monotonic time, which tests may wind, and for a bell that someone rings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Protocol


class Pace(Protocol):
    """Something that measures and passes time."""

    def monotonic(self) -> float:
        """Return seconds since some fixed moment; never goes back."""
        ...

    def sleep(self, seconds: float) -> Awaitable[None]:
        """Wait that long."""
        ...


class LoopPace:
    """The event loop's own time."""

    def monotonic(self) -> float:
        """Return the loop's time in seconds."""
        return asyncio.get_running_loop().time()

    async def sleep(self, seconds: float) -> None:
        """Wait that long."""
        await asyncio.sleep(seconds)


class Bell:
    """Wakes the one who waits; a ring while nobody waits is kept for the next."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._rung = asyncio.Event()
        self._told = False

    def ring(self) -> None:
        """Wake the one who waits."""
        self._told = True
        self._rung.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most that long; False if none came."""
        if not self._rung.is_set():
            timer = asyncio.ensure_future(self._pace.sleep(seconds))
            timer.add_done_callback(self._expire)
            try:
                await self._rung.wait()
            finally:
                timer.cancel()
        self._rung.clear()
        told, self._told = self._told, False
        return told

    def _expire(self, timer: asyncio.Future[None]) -> None:
        if not timer.cancelled():
            self._rung.set()


def backoff(attempts: int, cap: float = 60.0) -> float:
    """Seconds to wait after that many failures: 1, 2, 4, … up to the cap."""
    return min(cap, 2.0 ** min(attempts - 1, 10))
