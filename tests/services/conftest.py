"""Services are tested on both databases."""

from tests.databases import (
    database,
    database_url,
    postgresql_database,
    postgresql_server,
    postgresql_spares,
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
    "postgresql_server",
    "postgresql_spares",
    "postgresql_template",
    "postgresql_url",
    "sqlite_database",
    "sqlite_template",
    "sqlite_url",
]
