"""The benchmark `takeover`: its Telegram posts, its users know a repeated message, and on a small scale it measures."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.bench import takeover
from bot.bench.one_address import OneAddress
from bot.bench.posting import PostingStub
from bot.bench.stub import TOKEN
from bot.web.intake import SECRET

ANI = 11


async def call(stub: PostingStub, name: str, method: str, **parameters: Any) -> None:
    """A process calls a method."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{stub.address}/{name}/bot{TOKEN}/{method}", json=parameters) as response,
    ):
        assert response.ok


async def test_texts_are_posted_until_they_are_accepted_and_a_repeated_question_is_known() -> None:
    """A post that fails is made again, by way of the one address; the process that answered is known by its name."""
    taken: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    statuses = [503, 200, 200]

    async def take(request: web.BaseRequest) -> web.Response:
        await taken.put(((await request.json())["message"]["text"], request.headers[SECRET]))
        return web.Response(status=statuses.pop(0))

    runner = web.ServerRunner(web.Server(take))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    stub = PostingStub("10", 1000, 0.0)
    async with asyncio.timeout(10), stub, OneAddress([9, runner.addresses[0][1]]) as front:
        await call(stub, "p1", "setWebhook", url=f"{front.url}/x", secret_token="rahasia")
        stub.play([ANI], 2)
        assert [await taken.get(), await taken.get()] == [("10", "rahasia")] * 2
        for text in ("Berapa?", "Berapa?"):
            await call(stub, "p2", "sendMessage", chat_id=ANI, text=text)
        await taken.get()
        assert (stub.worker, stub.answered, stub.repeated, stub.written) == ("p2", 1, 1, 2)
    await runner.cleanup()


@pytest.mark.slow
def test_the_takeover_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a small scale somebody takes over, and nothing is lost or doubled."""
    for name, value in {"USERS": 6, "RATE": 10.0, "PROCESSES": 2, "WARM": 0.5}.items():
        monkeypatch.setattr(takeover, name, value)
    report = takeover.measure(1)
    assert report.figures["seconds"] > 0
    assert report.figures["answers"] > 0
