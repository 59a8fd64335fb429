"""Storage is tested on both databases."""

from collections.abc import Iterator

import pytest

from tests.storage.group import drop_table, make_table


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
