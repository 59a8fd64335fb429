"""Makes the documents that acts have requested: read, rendered elsewhere, stored with what follows from them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from bot.crash_points import CrashPoint, reach
from bot.documents.models.papers import ApprovalSheet, Document
from bot.documents.models.seal import SealError, SealOrder
from bot.incidents import Kind as Incident
from bot.incidents import code, describe
from bot.services import acts, case
from bot.services.bureau import Bureau
from bot.services.papers import dossier, evidence_pictures
from bot.services.papers.press import Made
from bot.services.papers.publish import SIGNED_TOGETHER, WORKBOOKS, Kind
from bot.services.papers.sealing import Sealing
from bot.services.work import Work
from bot.sop.commands import FilesReady
from bot.sop.model import SYSTEM, Role, StepKind
from bot.texts import publishing as texts
from bot.texts.sealing import on_sheet
from storage import cycles, documents, interrupted, officers
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from storage.documents import CODE_LENGTH, DocumentRow

LOG = structlog.get_logger(__name__)
POLL = 5.0
GATHER = 0.1
WAITS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=5))
ATTEMPTS = len(WAITS) + 1


class Maker(Protocol):
    """Something that renders papers."""

    workers: int

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Render a paper, and seal it if asked to."""
        ...

    async def thumbnail(self, content: bytes, mime: str) -> bytes | None:
        """Draw a small picture of a file; None for what cannot be shown."""
        ...

    def close(self) -> None:
        """Stop."""
        ...


