"""getUpdates: order, confirmation, long polling, conflicts, kinds, redelivery."""

import asyncio
from typing import Any

import pytest

from bot.simulator.client import Phone, Stage
from tests.simulator.conftest import Api


def ids(updates: list[dict[str, Any]]) -> list[int]:
    """Return the ids of updates."""
    return [update["update_id"] for update in updates]


async def waiting_poll(api: Api) -> "asyncio.Task[dict[str, Any]]":
    """Start a long poll and return once the simulator holds it."""
    poll = asyncio.create_task(api.answer("getUpdates", timeout=30))
    async with Stage(api.url) as stage:
        await stage.polled()
    return poll


async def test_updates_stay_until_an_offset_confirms_them(api: Api, stage: Stage) -> None:
    """The same updates come again until a higher offset is asked for; limit cuts the batch."""
    sent = [await stage.inject({"message": {"text": str(n)}}) for n in range(5)]
    assert sent == list(range(sent[0], sent[0] + 5))
    assert ids(await api.result("getUpdates")) == sent
    assert ids(await api.result("getUpdates", offset=sent[1], limit=2)) == sent[1:3]
    assert ids(await api.result("getUpdates", offset=sent[4] + 1)) == []
    assert (await stage.get("updates"))["pending"] == 0


async def test_a_negative_offset_keeps_only_the_last(api: Api, stage: Stage) -> None:
    """offset=-2 forgets all but the last two; on an empty queue it does nothing."""
    assert await api.result("getUpdates", offset=-1) == []
    sent = [await stage.inject({"message": {}}) for _ in range(4)]
    assert ids(await api.result("getUpdates", offset=-2)) == sent[2:]
    assert ids(await api.result("getUpdates", offset=-9)) == sent[2:]


async def test_a_batch_holds_a_hundred(api: Api, stage: Stage) -> None:
    """At most 100 updates come at once, whatever is asked."""
    for _ in range(101):
        await stage.inject({"message": {}})
    assert len(await api.result("getUpdates", limit=1000)) == 100


async def test_a_long_poll_ends_with_the_first_update(api: Api, stage: Stage) -> None:
    """A waiting poll answers as soon as something happens."""
    poll = await waiting_poll(api)
    number = await stage.inject({"message": {}})
    assert ids((await poll)["result"]) == [number]


async def test_a_script_can_wait_for_the_bot(stage: Stage) -> None:
    """Where no bot polls, waiting for one fails."""
    with pytest.raises(AssertionError, match="no bot has asked for updates"):
        await stage.polled(timeout=0.01)


async def test_a_long_poll_ends_when_its_time_is_up(api: Api) -> None:
    """Without updates a poll returns an empty list after its timeout."""
    assert await api.result("getUpdates", timeout=1) == []


async def test_a_second_poll_ends_the_first(api: Api, stage: Stage) -> None:
    """The poll which waits is told of the other one; the newer goes on."""
    first = await waiting_poll(api)
    assert await api.result("getUpdates") == []
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


async def test_only_wanted_kinds_are_queued(api: Api, stage: Stage, phone: Phone) -> None:
    """allowed_updates holds until it is set anew; an empty list restores the usual kinds."""
    await api.result("getUpdates", allowed_updates=["callback_query"])
    await phone.say("tidak diminta")
    await phone.forge("x", 1)
    assert "callback_query" in await api.update()
    await api.result("getUpdates", allowed_updates=[])
    await phone.say("diminta")
    assert (await api.update())["message"]["text"] == "diminta"


async def test_confirmed_updates_can_come_again(api: Api, stage: Stage) -> None:
    """A redelivered update bears its old id and comes once, whatever the offset."""
    first, second = [await stage.inject({"message": {"n": n}}) for n in range(2)]
    await api.result("getUpdates", offset=second + 1)
    assert await stage.redeliver(1) == 1
    third = await stage.inject({"message": {"n": 2}})
    assert ids(await api.result("getUpdates", offset=second + 1)) == [second, third]
    assert ids(await api.result("getUpdates", offset=second + 1)) == [third]
    assert await stage.redeliver(9) == 2
    assert ids(await api.result("getUpdates", offset=third)) == [first, second, third]


async def test_a_raw_update_may_bring_its_own_id(api: Api, stage: Stage) -> None:
    """An injected update keeps its id, and ids go on from there."""
    assert await stage.inject({"update_id": 900_000_000, "poll": {}}) == 900_000_000
    assert await stage.inject({"message": {}}) == 900_000_001
    assert (await api.update())["poll"] == {}
