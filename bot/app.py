"""The composition root: the one place where database, services, Telegram and the clock are put together."""

from __future__ import annotations

import asyncio
import gc
import os
import secrets
import signal
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.calendars import Published, published, published_apart
from bot.clock import Clock, SystemClock, WoundClock
from bot.services.bureau import Bureau, year_of
from bot.services.filling.evidence import Fetcher
from bot.services.papers.press import Press
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import Sealing
from bot.services.people.unreachable import tell_coordinator
from bot.settings import Settings, SettingsError
from bot.sop.definition import long_ikis
from bot.web.listening import open_page
from handlers.api import Api
from handlers.buckets import Limits
from handlers.delivery import Delivery
from handlers.downloads import Downloads
from handlers.fetching import Fetching
from handlers.files import Files
from handlers.intake import REFUSED, Poller
from handlers.lanes import Lanes
from handlers.menus import publish_general
from handlers.pace import LoopPace, backoff
from handlers.reception import Reception
from handlers.request import AiohttpRequest
from handlers.sending import Sender
from reminders.chores import Chores
from reminders.rounds import Rounds
from reminders.scheduler import Scheduler
from reminders.sweep import Sweep
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.migrate import migrate
from storage.officers import officer

if TYPE_CHECKING:
    from bot.web.server import VerificationServer

LOG = structlog.get_logger(__name__)
GRACE = 10.0


def make_folder(settings: Settings) -> None:
    """Make the data folder, for its owner alone: it holds names, NIP and the audit's key.

    Raises SettingsError where it cannot be made or written.
    """
    folder = settings.data_dir
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        raise SettingsError(f"Folder {folder} tidak dapat dibuat atau ditulis; mohon diperiksa DATA_DIR dan izinnya.")


def clock_of(settings: Settings) -> Clock:
    """The real clock, or in the training room the one that its page winds."""
    return WoundClock(settings.clock_file, SystemClock()) if settings.clock_file else SystemClock()


class UnansweredError(Exception):
    """Telegram could not be reached, or it refused the token; the text says which, in Indonesian."""


AWAY = "Telegram tidak dapat dihubungi. Mohon sambungan internet dan TELEGRAM_API_URL diperiksa, lalu diulangi."


async def bot_username(settings: Settings) -> str:
    """The bot's name, asked of Telegram; raises UnansweredError if it does not answer or refuses the token."""
    address, token = settings.telegram_api_url, settings.telegram_token.get_secret_value()
    try:
        async with Bot(token, base_url=f"{address}/bot", request=AiohttpRequest()) as bot:
            return bot.username
    except TelegramError as error:
        raise UnansweredError(REFUSED if isinstance(error, InvalidToken) else AWAY) from None


