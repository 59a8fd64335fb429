"""The press: a process pool, started with the first paper, that renders outside the bot's own process."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder
from bot.services.papers import worker as publish_worker

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """A finished file; `seal` is the fingerprint of the certificate that sealed it, if one did."""

    filename: str
    mime: str
    content: bytes
    seal: str | None = None
    timestamped: bool = False


class Press:
    """Renders up to `workers` papers at once; a pool that broke is replaced with the next paper."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self._pool: ProcessPoolExecutor | None = None

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Render a paper, and seal it if asked to.

        Raises whatever its maker raised, SealError for a certificate that cannot be used, or BrokenExecutor if the
        process died.
        """
        return Made(*await self._done(partial(publish_worker.render, document, workbook=workbook, seal=seal)))

    async def thumbnail(self, content: bytes, mime: str) -> bytes | None:
        """Draw a small JPEG of a file; None for what cannot be shown, BrokenExecutor if the process died of it."""
        return await self._done(partial(publish_worker.thumbnail, content, mime))

    async def _done(self, work: Callable[[], T]) -> T:
        pool = self._started()
        try:
            return await asyncio.get_running_loop().run_in_executor(pool, work)
        except BrokenExecutor:
            if self._pool is pool:
                self.close()
            raise

    def close(self) -> None:
        """Let the processes end; a paper under way is made again after the next start."""
        pool, self._pool = self._pool, None
        if pool is not None:
            workers = list((getattr(pool, "_processes", None) or {}).values())
            pool.shutdown(wait=False, cancel_futures=True)
            for one in workers:
                # The interpreter would wait at its end for a rendering that takes minutes.
                one.terminate()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, since a fork of a process with threads and connections may hang.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=publish_worker.start)
        return self._pool
