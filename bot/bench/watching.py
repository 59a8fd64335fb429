"""A second connection that sees rungs leave the table of deadlines, as anyone outside the bot's process would."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

EVERY = 0.01
_DATABASE = "kinerja.db"


def connect(folder: Path) -> sqlite3.Connection:
    """Open the database in `folder` for reading only."""
    return sqlite3.connect(f"{(folder / _DATABASE).as_uri()}?mode=ro", uri=True)


class Watch:
    """Counts the rungs that have come and not fired yet, every ten milliseconds, in a thread of its own.

    `seen` has, for each commit after which fewer were left, when it was seen on the monotonic clock and how many.
    """

    def __init__(self, folder: Path, due: str, first: float) -> None:
        self.left: int | None = None
        self.seen: list[tuple[float, int]] = []
        self.folder = folder
        self._due = due
        self._first = first
        self._begun = threading.Event()
        self._stopped = threading.Event()
        self.drained = threading.Event()
        """Set when none is left."""
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> Self:
        """Begin to look; the first look has been taken when this returns."""
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Look no more."""
        self._stopped.set()
        self._thread.join()

    def lateness(self) -> list[float]:
        """How late each rung was seen to have fired, in seconds, the earliest first."""
        found: list[float] = []
        for (at, left), (_, before) in zip(self.seen[1:], self.seen, strict=False):
            found.extend([at - self._first] * (before - left))
        return found

    def _run(self) -> None:
        with closing(connect(self.folder)) as connection:
            version = _version(connection)
            self._look(connection)
            self._begun.set()
            while not self._stopped.wait(EVERY):
                if version != (present := _version(connection)):
                    version = present
                    self._look(connection)

    def _look(self, connection: sqlite3.Connection) -> None:
        query = "SELECT count(*) FROM deadline WHERE next_at <= ?"
        left: int = connection.execute(query, (self._due,)).fetchone()[0]
        if left != self.left:
            self.left = left
            self.seen.append((monotonic(), left))
        if not left:
            self.drained.set()


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes with each commit of any other connection."""
    found: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return found


def percentile(values: Iterable[float], share: float) -> float:
    """The least of the values that is no less than this share of them; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0