class Publisher:
    """Turns requested documents into files; nothing of the rendering happens inside a transaction (rule 5)."""

    def __init__(
        self,
        database: Database,
        bureau: Bureau,
        press: Maker,
        sealing: Sealing,
        *,
        now: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._database = database
        self._bureau = bureau
        self._press = press
        self._sealing = sealing
        self._now = now
        self._random = random
        self._awake = asyncio.Event()
        self._stopping = False
        self._in_doubt = True

    def wake(self) -> None:
        """Look for requested documents soon; to be called on the event loop after a commit."""
        self._awake.set()

    def stop(self) -> None:
        """Finish what is under way, then return from `run`."""
        self._stopping = True
        self._awake.set()

    async def run(self) -> None:
        """Make documents until stopped; what was under way when a process died is made again."""
        try:
            await self._safely(lambda: self._database.write(interrupted.retry_failed))
            while not self._stopping:
                if not await self._safely(self.turn):
                    await self._rest()
        finally:
            self._press.close()

    async def _safely(self, work: Callable[[], Awaitable[int]]) -> int:
        """Do something with the database, which may be away for a while; 0 if it failed."""
        try:
            return await work()
        except Exception as error:  # noqa: BLE001 - the publisher outlives a database that is away
            LOG.error("publishing failed", error=describe(error))
            self._in_doubt = True
            return 0

    async def turn(self) -> int:
        """Make what is due now, up to one document a worker; gives how many were tried."""
        if self._in_doubt:
            await self._database.write(interrupted.recover)
            self._in_doubt = False
        now = self._now()
        due = await self._database.read(lambda tx: documents.due(tx, now, self._press.workers))
        if not due and self._database.shared:
            # Nothing of its own is under way: who lost the right to work may have begun something after the last look.
            self._in_doubt = await self._database.read(interrupted.begun)
        outcomes = await asyncio.gather(*(self._publish(row) for row in due), return_exceptions=True)
        for outcome in outcomes:
            if outcome is not None:
                raise outcome
        return len(due)

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(POLL):
                await self._awake.wait()
        # Every commit wakes the publisher; one look answers all those of a moment.
        await asyncio.sleep(GATHER)
        self._awake.clear()

    async def _publish(self, found: DocumentRow) -> None:
        random = self._random(CODE_LENGTH)
        row = await self._database.write(lambda tx: documents.claim(tx, found.id, random))
        if row is None:
            return
        try:
            await self._make(row)
        except Exception as error:  # noqa: BLE001 - whatever fails concerns this document, and is tried again
            name = describe(error)
            # Of other errors nobody knows what their text holds.
            said = {"reason": str(error)} if isinstance(error, SealError) else {}
            incident = code(Incident.DOCUMENT, row.id)
            LOG.error("document not made", code=incident, document_id=row.id, attempt=row.attempts, error=name, **said)
            await self._database.write(lambda tx: self._failed(tx, row, name))

    async def _make(self, row: DocumentRow) -> None:
        if row.kind == Kind.DOKUMEN:
            again = row.attempts > 1
            await evidence_pictures.prepare(self._database, self._press.thumbnail, row.cycle_id, again=again)
        model, seal = await self._database.read(lambda tx: self._composed(tx, row))
        reach(CrashPoint.BEFORE_PDF)
        made = await self._press.make(model, workbook=row.kind in WORKBOOKS, seal=seal)
        reach(CrashPoint.AFTER_PDF)
        await self._database.write(lambda tx: self._store(tx, row, made))
        LOG.info("document made", document_id=row.id, kind=row.kind, size=len(made.content))
        if seal is not None and seal.timestamp_url and not made.timestamped:
            LOG.warning("timestamp service not reached, sealed without", document_id=row.id)

    def _composed(self, tx: Transaction, row: DocumentRow) -> tuple[Document, SealOrder | None]:
        """What the paper prints, as of its request, and what seals it, as of now."""
        work = self._work(tx, row, row.requested_at)
        model = dossier.compose(work, row)
        if isinstance(model, ApprovalSheet):
            model = replace(model, seal=on_sheet(self_made=self._sealing.self_made))
        return model, self._sealing.order(work.office, row.kind, self._now())

    def _work(self, tx: Transaction, row: DocumentRow, now: datetime) -> Work:
        return self._bureau.work(tx, row.office_id, now, f"berkas{row.id}")

    def _store(self, tx: Transaction, row: DocumentRow, made: Made) -> None:
        """Keep the file; what waited for it goes out, and with the last file to be signed step 13's clock starts."""
        now = self._now()
        # The cycle is locked before its documents, in the same order as in the acts of officers.
        record = cycles.load(tx, row.cycle_id)
        new = documents.store(
            tx, row.id, filename=made.filename, mime=made.mime, content=made.content, now=now, seal=made.seal
        )
        if new and row.kind in SIGNED_TOGETHER and row.version == record.state.document_version:
            _files_ready(self._work(tx, row, now), record)

    def _failed(self, tx: Transaction, row: DocumentRow, error: str) -> None:
        """Try again later; after the last attempt the Kasubbag is told, and whoever waits goes on without the file."""
        now = self._now()
        record = cycles.load(tx, row.cycle_id)
        again = now + WAITS[row.attempts - 1] if row.attempts < ATTEMPTS else None
        if documents.fail(tx, row.id, error=error, next_try_at=again) and again is None:
            _tell_failed(self._work(tx, row, now), record, row)


def _files_ready(work: Work, record: CycleRecord) -> None:
    version = record.state.document_version
    found = [documents.find(work.tx, record.id, kind, version) for kind in SIGNED_TOGETHER]
    if not all(row is not None and row.ready for row in found):
        return
    step = work.sop_of(record).of_kind(StepKind.TANDATANGAN).number
    for task in record.state.open_tasks:
        if task.step == step and task.started_at is None:
            acts.carry_out(work, record, [FilesReady(task.number, task.version, version)], actor=SYSTEM)
            return


def _tell_failed(work: Work, record: CycleRecord, row: DocumentRow) -> None:
    incident = code(Incident.DOCUMENT, row.id)
    for holder in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        text = texts.failed(case.address(holder), row.kind, record.year, record.quarter, incident)
        work.tell(holder.officer_id, text, key=f"berkas_gagal:{row.id}")
