"""An SQLite office moves to PostgreSQL whole or not at all, and no two bots go on from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from storage.audit import load_key
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate, OutboxMessage, Stranger
from storage.migrate import MigrationError, migrate
from storage.moving import TABLES, MovingError, move
from storage.outbox import put
from storage.records import Answer, AuditEntry, Form, UploadBytes
from storage.tables import Office, Officer, SubActivity
from tests.databases import NOW
from tests.exported_office import build
from tests.services.paper_office import PaperOffice

LATE = datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
BIG = 2**63 - 1
WORDS = "Bapak 'Kasi' \"é\" 😀 \u202e\n\\x00 %s {}"


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The file of an office that archived a collection, with values at the edges of every type."""
    path = build(tmp_path_factory.mktemp("moving"), sqlite_template)
    Database(f"sqlite:///{path}").write_now(at_the_edges)
    return path


def at_the_edges(tx: Transaction) -> None:
    """Write what a careless copy would bend."""
    tx.execute(insert(Stranger), [{"telegram_id": BIG, "refused_at": LATE}, {"telegram_id": -BIG, "refused_at": NOW}])
    raw = {"state": "pending", "attempts": 0, "received_at": NOW}
    tx.execute(insert(IntakeUpdate), {"update_id": BIG, "user_id": BIG, "raw": '{"text":"\\u0000\\ud800"}', **raw})
    tx.execute(update(SubActivity).where(SubActivity.id == 1).values(budget=Decimal("12345678901234567890.10")))
    tx.execute(update(Officer).where(Officer.id == 1).values(telegram_id=BIG, name=WORDS))
    tx.execute(update(UploadBytes).where(UploadBytes.upload_id == 1).values(content=bytes(range(256))))
    form = tx.execute(select(Form.id).limit(1)).scalar_one()
    row = {"form_id": form, "value": WORDS, "officer_id": 1, "answered_at": LATE}
    tx.execute(insert(Answer), [{"field": field, **row} for field in ("Z", "a", "_", "é", "A b", "a-b", "ab")])
    put(tx, key="unsent", now=NOW, chat_id=BIG, payload={"text": WORDS, "half": 0.1, "none": None})


@pytest.fixture
def source(archived: Path, tmp_path: Path) -> str:
    """A copy of that file of the test's own."""
    shutil.copy(archived, tmp_path / "kinerja.db")
    return f"sqlite:///{tmp_path / 'kinerja.db'}"


@pytest.fixture
def key(archived: Path) -> bytes:
    """The key that seals its audit."""
    return load_key(archived.parent)


