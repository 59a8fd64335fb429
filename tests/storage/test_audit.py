from __future__ import annotations

import asyncio
import hashlib
import hmac
import stat
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, StatementError

from storage import audit
from storage.audit import AuditBroken, append, entries, head, load_key, verify
from storage.database import Database, Transaction
from storage.records import AuditEntry
from storage.types import dumps
from tests.databases import NOW
from tests.storage.rows import fill

KEY = bytes(range(32))
CHAIN = "cycle:7"


def act(tx: Transaction, action: str = "start", chain: str = CHAIN, **detail: Any) -> str:
    """Append an act of officer 1."""
    return append(
        tx, key=KEY, office_id=1, chain=chain, at=NOW, officer_id=1, action=action, detail={"step": 1, **detail}
    )


def check(tx: Transaction) -> int:
    """Verify the chain of the cycle."""
    return verify(tx, KEY, CHAIN)


@pytest.fixture
def office(database_url: str) -> Database:
    """An office whose cycle has three acts in its chain."""
    database = Database(database_url)

    def write(tx: Transaction) -> None:
        fill(tx)
        for action in ("start", "order", "release"):
            act(tx, action)

    database.write_now(write)
    return database


def unprotect(tx: Transaction) -> None:
    """Take the triggers away, as one could who owns the database but not the key."""
    if tx.dialect.name == "sqlite":
        tx.execute(text("DROP TRIGGER audit_entry_no_update"))
        tx.execute(text("DROP TRIGGER audit_entry_no_delete"))
    else:
        tx.execute(text("SET LOCAL session_replication_role = replica"))


def test_untouched_chain_is_verified(office: Database) -> None:
    """A chain nobody touched fits its seals, and its entries are counted."""
    assert office.read_now(check) == 3


def test_empty_chain_has_no_head(office: Database) -> None:
    """A chain without acts is valid and has no head."""
    assert office.read_now(lambda tx: verify(tx, KEY, "cycle:8")) == 0
    assert office.read_now(lambda tx: head(tx, "cycle:8")) == ""


def test_head_is_the_last_seal(office: Database) -> None:
    """The head that is printed is the seal of the last act."""
    seal = office.write_now(act)
    assert office.read_now(lambda tx: head(tx, CHAIN)) == seal
    assert len(seal) == 64


