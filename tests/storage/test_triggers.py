from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database, Transaction
from storage.records import DocumentBytes
from tests.storage.rows import fill, fill_cycle, fill_document


@pytest.fixture
def office(database_url: str) -> Database:
    """An office whose cycle has issued one document."""
    database = Database(database_url)

    def write(tx: Transaction) -> None:
        fill(tx)
        fill_cycle(tx, date(2026, 4, 1))
        fill_document(tx)
        tx.execute(insert(DocumentBytes).values(document_id=1, content=b"%PDF-1.4"))

    database.write_now(write)
    return database


@pytest.mark.parametrize("statement", ["UPDATE document_bytes SET content = NULL", "DELETE FROM document_bytes"])
def test_issued_bytes_never_change(office: Database, statement: str) -> None:
    """The database refuses to change or remove what was issued, and the rest of the transaction stands."""

    def try_it(tx: Transaction) -> None:
        tx.execute(text("UPDATE office SET name = 'Kantor Lain'"))
        with pytest.raises(DBAPIError, match="document_bytes hanya dapat ditambah"), tx.begin_nested():
            tx.execute(text(statement))

    office.write_now(try_it)
    assert office.read_now(lambda tx: tx.scalar(select(DocumentBytes.content))) == b"%PDF-1.4"
    assert office.read_now(lambda tx: tx.scalar(text("SELECT name FROM office"))) == "Kantor Lain"


@pytest.mark.parametrize("table", ["audit_entry", "document_bytes"])
def test_every_change_has_its_trigger(database_url: str, table: str) -> None:
    """Both tables that are written once have both triggers, also while they are empty."""
    sqlite = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t"
    postgresql = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = CAST(:t AS regclass)"
    query = sqlite if database_url.startswith("sqlite") else postgresql
    assert Database(database_url).read_now(lambda tx: tx.scalar(text(query), {"t": table})) == 2
