"""Which bytes are those of files that an office keeps, and which certificates ever sealed one."""

from __future__ import annotations

import hashlib

import pytest

from storage import documents, uploads
from storage.database import Database, Transaction
from storage.kept import kept
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle


@pytest.fixture
def database(database_url: str) -> Database:
    """A database with one running cycle."""
    opened = Database(database_url)
    opened.write_now(fill)
    opened.write_now(lambda tx: fill_cycle(tx, NOW.date()))
    return opened


def issue(tx: Transaction, kind: str, content: bytes, seal: str | None) -> None:
    """Make a document."""
    row = documents.request(tx, office_id=1, cycle_id=1, kind=kind, part="", version=1, now=NOW)
    documents.claim(tx, row.id, hashlib.sha256(content).digest())
    documents.store(tx, row.id, filename="x", mime="application/pdf", content=content, now=NOW, seal=seal)


def send(tx: Transaction, content: bytes, *, fetched: bool) -> None:
    """Send a file, which is fetched at once or never."""
    upload = uploads.request(
        tx,
        office_id=1,
        officer_id=1,
        message_id=1,
        file_id="f",
        name="foto.jpg",
        mime="",
        size=1,
        at=NOW,
        purpose="bukti_serah",
        cycle_id=1,
    )
    if fetched:
        uploads.store(tx, upload, content, mime="image/jpeg", sha256=digest(content))


def digest(content: bytes) -> str:
    """A file's hash."""
    return hashlib.sha256(content).hexdigest()


def test_documents_and_files_that_were_sent_are_kept(database: Database) -> None:
    """However many are asked for at once; of a file that never came there is nothing."""
    database.write_now(lambda tx: issue(tx, "dokumen", b"dokumen", None))
    database.write_now(lambda tx: send(tx, b"foto", fetched=True))
    database.write_now(lambda tx: send(tx, b"tak datang", fetched=False))
    asked = [digest(b"%d" % number) for number in range(1200)]
    asked += [digest(one) for one in (b"dokumen", b"foto", b"tak datang")]
    assert database.read_now(lambda tx: kept(tx, asked)) == {digest(b"dokumen"), digest(b"foto")}
    assert database.read_now(lambda tx: kept(tx, [])) == set()


def test_every_certificate_that_sealed_a_document_is_remembered(database: Database) -> None:
    """Once each; documents without a seal name none."""
    assert database.read_now(documents.seals) == frozenset()
    for kind, seal in (("dokumen", "aa"), ("riwayat", "aa"), ("pengesahan", "bb"), ("rekap", None)):
        database.write_now(lambda tx, kind=kind, seal=seal: issue(tx, kind, kind.encode(), seal))  # type: ignore[misc]
    assert database.read_now(documents.seals) == {"aa", "bb"}
