"""The demo's office, on both databases and on an SQLite file alone."""

import pytest

from storage.database import Database
from tests.reminders.bureau import DemoOffice, open_office, wita

OPENED = wita(4, 8, "09.00")
"""A Wednesday with whole working days around it."""


@pytest.fixture
async def office(sqlite_database: Database) -> DemoOffice:
    """The demo's office on an SQLite file."""
    return await open_office(sqlite_database, OPENED)


@pytest.fixture
async def either_office(database: Database) -> DemoOffice:
    """The demo's office; the test runs once on each kind of database."""
    return await open_office(database, OPENED)
