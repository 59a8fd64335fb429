"""Updates that any process has stored are brought to the lanes of the one that works."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import structlog

from bot.incidents import describe
from handlers.lanes import Lanes
from handlers.pace import Bell, Pace, backoff
from storage import intake
from storage.database import Database

LOG = structlog.get_logger(__name__)
POLL = 5.0
AT_ONCE = 200
MOST_TOLD = 10_000


class Arrivals:
    """Is told of stored updates and reads them, in the order in which it was told; each reaches its lane once.

    What nobody told of, because the telling was lost, is found by a look every POLL seconds.
    """

    def __init__(self, database: Database, pace: Pace) -> None:
        self._database = database
        self._pace = pace
        self._bell = Bell(pace)
        self._told: dict[int, None] = {}
        self._look = True
        self._looked = 0.0

    def tell(self, update_ids: Iterable[int]) -> None:
        """These are stored; to be called on the event loop, in the order of the commits."""
        self._told.update(dict.fromkeys(update_ids))
        if len(self._told) > MOST_TOLD:
            self._told.clear()
            self._look = True
        self._bell.ring()

    def missed(self) -> None:
        """Updates may have been stored without a word."""
        self._look = True
        self._bell.ring()

    async def bring(self, lanes: Lanes) -> None:
        """Feed these lanes until cancelled; they are new ones, so it begins with everything that is pending."""
        self._look = True
        failures = 0
        while True:
            try:
                await self._turn(lanes)
                failures = 0
            except Exception as error:  # noqa: BLE001 - the way in outlives a database that is away
                failures += 1
                self._look = True
                LOG.error("updates not read", error=describe(error))
                await self._pace.sleep(backoff(failures, POLL))
            else:
                await self._bell.wait(POLL)

    async def _turn(self, lanes: Lanes) -> None:
        told, self._told = list(self._told), {}
        now = self._pace.monotonic()
        if self._look or now - self._looked >= POLL:
            self._look, self._looked = False, now
            # Whatever was told is committed, so that this sees it and puts what came unheard in its place.
            told = await self._database.read(intake.pending_ids)
        new = [update_id for update_id in told if not lanes.knows(update_id)]
        for start in range(0, len(new), AT_ONCE):
            part = new[start : start + AT_ONCE]
            lanes.feed(await self._database.read(partial(intake.load, update_ids=part)))
