"""A pace at which a bot that waits for Telegram to come back does not keep a trial waiting."""

from __future__ import annotations

import asyncio

from handlers.pace import LoopPace

TIMES = 20
LONGEST = 70.0
"""Longer waits are limits, not backoffs: how long a poll may say nothing stays as it is."""


class HastyPace(LoopPace):
    """A time that passes twenty times faster, in which every backoff is that much shorter."""

    def monotonic(self) -> float:
        """Return seconds of that time."""
        return super().monotonic() * TIMES

    async def sleep(self, seconds: float) -> None:
        """Wait that long, or a twentieth of it."""
        await asyncio.sleep(seconds / TIMES if seconds < LONGEST else seconds)
