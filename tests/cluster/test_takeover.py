"""Several real processes of one bot: all take updates in, one works, and another goes on when it is killed."""

from __future__ import annotations

import asyncio
from signal import SIGKILL

import pytest

from bot.operator.terminal import MENDABLE
from storage.messages import IntakeUpdate
from tests.cluster.conftest import ANSWER, Cluster, counted

KILLS = 3


@pytest.mark.parametrize("cluster", [("postgresql", 3)], indirect=True)
async def test_a_form_outlives_whoever_works(cluster: Cluster) -> None:
    """The working process is killed again and again: each answer is kept once, and all that was written is sent."""
    for one in cluster.members:
        one.start()
    for number in range(KILLS):
        leader = await cluster.leader()
        await cluster.answer()
        if number % 2:
            await cluster.answered()
        await leader.kill()
        await cluster.answer()
        if number == 0:
            leader.start()
    await cluster.check()
    assert sorted(await asyncio.gather(*(one.stop() for one in cluster.members))) == [-SIGKILL, -SIGKILL, 0]


@pytest.mark.parametrize("cluster", [("postgresql", 1)], indirect=True)
async def test_what_a_standby_stored_is_handled_by_whoever_works_next(cluster: Cluster) -> None:
    """Cut off from its lock a worker stands by: it confirms updates once they are stored, and works again later."""
    (only,) = cluster.members
    only.start()
    await cluster.until(cluster.asked)
    async with cluster.out_of_office():
        await cluster.until(lambda _: "leadership lost" in only.logged)
        await cluster.phone.say(ANSWER)
        await cluster.until(lambda tx: counted(tx, IntakeUpdate) == 1)
        await cluster.stage.settle(quiet=0.05)
        assert cluster.database.read_now(lambda tx: counted(tx, IntakeUpdate, IntakeUpdate.state == "pending")) == 1
    cluster.given = 1
    await cluster.check()


@pytest.mark.parametrize("cluster", [("sqlite", 2)], indirect=True)
async def test_one_process_on_sqlite_takes_posts_too(cluster: Cluster) -> None:
    """A webhook needs no PostgreSQL: one process stores and handles, also after a kill; a second is refused."""
    first, second = cluster.members
    first.start()
    await cluster.answer()
    await cluster.answered()
    second.start()
    assert await second.ended() == MENDABLE
    assert "SQLite yang sedang dipakai proses bot lain" in second.logged
    await first.kill()
    first.start()
    await cluster.answer()
    await cluster.check()
