import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.incidents import describe
from handlers.lanes import Lanes
from storage import intake, outbox
from storage.database import Database, Transaction
from storage.intake import Incoming
from storage.messages import IntakeUpdate
from tests.handlers.pacing import WoundPace, until
from tests.storage.edge_rows import states

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
SECRET = "jawaban yang ditulis orang"


@dataclass
class Office:
    """Lanes whose handler notes what it does, waits where a test holds it, and fails where a test says so."""

    database: Database
    pace: WoundPace = field(default_factory=WoundPace)
    begun: list[int] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    held: dict[int, asyncio.Event] = field(default_factory=dict)
    failing: dict[int, int] = field(default_factory=dict)
    at_work: int = 0
    most_at_work: int = 0

    def lanes(self, at_work: int = 64) -> Lanes:
        return Lanes(self.handle, self.database, now=lambda: NOW, pace=self.pace, at_work=at_work)

    async def handle(self, update_id: int, raw: dict[str, Any]) -> None:
        assert raw["update_id"] == update_id
        self.begun.append(update_id)
        self.at_work += 1
        self.most_at_work = max(self.most_at_work, self.at_work)
        try:
            if update_id in self.held:
                await self.held[update_id].wait()
            if self.failing.get(update_id, 0) > 0:
                self.failing[update_id] -= 1
                raise ValueError(SECRET)
            await self.database.write(lambda tx: intake.finish(tx, update_id, NOW))
            self.done.append(update_id)
        finally:
            self.at_work -= 1

    async def stored(self, *pairs: tuple[int, int | None]) -> list[Incoming]:
        """Store updates (id, user) as the poller does."""
        updates = [Incoming(number, user, f'{{"update_id": {number}}}') for number, user in pairs]
        await self.database.write(lambda tx: intake.store(tx, updates, NOW))
        return updates

    async def states(self) -> dict[int, tuple[str, int]]:
        columns = (IntakeUpdate.update_id, IntakeUpdate.state, IntakeUpdate.attempts)
        rows = await self.database.read(lambda tx: tx.execute(select(*columns)).all())
        return {row.update_id: (row.state, row.attempts) for row in rows}


@pytest.fixture
def office(sqlite_database: Database) -> Office:
    """An office whose lanes have a database."""
    return Office(sqlite_database)


async def test_one_person_is_answered_in_order(office: Office) -> None:
    """His second update waits for his first, also if it comes while the first is handled."""
    first, second, third = await office.stored((1, 7), (2, 7), (3, 7))
    gate = office.held[1] = asyncio.Event()
    lanes = office.lanes()
    lanes.feed([first, second])
    await until(lambda: office.begun == [1])
    lanes.feed([third])
    gate.set()
    await lanes.idle()
    assert office.done == [1, 2, 3]


async def test_what_is_fed_twice_is_handled_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update that comes again, while it waits or after it was handled, is left out; only old ids are forgotten."""
    monkeypatch.setattr("handlers.lanes.REMEMBERED", 2)
    updates = await office.stored((1, 7), (2, 7))
    lanes = office.lanes()
    lanes.feed(updates)
    lanes.feed(updates)
    await lanes.idle()
    lanes.feed(updates)
    await lanes.idle()
    assert office.begun == [1, 2]
    lanes.feed(await office.stored((3, 7)))
    lanes.feed(updates[:1])
    await lanes.idle()
    assert office.begun == [1, 2, 3, 1]


async def test_people_do_not_wait_for_each_other(office: Office) -> None:
    """While one person's update is handled, those of others are finished."""
    updates = await office.stored((1, 7), (2, 8), (3, 9))
    gate = office.held[1] = asyncio.Event()
    lanes = office.lanes()
    lanes.feed(updates)
    await until(lambda: set(office.done) == {2, 3})
    gate.set()
    await lanes.idle()
    assert office.done[-1] == 1


async def test_what_nobody_sent_has_a_lane_of_its_own(office: Office) -> None:
    """Updates without a person do not wait for one another."""
    updates = await office.stored((1, None), (2, None))
    gate = office.held[1] = asyncio.Event()
    lanes = office.lanes()
    lanes.feed(updates)
    await until(lambda: office.done == [2])
    gate.set()
    await lanes.idle()


async def test_only_so_many_are_at_work(office: Office) -> None:
    """However many people write, no more than the limit are handled at once."""
    lanes = office.lanes(at_work=3)
    lanes.feed(await office.stored(*[(number, number) for number in range(1, 20)]))
    await lanes.idle()
    assert len(office.done) == 19
    assert office.most_at_work == 3


async def test_a_failed_update_is_tried_again_before_the_next(office: Office) -> None:
    """It keeps its place at the head of its lane, and others are not held up while it waits."""
    office.failing[1] = 2
    lanes = office.lanes()
    lanes.feed(await office.stored((1, 7), (2, 7), (3, 8)))
    for wait in (1, 2):
        await office.pace.asleep(wait)
        assert office.done == [3]
        office.pace.advance(wait)
    await lanes.idle()
    assert office.done == [3, 1, 2]
    assert (await office.states())[1] == ("done", 2)


