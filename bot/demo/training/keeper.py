"""Keeps the bot's process alive: whenever it ends by itself it is started again, at first at once, then ever later."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.clock import Clock
from bot.demo.child import BotChild
from bot.demo.training import phrases
from bot.simulator.backstage import Backstage

_SOONEST, _LATEST = 0.5, 30.0
_STEADY = 60.0
_GLANCE = 0.2


class Keeper:
    """Starts a bot again and again; `tell` is given a sentence whenever that is worth knowing."""

    def __init__(self, child: BotChild, backstage: Backstage, clock: Clock, tell: Callable[[str], None]) -> None:
        self.alive = False
        self._child = child
        self._backstage = backstage
        self._clock = clock
        self._tell = tell
        self._killed = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to keep it alive."""
        self._task = asyncio.create_task(self._keep())

    async def ready(self) -> None:
        """Wait until the bot asks for updates."""
        while not self.alive:
            await self._backstage.world.signal.wait(_GLANCE)

    @property
    def started(self) -> bool:
        """Whether it keeps a process now."""
        return self._task is not None

    def kill(self) -> None:
        """End the process as a power cut does."""
        self._killed = True
        self._child.kill()

    async def stop(self) -> None:
        """End the process, and start it no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self.alive = False
        await self._child.stop()

    async def _keep(self) -> None:
        pause, before = _SOONEST, False
        while True:
            begun = self._clock.machine()
            await self._child.start()
            greeting = asyncio.create_task(self._greet(again=before))
            try:
                await self._child.died()
            finally:
                self.alive = False
                greeting.cancel()
            lived = (self._clock.machine() - begun).total_seconds()
            sound = self._killed or lived > _STEADY
            self._killed, before = False, True
            pause = _SOONEST if sound else min(pause * 2, _LATEST)
            self._tell(phrases.BOT_DIED if sound else phrases.BOT_AWAY.format(seconds=pause, log=self._child.log.name))
            await asyncio.sleep(pause)

    async def _greet(self, *, again: bool) -> None:
        """Notice when the bot is there."""
        # The poll of a process that was killed may still be open.
        self._backstage.world.updates.interrupt()
        while not self._backstage.world.updates.polled:
            await self._backstage.world.signal.wait(_GLANCE)
        self.alive = True
        self._backstage.world.signal.notify()
        if again:
            self._tell(phrases.BOT_BACK)
