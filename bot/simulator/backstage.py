"""What runs behind one stage: its world, its faults, and the wait until the bot is idle."""

import asyncio
from typing import Any

from bot.simulator.clock import StageClock
from bot.simulator.faults import FaultPlan
from bot.simulator.settings import StageSettings
from bot.simulator.state import FIRST_UPDATE, World
from bot.simulator.thumbnails import Draw, Thumbnails


class Backstage:
    """Owns one world and can replace it; everything else reaches the world through here."""

    def __init__(self, settings: StageSettings, clock: StageClock, draw: Draw | None = None) -> None:
        self.clock = clock
        self._initial = settings
        self.faults = FaultPlan()
        self.world = self._new()
        self.thumbnails = Thumbnails(draw)

    def reset(self) -> None:
        """Empty the stage; update ids go on, so that a running bot accepts the new ones."""
        old = self.world
        self.clock.advance(-self.clock.offset.total_seconds())
        self.world = self._new(old.updates.next_id)
        self.faults.clear()
        self.faults.reseed(0)
        old.updates.interrupt()
        if old.postman is not None:
            old.postman.stop()
        old.signal.notify()

    def _new(self, first_update: int = FIRST_UPDATE) -> World:
        world = World(self._initial, self.clock, first_update)
        world.outage = lambda: self.faults.outage
        return world

    def configure(self, values: dict[str, Any]) -> StageSettings:
        """Change settings by name; ValueError names a wrong one."""
        self.world.apply(self.world.settings.changed(values))
        return self.world.settings

    def outage(self, on: bool) -> None:
        """Let every call fail with 502, the waiting poll included, or end that."""
        self.faults.outage = on
        if on:
            self.world.updates.interrupt()

    async def settle(self, quiet: float, within: float) -> bool:
        """Wait until nothing was unconfirmed or in flight for `quiet` seconds; False if `within` pass first."""
        end = self.clock.monotonic() + within
        while (now := self.clock.monotonic()) < end:
            world = self.world
            if world.updates.pending or world.in_flight:
                await world.signal.wait(end - now)
                continue
            rest = quiet - (now - world.moved_at)
            if rest <= 0:
                return True
            await asyncio.sleep(min(rest, end - now))
        return False
