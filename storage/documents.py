"""The files an office issues: requested in an act, rendered outside it, and stored with hash and code, once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, update

from storage.database import Transaction
from storage.inserts import insert_new
from storage.messages import OutboxMessage
from storage.outbox import AWAITING, release_batch
from storage.records import Document, DocumentBytes

CODE_LENGTH = 12
# No I, O, 0 or 1, which are read wrongly from paper; 32 of them, so that a random byte favours none.
CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_BATCH = "berkas"
_MISSED = "gagal"
_SENT_AS = ("document", "photo")


class DocumentState(StrEnum):
    """A document is requested, rendered, and then ready; one that failed too often waits to be asked for again."""

    REQUESTED = "requested"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"


PENDING = frozenset({DocumentState.REQUESTED, DocumentState.RENDERING})


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document without its bytes; name, type, size and hash are empty until it is ready."""

    id: int
    office_id: int
    cycle_id: int
    kind: str
    part: str
    version: int
    state: DocumentState
    attempts: int
    filename: str | None
    mime: str | None
    size: int | None
    sha256: str | None
    code: str | None
    seal: str | None
    file_id: str | None
    requested_at: datetime
    ready_at: datetime | None

    @property
    def ready(self) -> bool:
        """Whether its bytes are there."""
        return self.state is DocumentState.READY

    @property
    def pending(self) -> bool:
        """Whether its bytes are still to come."""
        return self.state in PENDING


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """What is sent: name and type with the bytes, or with Telegram's file_id once it has them."""

    filename: str
    mime: str
    content: bytes
    file_id: str | None


_FIELDS = tuple(getattr(Document, name) for name in DocumentRow.__dataclass_fields__)
# Built once: it is asked again after nearly every act.
_DUE = (
    select(*_FIELDS)
    .where(
        Document.state == DocumentState.REQUESTED,
        or_(Document.next_try_at.is_(None), Document.next_try_at <= bindparam("now")),
    )
    .order_by(Document.requested_at, Document.id)
    .limit(bindparam("most"))
)


def request(
    tx: Transaction, *, office_id: int, cycle_id: int, kind: str, part: str, version: int, now: datetime
) -> DocumentRow:
    """Give the document, requested now if nobody did before, or again if it had failed.

    Its row stays locked on PostgreSQL, so that it cannot become ready between this look and the act's COMMIT.
    """
    key = {"cycle_id": cycle_id, "kind": kind, "part": part, "version": version}
    new = {"batch": "", "state": DocumentState.REQUESTED, "attempts": 0, "requested_at": now}
    insert_new(tx, Document, [{"office_id": office_id, **key, **new}], Document.id)
    found = tx.execute(select(*_FIELDS).filter_by(**key).with_for_update()).one()
    if found.state == DocumentState.FAILED:
        again = {"state": DocumentState.REQUESTED, "attempts": 0, "next_try_at": None}
        tx.execute(update(Document).where(Document.id == found.id).values(again))
        found = tx.execute(select(*_FIELDS).where(Document.id == found.id)).one()
    return _row(found)


def batch_of(ids: Collection[int]) -> str:
    """Name the batch of a message by the documents it waits for, so that it depends on no other request."""
    return ":".join([_BATCH, *(str(one) for one in sorted(ids))])


def due(tx: Transaction, now: datetime, limit: int) -> list[DocumentRow]:
    """Give what is to be rendered now, oldest request first."""
    return [_row(row) for row in tx.execute(_DUE, {"now": now, "most": limit})]


def claim(tx: Transaction, document_id: int, random: bytes) -> DocumentRow | None:
    """Begin an attempt at a requested document and give it its verification code; None if it is not requested."""
    mine = (Document.id == document_id, Document.state == DocumentState.REQUESTED)
    values = {
        "state": DocumentState.RENDERING,
        "attempts": Document.attempts + 1,
        "code": func.coalesce(Document.code, make_code(random)),
    }
    row = tx.execute(update(Document).where(*mine).values(values).returning(*_FIELDS)).one_or_none()
    return _row(row) if row else None


