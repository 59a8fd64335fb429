from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from bot.services.people import invitations
from storage import outbox
from storage.backup import BackupError, backup, hold, release_held, restore
from storage.database import Database, Transaction
from storage.invitations import tie
from storage.messages import OutboxMessage
from storage.migrate import migrate
from storage.schema import NEWEST
from storage.tables import Office
from tests.databases import NOW
from tests.storage.edge_rows import add_officer
from tests.storage.rows import fill, fill_outbox

STATES = ("waiting", "pending", "sending", "sent", "dead")


def states(tx: Transaction) -> list[str]:
    """The states of the outbox, in order."""
    return list(tx.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


def offices(tx: Transaction) -> list[str]:
    """The names of the offices."""
    return list(tx.scalars(select(Office.name)))


@pytest.fixture
def office(sqlite_url: str) -> Database:
    """An office with a message in every state of the outbox."""
    database = Database(sqlite_url)
    database.write_now(fill)
    database.write_now(lambda tx: fill_outbox(tx, *STATES))
    return database


def test_restored_database_sends_nothing_by_itself(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """What was about to be sent is held after a restoration, until someone lets it go; all else is as it was."""
    copy, other = tmp_path / "copies" / "copy.sqlite3", f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    backup(sqlite_url, copy)
    restore(copy, other)
    restored = Database(other)
    assert restored.read_now(offices) == ["Kantor Contoh"]
    assert restored.read_now(states) == ["waiting", "held", "held", "sent", "dead"]
    assert restored.write_now(release_held) == 2
    assert restored.read_now(states) == ["waiting", "pending", "pending", "sent", "dead"]
    assert restored.write_now(release_held) == 0


def test_restored_database_is_at_its_revision(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """A restored database is migrated like any other, and keeps its triggers."""
    backup(sqlite_url, tmp_path / "copy.sqlite3")
    url = f"sqlite:///{tmp_path / 'restored.sqlite3'}"
    restore(tmp_path / "copy.sqlite3", url)
    assert migrate(url, backup_dir=None, now=NOW).before == NEWEST
    count = text("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")
    assert Database(url).read_now(lambda tx: tx.scalar(count)) == 4


def test_backup_is_untouched_by_its_restoration(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """The same backup can be restored again."""
    copy = tmp_path / "copy.sqlite3"
    backup(sqlite_url, copy)
    before = copy.read_bytes()
    restore(copy, f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    assert copy.read_bytes() == before
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


async def test_backup_of_a_database_in_use_is_of_one_instant(sqlite_url: str, tmp_path: Path) -> None:
    """Rows still in the write-ahead log are in the copy, and those of an open transaction are not."""
    database = Database(sqlite_url)
    database.start()
    await database.write(fill)

    def back_up_in_the_middle(tx: Transaction) -> None:
        tx.execute(text("UPDATE office SET name = 'Belum disimpan'"))
        backup(sqlite_url, tmp_path / "copy.sqlite3")

    await database.write(back_up_in_the_middle)
    await database.close()
    assert Database(f"sqlite:///{tmp_path / 'copy.sqlite3'}").read_now(offices) == ["Kantor Contoh"]


def test_backup_overwrites_nothing(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """An existing file is never replaced."""
    (tmp_path / "copy.sqlite3").write_text("penting")
    with pytest.raises(BackupError, match="sudah ada"):
        backup(sqlite_url, tmp_path / "copy.sqlite3")
    assert (tmp_path / "copy.sqlite3").read_text() == "penting"


@pytest.mark.parametrize("leftover", ["", "-wal", "-shm"])
def test_restoration_destroys_nothing(office: Database, sqlite_url: str, tmp_path: Path, leftover: str) -> None:
    """A database, or the log of one, in the place of the restoration must be moved away first."""
    backup(sqlite_url, tmp_path / "copy.sqlite3")
    (tmp_path / f"restored.sqlite3{leftover}").touch()
    with pytest.raises(BackupError, match="dipindahkan dahulu"):
        restore(tmp_path / "copy.sqlite3", f"sqlite:///{tmp_path / 'restored.sqlite3'}")


def test_missing_database_is_told(tmp_path: Path) -> None:
    """There is nothing to copy where no database is."""
    with pytest.raises(BackupError, match="tidak ditemukan"):
        backup(f"sqlite:///{tmp_path / 'none.sqlite3'}", tmp_path / "copy.sqlite3")
    with pytest.raises(BackupError, match="utuh"):
        restore(tmp_path / "none.sqlite3", f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    assert list(tmp_path.iterdir()) == []


def damaged(path: Path, copy: Path) -> None:
    """A backup in which bytes in the middle have changed."""
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 9000] = b"\xff" * 9000
    path.write_bytes(content)


def test_damaged_backup_is_refused(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """A backup that has been damaged, is another program's, or is no database at all is not restored."""
    backup(sqlite_url, tmp_path / "copy.sqlite3")
    damaged(tmp_path / "damaged", tmp_path / "copy.sqlite3")
    (tmp_path / "letter").write_text("Bukan basis data." * 100)
    with closing(sqlite3.connect(tmp_path / "foreign")) as foreign:
        foreign.execute("CREATE TABLE something (x)")
    for name in ("damaged", "letter", "foreign"):
        with pytest.raises(BackupError, match="bukan salinan basis data yang utuh"):
            restore(tmp_path / name, f"sqlite:///{tmp_path / 'restored.sqlite3'}")
    assert not list(tmp_path.glob("*restored*"))


def test_backup_that_contradicts_itself_is_refused(office: Database, sqlite_url: str, tmp_path: Path) -> None:
    """A file that can be read but whose rows break its own schema is not restored."""
    backup(sqlite_url, tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3", isolation_level=None)) as copy:
        copy.execute("PRAGMA writable_schema = ON")
        copy.execute("UPDATE sqlite_master SET sql = replace(sql, 'joined_at DATETIME', 'joined_at DATETIME NOT NULL')")
    with pytest.raises(BackupError, match="integrity_check"):
        restore(tmp_path / "copy.sqlite3", f"sqlite:///{tmp_path / 'restored.sqlite3'}")


def test_postgresql_has_its_own_tools(postgresql_url: str, tmp_path: Path) -> None:
    """For PostgreSQL the operator is told what to use."""
    with pytest.raises(BackupError, match="pg_dump"):
        backup(postgresql_url, tmp_path / "copy")
    with pytest.raises(BackupError, match="pg_restore"):
        restore(tmp_path / "copy", postgresql_url)


def test_what_other_tools_restored_can_be_held(database_url: str) -> None:
    """Neither what waits nor what was on its way goes out before someone says so."""
    database = Database(database_url)
    database.write_now(lambda tx: fill_outbox(tx, *STATES))
    assert database.write_now(hold) == 2
    assert database.read_now(states) == ["waiting", "held", "held", "sent", "dead"]
    assert database.write_now(hold) == 0
    assert database.write_now(release_held) == 2


def test_who_was_shut_out_gets_nothing_that_was_held(database_url: str) -> None:
    """What is released goes to where its officer is now: to his new account, or nowhere until he has one."""
    database = Database(database_url)

    def fill_and_hold(tx: Transaction) -> None:
        for officer in (1, 2, 3):
            add_officer(tx, officer, telegram_id=officer)
            outbox.put(tx, key=f"to {officer}", now=NOW, officer_id=officer, payload={"text": "rahasia"})
        outbox.put(tx, key="to a stranger", now=NOW, chat_id=9, payload={"text": "maaf"})
        hold(tx)
        for officer in (1, 2):
            invitations.revoke(tx, officer, NOW)
        tie(tx, 2, 22, NOW)
        outbox.release_person(tx, 2, 22)

    database.write_now(fill_and_hold)
    assert database.write_now(release_held) == 4
    rows = database.read_now(lambda tx: tx.execute(select(OutboxMessage.state, OutboxMessage.chat_id)).all())
    assert sorted(map(tuple, rows), key=str) == [("pending", 22), ("pending", 3), ("pending", 9), ("waiting", None)]


def test_what_waits_for_a_document_is_held_also_when_that_is_made(database_url: str) -> None:
    """A document made after a restoration lets no held message go; one that is released waits for its document."""
    database = Database(database_url)

    def fill_and_hold(tx: Transaction) -> None:
        for name in ("berkas:1", "berkas:2"):
            outbox.put(tx, key=name, now=NOW, chat_id=9, payload={"text": "kartu"}, batch=name, waiting=True)
        hold(tx)
        outbox.release_batch(tx, "berkas:1")

    database.write_now(fill_and_hold)
    assert database.read_now(states) == ["held", "held"]
    assert database.write_now(release_held) == 2
    assert database.read_now(states) == ["pending", "waiting"]
