"""One process alone beside an SQLite file, where nothing else would keep a second one from working."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self


class NotAloneError(Exception):
    """Another process is there already."""


class Sole:
    """Holds a lock on an empty file beside the database, which the system gives back however the process ends."""

    def __init__(self, database: Path) -> None:
        """Take it; raises NotAloneError."""
        self._connection = sqlite3.connect(f"{database}-jaga", timeout=0, isolation_level=None)
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            self._connection.close()
            raise NotAloneError from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
