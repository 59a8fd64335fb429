"""The press: a process pool, started with the first paper, that renders outside the bot's own process."""

from __future__ import annotations

import asyncio
import multiprocessing
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from bot.documents.model import Document
from bot.services.papers import worker as publish_worker


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file."""

    filename: str
    mime: str
    content: bytes


class Press:
    """Renders up to `workers` papers at once; a pool that broke is replaced with the next paper."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    async def make(self, document: Document, *, workbook: bool = False) -> Made:
        """Render a paper; raises whatever its maker raised, or BrokenExecutor if the process died."""
        pool = self._started()
        work = partial(publish_worker.render, document, workbook=workbook)
        try:
            return Made(*await asyncio.get_running_loop().run_in_executor(pool, work))
        except BrokenExecutor:
            if self._pool is pool:
                self.close()
            raise

    def close(self) -> None:
        """Let the processes end; a paper under way is made again after the next start."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, since a fork of a process with threads and connections may hang.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=publish_worker.start)
        return self._pool
