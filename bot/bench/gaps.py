"""When an event loop did not turn, and for how long: noted inside the process that is measured, told at its end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterable
from pathlib import Path
from time import monotonic
from typing import Any

TICK = 0.001
LEAST = 0.002
"""Shorter gaps are the loop's ordinary turns, and are not noted."""


class Gaps:
    """The gaps of a loop in seconds, each with the instant of its end on the monotonic clock, which processes share."""

    def __init__(self) -> None:
        self.found: list[tuple[float, float]] = []

    async def watch(self) -> None:
        """Ask to be woken every millisecond and note each time when that came late, until cancelled."""
        before = monotonic()
        while True:
            await asyncio.sleep(TICK)
            after = monotonic()
            gap = after - before - TICK
            if gap >= LEAST:
                self.found.append((after, gap))
            before = after


async def noting(work: Coroutine[Any, Any, None], target: Path) -> None:
    """Run `work`, and write the gaps of its loop to `target` as JSON when it ends, however it does."""
    gaps = Gaps()
    watching = asyncio.create_task(gaps.watch())
    try:
        await work
    finally:
        watching.cancel()
        await asyncio.to_thread(target.write_text, json.dumps(gaps.found), encoding="ascii")


def read(source: Path) -> list[tuple[float, float]]:
    """The gaps that `noting` wrote."""
    return [(at, gap) for at, gap in json.loads(source.read_text(encoding="ascii"))]


def longest(found: Iterable[tuple[float, float]], since: float, until: float) -> float:
    """The longest gap, in seconds, of which a part lay between two instants of the monotonic clock; 0 without one."""
    return max((gap for at, gap in found if since <= at and at - gap <= until), default=0.0)
