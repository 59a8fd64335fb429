from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from handlers.arrivals import Arrivals
from handlers.webhook import MalformedError, Webhook
from storage import intake
from storage.database import Database
from tests.handlers.pacing import WoundPace

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
TOKEN = "123456:" + "A" * 35


def webhook_on(database: Database, token: str = TOKEN) -> Webhook:
    """The door of a bot."""
    return Webhook(database, token, Arrivals(database, WoundPace()), now=lambda: NOW)


def body(update_id: Any = 10, text: str = "Baik") -> bytes:
    """An update as Telegram posts it."""
    return json.dumps({"update_id": update_id, "message": {"from": {"id": 7}, "text": text}}).encode()


async def test_an_update_is_stored_once_however_often_it_is_brought(database: Database) -> None:
    """What is brought again after a lost answer is no second update, whoever takes it."""
    await webhook_on(database).take(body())
    await webhook_on(database).take(body())
    assert [(one.update_id, one.user_id) for one in await database.read(intake.pending)] == [(10, 7)]


async def test_the_process_that_works_is_told(sqlite_database: Database) -> None:
    """On SQLite, where the taker works itself, its own lanes hear of it."""
    webhook = webhook_on(sqlite_database)
    await webhook.take(body(10))
    await webhook.take(body(12))
    assert list(webhook.arrivals._told) == [10, 12]


@pytest.mark.parametrize(
    "broken",
    [b"", b"Baik", b"\xff\xfe", b"[]", b"{}", b"[" * 100_000, body("10"), body(True), body(-1), body(2**63), body(1.5)],
    ids=["empty", "words", "bytes", "list", "nothing", "deep", "text", "bool", "negative", "large", "fraction"],
)
async def test_what_is_no_update_is_not_stored(sqlite_database: Database, broken: bytes) -> None:
    """Without a number that the database takes there is nothing to keep."""
    with pytest.raises(MalformedError):
        await webhook_on(sqlite_database).take(broken)
    assert await sqlite_database.read(intake.pending) == []


async def test_half_a_character_is_stored(database: Database) -> None:
    """A text that no database could take as it is is kept all the same."""
    await webhook_on(database).take(body(text="\ud83d \x00"))
    stored = (await database.read(intake.pending))[0]
    assert json.loads(stored.raw)["message"]["text"] == "\ud83d \x00"


def test_the_secret_is_the_tokens_own(sqlite_url: str) -> None:
    """All processes derive the same path and secret, as Telegram allows them; none of it holds the token."""
    database = Database(sqlite_url)
    one, same, other = webhook_on(database), webhook_on(database), webhook_on(database, "123457:" + "B" * 35)
    assert (one.path, one.secret) == (same.path, same.secret)
    assert one.path != other.path
    assert one.admits(same.secret)
    assert not any(one.admits(wrong) for wrong in ("", other.secret, one.secret[:-1], f"{one.secret}x", "\udcff\xe9"))
    assert one.secret.isalnum()
    assert len(one.secret) <= 256
    assert TOKEN.partition(":")[2] not in one.path + one.secret
