"""`bot verify`: whether a file is one that an office issued, whether it still counts, and what its seal is worth."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zipfile import BadZipFile, ZipFile, is_zipfile

from bot.app import clock_of
from bot.documents.models.seal import LARGEST, Examination, Seal
from bot.documents.sealing.seals_apart import examine_apart
from bot.operator.operating import OperatingError, open_database
from bot.operator.verifying_archive import Checked, check, plain, shortened
from bot.services.bureau import Bureau
from bot.services.papers import verifying
from bot.services.papers.verifying import Standing, Verified
from bot.settings import Settings
from bot.sop.definition import long_ikis
from bot.texts import sealing as texts
from bot.texts import verifying as standings
from storage import documents
from storage.database import Database, Transaction
from storage.kept import kept
from storage.offices import office_ids

_ZONE = "Asia/Makassar"
"""Of times in a file that no office here issued."""

_LONGEST_NAME = 120
_PARTS_OF_A_WORKBOOK = "[Content_Types].xml"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a file, line by line; it `holds` only if the file is authentic and counts now."""

    lines: Sequence[str]
    holds: bool


def verify(settings: Settings, file: Path) -> Verdict:
    """Compare a PDF, or an archive that `bot export` wrote, with what the offices of this database issued.

    Raises OperatingError for a file that cannot be read, or a database that cannot be asked.
    """
    try:
        if _is_archive(file):
            return _archive(settings, check(file))
        content = _read(file)
    except OSError as error:
        raise OperatingError(f"Berkas {file} tidak ditemukan atau tidak dapat dibuka.") from error
    return _pdf(settings, content)


def _archive(settings: Settings, checked: Checked) -> Verdict:
    """An archive whose files are those of its manifest is authentic if the office keeps the same ones."""
    if not checked.whole:
        return Verdict(checked.lines, holds=False)
    database = open_database(settings, clock_of(settings).now())
    known = _asked(database, lambda tx: kept(tx, [one.sha256 for one in checked.kept]))
    strange = [texts.NOT_RECORDED.format(path=plain(one.path)) for one in checked.kept if one.sha256 not in known]
    if strange or not known:
        return Verdict([*checked.lines, texts.ARCHIVE_UNKNOWN, *shortened(strange)], holds=False)
    return Verdict([*checked.lines, texts.ARCHIVE_KNOWN.format(count=len(checked.kept))], holds=True)


def _pdf(settings: Settings, content: bytes) -> Verdict:
    now, digest = clock_of(settings).now(), hashlib.sha256(content).hexdigest()
    database, bureau = open_database(settings, now), Bureau(long_ikis(), b"")

    def paper(tx: Transaction, sha256: str) -> Verified | None:
        rows = documents.by_sha256(tx, sha256)
        return verifying.of_document(bureau.work(tx, rows[-1].office_id, now, "verify"), rows[-1]) if rows else None

    issued, seals = _asked(database, lambda tx: (paper(tx, digest), documents.seals(tx)))
    examination = examine_apart(content)
    seal = examination.seal
    known = seal is not None and seal.fingerprint in seals
    if issued is not None:
        return _issued(issued, seal, digest, known=known)
    original = database.read_now(lambda tx: paper(tx, seal.sealed_sha256)) if seal else None
    return _not_issued(examination, original, digest, known=known)


def _is_archive(file: Path) -> bool:
    """Whether a file is to be read as a ZIP of files; a PDF with one at its end is none, nor is an Excel workbook."""
    with file.open("rb") as source:
        if source.read(5) == b"%PDF-" or not is_zipfile(source):
            return False
        try:
            with ZipFile(source) as archive:
                return _PARTS_OF_A_WORKBOOK not in archive.namelist()
        except (BadZipFile, ValueError, NotImplementedError):
            return True


def _asked(database: Database, question: Callable[[Transaction], T]) -> T:
    """Ask a database that has an office; in another folder's empty one every file would look forged."""

    def asked(tx: Transaction) -> T:
        if not office_ids(tx):
            raise OperatingError("Belum ada kantor pada basis data ini; mohon diperiksa folder kerja atau DATA_DIR.")
        return question(tx)

    return database.read_now(asked)


def _read(file: Path) -> bytes:
    with file.open("rb") as source:
        content = source.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise OperatingError(f"Berkas {file} melebihi {LARGEST // 1_000_000} MB, sehingga tidak diperiksa.")
    return content


def _issued(found: Verified, seal: Seal | None, digest: str, *, known: bool) -> Verdict:
    """Its bytes are those of a paper: it is authentic, and may still have been superseded."""
    standing = found.own.standing
    sound = not found.sealed or (seal is not None and seal.whole and known)
    without = texts.SEAL_LOST if found.sealed else texts.UNSEALED
    lines = [
        f"{standings.heading(standing)}.",
        *_paper(found),
        standings.why(standing, found.own.version, found.own.reason),
        *(texts.approval(one.act, one.name, one.post, one.at, found.zone) for one in found.approvals),
        *(_seal(seal, found.zone, known=known) if seal is not None else [without]),
        texts.fingerprint(digest),
    ]
    return Verdict(lines, holds=standing is Standing.CURRENT and sound)


def _not_issued(examination: Examination, original: Verified | None, digest: str, *, known: bool) -> Verdict:
    """Its bytes are nobody's: what its seal tells of where it came from, and what became of it."""
    seal = examination.seal
    if seal is None:
        said = [texts.UNKNOWN if examination.readable else texts.NO_PDF]
    elif original is not None:
        said = [texts.APPENDED, *_paper(original), *_seal(seal, original.zone, known=known)]
    else:
        said = [_stranger(seal, known=known), *_seal(seal, _ZONE, known=known)]
    return Verdict([*said, texts.fingerprint(digest)], holds=False)


def _stranger(seal: Seal, *, known: bool) -> str:
    if not known:
        return texts.FOREIGN
    return texts.UNRECORDED if seal.whole else texts.CHANGED


def _paper(found: Verified) -> list[str]:
    return [
        texts.document(found.title, found.period, found.office),
        texts.edition(found.own.version, found.own.code, found.issued_at, found.zone),
    ]


def _seal(seal: Seal, zone: str, *, known: bool) -> list[str]:
    return [
        texts.seal(
            plain(seal.subject)[:_LONGEST_NAME], seal.signed_at, zone, intact=seal.intact, covers_all=seal.covers_all
        ),
        texts.timestamp(seal.timestamp, zone),
        texts.certificate(
            seal.fingerprint,
            plain(seal.issuer)[:_LONGEST_NAME],
            self_made=seal.self_made,
            # What a stranger's certificate says of its issuer is worth nothing.
            from_bsre=seal.from_bsre and known,
        ),
    ]
