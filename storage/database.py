"""The one door to the database: synchronous functions, run in writer and reader threads, awaited by everyone else."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from queue import SimpleQueue
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection

from storage.engines import parse_url, reading, writing
from storage.group_commit import GroupWriter, Job
from storage.link import Link
from storage.notices import WAKE, tell

T = TypeVar("T")

Transaction: TypeAlias = Connection
"""What a function of the storage is given: a Core connection inside a transaction that it neither begins nor ends."""

READERS = 4
POSTGRESQL_WRITERS = 3


class Database:
    """An SQLite file (`sqlite:///path`) or a PostgreSQL database (`postgresql://…`).

    Functions given to `write` may be run more than once, since a lost group is run again one by one; they keep no
    result but the one they return, and let database errors pass. `on_wake` is called on the event loop after every
    committed group that may have left something to do, `on_written` after every one with the seconds that it took and
    how many functions shared it.
    """

    def __init__(
        self,
        url: str,
        *,
        on_wake: Callable[[], object] | None = None,
        on_written: Callable[[float, int], object] | None = None,
    ) -> None:
        self.url = parse_url(url)
        self.on_written = on_written
        self.on_wake = on_wake
        self._writing = writing(self.url)
        self._reading = reading(self.url)
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._writers: list[threading.Thread] = []
        self._readers: ThreadPoolExecutor | None = None
        self._idle: list[Link] = []

    @property
    def shared(self) -> bool:
        """Whether several processes may use it at once, and tell each other what they wrote."""
        return self.url.get_backend_name() == "postgresql"

    def start(self) -> None:
        """Start the writer and reader threads; does nothing if they run."""
        if self._readers is not None:
            return
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        count = POSTGRESQL_WRITERS if self.shared else 1
        for number in range(count):
            writer = GroupWriter(Link(*self._writing), self._jobs, self.wake, self.on_written)
            self._writers.append(threading.Thread(target=writer.run, name=f"writer-{number}", daemon=True))
            self._writers[-1].start()

    async def close(self) -> None:
        """Finish what was asked for, then stop the threads and close every connection."""
        readers, self._readers = self._readers, None
        if readers is None:
            return
        writers, self._writers = self._writers, []
        for _ in writers:
            self._jobs.put(None)
        for writer in writers:
            await asyncio.to_thread(writer.join)
        await asyncio.to_thread(readers.shutdown)
        while self._idle:
            self._idle.pop().close()

    async def write(self, work: Callable[[Transaction], T], *, wakes: bool = True) -> T:
        """Run `work` in a writer thread and give its result after COMMIT; `wakes` unless it leaves nothing to do.

        Its error undoes only what it wrote. Cancelling the wait does not stop the work: re-read by key.
        """
        if self._readers is None:
            raise RuntimeError("the database is not started")
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._jobs.put(Job(work, future, wakes=wakes))
        return await future

    async def read(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in a reader thread, on one consistent state; an attempt to write raises."""
        if self._readers is None:
            raise RuntimeError("the database is not started")
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._look, work)

    def write_now(self, work: Callable[[Transaction], T]) -> T:
        """Run `work` in the calling thread, in a transaction of its own: for the command line and tests.

        On PostgreSQL the process that works hears of it.
        """

        def announced(tx: Transaction) -> T:
            value = work(tx)
            tell(tx, WAKE)
            return value

        with closing(Link(*self._writing)) as link:
            return link.alone(announced)

    def read_now(self, work: Callable[[Transaction], T]) -> T:
        """Run `work`, which only reads, in the calling thread: for the command line and tests."""
        with closing(Link(*self._reading)) as link:
            return link.look(work)

    def _look(self, work: Callable[[Transaction], T]) -> T:
        link = self._idle.pop() if self._idle else Link(*self._reading)
        try:
            return link.look(work)
        except StopIteration as error:
            # A future refuses StopIteration, which would leave its owner waiting for ever.
            raise RuntimeError(repr(error)) from error
        finally:
            self._idle.append(link)

    def wake(self) -> None:
        """Say that something was committed, here or elsewhere; to be called on the event loop."""
        if self.on_wake is not None:
            self.on_wake()
