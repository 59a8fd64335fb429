"""Officials who play by themselves: one step, or a cycle to its archive, until somebody says stop."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.demo.autopilot.pilot import Autopilot
from bot.demo.training import phrases
from bot.demo.training.house import House
from bot.demo.training.refusing import Refused
from bot.incidents import Kind, new_code

LOG = structlog.get_logger(__name__)


class Playing:
    """Lets the autopilot play in a house, one play at a time; `tell` is given each thing that is done."""

    def __init__(
        self, house: House, advance_to: Callable[[datetime], Awaitable[None]], tell: Callable[[str], None]
    ) -> None:
        self.what = ""
        self._house = house
        self._pilot = Autopilot(house, advance_to=advance_to)
        self._tell = tell
        self._task: asyncio.Task[None] | None = None

    async def play(self, what: str) -> str:
        """Begin a 'langkah' or a 'siklus', or end it by 'berhenti'; gives what to say, raises Refused."""
        if what == "berhenti":
            if self._task is None:
                raise Refused(phrases.NOT_PLAYING)
            await self.stop()
            return phrases.STOPPED
        if what not in phrases.PLAYING:
            raise Refused(phrases.ODD)
        if self._task is not None:
            raise Refused(phrases.BUSY)
        self.what = what
        self._task = asyncio.create_task(self._perform(what))
        return phrases.PLAYING[what]

    async def stop(self) -> None:
        """End what is played."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _perform(self, what: str) -> None:
        said = ""
        try:
            await self._house.cast(self)
            said = await (self._pilot.step() if what == "langkah" else self._pilot.cycle(self._tell))
        except Exception:  # a play that fails must not end the room
            incident = new_code(Kind.PLAY, secrets.token_bytes)
            LOG.exception("play failed", code=incident)
            said = phrases.STUCK.format(code=incident)
        finally:
            self.what, self._task = "", None
        self._tell(said)

    async def listen(self) -> None:
        """Nothing: whatever the bot says stands on the phones."""

    def acted(self, who: str, what: str) -> None:
        """Say what an official does."""
        self._tell(f"{who} {what}.")
