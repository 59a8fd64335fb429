"""A writer whose groups are known beforehand: everything is in its queue before it starts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Any

from sqlalchemy import text

from storage.database import Database, Transaction
from storage.engines import parse_url, writing
from storage.group_commit import GroupWriter, Job
from storage.link import Link

Work = Callable[[Transaction], Any]


class Group:
    """Runs given functions as a Database would that found them all waiting; counts the groups it needed."""

    def __init__(self, url: str, *, pragmas: Sequence[str] = ()) -> None:
        self.url = url
        self.link = Link(*writing(parse_url(url)))
        self.wakes = 0
        self.futures: list[asyncio.Future[Any]] = []
        self.pragmas = pragmas

    async def run(self, *works: Work) -> list[Any]:
        """Give what each function's caller gets: its result, or the exception that he would see raised."""
        jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.futures = [asyncio.get_running_loop().create_future() for _ in works]
        for work, future in zip(works, self.futures, strict=True):
            jobs.put(Job(work, future))
        jobs.put(None)
        writer = asyncio.to_thread(GroupWriter(self.link, jobs, self._wake).run)
        results = await asyncio.gather(writer, *self.futures, return_exceptions=True)
        assert results[0] is None
        return list(results[1:])

    def _wake(self) -> None:
        self.wakes += 1

    def kept(self) -> list[int]:
        """The numbers that a new connection finds, in the order in which they were written."""
        return Database(self.url).read_now(
            lambda tx: list(tx.scalars(text("SELECT number FROM kept ORDER BY place"))),
        )


def make_table(url: str) -> None:
    """Make the table of numbers which the functions below write; its child may be an orphan until COMMIT."""
    Database(url).write_now(_make_table)


def drop_table(url: str) -> None:
    """Leave the schema of a PostgreSQL database as the migrations made it."""
    Database(url).write_now(lambda tx: tx.execute(text("DROP TABLE child, kept")))


def _make_table(tx: Transaction) -> None:
    place = "INTEGER PRIMARY KEY" if tx.dialect.name == "sqlite" else "SERIAL PRIMARY KEY"
    filler = "BLOB" if tx.dialect.name == "sqlite" else "BYTEA"
    tx.execute(text(f"CREATE TABLE kept (place {place}, number INTEGER UNIQUE, filler {filler})"))
    tx.execute(
        text("CREATE TABLE child (number INTEGER REFERENCES kept (number) DEFERRABLE INITIALLY DEFERRED)"),
    )


def keep(number: int, size: int = 0) -> Work:
    """A function that writes a number, with so many bytes beside it, and gives it back."""

    def work(tx: Transaction) -> int:
        tx.execute(text("INSERT INTO kept (number, filler) VALUES (:n, :f)"), {"n": number, "f": bytes(size)})
        return number

    return work


def orphan(tx: Transaction) -> None:
    """A function whose fault shows only at COMMIT."""
    tx.execute(text("INSERT INTO child VALUES (404)"))


def count(tx: Transaction) -> int:
    """How many numbers there are."""
    return int(tx.scalar(text("SELECT count(*) FROM kept")) or 0)
