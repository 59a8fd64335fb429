"""What the one process that works for a bot does: it takes updates in, lets the services act, sends what they wrote."""

from __future__ import annotations

import asyncio
import gc
import secrets
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, Protocol

import structlog

from bot.clock import Clock
from bot.metrics import Metrics, Pulse
from bot.services.bureau import Bureau
from bot.services.filling.evidence import Fetcher
from bot.services.papers.press import Press
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import Sealing
from bot.services.people import undelivered
from bot.services.people.unreachable import tell_coordinator
from bot.settings import Settings
from handlers.api import Caller
from handlers.arrivals import Arrivals
from handlers.buckets import Limits
from handlers.contact import Contact
from handlers.delivery import Delivery
from handlers.fetching import Fetching
from handlers.files import Files
from handlers.intake import Poller
from handlers.lanes import Lanes
from handlers.measuring import MeasuredApi, handling
from handlers.pace import Pace
from handlers.reception import Reception
from handlers.registration import Registration
from handlers.sending import Sender
from handlers.webhook import Webhook
from reminders.chores import Chores
from reminders.rounds import Rounds
from reminders.scheduler import Scheduler
from reminders.sweep import Sweep
from storage import audit, sops
from storage.database import Database, Transaction
from storage.migrate import revision_of
from storage.officers import officer

LOG = structlog.get_logger(__name__)
GRACE = 8.0
"""Seconds for what is under way: with all that is closed afterwards, a process ends within ten."""


class Part(Protocol):
    """A service of the process that runs until it is told to stop."""

    async def run(self) -> None:
        """Work until stopped."""

    def stop(self) -> None:
        """Finish what is under way, then return from `run`."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Everything that must happen in one process at a time; all its parts are made anew for each `run`."""

    settings: Settings
    clock: Clock
    database: Database
    bureau: Bureau
    reception: Reception
    contact: Contact
    pace: Pace
    tick: float
    metrics: Metrics = field(default_factory=Metrics)
    webhook: Webhook | None = None

    async def run(self, lost: asyncio.Task[None] | None = None) -> None:
        """Work until cancelled or a fault, and either way stop in order, losing nothing.

        When `lost` ends another may work already: everything is dropped where it stands, and it returns. Raises
        PollingStopped when updates can't be fetched, MigrationError for a SOP or a schema unknown to the program.
        """
        await self._check()
        metrics, api = self.metrics, MeasuredApi(self.contact.api, self.metrics)
        delivery = self._delivery(api)
        lanes, scheduler = self._lanes(delivery), self._scheduler()
        parts = (delivery, self._publisher(), self._fetching())
        self.database.on_wake = partial(_wake, parts)
        await lanes.resume()
        _settle()
        metrics.work(*(one for one in Pulse if one is not Pulse.POLL or self.webhook is None))
        scheduler.start()
        try:
            await _until_one_ends(self._taking(lanes, api), parts, lanes, lost)
        finally:
            metrics.stand_by()
            scheduler.stop()
            self.database.on_wake = None

    async def _check(self) -> None:
        """Whether this program and its key fit the database: while it stood by, a newer one may have started."""
        await self.database.read(revision_of)
        if not await self.database.read(lambda tx: audit.fits(tx, self.bureau.audit_key)):
            # A key that is lost for good must not end an office's work; two that take turns would break its chains.
            LOG.error("audit.key is not the one of this database")
        await self.database.read(lambda tx: sops.check(tx, self.bureau.sops))

    def _lanes(self, delivery: Delivery) -> Lanes:
        return Lanes(
            handling(self.reception.handle, self.metrics),
            self.database,
            now=self.clock.now,
            pace=self.pace,
            # A private chat has its person's number, and whoever is quick answers what is not yet known as sent.
            before=delivery.recorded,
            on_given_up=self.reception.apologise,
        )

    def _scheduler(self) -> Scheduler:
        makers: dict[Pulse, type[Rounds | Sweep | Chores]]
        makers = {Pulse.ROUNDS: Rounds, Pulse.SWEEP: Sweep, Pulse.CHORES: Chores}
        ticks = (
            self.metrics.beating(pulse, made(self.database, self.bureau, self.clock).tick)
            for pulse, made in makers.items()
        )
        return Scheduler(*ticks, seconds=self.tick)

    def _publisher(self) -> Publisher:
        press, sealing = Press(self.settings.render_workers), Sealing.of(self.settings)
        return Publisher(self.database, self.bureau, press, sealing, now=self.clock.now, random=secrets.token_bytes)

    def _fetching(self) -> Fetching:
        fetcher = Fetcher(self.database, self.contact.downloads.fetch, self.clock, self.bureau, self.pace.monotonic)
        return Fetching(fetcher, self.pace)

    def _taking(self, lanes: Lanes, api: Caller) -> list[Coroutine[Any, Any, None]]:
        """How updates come to the lanes."""
        webhook = self.webhook
        if webhook is None:
            polling = Poller(api, self.database, lanes.feed, now=self.clock.now, pace=self.pace).run()
            # While MODE is being changed another process may still take what Telegram posts.
            posted = [Arrivals(self.database, self.pace).bring(lanes)] if self.database.shared else []
            return [polling, *posted]
        address = f"{self.settings.public_url}{webhook.path}"
        return [Registration(api, address, webhook.secret, self.pace).run(), webhook.arrivals.bring(lanes)]

    def _delivery(self, api: Caller) -> Delivery:
        database, settings = self.database, self.settings
        files = Files(database)

        async def unreachable(officer_id: int) -> None:
            await database.write(lambda tx: _note_unreachable(tx, self.bureau, officer_id, self.clock.now()))

        async def refused(officer_id: int, code: str) -> None:
            await database.write(lambda tx: _note_refused(tx, self.bureau, officer_id, code, self.clock.now()))

        return Delivery(
            database,
            Sender(api, files.load, files.remember),
            now=self.clock.now,
            pace=self.pace,
            limits=Limits(settings.send_rate, settings.chat_rate, settings.chat_burst),
            on_unreachable=unreachable,
            on_refused=refused,
        )


