"""Notes of a cycle: one text for each kind and part, with its author."""

from datetime import timedelta

import pytest

from storage import notes
from storage.database import Database
from tests.databases import NOW
from tests.storage.test_documents import Shelf


@pytest.fixture
def database(database_url: str) -> Database:
    """A cycle without notes."""
    return Shelf(database_url).database


def _write(database: Database, kind: str, part: str, text: str) -> None:
    database.write_now(lambda tx: notes.write(tx, 1, kind, part, text, 1, NOW + timedelta(minutes=len(text))))


def test_a_note_replaces_the_one_before(database: Database) -> None:
    """Of the same kind and part; others stay."""
    _write(database, "rekap", "1", "Lama.")
    _write(database, "rekap", "2", "Lain.")
    _write(database, "rekap", "1", "Baru sekali.")
    assert database.read_now(lambda tx: notes.text(tx, 1, "rekap", "1")) == "Baru sekali."
    assert database.read_now(lambda tx: notes.text(tx, 1, "rekap", "3")) is None
    assert database.read_now(lambda tx: notes.of_kind(tx, 1, "rekap")) == {"1": "Baru sekali.", "2": "Lain."}


def test_a_note_knows_its_author_and_time(database: Database) -> None:
    """Those of its last writing."""
    _write(database, "bab", "penutup", "Sekian.")
    (note,) = database.read_now(lambda tx: notes.authored(tx, 1, "bab"))
    assert (note.part, note.author, note.written_at) == ("penutup", "Kasi Contoh", NOW + timedelta(minutes=7))


def test_notes_are_dropped_by_the_beginning_of_their_part(database: Database) -> None:
    """A sign that databases read as a wildcard is a sign like any other."""
    for part in ("7/1", "7/2", "77/1", "_/1"):
        _write(database, "arahan", part, "Mohon dicocokkan.")
    _write(database, "bab", "7/1", "Lain.")
    database.write_now(lambda tx: notes.drop(tx, 1, "arahan", "_/"))
    database.write_now(lambda tx: notes.drop(tx, 1, "arahan", "7/"))
    assert list(database.read_now(lambda tx: notes.of_kind(tx, 1, "arahan"))) == ["77/1"]
    assert list(database.read_now(lambda tx: notes.of_kind(tx, 1, "bab"))) == ["7/1"]
