"""What a paper is, who approved it and whether it still counts, for whoever holds a copy of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.services.bureau import Bureau
from bot.services.papers import frame, publish
from bot.services.papers.approving import approvers, signatures
from bot.services.papers.compliance import acting_post
from bot.services.papers.publish import DRAFT, SIGNED_TOGETHER, Kind
from bot.services.work import Work
from bot.sop.definition import DONE
from bot.sop.model import CycleStatus, StepKind
from bot.texts import verifying as texts
from storage import cycles, documents, offices
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.documents import CODE_ALPHABET, CODE_LENGTH, DocumentRow

_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015.]+")
_CODE = re.compile(f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}")
_LONGEST_TYPED = 64


class Standing(StrEnum):
    """Whether a paper counts."""

    CURRENT = "berlaku"
    PENDING = "menunggu"
    SUPERSEDED = "digantikan"
    VOID = "batal"


@dataclass(frozen=True, slots=True)
class ApprovedBy:
    """One approval: a name and the post in which he acted, what his press says, and when."""

    name: str
    post: str
    act: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a paper, known by the SHA-256 (hexadecimal) of its bytes; `reason` says why it stands so."""

    version: int
    code: str
    sha256: str
    standing: Standing
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A paper with its own edition and all others of it, oldest first; no data of a person but name and post."""

    government: str
    office: str
    zone: str
    title: str
    period: str
    size: int
    issued_at: datetime
    sealed: bool
    approvals: tuple[ApprovedBy, ...]
    own: Edition
    editions: tuple[Edition, ...]


def read_code(text: str) -> str | None:
    """The code that someone typed or followed: case, spaces and dashes do not matter; None if it can be none."""
    if len(text) > _LONGEST_TYPED:
        return None
    code = _SEPARATORS.sub("", text).upper()
    return code if _CODE.fullmatch(code) else None


def of_document(work: Work, row: DocumentRow) -> Verified:
    """What there is to say about a finished paper of the office of `work`."""
    record = cycles.load(work.tx, row.cycle_id, lock=False)
    alike = [one for one in documents.of_cycle(work.tx, record.id) if one.kind == row.kind]
    issued = sorted((one for one in alike if one.part == row.part), key=lambda one: one.version)
    editions = tuple(_editions(work, record, issued, alike))
    own = next(edition for one, edition in zip(issued, editions, strict=True) if one.id == row.id)
    period = frame.period(record)
    return Verified(
        government=work.office.government,
        office=work.office.name,
        zone=work.office.zone,
        title=texts.title(row.kind, draft=row.part == DRAFT, unit=_unit(work, row)),
        period=texts.period(period.year, period.quarter, period.data_as_of),
        size=row.size or 0,
        issued_at=row.requested_at,
        sealed=row.seal is not None,
        approvals=_approvals(work, record, row) if own.standing in {Standing.CURRENT, Standing.PENDING} else (),
        own=own,
        editions=editions,
    )


def by_code(work: Work, code: str) -> Verified | None:
    """The paper of this office with a code; None if it has none such."""
    row = documents.by_code(work.tx, code)
    return of_document(work, row) if row is not None and row.office_id == work.office_id else None


def of_any_office(tx: Transaction, bureau: Bureau, code: str, now: datetime) -> Verified | None:
    """The paper with a code, whichever office issued it: for the page that is open to everyone; None if none did."""
    row = documents.by_code(tx, code)
    return of_document(bureau.work(tx, row.office_id, now, "verifikasi"), row) if row is not None else None


def by_sha256(work: Work, sha256: str) -> Verified | None:
    """The paper of this office whose bytes have this hash (hexadecimal); None if it issued none such."""
    own = [row for row in documents.by_sha256(work.tx, sha256) if row.office_id == work.office_id]
    return of_document(work, own[-1]) if own else None


def _unit(work: Work, row: DocumentRow) -> str:
    names = {str(one.id): one.name for one in offices.units(work.tx, work.office_id)} if row.part else {}
    return names.get(row.part, "")


_NUMBERED = frozenset({Kind.DOKUMEN, Kind.SURAT_PENGANTAR, Kind.REKAP, Kind.REKAP_XLSX})
"""What prints its version; of other papers the stored one may count visits, and people count what was issued."""


def _editions(
    work: Work, record: CycleRecord, issued: Sequence[DocumentRow], alike: Sequence[DocumentRow]
) -> Iterator[Edition]:
    """The versions of a paper, oldest first; `alike` are all papers of its kind, those of other parts too."""
    numbers = [row.version if row.kind in _NUMBERED else ordinal for ordinal, row in enumerate(issued, 1)]
    newest = texts.superseded(numbers[-1], issued[-1].code or "")
    for number, row in zip(numbers, issued, strict=True):
        if record.state.status in _ENDED:
            standing, reason = Standing.VOID, _ENDED[record.state.status]
        elif row is not issued[-1]:
            standing, reason = Standing.SUPERSEDED, newest
        else:
            standing, reason = _last(work, record, row, alike)
        yield Edition(number, row.code or "", row.sha256 or "", standing, reason)


_ENDED = {CycleStatus.DIBATALKAN: texts.CANCELLED, CycleStatus.BELUM_BERJALAN: texts.NOT_RUNNING}


def _last(work: Work, record: CycleRecord, row: DocumentRow, alike: Sequence[DocumentRow]) -> tuple[Standing, str]:
    """Whether the newest version of a paper counts, and why."""
    if row.part == DRAFT:
        return _draft(row, alike)
    if row.kind in SIGNED_TOGETHER:
        return _approval(work, record, row)
    if row.kind == Kind.PENGESAHAN and row.version != publish.version_of(work, record, row.kind):
        return Standing.VOID, texts.WITHDRAWN
    return Standing.CURRENT, texts.APPROVED if row.kind == Kind.PENGESAHAN else texts.LATEST


def _draft(row: DocumentRow, alike: Sequence[DocumentRow]) -> tuple[Standing, str]:
    """The Analis's draft never counts; the recap that was handed over takes its place."""
    handed_over = [one for one in alike if not one.part and one.version >= row.version]
    if handed_over:
        return Standing.SUPERSEDED, texts.superseded(handed_over[-1].version, handed_over[-1].code or "")
    return Standing.PENDING, texts.DRAFT


