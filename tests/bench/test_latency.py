"""The benchmark `latency` on a small scale: users who come on time, whatever becomes of their last text."""

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.bench import latency
from bot.bench.crowd import ACT, TAP, TEXT, Act, Crowd, Wait
from bot.bench.latency import Sizes, figures
from bot.bench.stub import TOKEN

ANI, CAMAT, KASUBBAG = 11, 21, 22


async def call(crowd: Crowd, method: str, **parameters: Any) -> Any:
    """Call a method and give its result."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{crowd.address}/bot{TOKEN}/{method}", json=parameters) as response,
    ):
        return (await response.json())["result"]


async def updates(crowd: Crowd, count: int) -> list[dict[str, Any]]:
    """The first so many updates that come, none of them confirmed."""
    async with asyncio.timeout(10):
        while len(found := await call(crowd, "getUpdates", timeout=1)) < count:
            pass
    return list(found)


async def test_users_write_whether_or_not_they_were_answered() -> None:
    """Both texts come though the first has no answer yet; each answer is that to the oldest open text."""
    async with Crowd(0.0, "10", 1000) as crowd:
        crowd.offer([ANI], 1000.0, 0.002, 0.0, "Lewati")
        await crowd.through()
        first, second = await updates(crowd, 2)
        assert second["message"]["date"] == first["message"]["date"] + 1
        assert crowd.unanswered == 2
        await call(crowd, "sendMessage", chat_id=ANI, text="Berapa?")
        assert [bool(one.prompted) for one in crowd.come.values()] == [True, False]
        assert crowd.unanswered == 1


async def test_a_button_is_pressed_and_its_acknowledgement_timed() -> None:
    """What the newest message's button says comes back, and counts as answered when the query is."""
    async with Crowd(0.0, "10", 1000) as crowd:
        keyboard = {"inline_keyboard": [[{"text": "Lewati", "callback_data": "lewati:1:1:"}]]}
        await call(crowd, "sendMessage", chat_id=ANI, text="Berapa?", reply_markup=keyboard)
        crowd._press(0.0, ANI, "Lewati")
        (update,) = await updates(crowd, 1)
        assert update["callback_query"]["data"] == "lewati:1:1:"
        assert await call(crowd, "answerCallbackQuery", callback_query_id=update["callback_query"]["id"]) is True
        assert crowd.unanswered == 0


async def test_an_act_waits_for_the_next_official_s_card() -> None:
    """A message without buttons is not yet the card."""
    async with Crowd(0.0, "10", 1000) as crowd:
        crowd.offer_acts([Act(CAMAT, "lanjut:1:1:", KASUBBAG)], 0.001)
        await updates(crowd, 1)
        await call(crowd, "sendMessage", chat_id=KASUBBAG, text="Pemberitahuan")
        assert crowd.unanswered == 1
        keyboard = {"inline_keyboard": [[{"text": "Lanjut", "callback_data": "lanjut:2:1:"}]]}
        await call(crowd, "sendMessage", chat_id=KASUBBAG, text="Kartu", reply_markup=keyboard)
        assert crowd.unanswered == 0


def test_waiting_for_the_next_poll_is_told_apart() -> None:
    """A figure begins when the bot could have had the update; the other one when it came."""
    found = figures([Wait(TEXT, 1.0, 1.5, 2.0), Wait(TAP, 1.0, 1.0, 0.0, 1.25), Wait(ACT, 1.0, 1.0, 4.0)])
    assert (found["prompt_p99_ms"], found["with_polling_p99_ms"]) == (500, 1000)
    assert (found["tap_p99_ms"], found["next_card_p95_ms"]) == (250, 3000)


@pytest.mark.slow
def test_the_bot_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text, tap and order that is offered is answered by the real bot."""
    monkeypatch.setattr(latency, "SIZES", Sizes(users=2, rate=2.0, seconds=2.0, orders=2))
    monkeypatch.setattr(latency, "TAP_SHARE", 0.5)
    report = latency.measure(1)
    assert (report.figures["answers"], report.figures["cards"]) == (4, 2)
    assert report.figures["prompt_p99_ms"] >= report.figures["prompt_p50_ms"] >= 50
    assert report.figures["tap_p99_ms"] >= 0
