"""The composition root: what every process of the bot has, and the worker that acts in it."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

import structlog

from bot.calendars import Published, published, published_apart
from bot.clock import Clock, SystemClock, WoundClock
from bot.incidents import Tally
from bot.metrics import Metrics
from bot.services.bureau import Bureau, year_of
from bot.settings import Settings, SettingsError, check_mode
from bot.sop.definition import long_ikis
from bot.web.listening import open_health, open_page
from bot.worker import Part, Worker, stopped
from handlers.arrivals import Arrivals
from handlers.contact import Contact, contact_of, introduced
from handlers.menus import publish_general
from handlers.pace import LoopPace, Pace
from handlers.reception import Reception
from handlers.webhook import Webhook
from reminders.scheduler import SECONDS
from storage.audit import load_key
from storage.database import Database
from storage.engines import sqlite_path
from storage.leadership import Leadership
from storage.migrate import MigrationResult, migrate
from storage.notices import UPDATE, WAKE, Notices
from storage.sole import NotAloneError, Sole

LOG = structlog.get_logger(__name__)


def make_folder(settings: Settings) -> None:
    """Make the data folder, for its owner alone: it holds names, NIP and the audit's key.

    Raises SettingsError where it cannot be made or written.
    """
    folder = settings.data_dir
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise SettingsError(f"Folder {folder} tidak dapat dibuat atau ditulis; mohon diperiksa DATA_DIR dan izinnya.")


def prepare(settings: Settings, now: datetime) -> MigrationResult:
    """Bring the deployment's database to this program's schema; raises SettingsError and MigrationError."""
    make_folder(settings)
    return migrate(settings.database_url, backup_dir=settings.data_dir / "backup", now=now)


def clock_of(settings: Settings) -> Clock:
    """The real clock, or in the training room the one that its page winds."""
    return WoundClock(settings.clock_file, SystemClock()) if settings.clock_file else SystemClock()


@dataclass(slots=True)
class App:
    """The bot as one process.

    `pace` is how long it waits before it tries again, `contact` how it reaches Telegram, `tick` the seconds after which
    it looks at the clock again.
    """

    settings: Settings
    clock: Clock
    pace: Pace = field(default_factory=LoopPace)
    contact: Callable[[Settings], Contact] = contact_of
    tick: float = SECONDS

    async def run(self) -> None:
        """Work until a signal or a fault.

        Raises SettingsError, MigrationError, ListeningError, UnansweredError for a refused token, PollingStopped when
        updates can't be fetched.
        """
        check_mode(self.settings)
        metrics = Metrics()
        database = self._database(metrics)
        bureau = Bureau(long_ikis(), load_key(self.settings.data_dir), public_url=self.settings.public_url)
        webhook = self._webhook(database)
        page = open_page(self.settings, database, bureau, now=self.clock.now, clock=time.monotonic, webhook=webhook)
        health = open_health(self.settings, metrics, database, self.clock.now)
        served = [one for one in (page, health) if one is not None]
        listeners = [_listener(database, webhook)] if database.shared else []
        database.start()
        contact = self.contact(self.settings)
        reception = Reception(contact.bot, database, bureau, self.clock.now)
        worker = Worker(
            self.settings,
            self.clock,
            database,
            bureau,
            reception,
            contact,
            self.pace,
            self.tick,
            metrics,
            webhook,
        )
        try:
            with Tally(metrics.incidents):
                await _until_signalled(self._work(worker), [*served, *listeners])
        finally:
            for one in served:
                one.close()
            await reception.stop()
            await contact.close()
            await database.close()

    async def _work(self, worker: Worker) -> None:
        """Get to know the bot and the calendar, then work."""
        making = asyncio.create_task(self._days_off())
        try:
            await introduced(worker.reception, self.pace)
            await publish_general(worker.contact.bot)
            worker.bureau.bot_name, worker.bureau.published = worker.contact.bot.username, await making
        finally:
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
        # The one line by which whoever typed `bot run` sees that Telegram knows the bot, and which of his bots it is.
        LOG.info("bot known to telegram", name=worker.bureau.bot_name, mode=self.settings.mode)
        if worker.database.shared:
            await self._work_in_turn(worker)
        else:
            await _work_alone(worker)

    async def _work_in_turn(self, worker: Worker) -> None:
        """Work whenever the right is ours, and stand by otherwise."""
        bot_id = int(self.settings.telegram_token.get_secret_value().partition(":")[0])
        leadership = Leadership(worker.database.url, bot_id)
        try:
            while True:
                worker.metrics.stand_by()
                await leadership.acquire()
                lost = asyncio.create_task(leadership.lost())
                try:
                    await worker.run(lost)
                finally:
                    lost.cancel()
                    await leadership.release()
        finally:
            await leadership.close()

    def _webhook(self, database: Database) -> Webhook | None:
        if self.settings.mode != "webhook":
            return None
        token = self.settings.telegram_token.get_secret_value()
        return Webhook(database, token, Arrivals(database, self.pace), now=self.clock.now)

    async def _days_off(self) -> Callable[[int], Published]:
        """The published days off; those of the present year are made apart, beside everything else that starts."""
        year = year_of(self.clock.now())
        try:
            present = await published_apart(year)
        except (OSError, RuntimeError, ValueError) as error:
            LOG.warning("calendar not made apart", error=type(error).__name__)
            return cache(published)
        made = cache(published)
        return lambda asked: present if asked == year else made(asked)

    def _database(self, metrics: Metrics) -> Database:
        done = prepare(self.settings, self.clock.now())
        LOG.info("database ready", before=done.before, after=done.after)
        return Database(self.settings.database_url, on_written=metrics.wrote)


async def _work_alone(worker: Worker) -> None:
    """Work, unless another process does with the same file: both would send whatever its outbox holds.

    Raises SettingsError.
    """
    try:
        sole = Sole(sqlite_path(worker.database.url))
    except NotAloneError:
        raise SettingsError(
            "DATABASE_URL menunjuk berkas SQLite yang sedang dipakai proses bot lain; proses itu tetap bekerja. "
            "Beberapa proses sekaligus memerlukan PostgreSQL."
        ) from None
    with sole:
        await worker.run()


def _listener(database: Database, webhook: Webhook | None) -> Notices:
    """Hears what other processes wrote; a process that stands by has nobody to wake."""

    def heard(channel: str, payload: str) -> None:
        if channel == UPDATE and webhook is not None:
            webhook.arrivals.tell([int(payload)])
        elif channel == WAKE:
            database.wake()

    def missed() -> None:
        if webhook is not None:
            webhook.arrivals.missed()
        database.wake()

    return Notices(database.url, heard, missed)


async def _until_signalled(working: Coroutine[Any, Any, None], parts: Sequence[Part]) -> None:
    """Run the work and the parts of every process until a signal comes or one of them ends; then stop in order."""
    services = [asyncio.create_task(part.run()) for part in parts]
    duty, ending = asyncio.create_task(working), asyncio.create_task(_signalled())
    try:
        done, _ = await asyncio.wait({duty, ending, *services}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        ending.cancel()
        duty.cancel()
        await stopped(parts, services)
        await asyncio.wait({duty})
    for task in (*done, duty):
        if not task.cancelled():
            task.result()


async def _signalled() -> None:
    """Return when the operator or the supervisor asks the process to end."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    # Windows sends a Ctrl-Break where others send SIGTERM.
    for number in {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM)}:
        # Not loop.add_signal_handler, which Windows does not have.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(asked.set))
    await asked.wait()
    LOG.info("stopping")