def everything(tx: Transaction) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, as the program reads them."""
    return {table.name: sorted((tuple(row) for row in tx.execute(select(table))), key=repr) for table in TABLES}


def silently(tables: Sequence[Table], _label: str) -> Iterable[Table]:
    """Watch nothing."""
    return tables


def interrupted(before: str, error: Exception) -> Callable[[Sequence[Table], str], Iterator[Table]]:
    """Fail while tables are being copied or compared."""

    def watch(tables: Sequence[Table], label: str) -> Iterator[Table]:
        for number, table in enumerate(tables):
            if label == before and number == len(tables) - 1:
                raise error
            yield table

    return watch


def test_every_row_of_every_table_is_the_same_there(source: str, postgresql_empty_url: str, key: bytes) -> None:
    """Bytes, decimals to their last digit, instants, ids of 63 bits, JSON and every script arrive as they were."""
    before = Database(source).read_now(everything)
    moved = move(source, postgresql_empty_url, key, silently, NOW)
    assert Database(postgresql_empty_url).read_now(everything) == before
    assert (moved.rows, moved.tables) == (sum(map(len, before.values())), len(TABLES))


def test_the_old_file_counts_no_longer_and_keeps_its_rows(source: str, postgresql_url: str, key: bytes) -> None:
    """Two bots that both send what was unsent cannot come of it: no program opens the file for work again."""
    before = Database(source).read_now(everything)
    move(source, postgresql_url, key, silently, NOW)
    with pytest.raises(MigrationError, match="sudah dipindahkan ke PostgreSQL"):
        migrate(source, backup_dir=None, now=NOW)
    assert Database(source).read_now(everything) == before


def test_the_moved_office_goes_on_working(sqlite_template: Path, tmp_path: Path, postgresql_url: str) -> None:
    """A cycle that was moved half-way is led on there: new rows get new ids, and the audit goes on."""
    path = tmp_path / "running.db"
    shutil.copy(sqlite_template, path)
    office = PaperOffice(Database(f"sqlite:///{path}"))
    office.release()
    move(f"sqlite:///{path}", postgresql_url, office.bureau.audit_key, silently, NOW)
    there = PaperOffice(Database(postgresql_url), office.now)
    assert (there.office_id, there.cycle_id) == (office.office_id, office.cycle_id)
    there.accept("PEM")
    there.fill("PEM")
    there.database.write_now(lambda tx: put(tx, key="new", now=NOW, chat_id=1, payload={"text": "lanjut"}))


def test_what_is_written_once_stays_protected_there(source: str, postgresql_url: str, key: bytes) -> None:
    """The moved audit refuses changes as the old one did."""
    move(source, postgresql_url, key, silently, NOW)
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
        Database(postgresql_url).write_now(lambda tx: tx.execute(delete(AuditEntry)))


@pytest.mark.parametrize("label", ["Menyalin", "Mencocokkan"])
def test_an_interrupted_move_leaves_both_as_they_were(label: str, source: str, postgresql_url: str, key: bytes) -> None:
    """Whether rows were being copied or compared: the target stays empty, the file in use, and it can be repeated."""
    before = Database(source).read_now(everything)
    with pytest.raises(RuntimeError, match="padam"):
        move(source, postgresql_url, key, interrupted(label, RuntimeError("padam")), NOW)
    assert not any(Database(postgresql_url).read_now(everything).values())
    assert migrate(source, backup_dir=None, now=NOW).backup is None
    move(source, postgresql_url, key, silently, NOW)
    assert Database(postgresql_url).read_now(everything) == before


def test_a_move_cut_off_between_its_commits_is_finished_by_repeating_it(
    source: str, postgresql_url: str, key: bytes, tmp_path: Path
) -> None:
    """All rows are there but the file is not marked: the same command finds them equal and marks it."""
    shutil.copy(tmp_path / "kinerja.db", tmp_path / "unmarked.db")
    move(source, postgresql_url, key, silently, NOW)
    move(f"sqlite:///{tmp_path / 'unmarked.db'}", postgresql_url, key, silently, NOW)
    with pytest.raises(MigrationError):
        migrate(f"sqlite:///{tmp_path / 'unmarked.db'}", backup_dir=None, now=NOW)


def test_a_target_with_rows_of_its_own_is_refused(source: str, postgresql_url: str, key: bytes) -> None:
    """Not even a single stranger may be there before; nothing is changed."""
    target = Database(postgresql_url)
    target.write_now(lambda tx: tx.execute(insert(Stranger), {"telegram_id": 5, "refused_at": NOW}))
    before = target.read_now(everything)
    with pytest.raises(MovingError, match=r"Tujuan harus kosong.*tetap berlaku"):
        move(source, postgresql_url, key, silently, NOW)
    assert target.read_now(everything) == before
    migrate(source, backup_dir=None, now=NOW)


def test_a_database_of_another_program_is_refused_untouched(source: str, postgresql_empty_url: str, key: bytes) -> None:
    """Where other tables are, no schema of ours is made."""
    target = Database(postgresql_empty_url)
    target.write_now(lambda tx: tx.execute(text("CREATE TABLE unit (isi text)")))
    with pytest.raises(MovingError, match="tabel lain"):
        move(source, postgresql_empty_url, key, silently, NOW)
    tables = text("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
    assert target.read_now(lambda tx: tx.scalar(tables)) == 1


async def test_a_file_that_a_bot_has_open_is_not_moved(source: str, postgresql_url: str, key: bytes) -> None:
    """As long as any process has it open, even idle, the move says so and changes nothing."""
    bot = Database(source)
    bot.start()
    await bot.write(lambda tx: tx.scalar(select(func.count()).select_from(Office)))
    with pytest.raises(MovingError, match="sedang dipakai"):
        move(source, postgresql_url, key, silently, NOW)
    await bot.close()
    assert not any(Database(postgresql_url).read_now(everything).values())
    move(source, postgresql_url, key, silently, NOW)


def test_a_row_that_arrives_differently_undoes_the_move(source: str, postgresql_url: str, key: bytes) -> None:
    """What the target bends, as a trigger would, is found by the comparison and named by its table."""
    bend = """
    CREATE FUNCTION bend() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.payload := '{}'; RETURN NEW; END $$;
    CREATE TRIGGER bend BEFORE INSERT ON outbox_message FOR EACH ROW EXECUTE FUNCTION bend()
    """
    Database(postgresql_url).write_now(lambda tx: [tx.execute(text(one)) for one in bend.split(";\n    ")])
    with pytest.raises(MovingError, match="tabel outbox_message"):
        move(source, postgresql_url, key, silently, NOW)
    assert not Database(postgresql_url).read_now(lambda tx: tx.execute(select(OutboxMessage.id)).all())


def test_another_key_than_the_audits_is_noticed(source: str, postgresql_url: str) -> None:
    """The chains must fit the key in DATA_DIR, or nothing is moved."""
    with pytest.raises(MovingError, match=r"tidak cocok dengan segelnya.*audit\.key"):
        move(source, postgresql_url, b"x" * 32, silently, NOW)
    assert not any(Database(postgresql_url).read_now(everything).values())


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("sqlite:///lain.db", "Alamat tujuan tidak dapat dibaca"),
        ("postgresql://u:rahasia@h:porta/d", "Alamat tujuan tidak dapat dibaca"),
        ("apa", "Alamat tujuan tidak dapat dibaca"),
        ("postgresql://u:rahasia@127.0.0.1:9/d", "peladen PostgreSQL diperiksa"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence(source: str, key: bytes, target: str, told: str) -> None:
    """It says what to mend, and no password."""
    with pytest.raises(MovingError, match=told) as caught:
        move(source, target, key, silently, NOW)
    assert "rahasia" not in str(caught.value)
