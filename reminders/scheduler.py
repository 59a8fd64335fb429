"""The tick: once a second injected functions are called; when that is, and what is due, the Clock says."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]
from apscheduler.triggers.interval import IntervalTrigger  # type: ignore[import-untyped]

from bot.incidents import describe

LOG = structlog.get_logger(__name__)
SECONDS = 1.0


class Scheduler:
    """Calls each of the ticks every second, none twice at once; one that fails or takes long delays no other."""

    def __init__(self, *ticks: Callable[[], Awaitable[None]], seconds: float = SECONDS) -> None:
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        for tick in ticks:
            trigger = IntervalTrigger(seconds=seconds, timezone=UTC)
            run = partial(_run, tick)
            self._scheduler.add_job(run, trigger, coalesce=True, max_instances=1, misfire_grace_time=None)

    def start(self) -> None:
        """Begin to tick on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more; a tick under way is cancelled, and what it had asked the database for still happens."""
        self._scheduler.shutdown()


async def _run(tick: Callable[[], Awaitable[None]]) -> None:
    # Only the stop cancels a tick, and the library would log that as a job's failure.
    with suppress(asyncio.CancelledError):
        try:
            await tick()
        except Exception as error:  # noqa: BLE001 - the library would log its text, which may hold what people wrote
            LOG.error("tick failed", error=describe(error))
