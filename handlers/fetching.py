"""Keeps fetching the files that people sent, soon after each act and again while Telegram is away."""

from __future__ import annotations

import structlog

from bot.incidents import describe
from bot.services.filling.evidence import Fetcher
from handlers.pace import Bell, Pace

LOG = structlog.get_logger(__name__)
POLL = 5.0
GATHER = 0.1
"""Seconds after a commit until the next look: nobody waits for a file, and while others answer there are many."""


class Fetching:
    """Runs the fetcher until it is stopped; what it could not fetch waits for the next look."""

    def __init__(self, fetcher: Fetcher, pace: Pace) -> None:
        self._fetcher = fetcher
        self._pace = pace
        self._bell = Bell(pace)
        self._stopping = False

    def wake(self) -> None:
        """Look for files now."""
        self._bell.ring()

    def stop(self) -> None:
        """Fetch nothing more: `run` returns after the file under way."""
        self._stopping = True
        self._bell.ring()

    async def run(self) -> None:
        """Fetch until stopped."""
        while not self._stopping:
            try:
                await self._fetcher.run_once()
            except Exception as error:  # noqa: BLE001 - fetching outlives a database that is away
                LOG.error("fetching failed", error=describe(error))
            await self._bell.wait(POLL)
            if not self._stopping:
                await self._pace.sleep(GATHER)