def _approval(work: Work, record: CycleRecord, row: DocumentRow) -> tuple[Standing, str]:
    """Of what is approved at step 13: by both signers it counts; sent back, or taken back, it never will."""
    if row.version < record.state.document_version:
        return Standing.SUPERSEDED, texts.COMPILING
    asked = signatures(work, record, since) if (since := _compiled_at(work, record)) else []
    if {task.role for task in asked if task.outcome == DONE} == set(_signers(work, record)):
        return Standing.CURRENT, texts.APPROVED
    return (Standing.PENDING, texts.AWAITING) if any(task.open for task in asked) else (Standing.VOID, texts.RETURNED)


def _signers(work: Work, record: CycleRecord) -> Sequence[str]:
    return work.sop_of(record).of_kind(StepKind.TANDATANGAN).signers


def _compiled_at(work: Work, record: CycleRecord) -> datetime | None:
    """When the last version was compiled; its files are requested later where a signer's post is vacant then."""
    compiled = frame.last_done(work, record, StepKind.SUSUN)
    return compiled.closed_at if compiled else None


def _approvals(work: Work, record: CycleRecord, row: DocumentRow) -> tuple[ApprovedBy, ...]:
    """Who approved the version that the paper is, or (the Lembar Pengesahan) that it confirms."""
    if row.kind not in {*SIGNED_TOGETHER, Kind.PENGESAHAN}:
        return ()
    compiled_at = _compiled_at(work, record)
    found = approvers(work, record, compiled_at) if compiled_at else ()
    return tuple(ApprovedBy(one.signatory.name, acting_post(one.signatory), one.act, one.at) for one in found)
