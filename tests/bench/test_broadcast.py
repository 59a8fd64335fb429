"""The benchmark `broadcast` on a small scale: a server that keeps Telegram's limits, and what went out beside them."""

from typing import Any

import aiohttp
import pytest

from bot.bench import broadcast
from bot.bench.broadcast import Crowds
from bot.bench.limited import Limited, Window
from bot.bench.stub import TOKEN

ANI, BUDI, CITRA = 11, 12, 13


async def send(server: Limited, chat: int) -> dict[str, Any]:
    """Send a message and give the whole answer."""
    address = f"{server.address}/bot{TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(address, json={"chat_id": chat, "text": "a"}) as answer:
        return dict(await answer.json())


def test_any_second_sees_so_many() -> None:
    """What came a second ago counts no more; what was refused never counted."""
    window = Window(2)
    assert [window.takes(at) for at in (0.0, 0.9, 0.95, 1.0, 1.5)] == [True, True, False, True, False]
    assert window.most == 2


async def test_a_message_too_many_is_refused_and_counted() -> None:
    """One to a chat in a second, and so many to all; a refusal says how long to wait."""
    async with Limited(0.0, "10", 1000, overall=2) as server:
        assert (await send(server, ANI))["ok"]
        again = await send(server, ANI)
        assert (again["error_code"], again["parameters"]) == (429, {"retry_after": 1})
        assert (await send(server, BUDI))["ok"]
        assert not (await send(server, CITRA))["ok"]
        assert (server.refused, [chat for _, chat in server.sent]) == (2, [ANI, BUDI])


def test_as_many_reminders_as_messages() -> None:
    """A PPTK with two tasks has one message."""
    assert Crowds().reminders == 3000
    assert Crowds(filling=3, waiting=2).reminders == 17


@pytest.mark.slow
def test_the_bot_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everyone is reminded once, and no second has seen more than it may."""
    monkeypatch.setattr(broadcast, "CROWDS", Crowds(filling=12, waiting=2, users=3))
    monkeypatch.setattr(broadcast, "THOUGHT", 2.0)
    report = broadcast.measure(1)
    assert report.figures["reminders"] == 62
    assert report.figures["most_in_a_second"] <= broadcast.PER_SECOND
