"""The Jadwal Kerja as rows: which period has come, and whether it ever began."""

from datetime import date

import pytest
from sqlalchemy import insert, update

from storage import periods
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Office, Period
from tests.databases import NOW
from tests.storage.rows import fill, fill_cycle

APRIL, JULY, OCTOBER = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def _fill(tx: Transaction) -> None:
    """Office 1 with a cycle in April and two later periods; office 2 with a period in April."""
    fill(tx)
    fill_cycle(tx, APRIL)
    tx.execute(insert(Office).values(id=2, name="Kantor Kedua", zone="Asia/Makassar", config={}, created_at=NOW))
    for number, office, quarter, opens in ((2, 1, 2, JULY), (3, 1, 3, OCTOBER), (4, 2, 1, APRIL)):
        values = {"year": 2026, "quarter": quarter, "opens_on": opens, "send_by": opens, "state": "scheduled"}
        tx.execute(insert(Period).values(id=number, office_id=office, **values))


@pytest.fixture
def filled(database_url: str) -> Database:
    """A database with two offices' periods."""
    database = Database(database_url)
    database.write_now(_fill)
    return database


def _come(database: Database, until: date) -> list[int]:
    return [one.id for one in database.read_now(lambda tx: periods.come(tx, until))]


def test_only_a_period_without_a_cycle_has_come(filled: Database) -> None:
    """The day itself counts; what began is left out."""
    assert _come(filled, date(2026, 3, 31)) == []
    assert _come(filled, APRIL) == [4]


def test_of_each_office_only_the_newest_has_come(filled: Database) -> None:
    """An older period that never began does not come back beside or after a newer one."""
    assert _come(filled, JULY) == [4, 2]
    assert _come(filled, OCTOBER) == [4, 3]
    filled.write_now(lambda tx: tx.execute(update(Cycle).values(period_id=3)))
    assert _come(filled, OCTOBER) == [4]


def test_a_period_has_begun_whatever_became_of_its_cycle(filled: Database) -> None:
    """Also one that was cancelled counts."""
    filled.write_now(lambda tx: tx.execute(update(Cycle).values(live=None)))
    assert filled.read_now(lambda tx: [periods.begun(tx, period) for period in (1, 2)]) == [True, False]
    assert filled.read_now(lambda tx: periods.live_cycle(tx, 1)) is None


def test_the_running_cycle_of_a_period_is_found(filled: Database) -> None:
    """One a period at most."""
    assert filled.read_now(lambda tx: periods.live_cycle(tx, 1)) == 1


def test_no_office_reads_another_ones_period(filled: Database) -> None:
    """A period is found within its office only."""
    found = filled.read_now(lambda tx: periods.find(tx, 1, 2))
    assert found is not None
    assert (found.quarter, found.opens_on) == (2, JULY)
    assert filled.read_now(lambda tx: periods.find(tx, 2, 2)) is None
