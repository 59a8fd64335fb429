"""A verification server for tests, on a free port of loopback."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.services.papers.publish import Kind
from bot.web.listening import listen
from bot.web.server import VerificationServer
from storage import documents
from storage.documents import DocumentRow
from tests.services.paper_office import PaperOffice


@dataclass(frozen=True)
class Served:
    """Where the site is, and the office behind it."""

    url: str
    office: PaperOffice
    server: VerificationServer

    def paper(self, kind: Kind = Kind.DOKUMEN, version: int = 2) -> DocumentRow:
        """A paper of the office."""
        office = self.office
        issued = office.database.read_now(lambda tx: documents.of_cycle(tx, office.cycle_id))
        return [one for one in issued if one.kind == kind][version - 1]

    def address(self, kind: Kind = Kind.DOKUMEN, version: int = 2) -> str:
        """The path that the paper's QR code opens."""
        return f"/v/{self.paper(kind, version).code}"


@asynccontextmanager
async def serve(office: PaperOffice, clock: Callable[[], float], *, public_url: str = "") -> AsyncIterator[Served]:
    """Serve the office's papers until the block ends."""
    office.bureau.public_url = public_url
    office.bureau.bot_name = "data_kinerja_bot"
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    office.database.start()
    server = VerificationServer(listening, office.database, office.bureau, now=lambda: office.now, clock=clock)
    running = asyncio.create_task(server.run())
    try:
        yield Served(f"http://127.0.0.1:{port}", office, server)
    finally:
        server.stop()
        await running
        server.close()
        await office.database.close()
