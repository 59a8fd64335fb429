"""What archived periods amounted to, kept with their cycles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import insert

from storage import figures
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Office, Period
from tests.databases import NOW
from tests.storage import rows


@pytest.fixture
def database(database_url: str) -> Database:
    """An office without a period."""
    database = Database(database_url)
    database.write_now(rows.fill)
    return database


def archive(
    database: Database, year: int, quarter: int, mean: str | None, *, status: str = "selesai", office: int = 1
) -> int:
    """Write a period with a cycle of it, and its figures if it has any; gives the cycle's id."""

    def write(tx: Transaction) -> int:
        day = date(year, 3 * quarter, 1)
        period = {"year": year, "quarter": quarter, "opens_on": day, "send_by": day, "state": "open"}
        period_id = tx.execute(insert(Period).values(office_id=office, **period).returning(Period.id)).scalar_one()
        return add_cycle(tx, period_id, mean, status, office)

    return database.write_now(write)


def add_cycle(tx: Transaction, period_id: int, mean: str | None, status: str, office: int = 1) -> int:
    """Write a cycle that has ended."""
    values: dict[str, Any] = {"putaran": 1, "recap_version": 0, "document_version": 0, "instruction": "", "urgency": ""}
    values |= {"status": status, "facts": [], "data_until": NOW.date(), "opened_at": NOW, "closed_at": NOW}
    query = insert(Cycle).values(office_id=office, period_id=period_id, **values).returning(Cycle.id)
    cycle_id: int = tx.execute(query).scalar_one()
    if mean is not None:
        figures.keep(tx, cycle_id, {"mean": mean, "absorption": None})
    return cycle_id


def means(database: Database, year: int, quarter: int, most: int = 8, office: int = 1) -> list[tuple[int, int, str]]:
    """The periods before a quarter with their means."""
    found = database.read_now(lambda tx: figures.archived(tx, office, year, quarter, most))
    return [(one.year, one.quarter, str(one.figures["mean"])) for one in found]


def test_figures_come_back_as_they_were_kept(database: Database) -> None:
    """Every decimal, and what could not be reckoned as nothing."""
    archive(database, 2025, 4, "91.444444444444444444")
    (found,) = database.read_now(lambda tx: figures.archived(tx, 1, 2026, 1, 8))
    assert found.figures == {"mean": "91.444444444444444444", "absorption": None}


def test_the_last_periods_before_a_quarter_are_given_oldest_first(database: Database) -> None:
    """Neither the quarter itself nor a later one, whatever the order in which they were archived."""
    for year, quarter in ((2026, 2), (2025, 4), (2026, 1), (2025, 3), (2024, 4)):
        archive(database, year, quarter, f"{year}.{quarter}")
    assert means(database, 2026, 2, 3) == [(2025, 3, "2025.3"), (2025, 4, "2025.4"), (2026, 1, "2026.1")]
    assert means(database, 2024, 1) == []


def test_only_archived_collections_of_the_office_count(database: Database) -> None:
    """One that was called off, one whose figures were never kept, and another office's are left out."""
    other = {"name": "Kantor Lain", "zone": "Asia/Makassar", "config": {}, "created_at": NOW}
    database.write_now(lambda tx: tx.execute(insert(Office).values(id=2, **other)))
    archive(database, 2025, 1, "1", status="dibatalkan")
    archive(database, 2025, 2, None)
    archive(database, 2025, 3, "3", office=2)
    assert means(database, 2026, 1) == []
    assert means(database, 2026, 1, office=2) == [(2025, 3, "3")]


def test_a_period_that_was_collected_twice_counts_once(database: Database) -> None:
    """As it was archived last."""
    archive(database, 2025, 3, "70")
    database.write_now(lambda tx: add_cycle(tx, 1, "80", "selesai"))
    assert means(database, 2026, 1) == [(2025, 3, "80")]
