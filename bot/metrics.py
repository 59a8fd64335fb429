"""What the process counts and measures of itself; whoever shows it reads it here, and nothing waits for that."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum


class Duty(StrEnum):
    """What a process of the bot is there for at the moment."""

    STARTING = "starting"
    STANDING_BY = "standing_by"
    WORKING = "working"


class Pulse(StrEnum):
    """What comes around again and again in a process that works."""

    POLL = "poll"
    ROUNDS = "rounds"
    SWEEP = "sweep"
    CHORES = "chores"


class Histogram:
    """How many observations were at most as large as each bound, or larger than all, and their sum."""

    __slots__ = ("bounds", "counts", "total")

    def __init__(self, *bounds: float) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.total = 0.0

    def observe(self, value: float) -> None:
        """Count one."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value


_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


def _seconds() -> Histogram:
    return Histogram(*_SECONDS)


@dataclass(slots=True)
class Metrics:
    """The figures of one process, written on its event loop only; `clock` counts seconds and never goes back."""

    clock: Callable[[], float] = time.monotonic
    duty: Duty = Duty.STARTING
    updates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Updates by kind and outcome, each try for itself."""

    calls: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Calls of the Bot API by method and outcome."""

    incidents: Counter[str] = field(default_factory=Counter)
    """Faults that were logged under a code, by its first letter."""

    handling: Histogram = field(default_factory=_seconds)
    sending: Histogram = field(default_factory=_seconds)
    writing: Histogram = field(default_factory=_seconds)
    group: Histogram = field(default_factory=lambda: Histogram(1, 2, 4, 8, 16, 32, 64))
    _pulses: dict[Pulse, float] = field(default_factory=dict)

    def work(self, *expected: Pulse) -> None:
        """Begin to work: from now on these are expected again and again."""
        self.duty = Duty.WORKING
        self._pulses = dict.fromkeys(expected, self.clock())

    def stand_by(self) -> None:
        """Wait until the process that works is gone; nothing is expected."""
        self.duty = Duty.STANDING_BY
        self._pulses = {}

    def beat(self, pulse: Pulse) -> None:
        """Say that something has come around, if it is expected."""
        if pulse in self._pulses:
            self._pulses[pulse] = self.clock()

    def beating(self, pulse: Pulse, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """The same tick, a pulse each time that it comes to its end."""

        async def beaten() -> None:
            await tick()
            self.beat(pulse)

        return beaten

    def ages(self) -> dict[Pulse, float]:
        """How many seconds ago each of what is expected came around last."""
        now = self.clock()
        return {pulse: now - at for pulse, at in self._pulses.items()}

    def wrote(self, seconds: float, functions: int) -> None:
        """Count one transaction of the writer, shared by so many functions."""
        self.writing.observe(seconds)
        self.group.observe(functions)
