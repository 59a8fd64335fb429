"""The writer: runs whatever functions are waiting in one transaction and answers nobody before its COMMIT."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection

from storage.link import Link, Outcome, TransactionLostError, asks_again

GROUP_SIZE = 64
ATTEMPTS = 5


class Job:
    """A function that waits to be run, and the future of the one who asked for it."""

    __slots__ = ("future", "outcome", "work")

    def __init__(self, work: Callable[[Connection], Any], future: asyncio.Future[Any]) -> None:
        self.work = work
        self.future = future
        self.outcome: Outcome[Any] | None = None

    def settle(self) -> None:
        """Hand the outcome to the one who asked, unless he no longer waits; runs on his event loop."""
        if self.outcome is None or self.future.done():
            return
        error = self.outcome.error
        if error is None:
            self.future.set_result(self.outcome.value)
        elif isinstance(error, StopIteration):
            # A future refuses StopIteration, which would leave its owner waiting for ever.
            self.future.set_exception(RuntimeError(repr(error)))
        else:
            self.future.set_exception(error)


class GroupWriter:
    """Takes jobs from a queue in order, until it finds None; lives in a thread of its own."""

    def __init__(
        self, open_link: Callable[[], Link], jobs: SimpleQueue[Job | None], on_wake: Callable[[], object] | None
    ) -> None:
        self._open_link = open_link
        self._jobs = jobs
        self._on_wake = on_wake
        self._link: Link | None = None

    def run(self) -> None:
        """Write group after group, and close the connection at the end."""
        while group := self._next_group():
            try:
                self._write(group)
            except BaseException as error:  # noqa: BLE001 - without a connection nobody of the group may wait for ever
                self._drop()
                for job in group:
                    job.outcome = job.outcome or Outcome(error=error)
            self._answer(group)
        self._drop()

    def _next_group(self) -> list[Job]:
        job = self._jobs.get()
        group: list[Job] = []
        while job is not None:
            group.append(job)
            if len(group) == GROUP_SIZE:
                return group
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return group
        if group:
            self._jobs.put(None)
        return group

    def _write(self, group: list[Job]) -> None:
        if len(group) > 1 and self._together(group):
            return
        for job in group:
            job.outcome = self._alone(job)

    def _together(self, group: list[Job]) -> bool:
        """Run the group in one transaction; False if it was lost, and then nobody's outcome counts."""
        link = self._begun(Link.begin_group)
        try:
            outcomes = [link.guarded(job.work) for job in group]
            link.commit()
        except BaseException as error:
            unknown = link.broken and not isinstance(error, TransactionLostError)
            self._drop()
            if unknown:
                raise
            return False
        for job, outcome in zip(group, outcomes, strict=True):
            job.outcome = outcome
        return True

    def _alone(self, job: Job) -> Outcome[Any]:
        for attempt in range(ATTEMPTS):
            link = self._begun(Link.begin)
            try:
                value = job.work(link.tx)
                link.commit()
            except BaseException as error:  # noqa: BLE001 - it belongs to the one who asked
                self._drop()
                if attempt + 1 < ATTEMPTS and asks_again(error):
                    continue
                return Outcome(error=error)
            return Outcome(value)
        raise AssertionError

    def _begun(self, begin: Callable[[Link], None]) -> Link:
        """Begin a transaction, on a new connection if the old one was lost meanwhile."""
        if self._link is not None:
            try:
                begin(self._link)
            except Exception:
                if not self._link.broken:
                    raise
                self._drop()
            else:
                return self._link
        self._link = self._open_link()
        begin(self._link)
        return self._link

    def _drop(self) -> None:
        """Close the connection; whatever it had begun is rolled back."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def _answer(self, group: list[Job]) -> None:
        for loop in {job.future.get_loop() for job in group}:
            # A closed loop has nobody left who waits.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._settle, [job for job in group if job.future.get_loop() is loop])

    def _settle(self, group: list[Job]) -> None:
        for job in group:
            job.settle()
        if self._on_wake is not None:
            self._on_wake()
