"""Revision 0002 on databases with cycles in them: each keeps to the one SOP that there was."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import select, text

import storage.migrate
from storage.database import Database, Transaction
from storage.migrate import migrate
from storage.records import Cycle
from storage.schema import NEWEST
from storage.tables import FIRST_SOP
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle
from tests.storage.test_migrations import differences


@pytest.fixture(params=["sqlite", "postgresql"])
def first_url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of the first revision, with an office and its running cycle."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'first.sqlite3'}"
    else:
        url = request.getfixturevalue("postgresql_empty_url")
    upgrade = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", lambda config, _: upgrade(config, "0001"))
        migrate(url, backup_dir=None, now=NOW)
    database = Database(url)
    database.write_now(fill)
    database.write_now(lambda tx: fill_cycle(tx, date(2026, 4, 1)))
    return url


def revision(tx: Transaction) -> Any:
    """At which revision the database is."""
    return tx.scalar(text("SELECT version_num FROM alembic_version"))


def test_running_cycles_keep_to_the_sop_that_there_was(first_url: str) -> None:
    """The upgrade names it in every cycle, keeps all rows, and leads to the declared schema."""
    database = Database(first_url)
    assert database.read_now(revision) == "0001"
    done = migrate(first_url, backup_dir=None, now=NOW)
    assert (done.before, done.after) == ("0001", NEWEST)
    assert database.read_now(lambda tx: tx.execute(select(Cycle.id, Cycle.sop)).all()) == [(1, FIRST_SOP)]
    assert database.read_now(differences) == []


def test_a_failed_upgrade_can_be_repeated(first_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade that is interrupted after its step leaves the first revision, from which it succeeds later."""

    def fail(tx: Transaction) -> None:
        storage_apply(tx)
        raise RuntimeError("listrik padam")

    storage_apply = storage.migrate._apply
    with monkeypatch.context() as patched:
        patched.setattr(storage.migrate, "_apply", fail)
        with pytest.raises(RuntimeError, match="padam"):
            migrate(first_url, backup_dir=None, now=NOW)
    assert Database(first_url).read_now(revision) == "0001"
    assert migrate(first_url, backup_dir=None, now=NOW).before == "0001"
