"""Small pictures of bukti dukung: which are missing, kept once, and read up to a number of bytes."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from storage import pictures, uploads
from storage.database import Database, Transaction
from storage.forms import PROOF
from storage.records import Form
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle


@pytest.fixture
def database(database_url: str) -> Database:
    """A database with one running cycle and its form."""
    opened = Database(database_url)

    def write(tx: Transaction) -> None:
        fill(tx)
        fill_cycle(tx, NOW.date())
        counts = {"kiriman": 0, "asked": 0, "answered": 0}
        words = {"status": "diisi", "before": "", "runs": True, "receiver": "KASUBBAG", "sheet": {}, "directions": []}
        tx.execute(insert(Form).values(id=1, office_id=1, cycle_id=1, unit_id=1, **counts, **words))

    opened.write_now(write)
    return opened


def sent(database: Database, content: bytes | None, *, purpose: str = PROOF) -> int:
    """A file of the form, fetched unless it has no content yet."""

    def write(tx: Transaction) -> int:
        upload = uploads.request(
            tx,
            office_id=1,
            officer_id=1,
            message_id=1,
            file_id="berkas",
            name="foto.jpg",
            mime="",
            size=1,
            at=NOW,
            purpose=purpose,
            cycle_id=1,
            form_id=1,
            row="1",
        )
        if content is not None:
            uploads.store(tx, upload, content, mime="image/jpeg", sha256="")
        return upload

    return database.write_now(write)


def keep(database: Database, upload: int, picture: bytes | None) -> None:
    """Note a file's picture."""
    database.write_now(lambda tx: pictures.keep(tx, upload, picture))


def missing(database: Database) -> list[int]:
    """The files that lack a picture."""
    return database.read_now(lambda tx: pictures.missing(tx, 1))


def test_a_picture_is_missing_for_every_fetched_proof(database: Database) -> None:
    """Not for one that is still to be fetched, was taken out, or is no bukti dukung."""
    first, second = sent(database, b"satu"), sent(database, b"dua")
    sent(database, None)
    sent(database, b"suara", purpose="suara")
    dropped = sent(database, b"tiga")
    database.write_now(lambda tx: uploads.drop(tx, dropped, 1, NOW))
    assert missing(database) == [first, second]
    assert database.read_now(lambda tx: pictures.missing(tx, 2)) == []
    assert database.read_now(lambda tx: pictures.original(tx, second)) == (b"dua", "image/jpeg")


def test_a_picture_is_kept_once_and_so_is_that_there_is_none(database: Database) -> None:
    """Making it again changes nothing."""
    first, second = sent(database, b"satu"), sent(database, b"dua")
    keep(database, first, b"kecil")
    keep(database, first, b"lain")
    keep(database, second, None)
    assert missing(database) == []
    assert database.read_now(lambda tx: pictures.load(tx, [first, second], 100)) == {first: b"kecil"}


def test_pictures_are_read_up_to_a_number_of_bytes(database: Database) -> None:
    """The first come first; a smaller one may still fit after one that does not."""
    sizes = (40, 50, 30, 20)
    ids = [sent(database, b"x") for _ in sizes]
    for upload, size in zip(ids, sizes, strict=True):
        keep(database, upload, b"x" * size)
    found = database.read_now(lambda tx: pictures.load(tx, ids, 110))
    assert list(map(len, found.values())) == [40, 50, 20]
    assert database.read_now(lambda tx: pictures.load(tx, [], 110)) == {}
