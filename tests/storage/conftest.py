"""Storage is tested on both databases."""

from collections.abc import Iterator

import pytest

from tests.databases import (
    database,
    database_url,
    postgresql_database,
    postgresql_empty_url,
    postgresql_server,
    postgresql_spares,
    postgresql_template,
    postgresql_url,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)
from tests.storage.group import drop_table, make_table

__all__ = [
    "database",
    "database_url",
    "numbers_url",
    "postgresql_database",
    "postgresql_empty_url",
    "postgresql_numbers_url",
    "postgresql_server",
    "postgresql_spares",
    "postgresql_template",
    "postgresql_url",
    "sqlite_database",
    "sqlite_numbers_url",
    "sqlite_template",
    "sqlite_url",
]


@pytest.fixture
def postgresql_numbers_url(postgresql_url: str) -> Iterator[str]:
    """A PostgreSQL database with a table of numbers besides."""
    make_table(postgresql_url)
    yield postgresql_url
    drop_table(postgresql_url)


@pytest.fixture
def sqlite_numbers_url(sqlite_url: str) -> str:
    """An SQLite file with a table of numbers besides."""
    make_table(sqlite_url)
    return sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def numbers_url(request: pytest.FixtureRequest) -> str:
    """A database of each kind with a table of numbers besides."""
    url: str = request.getfixturevalue(f"{request.param}_numbers_url")
    return url
