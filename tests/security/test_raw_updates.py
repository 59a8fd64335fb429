"""Whatever comes as an update: it is stored and confirmed, ends done or dead, and stops neither the bot nor a lane."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update
from structlog.testing import capture_logs
from telegram import Bot

from handlers.intake import Poller
from handlers.lanes import Lanes
from handlers.pace import LoopPace
from handlers.reception import Reception
from storage.database import Database
from storage.messages import IntakeUpdate
from storage.tables import Officer
from tests.security.front_door import Quiet, written
from tests.security.raw_updates import AT, OFFICER, UPDATES, WITHOUT_ID, mutated
from tests.services.counter import KASI, OPENED, Counter


class Hasty(LoopPace):
    """Pauses between tries are over at once."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


class Telegram:
    """Gives the batches that a test puts, and notes what the poller confirms."""

    def __init__(self) -> None:
        self._batches: asyncio.Queue[Any] = asyncio.Queue()
        self._offsets: asyncio.Queue[int | None] = asyncio.Queue()

    async def call(self, method: str, parameters: dict[str, Any], *_more: Any, **_named: Any) -> Any:
        self._offsets.put_nowait(parameters.get("offset"))
        return await self._batches.get()

    async def send(self, batch: Any) -> int | None:
        """Hand a batch over; gives the offset that confirms it."""
        self._batches.put_nowait(batch)
        return await self._offsets.get()


class Edge:
    """Poller, lanes and reception of one bot, at work on an office whose Kasi fills a form."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self._counter = Counter(self.database).open().hand_out()
        kasi = update(Officer).where(Officer.code == KASI)
        others = update(Officer).where(Officer.code != KASI).values(telegram_id=Officer.id + 50_000)
        self.database.write_now(lambda tx: [tx.execute(one) for one in (others, kasi.values(telegram_id=OFFICER))])
        self.telegram = Telegram()
        self._ids = count(1000)

    async def open(self) -> Edge:
        self.database.start()
        bot, clock = Bot("1234567:" + "x" * 35, request=Quiet()), lambda: OPENED
        self._reception = Reception(bot, self.database, self._counter.bureau, clock)
        await self._reception.start()
        self.lanes = Lanes(
            self._reception.handle, self.database, now=clock, pace=Hasty(), on_given_up=self._reception.apologise
        )
        poller = Poller(self.telegram, self.database, self.lanes.feed, now=clock, pace=LoopPace())
        self._polling = asyncio.create_task(poller.run())
        await self.telegram._offsets.get()
        return self

    async def close(self) -> None:
        self._polling.cancel()
        await asyncio.wait([self._polling])
        await self.lanes.close()
        await self._reception.stop()
        await self.database.close()

    async def take(self, updates: list[Any], no_id: Any) -> None:
        """A batch with one that has no id, and a good one last: all are confirmed, none is left over."""
        batch = [{**one, "update_id": next(self._ids)} for one in updates]
        good = {**written(OFFICER, "/bantuan", AT), "update_id": next(self._ids)}
        assert await self.telegram.send([no_id, *batch, {"update_id": no_id}, good]) == good["update_id"] + 1
        await self.lanes.idle()
        assert not self._polling.done()
        ids = [one["update_id"] for one in (*batch, good)]
        query = select(IntakeUpdate.update_id, IntakeUpdate.state).where(IntakeUpdate.update_id.in_(ids))
        rows = await self.database.read(lambda tx: tx.execute(query).all())
        found = {row.update_id: row.state for row in rows}
        assert set(found) == set(ids)
        assert set(found.values()) <= {"done", "dead"}, found
        assert found[good["update_id"]] == "done"


@pytest.mark.parametrize("examples", [25, pytest.param(600, marks=pytest.mark.slow)])
def test_no_update_stops_the_bot(database_url: str, examples: int) -> None:
    """Wrong types, gaps, half characters, NUL, ids beyond any database: the good update after them is carried out."""
    with asyncio.Runner() as runner:
        edge = runner.run(Edge(database_url).open())

        @settings(max_examples=examples)
        @given(st.lists(mutated(), min_size=1, max_size=12), WITHOUT_ID)
        def hold(updates: list[Any], no_id: Any) -> None:
            runner.run(edge.take(updates, no_id))

        with capture_logs():
            runner.run(edge.take([*UPDATES], None))
            hold()
        runner.run(edge.close())


async def test_a_batch_without_any_id_is_asked_for_again(sqlite_database: Database) -> None:
    """Nothing of it could be confirmed, so the poller waits and goes on from the same place."""
    telegram = Telegram()
    poller = Poller(telegram, sqlite_database, lambda _: None, now=lambda: OPENED, pace=LoopPace())
    with capture_logs() as logs:
        polling = asyncio.create_task(poller._round())
        await telegram.send([{"update_id": "7"}, 5])
        with pytest.raises(ValueError, match="confirmed"):
            await polling
    assert logs == [{"event": "updates without an id", "count": 2, "log_level": "error"}]