def make_code(random: bytes) -> str:
    """Spell random bytes, at least CODE_LENGTH, as a code that a person can type from paper."""
    if len(random) < CODE_LENGTH:
        raise ValueError(f"a code needs {CODE_LENGTH} random bytes")
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in random[:CODE_LENGTH])


def store(
    tx: Transaction,
    document_id: int,
    *,
    filename: str,
    mime: str,
    content: bytes,
    now: datetime,
    seal: str | None = None,
) -> bool:
    """Keep the bytes and let go what waited for them; False, and nothing changed, if it was ready before.

    `seal` is the fingerprint of the certificate that sealed them, if one did.
    """
    unfinished = (Document.id == document_id, Document.state != DocumentState.READY)
    values = {
        "state": DocumentState.READY,
        "filename": filename,
        "mime": mime,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "seal": seal,
        "ready_at": now,
        "next_try_at": None,
        "error": None,
    }
    made = update(Document).where(*unfinished).values(values).returning(Document.office_id)
    office_id = tx.execute(made).scalar_one_or_none()
    if office_id is None:
        return False
    tx.execute(insert(DocumentBytes).values(document_id=document_id, content=content))
    _send_missed(tx, office_id, document_id)
    _release_complete(tx, office_id, document_id)
    return True


def fail(tx: Transaction, document_id: int, *, error: str, next_try_at: datetime | None) -> bool:
    """Note a failed attempt; without a next one the document has failed, and what waited goes on without it.

    False, and nothing changed, if it was not being rendered.
    """
    state = DocumentState.FAILED if next_try_at is None else DocumentState.REQUESTED
    values = {"state": state, "next_try_at": next_try_at, "error": error}
    mine = (Document.id == document_id, Document.state == DocumentState.RENDERING)
    office_id = tx.execute(
        update(Document).where(*mine).values(values).returning(Document.office_id)
    ).scalar_one_or_none()
    if office_id is None:
        return False
    if state is DocumentState.FAILED:
        _put_aside(tx, office_id, document_id)
        _release_complete(tx, office_id, document_id)
    return True


def find(tx: Transaction, cycle_id: int, kind: str, version: int, part: str = "") -> DocumentRow | None:
    """Find a document by what it is."""
    key = {"cycle_id": cycle_id, "kind": kind, "part": part, "version": version}
    row = tx.execute(select(*_FIELDS).filter_by(**key)).one_or_none()
    return _row(row) if row else None


def newest(tx: Transaction, cycle_id: int, kind: str, part: str = "") -> DocumentRow | None:
    """Find the last version of a document that was requested."""
    query = select(*_FIELDS).filter_by(cycle_id=cycle_id, kind=kind, part=part)
    row = tx.execute(query.order_by(Document.version.desc()).limit(1)).one_or_none()
    return _row(row) if row else None


def by_code(tx: Transaction, code: str) -> DocumentRow | None:
    """Find a finished document of any office by the code that is printed on it."""
    query = select(*_FIELDS).where(Document.code == code, Document.state == DocumentState.READY)
    row = tx.execute(query).one_or_none()
    return _row(row) if row else None


def by_sha256(tx: Transaction, sha256: str) -> list[DocumentRow]:
    """List the finished documents of any office whose bytes have this hash (hexadecimal); as a rule one or none."""
    query = select(*_FIELDS).where(Document.sha256 == sha256, Document.state == DocumentState.READY)
    return [_row(row) for row in tx.execute(query.order_by(Document.id))]


def seals(tx: Transaction) -> frozenset[str]:
    """The fingerprints of all certificates that ever sealed a document here."""
    return frozenset(seal for (seal,) in tx.execute(select(Document.seal).distinct()) if seal)


