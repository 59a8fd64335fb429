"""The house behind the training room's page: the bot's data, and the officials with their phones."""

from __future__ import annotations

import asyncio
import secrets
from contextlib import suppress
from datetime import time

from bot.demo.officials import Official, Prompter
from bot.demo.training import phrases
from bot.demo.training.founding import begins, found, read_plan
from bot.demo.training.machine import Machine
from bot.demo.training.room import RoomError
from bot.simulator import acts
from bot.texts.posts import sebutan
from storage import officers, offices, onlooking
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.officers import OfficerRow

FIRST_ID = 700_101
_SECRET = 24
_JOINED_WITHIN = 60.0
_PROPOSED_WITHIN = 5.0
_GLANCE = 0.1
_PATIENCE = 20.0
_AFTERNOON = time(14, 0)


class House:
    """Everything of a training room but its page."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.room = machine.room
        self.stage = machine.stage
        self.time = machine.time
        self.keeper = machine.keeper
        self.people: dict[str, Official] = {}
        self.database = Database(machine.settings.database_url)

    @property
    def audit_key(self) -> bytes:
        """The key that seals the bot's audit."""
        return load_key(self.room.folder)

    async def open(self) -> None:
        """Wait until the bot is there; bring a new office to its first morning. Raises RoomError."""
        self.database.start()
        if not self.room.opened:
            await self._found()
        self.room.note_hour(self.machine.base)
        await self.keeper.ready()

    async def _found(self) -> None:
        """A new office: imported the afternoon before its first period, joined by everyone, then that morning."""
        plan = await asyncio.to_thread(read_plan, self.room.office)
        eve, morning = begins(plan, _AFTERNOON)
        self.machine.start_at(eve)
        world = self.machine.backstage.world
        for number, one in enumerate(plan.officials, FIRST_ID):
            world.add_person({"id": number, "is_bot": False, "first_name": one.name, "language_code": "id"})
        await self.keeper.ready()
        key, now = self.audit_key, self.time.now()
        tokens = await self.database.write(lambda tx: found(tx, plan, key, now, lambda: secrets.token_bytes(_SECRET)))
        for number, one in enumerate(plan.officials, FIRST_ID):
            acts.say(world, number, f"/start {tokens[one.code]}", acts.Envelope())
        try:
            async with asyncio.timeout(_JOINED_WITHIN):
                while any(one.telegram_id is None for one in await self.database.read(_everyone)):  # noqa: ASYNC110
                    await asyncio.sleep(_GLANCE)
        except TimeoutError as error:
            raise RoomError(phrases.NOT_JOINED.format(log=self.room.log)) from error
        self.time.until(morning)
        self.room.note(opened=True)
        with suppress(TimeoutError):
            async with asyncio.timeout(_PROPOSED_WITHIN):
                while not await self.database.read(_proposed):  # noqa: ASYNC110 - the bot is another process
                    await asyncio.sleep(_GLANCE)

    def stamps(self) -> tuple[tuple[int, int], ...]:
        """What changes whenever the bot writes: when its database files were changed last, and their sizes."""
        stamps = []
        for name in ("kinerja.db", "kinerja.db-wal"):
            with suppress(FileNotFoundError):
                status = (self.room.folder / name).stat()
                stamps.append((status.st_mtime_ns, status.st_size))
        return tuple(stamps)

    async def cast(self, prompter: Prompter) -> None:
        """Give each official of the office his phone for a play."""
        self.people = {}
        for one in await self.database.read(_everyone):
            if one.telegram_id is not None:
                phone = await self.stage.phone(one.telegram_id, one.name)
                self.people[one.code] = Official(one.code, sebutan(one.honorific, one.post), phone, prompter, _PATIENCE)

    async def close(self) -> None:
        """Let go of the data."""
        await self.database.close()


def _proposed(tx: Transaction) -> bool:
    """Whether the office's first collection has been put before the Camat."""
    return any(onlooking.newest_cycle(tx, office) is not None for office in offices.office_ids(tx))


def _everyone(tx: Transaction) -> list[OfficerRow]:
    return [one for office in offices.office_ids(tx) for one in officers.officers(tx, office)]
