from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.simulator import webhooks
from bot.simulator.client import Phone, Stage
from bot.simulator.server import Simulator
from tests.simulator.conftest import Api


@dataclass
class Receiver:
    """A bot that takes posts, answering each with the next of `statuses`, and 200 once there are no more."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    seen: asyncio.Queue[tuple[dict[str, Any], str]] = field(default_factory=asyncio.Queue)
    held: asyncio.Event | None = None

    async def take(self, request: web.Request) -> web.Response:
        """Note a post and answer it."""
        await self.seen.put((await request.json(), request.headers.get(webhooks.HEADER, "")))
        if self.held is not None:
            await self.held.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    async def text(self) -> str:
        """What the next post says."""
        update, _ = await self.seen.get()
        return str(update["message"]["text"])


@pytest.fixture
async def receiver(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Receiver]:
    """A bot at a free port of loopback."""
    monkeypatch.setattr(webhooks, "FIRST_WAIT", 0.01)
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def say(stage: Stage, sender: int, *said: str) -> None:
    """Queue updates of one person."""
    for one in said:
        await stage.inject({"message": {"text": one, "from": {"id": sender}}})


async def test_an_update_is_posted_with_the_secret(api: Api, stage: Stage, receiver: Receiver) -> None:
    """What waited before and what comes later is brought once each, and is then confirmed."""
    await say(stage, 1, "a")
    await api.result("setWebhook", url=receiver.url, secret_token="rahasia_1-A", max_connections=7)
    async with asyncio.timeout(10):
        update, secret = await receiver.seen.get()
        assert (update["message"]["text"], secret) == ("a", "rahasia_1-A")
        await say(stage, 1, "b")
        assert await receiver.text() == "b"
    await stage.settle(quiet=0.02)
    info = await api.result("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 7)
    assert "secret" not in str(info)


async def test_one_sender_waits_for_himself_and_nobody_else_does(api: Api, stage: Stage, receiver: Receiver) -> None:
    """A post that fails is made again before the sender's next one; others pass by."""
    receiver.statuses = [500, 403]
    receiver.held = asyncio.Event()
    await api.result("setWebhook", url=receiver.url)
    async with asyncio.timeout(10):
        await say(stage, 1, "a", "b")
        assert await receiver.text() == "a"
        await say(stage, 2, "x")
        assert await receiver.text() == "x"
        receiver.held.set()
        assert sorted([await receiver.text(), await receiver.text()]) == ["a", "x"]
        assert await receiver.text() == "b"
    assert "Wrong response from the webhook" in (await api.result("getWebhookInfo"))["last_error_message"]


async def test_nobody_there_is_an_error_to_be_read(api: Api, stage: Stage, receiver: Receiver) -> None:
    """A refused connection is told with its date, and the update waits."""
    await say(stage, 1, "a")
    await api.result("setWebhook", url="http://127.0.0.1:9/hook")
    async with asyncio.timeout(10):
        while "last_error_date" not in (info := await api.result("getWebhookInfo")):  # noqa: ASYNC110 - it has no other sign
            await asyncio.sleep(0.01)
        assert info["last_error_message"].startswith("Connection failed")
        assert info["pending_update_count"] == 1
        await api.result("setWebhook", url=receiver.url)
        assert await receiver.text() == "a"


async def test_during_an_outage_nothing_is_posted(api: Api, stage: Stage, receiver: Receiver) -> None:
    """While Telegram is away its updates wait."""
    await api.result("setWebhook", url=receiver.url)
    await stage.post("outage", {"on": True})
    await say(stage, 1, "a")
    await asyncio.sleep(0.05)
    assert receiver.seen.empty()
    await stage.post("outage", {"on": False})
    async with asyncio.timeout(10):
        assert await receiver.text() == "a"


async def test_only_this_machine_is_posted_to(api: Api, stage: Stage) -> None:
    """An address elsewhere is noted as Telegram would, and nothing leaves the machine."""
    await say(stage, 1, "a")
    await api.result("setWebhook", url="https://contoh.invalid/hook")
    async with asyncio.timeout(10):
        while "last_error_date" not in (info := await api.result("getWebhookInfo")):  # noqa: ASYNC110 - it has no other sign
            await asyncio.sleep(0.01)
    assert "own machine" in info["last_error_message"]


async def test_a_stage_that_is_reset_has_no_webhook(api: Api, stage: Stage, receiver: Receiver, phone: Phone) -> None:
    """After a reset nothing is posted until the bot registers again."""
    await api.result("setWebhook", url=receiver.url)
    await stage.reset()
    await say(stage, 1, "a")
    assert (await api.result("getWebhookInfo"))["url"] == ""
    assert receiver.seen.empty()
    assert len(await api.result("getUpdates")) == 1


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "http://contoh.id"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "https://a.id", "secret_token": "dua kata"}, "secret token contains unallowed characters"),
        ({"url": "https://a.id", "secret_token": "a" * 257}, "secret token contains unallowed characters"),
        ({"url": "https://a.id", "max_connections": 101}, "max_connections must be between 1 and 100"),
    ],
)
async def test_a_faulty_webhook_is_refused(api: Api, params: dict[str, object], description: str) -> None:
    """Address, secret and number of connections are checked."""
    assert await api.refusal("setWebhook", **params) == f"400 Bad Request: {description}"


async def test_a_simulator_ends_with_a_webhook_set(simulator: Simulator, api: Api, receiver: Receiver) -> None:
    """Stopping it leaves nothing running."""
    await api.result("setWebhook", url=receiver.url)
    await simulator.stop()
    assert simulator.backstage.world.postman is None