def of_cycle(tx: Transaction, cycle_id: int) -> list[DocumentRow]:
    """List the documents of a cycle that are ready, in the order in which they were requested."""
    query = select(*_FIELDS).where(Document.cycle_id == cycle_id, Document.state == DocumentState.READY)
    return [_row(row) for row in tx.execute(query.order_by(Document.requested_at, Document.id))]


def load_file(tx: Transaction, document_id: int) -> DocumentFile:
    """Read a document's file; raises NoResultFound while it is not ready."""
    query = select(Document.filename, Document.mime, DocumentBytes.content, Document.file_id)
    row = tx.execute(query.join(DocumentBytes).where(Document.id == document_id)).one()
    return DocumentFile(str(row.filename), str(row.mime), row.content, row.file_id)


def remember_file_id(tx: Transaction, document_id: int, file_id: str) -> None:
    """Keep the name by which Telegram knows the file, so that its bytes travel once."""
    tx.execute(update(Document).where(Document.id == document_id).values(file_id=file_id))


def _release_complete(tx: Transaction, office_id: int, document_id: int) -> None:
    """Let go every message of an office that waits for this document and for none that is still to come."""
    waiting = select(OutboxMessage.batch).where(
        OutboxMessage.office_id == office_id, OutboxMessage.state.in_(AWAITING), OutboxMessage.batch.is_not(None)
    )
    for batch in tx.execute(waiting.distinct()).scalars().all():
        name, *ids = str(batch).split(":")
        if name == _BATCH and str(document_id) in ids and not _coming(tx, [int(one) for one in ids]):
            release_batch(tx, str(batch))


def _coming(tx: Transaction, ids: Collection[int]) -> bool:
    """Whether any of these documents may still be made."""
    query = select(func.count()).where(Document.id.in_(ids), Document.state.in_(PENDING))
    return bool(tx.execute(query).scalar_one())


def _put_aside(tx: Transaction, office_id: int, document_id: int) -> None:
    """The cards beside a file that cannot be made go without it; the file itself goes when it is made after all."""
    aside = {"batch": f"{_MISSED}:{document_id}"}
    put = update(OutboxMessage).where(OutboxMessage.id.in_(_sending(tx, office_id, document_id)))
    tx.execute(put.where(OutboxMessage.office_id == office_id).values(aside))


def _send_missed(tx: Transaction, office_id: int, document_id: int) -> None:
    """Send the file to those whose card went without it, but for those who have asked for it anew."""
    missed = (OutboxMessage.office_id == office_id, OutboxMessage.batch == f"{_MISSED}:{document_id}")
    asking = select(OutboxMessage.officer_id).where(
        OutboxMessage.office_id == office_id, OutboxMessage.id.in_(_sending(tx, office_id, document_id))
    )
    again = update(OutboxMessage).where(*missed, OutboxMessage.officer_id.in_(asking))
    tx.execute(again.values(state="dead", batch=None, error="asked for anew"))
    release_batch(tx, f"{_MISSED}:{document_id}")


def _sending(tx: Transaction, office_id: int, document_id: int) -> list[int]:
    """The messages which wait to bring a document, and are not put aside."""
    waiting = select(OutboxMessage.id, OutboxMessage.payload).where(
        OutboxMessage.office_id == office_id,
        OutboxMessage.method.in_(_SENT_AS),
        OutboxMessage.state.in_(AWAITING),
        OutboxMessage.batch.startswith(f"{_BATCH}:"),
    )
    return [row.id for row in tx.execute(waiting) if row.payload.get("document_id") == document_id]


def missed() -> ColumnElement[bool]:
    """Whether a message waits for a file that failed: nobody knows when that will be made."""
    return OutboxMessage.batch.startswith(f"{_MISSED}:")


def _row(row: Any) -> DocumentRow:
    return DocumentRow(**{**row._mapping, "state": DocumentState(row.state)})
