"""Fetches the files that people sent: size and content are checked before anything is kept (step 5, 14)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import structlog

from bot.clock import Clock
from bot.incidents import Kind, code, describe
from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.filling.files import MOST_BYTES
from bot.services.papers import checking
from bot.services.people import emblem
from bot.services.steps import archiving
from bot.services.work import REPLY, Button, message
from bot.sop.forms import Topic
from bot.texts.form import words as form_words
from storage import answers, outbox, uploads
from storage.database import Database, Transaction
from storage.forms import PROOF
from storage.uploads import Waiting

LOG = structlog.get_logger(__name__)
PDF, JPEG, PNG, OGG = "application/pdf", "image/jpeg", "image/png", "audio/ogg"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EVIDENCE = frozenset({PDF, JPEG, PNG, XLSX, DOCX})
WAITS = (1.0, 5.0, 30.0, 120.0, 300.0, 600.0, 900.0)
"""Seconds after each failed try; over half an hour, since a file may be sent just before Telegram is away."""
AWAY = 30.0
"""Seconds until a file is asked for again after Telegram was not reached, which counts as no try."""
_HEAD = 1024
_MOST_ENTRIES = 10_000
Download = Callable[[str], Awaitable[bytes]]
"""Gives the bytes behind a file_id; raises DownloadError."""


class DownloadError(Exception):
    """A file could not be fetched; `gone`: trying again is of no use, `away`: Telegram was not reached."""

    def __init__(self, reason: str, *, gone: bool = False, away: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone
        self.away = away


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Takes uploads that wait, one after the other; a killed process finds them waiting again.

    One that could not be fetched rests until a moment of `monotonic`, so that an outage does not use up its tries.
    """

    database: Database
    download: Download
    clock: Clock
    bureau: Bureau
    monotonic: Callable[[], float]
    resting: dict[int, float] = field(default_factory=dict)

    async def run_once(self) -> int:
        """Fetch what waits, each file once; gives how many were settled (kept or refused)."""
        resting = self._resting()
        found = await self.database.read(lambda tx: uploads.waiting(tx, resting))
        settled = 0
        for one in found:
            settled += await self._safely(one)
        return settled

    def _resting(self) -> tuple[int, ...]:
        """Those that rest still; they are not even looked at, since so many could keep all others from it."""
        now = self.monotonic()
        for one in [one for one, until in self.resting.items() if until <= now]:
            del self.resting[one]
        return tuple(self.resting)

    async def _safely(self, one: Waiting) -> bool:
        """Settle a file if that can be done; one that breaks whatever reads it must not keep the others waiting."""
        try:
            return await self._fetch(one)
        except Exception as error:  # noqa: BLE001 - the bytes are a stranger's
            incident = code(Kind.FILE, one.id)
            LOG.error("file not settled", code=incident, upload_id=one.id, error=describe(error))
        return await self._failed(one, form_words.refused_fault(incident))

    async def _fetch(self, one: Waiting) -> bool:
        try:
            content = await self.download(one.file_id)
        except DownloadError as error:
            if error.away:
                self.resting[one.id] = self.monotonic() + AWAY
                return False
            LOG.warning("file not fetched", upload_id=one.id, attempt=one.attempts + 1, reason=str(error))
            failed = self._refuse if error.gone else self._failed
            return await failed(one, form_words.REFUSED_FETCH)
        if one.purpose == emblem.PURPOSE:
            return await emblem.settle(self.database, self.bureau, one, content, self.clock.now())
        fault = _size_fault(content)
        if one.purpose == checking.PURPOSE and fault is None:
            return await self._check(one, content)
        mime = None if fault else await asyncio.to_thread(sniff, content)
        if fault or mime is None or (one.purpose == PROOF and mime not in EVIDENCE):
            return await self._refuse(one, fault or form_words.REFUSED_KIND)
        digest = (await asyncio.to_thread(sha256, content)).hexdigest()
        return await self._settle(one, lambda tx: uploads.store(tx, one.id, content, mime=mime, sha256=digest))

    async def _check(self, one: Waiting, content: bytes) -> bool:
        """Say whether a file is one of the office's own; nothing of it is kept."""
        digest, now = (await asyncio.to_thread(sha256, content)).hexdigest(), self.clock.now()
        return await self.database.write(lambda tx: checking.conclude(tx, self.bureau, one, digest, now))

    async def _failed(self, one: Waiting, why: str) -> bool:
        """Let a file rest after a try that failed; refused after the last."""
        if one.attempts >= len(WAITS):
            return await self._refuse(one, why)
        self.resting[one.id] = self.monotonic() + WAITS[one.attempts]
        await self.database.write(lambda tx: uploads.retry(tx, one.id))
        return False

    async def _refuse(self, one: Waiting, why: str) -> bool:
        now = self.clock.now()
        return await self._settle(one, lambda tx: _refuse(tx, one, why, now))

    async def _settle(self, one: Waiting, act: Callable[[Transaction], bool]) -> bool:
        now = self.clock.now()

        def settle(tx: Transaction) -> bool:
            done = act(tx)
            if done:
                archiving.checked(self.bureau, tx, one.id, now)
            return done

        return await self.database.write(settle)


def _size_fault(content: bytes) -> str | None:
    if not content:
        return form_words.REFUSED_EMPTY
    return form_words.REFUSED_SIZE if len(content) > MOST_BYTES else None


def _refuse(tx: Transaction, one: Waiting, why: str, now: datetime) -> bool:
    """Give up on a file and tell its sender, with a way to send another while the form is his."""
    if one.purpose == checking.PURPOSE:
        return checking.give_up(tx, one, why, now)
    if not uploads.refuse(tx, one.id):
        return False
    task = answers.open_task(tx, one.form_id) if one.form_id is not None else None
    rows = []
    if task is not None and one.row is not None:
        rows = [[Button("Kirim ulang bukti", Claim("isi", *task, f"{Topic.PROOF}:{one.row}"))]]
    outbox.put(
        tx,
        key=f"upload:{one.id}:refused",
        now=now,
        office_id=one.office_id,
        officer_id=one.officer_id,
        payload=message(form_words.refused_file(one.name, why, proof=one.purpose == PROOF), rows),
        priority=REPLY,
    )
    return True


def sniff(content: bytes) -> str | None:
    """The MIME type that the bytes themselves show; None for anything that the office does not keep."""
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    for mark, mime in ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"OggS", OGG)):
        if content.startswith(mark):
            return mime
    return _office_file(content) if content.startswith(b"PK\x03\x04") else None


def _office_file(content: bytes) -> str | None:
    """XLSX or DOCX by the parts inside; a file with macros is neither."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" not in names or len(names) > _MOST_ENTRIES:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "xl/workbook.xml" in names:
        return XLSX
    return DOCX if "word/document.xml" in names else None
