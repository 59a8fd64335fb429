"""When the bot is killed in a trial: at the same visit of one point in every act of a cycle."""

from __future__ import annotations

from dataclasses import dataclass

from bot.bench.trials.house import House
from bot.crash_points import CrashPoint

TICKS = frozenset({CrashPoint.BEFORE_TICK, CrashPoint.AFTER_TICK})


@dataclass(frozen=True, slots=True)
class Every:
    """In each act the bot dies at the same visit of one point."""

    point: CrashPoint
    visit: int

    async def as_time_passes(self, house: House) -> None:
        """Arm it if it is one of the clock."""
        house.victim.trigger.set({self.point: self.visit} if self.point in TICKS else {})

    async def before_act(self, house: House) -> None:
        """Arm it."""
        house.victim.trigger.set({self.point: self.visit})