async def test_what_always_fails_is_dead_and_the_lane_goes_on(office: Office) -> None:
    """After five tries the update is a dead letter; neither log nor row holds what was written."""
    office.failing[1] = 99
    lanes = office.lanes()
    with capture_logs() as logs:
        lanes.feed(await office.stored((1, 7), (2, 7)))
        for wait in (1, 2, 4, 8):
            await office.pace.asleep(wait)
            office.pace.advance(wait)
        await lanes.idle()
    assert office.begun == [1, 1, 1, 1, 1, 2]
    assert await office.states() == {1: ("dead", 5), 2: ("done", 0)}
    assert logs[-1]["event"] == "update given up"
    assert SECRET not in repr(logs)


@pytest.mark.parametrize("fails", [False, True])
async def test_whoever_sent_a_dead_update_hears_of_it_once(office: Office, *, fails: bool) -> None:
    """With the code under which the log has it; an apology that fails holds up nothing and leaves nothing."""
    told: list[tuple[int, int, str]] = []

    def apologise(tx: Transaction, *facts: Any) -> None:
        told.append(facts)
        outbox.put(tx, key="maaf", now=NOW, chat_id=7, payload={"text": "maaf"})
        if fails:
            raise OSError

    office.failing |= {1: 99, 2: 99}
    lanes = Lanes(office.handle, office.database, now=lambda: NOW, pace=office.pace, on_given_up=apologise)
    with capture_logs() as logs:
        lanes.feed(await office.stored((1, 7), (3, 7)))
        for wait in (1, 2, 4, 8):
            await office.pace.asleep(wait)
            office.pace.advance(wait)
        await lanes.idle()
        lanes.feed(await office.stored((2, None)))
        for wait in (1, 2, 4, 8):
            await office.pace.asleep(wait)
            office.pace.advance(wait)
        await lanes.idle()
    assert told == [(1, 7, "G1")]
    assert await office.database.read(states) == ({} if fails else {"maaf": "pending"})
    assert office.done == [3]
    assert (await office.states())[1] == ("dead", 5)
    assert [log["code"] for log in logs if log["event"] == "update given up"] == ["G1", "G2"]


async def test_each_update_waits_for_what_its_person_may_have_seen(office: Office) -> None:
    """`before` is awaited ahead of each, outside the places at work, and not for what nobody sent."""
    seen = asyncio.Event()
    asked: list[int] = []

    async def before(user_id: int) -> None:
        asked.append(user_id)
        if user_id == 7:
            await seen.wait()

    lanes = Lanes(office.handle, office.database, now=lambda: NOW, pace=office.pace, before=before, at_work=1)
    lanes.feed(await office.stored((1, 7), (2, 8), (3, None), (4, 7)))
    await until(lambda: office.done == [2, 3])
    seen.set()
    await lanes.idle()
    assert (office.done, asked) == ([2, 3, 1, 4], [7, 8, 7])


async def test_what_cannot_be_parsed_is_dead_and_others_flow(office: Office) -> None:
    """A stored row that is no JSON goes the same way."""
    broken = [Incoming(1, 7, '{"update_id": 1')]
    await office.database.write(lambda tx: intake.store(tx, broken, NOW))
    lanes = office.lanes()
    lanes.feed([*broken, *await office.stored((2, 8))])
    for wait in (1, 2, 4, 8):
        await office.pace.asleep(wait)
        office.pace.advance(wait)
    await lanes.idle()
    assert await office.states() == {1: ("dead", 5), 2: ("done", 0)}


async def test_an_error_after_the_commit_is_not_tried_again(office: Office) -> None:
    """If the act is committed, a late error changes nothing."""

    async def handle(update_id: int, _: dict[str, Any]) -> None:
        await office.handle(update_id, {"update_id": update_id})
        raise ValueError

    lanes = Lanes(handle, office.database, now=lambda: NOW, pace=office.pace)
    lanes.feed(await office.stored((1, 7)))
    await lanes.idle()
    assert office.begun == [1]
    assert await office.states() == {1: ("done", 0)}


async def test_a_database_that_is_away_costs_no_try(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure which cannot be recorded is waited out, and the update handled afterwards."""

    def away(*_: object) -> int:
        raise OSError

    office.failing[1] = 1
    lanes = office.lanes()
    with monkeypatch.context() as patched:
        patched.setattr(intake, "fail", away)
        lanes.feed(await office.stored((1, 7)))
        await office.pace.asleep(1)
    office.pace.advance(1)
    await lanes.idle()
    assert await office.states() == {1: ("done", 0)}


async def test_after_a_crash_the_unfinished_is_handled_first(office: Office) -> None:
    """A new process handles what the old one stored, each update once, before what comes later."""
    await office.stored((1, 7), (2, 8))
    await office.database.write(lambda tx: intake.finish(tx, 2, NOW))
    lanes = office.lanes()
    await lanes.resume()
    lanes.feed(await office.stored((3, 7)))
    await lanes.idle()
    assert office.done == [1, 3]


async def test_closing_leaves_the_rest_for_the_next_start(office: Office) -> None:
    """What was being handled is left pending, and nothing goes on in the background."""
    updates = await office.stored((1, 7), (2, 7))
    office.held[1] = asyncio.Event()
    lanes = office.lanes()
    lanes.feed(updates)
    await until(lambda: office.begun == [1])
    await lanes.close()
    await lanes.idle()
    assert await office.states() == {1: ("pending", 0), 2: ("pending", 0)}


def test_an_error_is_named_without_its_text() -> None:
    """The line that raised it is told, never what it says."""
    with pytest.raises(ValueError, match=SECRET) as caught:
        raise ValueError(SECRET)
    assert describe(caught.value).startswith("ValueError at test_lanes.py:")
    assert describe(ValueError(SECRET)) == "ValueError"
