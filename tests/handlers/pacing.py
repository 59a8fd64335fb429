"""Time that a test winds, and waiting for what another task brings about."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any


class WoundPace:
    """A Pace that stands still until it is advanced."""

    def __init__(self) -> None:
        self.at = 1000.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def monotonic(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> asyncio.Future[None]:
        """Sleep from this call on, so that time which passes before the sleeper's first step counts, too."""
        future = asyncio.get_running_loop().create_future()
        if seconds <= 0:
            future.set_result(None)
        else:
            self._sleepers.append((self.at + seconds, future))
        return future

    @property
    def sleeping(self) -> list[float]:
        """The seconds for which sleepers still sleep, shortest first."""
        return sorted(round(due - self.at, 6) for due, future in self._sleepers if not future.done())

    async def asleep(self, seconds: float) -> None:
        """Wait until someone sleeps for that many seconds."""
        await until(lambda: seconds in self.sleeping)

    def advance(self, seconds: float) -> None:
        """Pass time, and wake whoever has slept long enough."""
        self.at += seconds
        self._sleepers = [one for one in self._sleepers if not one[1].done()]
        for due, future in self._sleepers:
            if due <= self.at + 1e-9:
                future.set_result(None)

    async def passing(self, awaited: Coroutine[Any, Any, None]) -> None:
        """Let a second pass again and again until that has come about."""
        task = asyncio.ensure_future(awaited)
        while not task.done():
            self.advance(1.0)
            await asyncio.sleep(0.0005)
        await task


async def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition that other tasks bring about; the test's own timeout ends it if they don't."""
    while not condition():  # noqa: ASYNC110 - it stands for many different conditions
        await asyncio.sleep(0.001)


async def until_read(look: Callable[[], Awaitable[bool]]) -> None:
    """Wait for a condition which must be read from the database."""
    while not await look():  # noqa: ASYNC110
        await asyncio.sleep(0.001)
