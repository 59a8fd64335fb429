"""An office whose forms wait for their first answer, a Telegram that posts, and processes behind one address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.bench import office
from bot.bench.one_address import OneAddress
from bot.clock import SystemClock
from bot.simulator.client import Phone, Stage
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN, StageSettings
from storage import audit, officers, prompts
from storage.database import Database, Transaction
from storage.engines import session
from storage.leadership import lock_key
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Answer, AuditEntry
from tests.cluster.processes import PATIENCE, Member, Nursery, settings_of

ANSWER = str(office.TARGET)
_LEADERS = """
FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND granted AND application_name LIKE 'kinerja %' AND datname = current_database()
"""


@dataclass
class Cluster:
    """The processes of one bot, and a PPTK who fills his form."""

    simulator: Simulator
    stage: Stage
    database: Database
    folder: Path
    members: list[Member]
    phone: Phone
    given: int = 0

    def asked(self, tx: Transaction) -> bool:
        """Whether the PPTK's question stands on his phone, and the bot knows it."""
        officer = officers.officer_by_telegram(tx, self.phone.user_id)
        prompt = prompts.find(tx, officer.id) if officer else None
        return prompt is not None and prompt.message_id is not None

    async def answer(self) -> None:
        """The PPTK answers the question that he has, once his last answer is kept."""
        await self.answered()
        await self.until(self.asked)
        await self.phone.say(ANSWER)
        self.given += 1

    async def answered(self) -> None:
        """Wait until each of his answers is kept."""
        await self.until(lambda tx: counted(tx, Answer) >= self.given)

    async def until(self, condition: Callable[[Transaction], bool]) -> None:
        """Wait until the database says so; the members' last words are shown if it never does."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not self.database.read_now(condition):  # noqa: ASYNC110 - the bot is another process
                    await asyncio.sleep(0.02)
        except TimeoutError:
            said = "\n".join(f"{one.id} {one.text!r}" for one in await self.phone.messages())
            raise AssertionError("\n\n".join([said, *(one.last_lines for one in self.members)])) from None

    async def leader(self) -> Member:
        """The process that works, once one does."""
        async with asyncio.timeout(PATIENCE):
            while True:
                name = self.asks(f"SELECT application_name {_LEADERS}")
                for one in self.members:
                    if name == f"kinerja {one.pid}":
                        return one
                await asyncio.sleep(0.02)

    @asynccontextmanager
    async def out_of_office(self) -> AsyncIterator[None]:
        """End the session that holds the lock, and hold it meanwhile, so that nobody works."""
        key = lock_key(int(DEFAULT_TOKEN.partition(":")[0]))
        with session(self.database.url) as other:
            # Whoever waits at the server comes before whoever only tries.
            waiting = asyncio.create_task(asyncio.to_thread(other.execute, "SELECT pg_advisory_lock(%s)", [key]))
            await self.until(lambda _: bool(self.asks("SELECT true FROM pg_locks WHERE NOT granted")))
            assert self.asks(f"SELECT pg_terminate_backend(pg_stat_activity.pid, 5000) {_LEADERS}")
            await waiting
            yield

    def asks(self, question: str) -> Any:
        """The first value of the first row of an answer, None without one."""
        with session(self.database.url) as connection:
            row = connection.execute(question).fetchone()
        return None if row is None else row[0]

    async def at_rest(self) -> None:
        """Wait until every update is done and every message sent."""
        await self.until(lambda tx: not counted(tx, IntakeUpdate, IntakeUpdate.state != "done") + unsent(tx))

    async def check(self) -> None:
        """Each answer is kept once and on record once, nothing is left to do, and the audit is whole."""
        await self.answered()
        await self.at_rest()

        def look(tx: Transaction) -> None:
            assert counted(tx, Answer) == self.given
            assert counted(tx, AuditEntry, AuditEntry.action == "AnswerGiven") == self.given
            audit.verify_all(tx, audit.load_key(self.folder))

        self.database.read_now(look)


def counted(tx: Transaction, table: Any, *conditions: Any) -> int:
    """How many rows there are."""
    return tx.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def unsent(tx: Transaction) -> int:
    """How many messages should be on someone's phone and are not."""
    waiting = OutboxMessage.state.in_(("pending", "sending", "dead"))
    return counted(tx, OutboxMessage, waiting, OutboxMessage.chat_id.is_not(None))


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Where bots are born quickly."""
    nursery = Nursery()
    yield nursery
    nursery.close()


@pytest.fixture
async def cluster(request: pytest.FixtureRequest, nursery: Nursery, tmp_path: Path) -> AsyncIterator[Cluster]:
    """As many processes as the test wants on the database that it names, none of which has started."""
    kind, count = request.param
    url: str = request.getfixturevalue(f"{kind}_url")
    made = await asyncio.to_thread(office.make, tmp_path, 1, SystemClock().now(), url)
    simulator = Simulator(StageSettings(flood_limits=False))
    api = await simulator.start()
    members: list[Member] = []
    try:
        async with Stage(api) as stage:
            # Whoever else there is stands before the PPTK.
            for chat in range(office.FIRST_CHAT, made.chats[0]):
                await stage.phone(chat, "Pejabat Contoh")
            phone = await stage.phone(made.chats[0], "Kasi Contoh")
            for person in simulator.backstage.world.people.values():
                person.started = True
            members += [Member(nursery, tmp_path / f"bot-{number}.log") for number in range(count)]
            async with OneAddress([one.port for one in members]) as front:
                for one in members:
                    one.settings = settings_of(api, tmp_path, url, front.url)
                yield Cluster(simulator, stage, Database(url), tmp_path, members, phone)
    finally:
        for one in members:
            if one.pid is not None:
                await one.stop()
        await simulator.stop()