def test_a_long_chain_is_read_in_parts(office: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every entry once, in order, and whoever has the key can reckon its seal from what is read."""
    monkeypatch.setattr(audit, "_AT_ONCE", 2)
    found = office.read_now(lambda tx: list(entries(tx, CHAIN)))
    assert [(one["seq"], one["action"]) for one in found] == [(1, "start"), (2, "order"), (3, "release")]
    for one in found:
        seal = one.pop("digest")
        assert hmac.new(KEY, dumps(one).encode(), hashlib.sha256).hexdigest() == seal


def test_chains_count_for_themselves(office: Database) -> None:
    """Each cycle and the office have their own numbers."""
    office.write_now(lambda tx: act(tx, chain="office:1"))
    numbers = select(AuditEntry.seq).where(AuditEntry.chain == "office:1")
    assert office.read_now(lambda tx: tx.scalars(numbers).all()) == [1]
    assert office.read_now(check) == 3


def test_seal_binds_the_one_before(office: Database) -> None:
    """The same act has another seal at another place in the chain."""
    assert office.write_now(act) != office.write_now(act)


def test_detail_survives_the_way_through_the_table(office: Database) -> None:
    """Numbers as keys, letters and nested values are sealed as they will be read back."""
    office.write_now(lambda tx: act(tx, rows={2: "a", 10: "b"}, words=("ya", "–"), nothing=None))
    assert office.read_now(check) == 4


def test_time_of_another_zone_is_the_same_instant(office: Database) -> None:
    """An act dated in the office's zone is verified from its time in UTC."""
    at = datetime(2026, 4, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    office.write_now(
        lambda tx: append(tx, key=KEY, office_id=1, chain=CHAIN, at=at, officer_id=None, action="expire", detail={})
    )
    assert office.read_now(check) == 4


def test_naive_time_is_refused(office: Database) -> None:
    """An act must say in which zone its time is."""
    naive = datetime(2026, 4, 1, 8, 0)  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        office.write_now(
            lambda tx: append(tx, key=KEY, office_id=1, chain=CHAIN, at=naive, officer_id=1, action="start", detail={})
        )


@pytest.mark.parametrize(
    "change",
    [
        {"action": "approve"},
        {"officer_id": 2},
        {"detail": {"step": 2}},
        {"at": NOW + timedelta(microseconds=1)},
        {"previous": "0" * 64},
        {"digest": "0" * 64},
        {"seq": 9},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changed_entry_is_found(office: Database, change: dict[str, Any]) -> None:
    """Whatever is changed in an entry, the chain breaks there."""

    def tamper(tx: Transaction) -> None:
        unprotect(tx)
        tx.execute(update(AuditEntry).where(AuditEntry.seq == 2).values(**change))

    office.write_now(tamper)
    with pytest.raises(AuditBroken, match="catatan ke-2") as broken:
        office.read_now(check)
    assert (broken.value.chain, broken.value.seq) == (CHAIN, 2)


def test_removed_entry_is_found(office: Database) -> None:
    """A gap breaks the chain where the entry was."""

    def tamper(tx: Transaction) -> None:
        unprotect(tx)
        tx.execute(delete(AuditEntry).where(AuditEntry.seq == 1))

    office.write_now(tamper)
    with pytest.raises(AuditBroken) as broken:
        office.read_now(check)
    assert broken.value.seq == 1


def test_entry_sealed_with_another_key_is_found(office: Database) -> None:
    """Who has not the key cannot add an entry."""
    office.write_now(
        lambda tx: append(
            tx, key=bytes(32), office_id=1, chain=CHAIN, at=NOW, officer_id=1, action="approve", detail={}
        )
    )
    with pytest.raises(AuditBroken) as broken:
        office.read_now(check)
    assert broken.value.seq == 4


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_audit_is_append_only(office: Database, statement: str) -> None:
    """The database itself refuses to change or remove an entry, and nothing else of the transaction is lost."""

    def try_it(tx: Transaction) -> None:
        act(tx, "before")
        with pytest.raises(DBAPIError, match="audit_entry hanya dapat ditambah"), tx.begin_nested():
            tx.execute(text(statement))
        act(tx, "after")

    office.write_now(try_it)
    assert office.read_now(check) == 5


def test_replacing_an_entry_is_refused(sqlite_url: str) -> None:
    """SQLite's INSERT OR REPLACE is no way around the trigger."""
    database = Database(sqlite_url)
    database.write_now(fill)
    database.write_now(act)
    replace = insert(AuditEntry).prefix_with("OR REPLACE")
    entry = database.read_now(lambda tx: dict(tx.execute(select(AuditEntry.__table__)).one()._mapping))
    with pytest.raises(DBAPIError, match="audit_entry hanya dapat ditambah"):
        database.write_now(lambda tx: tx.execute(replace, {**entry, "action": "approve"}))


def test_truncating_is_refused(postgresql_url: str) -> None:
    """PostgreSQL's TRUNCATE is no way around the trigger."""
    with pytest.raises(DBAPIError, match="audit_entry hanya dapat ditambah"):
        Database(postgresql_url).write_now(lambda tx: tx.execute(text("TRUNCATE audit_entry")))


async def test_acts_at_the_same_time_make_one_chain(database: Database) -> None:
    """Acts of several writers queue up in one chain without gap or fork."""
    await database.write(fill)
    await asyncio.gather(*(database.write(act) for _ in range(60)))
    assert await database.read(check) == 60


def test_act_waits_for_another_in_the_same_chain(postgresql_url: str) -> None:
    """Of two writers that append to one chain the later one waits for the earlier, and neither is refused."""
    database = Database(postgresql_url)
    database.write_now(fill)
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    )
    with ThreadPoolExecutor(1) as pool:

        def act_while_another_comes(tx: Transaction) -> Future[str]:
            act(tx, "earlier")
            later = pool.submit(database.write_now, act)
            while not database.read_now(lambda other: other.scalar(waiting)):
                assert not later.done()
            return later

        assert database.write_now(act_while_another_comes).result(30)
    assert database.read_now(check) == 2


def test_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    """The key is made at the first call, readable by its owner only, and stays the same."""
    key = load_key(tmp_path)
    assert len(key) == 32
    assert load_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "audit.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["audit.key"]


def test_key_made_by_another_process_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two processes that start together, both use the key of the one who was first."""
    (tmp_path / "audit.key").write_bytes(KEY)
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert load_key(tmp_path) == KEY


def test_damaged_key_is_refused(tmp_path: Path) -> None:
    """A truncated key is named, never used."""
    (tmp_path / "audit.key").write_bytes(b"short")
    with pytest.raises(ValueError, match=r"audit\.key rusak"):
        load_key(tmp_path)
