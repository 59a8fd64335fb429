"""The room's time at a run: in small steps several times a second, so that nothing that is due is jumped over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.demo.playtime import PlayTime

SPEEDS = frozenset({0, 60, 3600})
"""How many seconds of the room pass in one; 0 stands for the present, which goes by itself."""

_STEP = 0.25


class Pace:
    """Moves the time while a speed is set; `moved` is called after each step."""

    def __init__(self, time: PlayTime, moved: Callable[[], None]) -> None:
        self.speed = 0
        self._time = time
        self._moved = moved
        self._task: asyncio.Task[None] | None = None

    def set(self, speed: int) -> None:
        """Run at one of SPEEDS."""
        self.speed = speed
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if speed:
            self._task = asyncio.create_task(self._run(speed))

    async def _run(self, speed: int) -> None:
        while True:
            await asyncio.sleep(_STEP)
            self._time.pass_by(seconds=_STEP * (speed - 1))
            self._moved()
