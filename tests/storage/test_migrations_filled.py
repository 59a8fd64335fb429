from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

import storage.migrate
from storage.database import Database, Transaction
from storage.migrate import MigrationError, MigrationResult, migrate
from storage.schema import NEWEST
from tests.databases import NOW
from tests.storage.rows import fill

NEXT = "9000"
HEADER = '''"""A later revision."""
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "{newest}"
def upgrade():
'''
REBUILD = """
    with op.batch_alter_table("office", recreate="auto") as office:
        office.add_column(sa.Column("motto", sa.Text()))
        office.alter_column("zone", new_column_name="time_zone")
"""
FAIL_LATE = """
    op.add_column("office", sa.Column("motto", sa.Text()))
    op.execute("INSERT INTO nowhere VALUES (1)")
"""
ORPHAN = """
    op.execute("DELETE FROM office")
"""

Revise = Callable[[str], None]


@pytest.fixture
def revise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Revise:
    """Let the program have one more revision, with the given steps."""
    scripts = tmp_path / "migrations"
    shutil.copytree(storage.migrate.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))

    def write(steps: str) -> None:
        (scripts / "versions" / "next.py").write_text(HEADER.format(newest=NEWEST) + steps)
        monkeypatch.setattr(storage.migrate, "SCRIPTS", scripts)
        monkeypatch.setattr(storage.migrate, "NEWEST", NEXT)

    return write


def office_columns(tx: Transaction) -> set[str]:
    """The columns of the office's table."""
    return {column["name"] for column in inspect(tx).get_columns("office")}


def counts(tx: Transaction) -> list[int]:
    """How many offices, units, officers and sub kegiatan there are."""
    return [
        int(tx.scalar(text(f"SELECT count(*) FROM {table}")) or 0)
        for table in ("office", "unit", "officer", "sub_activity")
    ]


def upgrade(url: str, backup_dir: Path | None = None) -> MigrationResult:
    """Migrate at the tests' instant."""
    return migrate(url, backup_dir=backup_dir, now=NOW)


def test_rebuilding_a_table_keeps_the_rows_that_point_to_it(database_url: str, revise: Revise) -> None:
    """SQLite rebuilds a table by dropping the old one; no child row goes with it."""
    database = Database(database_url)
    database.write_now(fill)
    revise(REBUILD)
    result = upgrade(database_url)
    assert (result.before, result.after) == (NEWEST, NEXT)
    assert database.read_now(counts) == [1, 1, 1, 1]
    assert {"motto", "time_zone"} <= database.read_now(office_columns)


def test_foreign_keys_hold_after_a_rebuild(sqlite_url: str, revise: Revise) -> None:
    """After a migration a child without its parent is refused as before."""
    database = Database(sqlite_url)
    database.write_now(fill)
    revise(REBUILD)
    upgrade(sqlite_url)
    with pytest.raises(DBAPIError, match="FOREIGN KEY"):
        database.write_now(lambda tx: tx.execute(text("UPDATE unit SET office_id = 9")))


def test_backup_holds_the_database_as_it_was(sqlite_url: str, revise: Revise, tmp_path: Path) -> None:
    """Before an SQLite file is upgraded it is copied, named by its revision and the instant."""
    Database(sqlite_url).write_now(fill)
    revise(REBUILD)
    copy = upgrade(sqlite_url, tmp_path / "backups").backup
    assert copy == tmp_path / "backups" / f"bot-{NEWEST}-20260401T000000Z.sqlite3"
    old = Database(f"sqlite:///{copy}")
    assert old.read_now(counts) == [1, 1, 1, 1]
    assert "motto" not in old.read_now(office_columns)


def test_failing_migration_changes_nothing(database_url: str, revise: Revise) -> None:
    """A revision that fails half-way leaves schema, rows and revision as they were, on both databases."""
    database = Database(database_url)
    database.write_now(fill)
    revise(FAIL_LATE)
    with pytest.raises(DBAPIError, match="nowhere"):
        upgrade(database_url)
    assert database.read_now(counts) == [1, 1, 1, 1]
    assert "motto" not in database.read_now(office_columns)
    assert database.read_now(lambda tx: tx.scalar(text("SELECT version_num FROM alembic_version"))) == NEWEST


def test_migration_that_leaves_orphans_is_undone(sqlite_url: str, revise: Revise) -> None:
    """With foreign keys off SQLite would keep orphans; they are looked for, and nothing is changed."""
    database = Database(sqlite_url)
    database.write_now(fill)
    revise(ORPHAN)
    with pytest.raises(MigrationError, match="menunjuk baris office yang tidak ada"):
        upgrade(sqlite_url)
    assert database.read_now(counts) == [1, 1, 1, 1]


async def test_of_two_that_migrate_one_does(database_url: str, revise: Revise) -> None:
    """Two processes that start together after an upgrade of the program migrate once."""
    revise(REBUILD)
    results = await asyncio.gather(*(asyncio.to_thread(upgrade, database_url) for _ in range(2)))
    assert sorted(str(result.before) for result in results) == [NEWEST, NEXT]


def test_empty_postgresql_is_filled(postgresql_empty_url: str) -> None:
    """A new PostgreSQL database gets the whole schema."""
    assert upgrade(postgresql_empty_url).before is None
    assert Database(postgresql_empty_url).read_now(counts) == [0, 0, 0, 0]
