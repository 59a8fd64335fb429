"""The lambang of an office: one, the newest, with its hash."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from storage import emblems
from storage.database import Database
from storage.tables import Office
from tests.databases import NOW


@pytest.fixture
def database(database_url: str) -> Database:
    """A database with two offices."""
    opened = Database(database_url)
    rows: list[dict[str, Any]] = [
        {"id": one, "name": "Kantor", "zone": "Asia/Makassar", "config": {}, "created_at": NOW} for one in (1, 2)
    ]
    opened.write_now(lambda tx: tx.execute(insert(Office), rows))
    return opened


def test_an_office_has_none_until_one_is_put(database: Database) -> None:
    """Neither its picture nor its date."""
    assert database.read_now(lambda tx: emblems.content(tx, 1)) is None
    assert database.read_now(lambda tx: emblems.find(tx, 1)) is None


def test_the_newest_replaces_the_one_before_in_its_office_only(database: Database) -> None:
    """With hash and instant."""
    later = NOW + timedelta(days=1)
    database.write_now(lambda tx: emblems.put(tx, 1, b"lama", NOW))
    database.write_now(lambda tx: emblems.put(tx, 2, b"lain", NOW))
    digest = database.write_now(lambda tx: emblems.put(tx, 1, b"baru", later))
    assert digest == hashlib.sha256(b"baru").hexdigest()
    assert database.read_now(lambda tx: emblems.content(tx, 1)) == b"baru"
    assert database.read_now(lambda tx: emblems.find(tx, 1)) == emblems.EmblemRow(digest, later)
    assert database.read_now(lambda tx: emblems.content(tx, 2)) == b"lain"