@dataclass(slots=True)
class App:
    """The bot as one process: it takes updates in, lets the services act, and sends what they wrote."""

    settings: Settings
    clock: Clock

    async def run(self) -> None:
        """Work until a signal or a fault.

        Raises MigrationError, ListeningError, UnansweredError for a refused token, PollingStopped when updates can't be
        fetched.
        """
        database = self._database()
        bureau = Bureau(long_ikis(), load_key(self.settings.data_dir), public_url=self.settings.public_url)
        page = open_page(self.settings, database, bureau, now=self.clock.now, clock=time.monotonic)
        making = asyncio.create_task(self._days_off())
        database.start()
        request = AiohttpRequest()
        token, address = self.settings.telegram_token.get_secret_value(), self.settings.telegram_api_url
        bot = Bot(token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot", request=request)
        reception = Reception(bot, database, bureau, self.clock.now)
        try:
            await _introduced(reception)
            await publish_general(bot)
            bureau.bot_name, bureau.published = bot.username, await making
            api = Api(request, f"{address}/bot{token}")
            downloads = Downloads(api, request, f"{address}/file/bot{token}")
            await self._work(database, bureau, reception, bot, api, downloads, page)
        finally:
            if page is not None:
                page.close()
            making.cancel()
            await asyncio.gather(making, return_exceptions=True)
            await reception.stop()
            await request.shutdown()
            await database.close()

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

    def _database(self) -> Database:
        make_folder(self.settings)
        url = self.settings.database_url
        done = migrate(url, backup_dir=self.settings.data_dir / "backup", now=self.clock.now())
        LOG.info("database ready", before=done.before, after=done.after)
        return Database(url)

    async def _work(
        self,
        database: Database,
        bureau: Bureau,
        reception: Reception,
        bot: Bot,
        api: Api,
        downloads: Downloads,
        page: VerificationServer | None,
    ) -> None:
        now, pace = self.clock.now, LoopPace()
        lanes = Lanes(reception.handle, database, now=now, pace=pace, on_given_up=reception.apologise)
        delivery = self._delivery(database, bureau, api, pace)
        press, sealing = Press(self.settings.render_workers), Sealing.of(self.settings)
        publisher = Publisher(database, bureau, press, sealing, now=now, random=secrets.token_bytes)
        fetching = Fetching(Fetcher(database, downloads.fetch, self.clock, bureau), pace)
        ticking = [part(database, bureau, self.clock) for part in (Rounds, Sweep, Chores)]
        scheduler = Scheduler(*(part.tick for part in ticking))
        parts = (delivery, publisher, fetching)
        database.on_wake = lambda: [part.wake() for part in parts]
        await lanes.resume()
        _settle()
        scheduler.start()
        try:
            poller = Poller(api, database, lanes.feed, now=now, pace=pace)
            services = parts if page is None else (*parts, page)
            await _until_one_ends(poller.run(), _signalled(), services, lanes)
        finally:
            scheduler.stop()

    def _delivery(self, database: Database, bureau: Bureau, api: Api, pace: LoopPace) -> Delivery:
        files, settings = Files(database), self.settings

        async def unreachable(officer_id: int) -> None:
            await database.write(lambda tx: _note_unreachable(tx, bureau, officer_id, self.clock.now()))

        return Delivery(
            database,
            Sender(api, files.load, files.remember),
            now=self.clock.now,
            pace=pace,
            limits=Limits(settings.send_rate, settings.chat_rate, settings.chat_burst),
            on_unreachable=unreachable,
        )


async def _introduced(reception: Reception) -> None:
    """Let the bot introduce itself; while Telegram is away it is tried again, as after a morning's power cut."""
    pace, failures = LoopPace(), 0
    while True:
        try:
            await reception.start()
        except InvalidToken:
            raise UnansweredError(REFUSED) from None
        except TelegramError as error:
            failures += 1
            LOG.warning("Telegram not reached", error=type(error).__name__, failures=failures)
            await pace.sleep(backoff(failures))
        else:
            return


def _note_unreachable(tx: Transaction, bureau: Bureau, officer_id: int, now: datetime) -> None:
    found = officer(tx, officer_id)
    if found is not None:
        tell_coordinator(bureau.work(tx, found.office_id, now, f"terblokir{officer_id}"), officer_id)


def _settle() -> None:
    """Let the collector leave alone what start-up made: walking through it stops the loop for a tenth of a second."""
    gc.collect()
    gc.freeze()


class Part(Protocol):
    """A service of the process that runs until it is told to stop."""

    async def run(self) -> None:
        """Work until stopped."""

    def stop(self) -> None:
        """Finish what is under way, then return from `run`."""


async def _until_one_ends(
    polling: Coroutine[Any, Any, None], signalled: Coroutine[Any, Any, None], parts: Sequence[Part], lanes: Lanes
) -> None:
    """Run everything until a signal comes or something fails; then stop in order, losing nothing either way."""
    services = [asyncio.create_task(part.run()) for part in parts]
    taking, ending = asyncio.create_task(polling), asyncio.create_task(signalled)
    done, _ = await asyncio.wait({taking, ending, *services}, return_when=asyncio.FIRST_COMPLETED)
    taking.cancel()
    ending.cancel()
    await lanes.close()
    for part in parts:
        part.stop()
    _, late = await asyncio.wait(services, timeout=GRACE)
    for task in late:
        task.cancel()
    for task in done:
        task.result()


async def _signalled() -> None:
    """Return when the operator or the supervisor asks the process to end."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Not loop.add_signal_handler, which Windows does not have.
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(asked.set))
    await asked.wait()
    LOG.info("stopping")
