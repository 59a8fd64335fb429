"""The webhook over real HTTP: who is let in, what is stored, and that visitors keep Telegram from nothing."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import aiohttp
import pytest

from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from bot.web import server
from bot.web.intake import SECRET
from bot.web.listening import listen
from bot.web.server import VerificationServer
from handlers.arrivals import Arrivals
from handlers.pace import LoopPace
from handlers.webhook import MOST_BYTES, Webhook
from storage import intake
from storage.database import Database

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
UPDATE = {"update_id": 10, "message": {"from": {"id": 7}, "text": "Baik"}}


@dataclass(frozen=True)
class Door:
    """Where the webhook is, and the database behind it."""

    url: str
    webhook: Webhook
    database: Database
    web: aiohttp.ClientSession

    async def post(self, body: object = UPDATE, secret: str | None = None, path: str | None = None) -> int:
        """Post what Telegram would, or something else; gives the status."""
        headers = {SECRET: self.webhook.secret if secret is None else secret}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        async with self.web.post(path or self.webhook.path, data=BytesIO(content), headers=headers) as answer:
            return answer.status

    async def stored(self) -> list[int]:
        """The ids of what is stored."""
        return await self.database.read(intake.pending_ids)


@asynccontextmanager
async def opened(database: Database, public_url: str = "") -> AsyncIterator[Door]:
    """Serve page and webhook until the block ends."""
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    webhook = Webhook(database, "123456:" + "A" * 35, Arrivals(database, LoopPace()), now=lambda: NOW)
    bureau = Bureau(long_ikis(), b"k" * 32, public_url=public_url)
    serving = VerificationServer(listening, database, bureau, now=lambda: NOW, clock=lambda: 0.0, webhook=webhook)
    running = asyncio.create_task(serving.run())
    try:
        async with asyncio.timeout(20), aiohttp.ClientSession(url) as web:
            yield Door(url, webhook, database, web)
    finally:
        serving.stop()
        await running
        serving.close()


@pytest.fixture
async def door(sqlite_database: Database) -> AsyncIterator[Door]:
    """Page and webhook on an empty database."""
    async with opened(sqlite_database) as door:
        yield door


async def test_an_update_is_stored_before_it_is_confirmed(door: Door) -> None:
    """200 means stored; brought again it is confirmed again, and stored once."""
    assert await door.post() == 200
    assert await door.stored() == [10]
    assert await door.post() == 200
    assert await door.stored() == [10]


@pytest.mark.parametrize("secret", ["", "x", "a" * 64, "é"])
async def test_without_the_secret_nothing_is_stored(door: Door, secret: str) -> None:
    """Whoever found the address still needs the secret."""
    assert await door.post(secret=secret) == 403
    assert await door.stored() == []


async def test_what_is_no_update_is_refused(door: Door) -> None:
    """Half a JSON, nothing at all, or more than any update: 4xx, and nothing is stored."""
    assert [await door.post(b'{"update_id": 1'), await door.post(b""), await door.post({"a": 1})] == [400] * 3
    assert await door.post(b" " * (MOST_BYTES + 1)) == 413
    assert await door.stored() == []


async def test_other_paths_and_methods(door: Door) -> None:
    """Elsewhere there is the page or nothing; the webhook's path takes posts only."""
    assert await door.post(path="/telegram/salah") == 404
    async with door.web.get(door.webhook.path) as answer:
        assert answer.status == 405
    async with door.web.get("/") as answer:
        assert answer.status == 200
    assert await door.stored() == []


async def test_a_database_that_is_away_asks_for_it_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be stored is not confirmed, so that Telegram brings it again."""

    async def away(_work: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patched:
        patched.setattr(door.database, "write", away)
        assert await door.post() == 503
    assert await door.post() == 200
    assert await door.stored() == [10]


async def test_below_the_sites_own_path(sqlite_database: Database) -> None:
    """Where the office's web server shows the site below a path, the webhook is there, too, cut off or not."""
    async with opened(sqlite_database, "https://kantor.example/kinerja") as door:
        assert await door.post(path=f"/kinerja{door.webhook.path}") == 200
        assert await door.post({**UPDATE, "update_id": 11}) == 200
    assert await sqlite_database.read(intake.pending_ids) == [10, 11]


async def test_telegram_is_not_held_to_the_limits_of_visitors(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its posts are not counted, its connection outlives a visitor's, and visitors who only hold on make room."""
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 1)
    monkeypatch.setattr(server, "LIFE", 0.3)
    async with opened(sqlite_database) as door:
        host, port = door.url.removeprefix("http://").split(":")
        _, first = holding = await asyncio.open_connection(host, int(port))
        for number in range(1, 51):
            assert await door.post({**UPDATE, "update_id": number}) == 200
        assert await holding[0].read() == b""
        first.close()
        reader, writer = await asyncio.open_connection(host, int(port))
        head = f"POST {door.webhook.path} HTTP/1.1\r\nHost: a\r\n{SECRET}: {door.webhook.secret}\r\n"
        writer.write(f"{head}Content-Length: 17\r\n\r\n{{".encode())
        await asyncio.sleep(0.5)
        writer.write(b'"update_id": 99}')
        assert b"200 OK" in await reader.readuntil(b"\r\n")
        writer.close()
    assert len(await sqlite_database.read(intake.pending_ids)) == 51
