"""The Jadwal Kerja as rows: which period has come, and whether it ever began."""

from datetime import date

import pytest
from sqlalchemy import insert, update

from bot.sop.schedule import Dates
from storage import offices, periods
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Office, Period
from tests.builders import import_demo_office
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


def test_a_period_without_a_cycle_may_have_other_dates(filled: Database) -> None:
    """Once: whoever has read the former dates comes too late."""
    line = filled.read_now(lambda tx: periods.find(tx, 1, 2))
    assert line is not None
    moved = Dates(date(2026, 7, 2), date(2026, 7, 20))
    assert filled.write_now(lambda tx: periods.redate(tx, line, moved))
    assert not filled.write_now(lambda tx: periods.redate(tx, line, moved))
    found = filled.read_now(lambda tx: periods.find(tx, 1, 2))
    assert found is not None
    assert (found.opens_on, found.send_by) == moved


def test_a_period_that_was_opened_keeps_its_dates(filled: Database) -> None:
    """Also when its cycle was called off."""
    filled.write_now(lambda tx: tx.execute(update(Cycle).values(live=None)))
    line = filled.read_now(lambda tx: periods.find(tx, 1, 1))
    assert line is not None
    assert not filled.write_now(lambda tx: periods.redate(tx, line, Dates(JULY, OCTOBER)))


def test_the_lines_of_a_year_are_written_once(database_url: str) -> None:
    """What is there already stays as it is."""
    database = Database(database_url)
    office = database.write_now(lambda tx: import_demo_office(tx, NOW))
    lines = {quarter: Dates(JULY, OCTOBER) for quarter in (1, 2, 3, 4)}
    first = {1: Dates(APRIL, JULY)}
    assert database.write_now(lambda tx: periods.add_year(tx, office, 2027, first)) == 1
    assert database.write_now(lambda tx: periods.add_year(tx, office, 2027, lines)) == 3
    assert database.write_now(lambda tx: periods.add_year(tx, office, 2027, lines)) == 0
    kept = [one for one in database.read_now(lambda tx: offices.periods(tx, office)) if one.year == 2027]
    assert [(one.opens_on, one.state) for one in kept] == [(APRIL, "scheduled"), *[(JULY, "scheduled")] * 3]


def test_an_office_is_in_use_since_its_first_import(filled: Database) -> None:
    """The instant at which its row was made."""
    assert filled.read_now(lambda tx: periods.in_use_since(tx, 2)) == NOW
