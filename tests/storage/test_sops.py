"""A database that speaks of a SOP which the program has not is refused before anything is done with it."""

from typing import Any

import pytest
from sqlalchemy import update

from storage import sops
from storage.database import Database
from storage.migrate import MigrationError
from storage.records import Cycle
from storage.tables import FIRST_SOP, Office
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle


@pytest.fixture
def filled(database_url: str) -> Database:
    """An office that names no SOP, and its cycle."""
    found = Database(database_url)
    found.write_now(fill)
    found.write_now(lambda tx: fill_cycle(tx, NOW.date()))
    return found


def check(database: Database) -> None:
    """Look as a start does, with the one version."""
    database.read_now(lambda tx: sops.check(tx, {FIRST_SOP}))


def test_known_versions_are_accepted(filled: Database) -> None:
    """Whether an office names one or none."""
    check(filled)
    filled.write_now(lambda tx: tx.execute(update(Office).values(config={"sop": FIRST_SOP})))
    check(filled)


@pytest.mark.parametrize(("table", "values"), [(Office, {"config": {"sop": "lain@2"}}), (Cycle, {"sop": "lain@2"})])
def test_an_unknown_version_is_refused(filled: Database, table: Any, values: dict[str, Any]) -> None:
    """In words that name it, whether an office would open cycles by it or a cycle runs by it."""
    filled.write_now(lambda tx: tx.execute(update(table).values(**values)))
    with pytest.raises(MigrationError, match=r"tidak ada dalam program ini: lain@2\. Mohon perbarui"):
        check(filled)
