"""The house behind the training room's page: the bot with its data, the officials with their phones, and the time."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, time

from bot.clock import Clock
from bot.demo.child import BotChild
from bot.demo.keeper import Keeper
from bot.demo.officials import Official, Prompter
from bot.demo.playtime import PlayTime
from bot.demo.room import OFFICE, Room
from bot.settings import Settings, load_settings
from bot.simulator import acts
from bot.simulator.backstage import Backstage
from bot.simulator.client import Stage
from bot.simulator.guard import HEADER
from bot.simulator.settings import DEFAULT_TOKEN
from bot.texts.posts import sebutan
from storage import officers, offices, prompts
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.officers import OfficerRow

FIRST_ID = 700_101
EVE = datetime(2026, 3, 31, 6, 0, tzinfo=UTC)
"""The afternoon before the first period of the example office, at which its bot may start while it is still read."""

_LIFTED = 100_000
_SECRET = 24
_JOINED_WITHIN = 60.0
_GLANCE = 0.1
_KNOWN_WITHIN = 5.0
_PATIENCE = 20.0
_AFTERNOON = time(14, 0)


class House:
    """Everything of a training room but its page; `say` is given what is worth knowing."""

    def __init__(
        self, room: Room, backstage: Backstage, base: Clock, url: str, key: str, say: Callable[[str], None]
    ) -> None:
        self.room = room
        self.backstage = backstage
        self.settings = _settings(room, url)
        self.time = PlayTime(room.clock_file, base, backstage.clock)
        self.stage = Stage(url, {HEADER: key} if key else {})
        self.people: dict[str, Official] = {}
        self.database = Database(self.settings.database_url)
        self.keeper = Keeper(BotChild(self.settings, room.log, leash=True), backstage, base, say)
        self._base = base
        self._say = say

    async def open(self) -> None:
        """Let the bot run where it was left, or bring a new office to its first morning; raises RoomError."""
        self.database.start()
        hour = self.room.hour() if self.room.opened else None
        if hour is not None:
            self.time.begin(max(hour, self._last_message()))
            self.keeper.start()
        else:
            await self._found()
        self.room.note_hour(self._base)
        await self.keeper.ready()

    async def _found(self) -> None:
        """A new office: imported the afternoon before its first period, joined by everyone, then that morning."""
        # Imported here, so that the page is served before all that an office needs is loaded.
        from bot.demo.founding import begins, found, read_plan

        known = self.room.office.read_bytes() == OFFICE.read_bytes()
        if known:
            self.time.begin(EVE)
            self.keeper.start()
        plan = await asyncio.to_thread(read_plan, self.room.office)
        eve, morning = begins(plan, _AFTERNOON)
        self.time.until(eve) if known else self.time.begin(eve)
        for number, one in enumerate(plan.officials, FIRST_ID):
            self.backstage.world.add_person(
                {"id": number, "is_bot": False, "first_name": one.name, "language_code": "id"}
            )
        if not known:
            self.keeper.start()
        await self.keeper.ready()
        key, now = self.audit_key, self.time.now()
        tokens = await self.database.write(lambda tx: found(tx, plan, key, now, lambda: secrets.token_bytes(_SECRET)))
        for number, one in enumerate(plan.officials, FIRST_ID):
            acts.say(self.backstage.world, number, f"/start {tokens[one.code]}", acts.Envelope())
        await self._joined()
        self.time.until(morning)
        self.room.note(opened=True)

    async def _joined(self) -> None:
        async with asyncio.timeout(_JOINED_WITHIN):
            while any(one.telegram_id is None for one in await self.database.read(_everyone)):  # noqa: ASYNC110 - the bot is another process
                await asyncio.sleep(_GLANCE)

    def _last_message(self) -> datetime:
        """The date of the newest message on any phone, which no later one may precede."""
        latest = max((chat.last_date for chat in self.backstage.world.chats.values()), default=0)
        return datetime.fromtimestamp(latest, UTC)

    @property
    def audit_key(self) -> bytes:
        """The key that seals the bot's audit."""
        return load_key(self.settings.data_dir)

    def stamps(self) -> tuple[tuple[int, int], ...]:
        """What changes whenever the bot writes: when its database files were changed last, and their sizes."""
        found = []
        for name in ("kinerja.db", "kinerja.db-wal"):
            with suppress(FileNotFoundError):
                status = (self.room.folder / name).stat()
                found.append((status.st_mtime_ns, status.st_size))
        return tuple(found)

    async def cast(self, prompter: Prompter) -> None:
        """Give each official of the office his phone for a play."""
        self.people = {}
        for one in await self.database.read(_everyone):
            if one.telegram_id is not None:
                phone = await self.stage.phone(one.telegram_id, one.name)
                self.people[one.code] = Official(one.code, sebutan(one.honorific, one.post), phone, prompter, _PATIENCE)

    async def asked(self, user_id: int) -> None:
        """Wait until the bot knows that its question stands on the phone; after a while, go on all the same."""

        def unsent(tx: Transaction) -> bool:
            officer = officers.officer_by_telegram(tx, user_id)
            prompt = prompts.find(tx, officer.id) if officer else None
            return prompt is not None and prompt.message_id is None

        with suppress(TimeoutError):
            async with asyncio.timeout(_KNOWN_WITHIN):
                while await self.database.read(unsent):  # noqa: ASYNC110 - the bot is another process
                    await asyncio.sleep(_GLANCE / 10)

    async def close(self) -> None:
        """End the bot, note the hour, and let the data be."""
        await self.keeper.stop()
        await self.database.close()
        await self.stage.close()
        if self.room.opened:
            self.room.note_hour(self._base, closing=True)


def _everyone(tx: Transaction) -> list[OfficerRow]:
    return [one for office in offices.office_ids(tx) for one in officers.officers(tx, office)]


def _settings(room: Room, url: str) -> Settings:
    port = room.page_port()
    return load_settings(
        None,
        telegram_token=DEFAULT_TOKEN,
        telegram_api_url=url,
        data_dir=room.folder,
        database_url=f"sqlite:///{room.folder / 'kinerja.db'}",
        clock_file=room.clock_file,
        send_rate=_LIFTED,
        chat_rate=_LIFTED,
        chat_burst=_LIFTED,
        public_url=f"http://127.0.0.1:{port}",
        web_host="127.0.0.1",
        web_port=port,
    )
