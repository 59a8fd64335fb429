"""The pictures of bukti dukung in the Dokumen: prepared one by one before it is composed, then read in its order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from concurrent.futures import BrokenExecutor

import structlog

from bot.documents.models.performance import EvidencePicture
from bot.services.papers.reports import Report, reports
from bot.services.work import Work
from storage import pictures
from storage.cycles import CycleRecord
from storage.database import Database
from storage.forms import Evidence

LOG = structlog.get_logger(__name__)
MOST_BYTES = 30_000_000
"""Of all pictures of a Dokumen together; they are scaled down to less when it is laid out."""

Thumbnail = Callable[[bytes, str], Awaitable[bytes | None]]
"""Makes a small JPEG of a file's bytes by their MIME type; None for what cannot be shown."""


async def prepare(database: Database, thumbnail: Thumbnail, cycle_id: int, *, again: bool = False) -> None:
    """Make the pictures that a cycle's files still lack; never more than one file is in memory.

    A file that cannot be drawn, whatever happened, is noted as having no picture: it must not stop every Dokumen.
    Raises BrokenExecutor where the process died over a file, unless it is tried `again`.
    """
    for upload_id in await database.read(lambda tx: pictures.missing(tx, cycle_id)):
        await _prepare(database, thumbnail, upload_id, again=again)


async def _prepare(database: Database, thumbnail: Thumbnail, upload_id: int, *, again: bool) -> None:
    content, mime = await database.read(lambda tx: pictures.original(tx, upload_id))
    try:
        picture = await thumbnail(content, mime)
    except Exception as error:  # the bytes are a stranger's, and may even end the process that draws them
        if isinstance(error, BrokenExecutor) and not again:
            # The process may have died of something else, as when all of the bot's are ended one after another.
            raise
        LOG.warning("picture not made", upload_id=upload_id, error=type(error).__name__)
        picture = None
    await database.write(lambda tx: pictures.keep(tx, upload_id, picture))


def of_cycle(work: Work, record: CycleRecord) -> tuple[EvidencePicture, ...]:
    """The files that the accepted forms count, in the order of the list of bukti dukung."""
    files = _in_order(reports(work, record))
    found = pictures.load(work.tx, [one.id for *_, one in files], MOST_BYTES)
    return tuple(
        EvidencePicture(unit=unit, activity=activity, name=one.name, picture=found.get(one.id))
        for unit, activity, one in files
    )


def _in_order(found: tuple[Report, ...]) -> list[tuple[str, str, Evidence]]:
    """Unit, sub kegiatan and file by program, then by unit, as the Rekapitulasi groups them."""
    rows = [(row, one.form) for one in found if one.result is not None for row in one.result.rows]
    rows.sort(key=lambda one: one[0].row.program)
    return [
        (form.unit, f"{row.row.code} {row.row.name}", file)
        for row, form in rows
        for file in form.evidence
        if row.evidence and file.row == row.row.key
    ]