def _note_unreachable(tx: Transaction, bureau: Bureau, officer_id: int, now: datetime) -> None:
    found = officer(tx, officer_id)
    if found is not None:
        tell_coordinator(bureau.work(tx, found.office_id, now, f"terblokir{officer_id}"), officer_id)


def _note_refused(tx: Transaction, bureau: Bureau, officer_id: int, code: str, now: datetime) -> None:
    found = officer(tx, officer_id)
    if found is not None:
        undelivered.tell(bureau.work(tx, found.office_id, now, f"tertolak:{code}"), officer_id, code)


def _wake(parts: Sequence[Delivery | Publisher | Fetching]) -> None:
    for part in parts:
        part.wake()


def _settle() -> None:
    """Let the collector leave alone what start-up made: walking through it stops the loop for a tenth of a second."""
    gc.collect()
    gc.freeze()


async def _until_one_ends(
    taking: Sequence[Coroutine[Any, Any, None]],
    parts: Sequence[Part],
    lanes: Lanes,
    lost: asyncio.Task[None] | None,
) -> None:
    """Run everything until one of it ends, which is a fault, or the worker is cancelled; then stop in order."""
    services = [asyncio.create_task(part.run()) for part in parts]
    ways_in = [asyncio.create_task(way) for way in taking]
    watched = {*ways_in, *services} | ({lost} if lost else set())
    try:
        done, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways_in:
            way.cancel()
        await lanes.close()
        await stopped(parts, services, grace=0.0 if lost and lost.done() else GRACE)
    for task in done:
        task.result()


async def stopped(parts: Sequence[Part], running: Sequence[asyncio.Task[None]], grace: float = GRACE) -> None:
    """Tell the parts to stop, and end whatever has not done so in time."""
    for part in parts:
        part.stop()
    if running:
        _, late = await asyncio.wait(running, timeout=grace)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
