"""When the bot is killed in a trial: at each point once, or at every occurrence of one point in the acts of a cycle."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bench.trials.house import House
from bot.crash_points import CrashPoint

TICKS = frozenset({CrashPoint.BEFORE_TICK, CrashPoint.AFTER_TICK})


@dataclass(frozen=True, slots=True)
class EachOnce:
    """All points are armed at which the bot has not died yet; the first that it comes to ends it."""

    async def as_time_passes(self, house: House) -> None:
        """Arm those of the clock."""
        house.victim.trigger.set(dict.fromkeys(_left(house) & TICKS, 1))

    async def before_act(self, house: House) -> None:
        """Arm all that are left."""
        house.victim.trigger.set(dict.fromkeys(_left(house), 1))


def _left(house: House) -> set[CrashPoint]:
    return set(CrashPoint) - {death.point for death in house.victim.deaths}


@dataclass(frozen=True, slots=True)
class Every:
    """In each act the bot dies at the same visit of one point; over all visits that is every occurrence of it."""

    point: CrashPoint
    visit: int

    async def as_time_passes(self, house: House) -> None:
        """Arm it if it is one of the clock."""
        house.victim.trigger.set({self.point: self.visit} if self.point in TICKS else {})

    async def before_act(self, house: House) -> None:
        """Arm it."""
        house.victim.trigger.set({self.point: self.visit})
