"""The writer: runs whatever functions are waiting in one transaction and answers nobody before its COMMIT."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.link import Link, Outcome, TransactionLostError

GROUP_SIZE = 64


class Job:
    """A function that waits to be run, and the future of the one who asked for it."""

    __slots__ = ("future", "outcome", "wakes", "work")

    def __init__(self, work: Callable[[Connection], Any], future: asyncio.Future[Any], *, wakes: bool = True) -> None:
        self.work = work
        self.future = future
        self.wakes = wakes
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
        self,
        link: Link,
        jobs: SimpleQueue[Job | None],
        on_wake: Callable[[], object],
        on_written: Callable[[float, int], object] | None = None,
    ) -> None:
        self._link = link
        self._on_written = on_written
        self._jobs = jobs
        self._on_wake = on_wake

    def run(self) -> None:
        """Write group after group, and close the connection at the end."""
        while group := self._next_group():
            began = time.monotonic()
            try:
                self._write(group)
            except Exception as error:  # noqa: BLE001 - without a connection nobody of the group may wait for ever
                self._link.close()
                for job in group:
                    job.outcome = job.outcome or Outcome(error=error)
            self._answer(group, time.monotonic() - began)
        self._link.close()

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
        self._link.begin_group()
        try:
            outcomes = [self._link.guarded(job.work) for job in group]
        except (TransactionLostError, DBAPIError):
            self._link.close()
            return False
        try:
            self._link.commit()
        except (TransactionLostError, DBAPIError):
            if self._link.broken:
                # The server may have committed before it went away: only reading by key can tell.
                raise
            self._link.close()
            return False
        for job, outcome in zip(group, outcomes, strict=True):
            job.outcome = outcome
        return True

    def _alone(self, job: Job) -> Outcome[Any]:
        try:
            return Outcome(self._link.alone(job.work))
        except BaseException as error:  # noqa: BLE001 - it belongs to the one who asked
            return Outcome(error=error)

    def _answer(self, group: list[Job], seconds: float) -> None:
        for loop in {job.future.get_loop() for job in group}:
            # A closed loop has nobody left who waits.
            with suppress(RuntimeError):
                mine = [job for job in group if job.future.get_loop() is loop]
                loop.call_soon_threadsafe(self._settle, mine, seconds)

    def _settle(self, group: list[Job], seconds: float) -> None:
        for job in group:
            job.settle()
        if self._on_written is not None:
            self._on_written(seconds, len(group))
        if any(job.wakes for job in group):
            self._on_wake()
