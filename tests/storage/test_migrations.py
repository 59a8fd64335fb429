from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from storage.database import Database, Transaction
from storage.migrate import SCRIPTS, MigrationError, migrate
from storage.schema import METADATA, NEWEST
from tests.databases import NOW


def differences(tx: Transaction) -> list[object]:
    """What autogenerate would change to make the migrated schema equal to the declared tables."""
    context = MigrationContext.configure(tx, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


def constraint_names(tx: Transaction) -> set[str]:
    """The names of all primary, foreign and unique keys of the database."""
    found = inspect(tx)
    names: set[str] = set()
    for table in found.get_table_names():
        if table != "alembic_version":
            names.add(str(found.get_pk_constraint(table)["name"]))
            names.update(str(key["name"]) for key in found.get_foreign_keys(table))
            names.update(str(key["name"]) for key in found.get_unique_constraints(table))
    return names


def test_migrated_schema_is_the_declared_one(database_url: str) -> None:
    """The migrations create exactly the tables, columns, types and indexes that the code declares."""
    assert Database(database_url).read_now(differences) == []


def test_the_newest_revision_is_the_head_of_the_scripts() -> None:
    """The revision that a start compares with is the one to which the scripts lead."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST


def test_every_constraint_has_a_name(database_url: str) -> None:
    """Every constraint is named, so that a later migration can speak of it."""
    names = Database(database_url).read_now(constraint_names)
    assert "None" not in names
    assert {"pk_officer", "uq_officer_telegram_id", "fk_task_cycle_id"} <= names


def test_new_file_is_created_without_backup(tmp_path: Path) -> None:
    """A database that did not exist is made, and there is nothing to back up."""
    result = migrate(f"sqlite:///{tmp_path / 'new.sqlite3'}", backup_dir=tmp_path / "backups", now=NOW)
    assert (result.before, result.after, result.backup) == (None, NEWEST, None)
    assert not (tmp_path / "backups").exists()


def test_second_migration_does_nothing(database_url: str, tmp_path: Path) -> None:
    """A database at the newest revision is left alone."""
    result = migrate(database_url, backup_dir=tmp_path / "backups", now=NOW + timedelta(hours=1))
    assert (result.before, result.after, result.backup) == (NEWEST, NEWEST, None)


def test_newer_database_is_refused(database_url: str) -> None:
    """A database of a later program is refused in words that say what to do."""
    Database(database_url).write_now(lambda tx: tx.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(MigrationError, match=r"versi program yang lebih baru \(revisi 9999\)"):
        migrate(database_url, backup_dir=None, now=NOW)
