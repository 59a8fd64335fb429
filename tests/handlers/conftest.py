"""The Telegram edge is tested on SQLite files; what depends on the database is tested in tests/storage."""

from tests.databases import sqlite_database, sqlite_template, sqlite_url

__all__ = ["sqlite_database", "sqlite_template", "sqlite_url"]
