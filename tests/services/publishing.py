"""A publisher with its office and a press that renders nothing, for the tests of publishing."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder
from bot.services.papers import publish
from bot.services.papers.press import Made
from bot.services.papers.publish import SIGNED_TOGETHER
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import Sealing
from bot.services.work import Work
from storage.cycles import CycleRecord
from storage.database import Database
from storage.messages import OutboxMessage
from storage.records import Document as DocumentTable
from tests.services.paper_office import PaperOffice

SEALING = Sealing(folder=Path("segel"), password="rahasia", timestamp_url="https://cap.contoh.go.id")
FINGERPRINT = "ab" * 32


class FakePress:
    """Renders nothing: it gives the bytes it was told to, or raises."""

    workers = 2

    def __init__(self) -> None:
        self.made: list[tuple[Document, bool]] = []
        self.seals: list[SealOrder | None] = []
        self.errors: list[Exception] = []
        self.timestamped = False
        self.drawn: list[tuple[bytes, str]] = []
        self.closed = False

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Give a file."""
        self.made.append((document, workbook))
        self.seals.append(seal)
        if self.errors:
            raise self.errors.pop(0)
        content, fingerprint = f"%PDF {len(self.made)}".encode(), FINGERPRINT if seal else None
        return Made("berkas.pdf", "application/pdf", content, fingerprint, timestamped=self.timestamped)

    async def thumbnail(self, content: bytes, mime: str) -> bytes | None:
        """Give a picture."""
        self.drawn.append((content, mime))
        return b"gambar"

    def close(self) -> None:
        """Note it."""
        self.closed = True


class Bench:
    """An office, a press and the publisher between them, with the clock in the office's hands."""

    def __init__(self, database: Database) -> None:
        self.office = PaperOffice(database)
        self.people = self.office.join()
        self._committed = asyncio.Event()
        database.on_wake = self._committed.set
        self.press = FakePress()
        self._seed = 0
        self.publisher = Publisher(
            database, self.office.bureau, self.press, SEALING, now=lambda: self.office.now, random=self._random
        )

    def _random(self, count: int) -> bytes:
        self._seed += count
        return self._seed.to_bytes(count, "big")

    async def exhaust(self) -> int:
        """Make everything that is due; gives how many attempts that were."""
        attempts = 0
        while tried := await self.publisher.turn():
            attempts += tried
        return attempts

    async def until(self, condition: Callable[[], bool]) -> None:
        """Look again after every commit of the publisher."""
        async with asyncio.timeout(20):
            while not condition():
                self._committed.clear()
                await self._committed.wait()

    def show(self, key: str, *wanted: tuple[str, str]) -> None:
        """Write a card that waits for documents to the Kasubbag."""

        def act(work: Work, record: CycleRecord) -> None:
            attached = publish.attach(work, record, wanted)
            work.tell(self.people["KASUBBAG-PK"], key, key=key, batch=attached.batch)

        self.office.write(act)

    def messages(self) -> dict[str, str]:
        """The state of every message by its key."""
        rows = self.office.read(lambda work, _: work.tx.execute(select(OutboxMessage.key, OutboxMessage.state)).all())
        return {row.key: row.state for row in rows}

    def states(self) -> list[str]:
        """The state of every document."""
        query = select(DocumentTable.state).order_by(DocumentTable.id)
        return list(self.office.read(lambda work, _: work.tx.execute(query).scalars().all()))

    def to_signing(self) -> None:
        """Let the cycle wait for the signatures, whose files are requested."""
        self.office.release()
        self.office.collect()
        self.office.recap()
        self.office.compile()
        for kind in SIGNED_TOGETHER:
            self.office.request(kind)
