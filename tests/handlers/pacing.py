"""Time that a test winds, and waiting for what another task brings about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable


class WoundPace:
    """A Pace that stands still until it is advanced."""

    def __init__(self) -> None:
        self.at = 1000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        sleeper = (self.at + seconds, asyncio.get_running_loop().create_future())
        self._sleepers.append(sleeper)
        try:
            await sleeper[1]
        finally:
            self._sleepers.remove(sleeper)

    @property
    def sleeping(self) -> list[float]:
        """The seconds for which sleepers still sleep, shortest first."""
        return sorted(round(due - self.at, 6) for due, _ in self._sleepers)

    async def asleep(self, seconds: float) -> None:
        """Wait until someone sleeps for that many seconds."""
        await until(lambda: seconds in self.sleeping)

    def advance(self, seconds: float) -> None:
        """Pass time, and wake whoever has slept long enough."""
        self.at += seconds
        for due, future in self._sleepers:
            if due <= self.at + 1e-9 and not future.done():
                future.set_result(None)


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition that other tasks bring about; the test's own timeout ends it if they don't."""
    while not condition():  # noqa: ASYNC110 - it stands for many different conditions
        await asyncio.sleep(0.001)


async def until_read(look: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition which must be read from the database."""
    while not await look():  # noqa: ASYNC110
        await asyncio.sleep(0.001)
