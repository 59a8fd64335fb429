"""Papers without their rendering: each is composed as always, and has as many bytes as its kind took when printed."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from time import process_time

from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder
from bot.services.papers import worker
from bot.services.papers.press import Made


@dataclass(slots=True)
class Papermill:
    """Stands in the place of the press; the first paper of a kind is printed and sealed in truth, twice.

    So its size is known, and what its printing costs once everything is loaded.
    """

    workers: int = 1
    _seconds: dict[tuple[str, bool], float] = field(default_factory=dict)
    _made: Counter[tuple[str, bool]] = field(default_factory=Counter)
    _known: dict[tuple[str, bool], Made] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Give bytes that no other paper has."""
        kind = (type(document).__name__, workbook)
        if kind not in self._known:
            # On a thread: sealing runs an event loop of its own.
            await asyncio.to_thread(worker.render, document, workbook=workbook, seal=seal)
            begun = process_time()
            printed = await asyncio.to_thread(worker.render, document, workbook=workbook, seal=seal)
            self._seconds[kind] = process_time() - begun
            self._known[kind] = Made(*printed)
        self._made[kind] += 1
        like = self._known[kind]
        head = next(self._numbers).to_bytes(8, "big")
        return Made(like.filename, like.mime, head + bytes(len(like.content) - len(head)), like.seal)

    def forget(self) -> None:
        """Count what is made from now on."""
        self._made.clear()

    def seconds(self, cycles: int) -> float:
        """Processor seconds that printing in truth takes for a cycle, since so many were made."""
        return sum(count * self._seconds[kind] for kind, count in self._made.items()) / cycles

    async def thumbnail(self, _content: bytes, _mime: str) -> bytes | None:
        """Nobody sends a picture here."""
        return None

    def close(self) -> None:
        """There is nothing to stop."""
