"""The house of a trial: the example office with its nine officials, a time that stands still, and the bot that dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

from bot.bench.rest import left
from bot.bench.trials.victim import Victim, newest_span
from bot.clock import FixedClock
from bot.demo.autopilot.pilot import Autopilot
from bot.demo.play.stage import OFFICE
from bot.demo.play.theatre import Theatre
from bot.demo.play.transcript import Transcript
from bot.demo.training.founding import found
from bot.operator.operating import SECRET
from bot.settings import load_settings
from storage.audit import load_key
from storage.database import Transaction
from storage.migrate import migrate

EVE = datetime(2026, 3, 31, 6, 0, tzinfo=UTC)
"""Tuesday, 14.00 WITA, the day before the first period opens."""
PATIENCE = 60.0
TRIES = 5
GLANCE = 0.02
NEARLY = timedelta(minutes=2)
"""So little passes while the bot may die of a tick: less than what counts as an outage and would be printed as one."""
DONE = "selesai dan diarsipkan"
"""What the autopilot says of a cycle that came to its proper end."""


class TrialFailedError(Exception):
    """A trial came to no good end; the text says where it stood."""


class Fate(Protocol):
    """What befalls a house while its officials act."""

    async def as_time_passes(self, house: House) -> None:
        """Called before the last minutes of a longer while pass, in which the bot ticks."""

    async def before_act(self, house: House) -> None:
        """Called before each press and each message of an official; the bot has ticked since time passed."""


class House:
    """Everything of one trial; `excused` are chats to which a message may have come twice, once for each mention."""

    def __init__(self, theatre: Theatre, victim: Victim) -> None:
        self.theatre = theatre
        self.victim = victim
        self.excused: list[int] = []
        self._beaten_at = EVE

    async def play(self, fate: Fate | None = None) -> None:
        """Let the officials play the first cycle to its archive, whatever befalls the bot and Telegram meanwhile.

        Raises TrialFailedError where the officials cannot go on, and VictimFailedError where the bot ends by itself.
        """

        async def advance(at: datetime) -> None:
            self.victim.check()
            if at - self._beaten_at > NEARLY:
                self.victim.trigger.set({})
                await self.beaten()
                self.theatre.time.until(at - NEARLY)
                await self.beaten()
                if fate is not None:
                    await fate.as_time_passes(self)
            self.theatre.time.until(at)
            if fate is not None:
                await fate.before_act(self)

        pilot = Autopilot(self.theatre, advance_to=advance, toast_within=0)
        said: list[str] = []
        for _ in range(TRIES):
            if DONE in await pilot.cycle(said.append):
                return await self.settled()
            self.victim.check()
        raise TrialFailedError(f"{said[-1]} (catatan bot: {self.victim.log})")

    async def beaten(self) -> None:
        """Wait until the bot that lives now has said so in this minute, so that its death does not look like hours."""
        present = self.theatre.time.now().replace(second=0, microsecond=0)

        def alive(tx: Transaction) -> bool:
            found, deaths = newest_span(tx), self.victim.deaths
            if found is None or self.victim.trigger.pulled:
                return False
            return found[0] > (deaths[-1].span if deaths else 0) and found[1] >= present

        await self._until(alive)
        self._beaten_at = present

    async def settled(self) -> None:
        """Wait until nothing is left that the bot still has to do."""
        self.victim.trigger.set({})
        await self.theatre.stage.settle(0.1, PATIENCE)
        await self._until(lambda tx: not left(tx))

    async def _until(self, condition: Callable[[Transaction], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.theatre.database.read_now(condition):
                self.victim.check()
                await asyncio.sleep(GLANCE)


@asynccontextmanager
async def opened(folder: Path, database_url: str | None = None) -> AsyncIterator[House]:
    """The office on the eve of its first period, everyone joined.

    Its database is a file, and the bot polls; at a `database_url` of PostgreSQL it has a webhook.
    """
    theatre = await Theatre.build(folder, OFFICE, FixedClock(EVE), Transcript(lambda _: None, "Asia/Makassar"))
    overrides = {name: getattr(theatre.settings, name) for name in type(theatre.settings).model_fields}
    overrides |= {"log_level": "WARNING"}
    if database_url is not None:
        overrides |= {"database_url": database_url, "mode": "webhook"}
    theatre.settings = load_settings(None, **overrides)
    theatre.time.begin(EVE)
    victim = Victim(theatre.settings, EVE, folder)
    try:
        tokens = await asyncio.to_thread(_found, theatre)
        await victim.start()
        await (_registered(theatre) if theatre.settings.mode == "webhook" else theatre.stage.polled(PATIENCE))
        await theatre.cast(PATIENCE)
        for code, token in tokens.items():
            await theatre.people[code].joins(token)
        yield House(theatre, victim)
        await victim.stop()
    finally:
        await victim.end()
        await theatre.close()


async def _registered(theatre: Theatre) -> None:
    """Wait until the bot has named its webhook."""
    world = theatre.simulator.backstage.world
    async with asyncio.timeout(PATIENCE):
        while not world.webhook["url"]:
            await world.signal.wait(GLANCE)


def _found(theatre: Theatre) -> dict[str, str]:
    """Prepare the database and write the office into it; the invitations by the officials' codes."""
    settings, number = theatre.settings, count()
    migrate(settings.database_url, backup_dir=None, now=EVE)
    key = load_key(settings.data_dir)
    return theatre.database.write_now(
        lambda tx: found(tx, theatre.plan, key, EVE, lambda: next(number).to_bytes(SECRET, "big"))
    )
