"""Storage is tested on both databases."""

from tests.databases import (
    database,
    database_url,
    postgresql_database,
    postgresql_empty_url,
    postgresql_server,
    postgresql_template,
    postgresql_url,
    sqlite_database,
    sqlite_template,
    sqlite_url,
)

__all__ = [
    "database",
    "database_url",
    "postgresql_database",
    "postgresql_empty_url",
    "postgresql_server",
    "postgresql_template",
    "postgresql_url",
    "sqlite_database",
    "sqlite_template",
    "sqlite_url",
]
