"""Files that people send: noted when they arrive, fetched later, refused or kept with their bytes (SOP step 5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from storage.database import Transaction
from storage.forms import DROPPED, PROOF, REFUSED, REQUESTED, STORED
from storage.records import Upload, UploadBytes

AT_ONCE = 20
"""So many files of one look at most; what is left comes in the next."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that is still on Telegram's side; `row` is the key of its sub kegiatan, for bukti dukung."""

    id: int
    office_id: int
    officer_id: int
    form_id: int | None
    row: str | None
    purpose: str
    file_id: str
    name: str
    attempts: int


# Built once: it is asked again after nearly every act.
_WAITING = (
    select(*(getattr(Upload, name) for name in Waiting.__dataclass_fields__))
    .where(Upload.state == REQUESTED, Upload.id.not_in(bindparam("resting", expanding=True)))
    .order_by(Upload.attempts, Upload.id)
    .limit(bindparam("most"))
)


def request(
    tx: Transaction,
    *,
    office_id: int,
    officer_id: int,
    message_id: int,
    file_id: str,
    name: str,
    mime: str,
    size: int,
    at: datetime,
    purpose: str = PROOF,
    cycle_id: int | None = None,
    form_id: int | None = None,
    row: str | None = None,
) -> int:
    """Note a file that is to be fetched and give its id; name, MIME type and size are what the sender claims."""
    values = {
        "office_id": office_id,
        "cycle_id": cycle_id,
        "form_id": form_id,
        "purpose": purpose,
        "row": row,
        "officer_id": officer_id,
        "message_id": message_id,
        "file_id": file_id,
        "name": name,
        "mime": mime,
        "size": size,
        "state": REQUESTED,
        "attempts": 0,
        "uploaded_at": at,
    }
    upload_id: int = tx.execute(insert(Upload).values(values).returning(Upload.id)).scalar_one()
    return upload_id


def waiting(tx: Transaction, resting: Collection[int] = ()) -> tuple[Waiting, ...]:
    """The files to be fetched but for those that rest, those that were tried least first."""
    return tuple(Waiting(*row) for row in tx.execute(_WAITING, {"resting": list(resting), "most": AT_ONCE}))


def store(tx: Transaction, upload_id: int, content: bytes, *, mime: str, sha256: str) -> bool:
    """Keep a fetched file; False, and nothing kept, if it is no longer wanted."""
    values = {"state": STORED, "mime": mime, "size": len(content), "sha256": sha256}
    wanted = update(Upload).where(Upload.id == upload_id, Upload.state == REQUESTED).values(values)
    if tx.execute(wanted).rowcount != 1:
        return False
    tx.execute(insert(UploadBytes).values(upload_id=upload_id, content=content))
    return True


def refuse(tx: Transaction, upload_id: int) -> bool:
    """Give up on a file; False if it is no longer wanted."""
    wanted = update(Upload).where(Upload.id == upload_id, Upload.state == REQUESTED)
    return tx.execute(wanted.values(state=REFUSED, attempts=Upload.attempts + 1)).rowcount == 1


def retry(tx: Transaction, upload_id: int) -> None:
    """Count a try that failed by no fault of the file."""
    tx.execute(update(Upload).where(Upload.id == upload_id).values(attempts=Upload.attempts + 1))


def let_go(tx: Transaction, upload_id: int, at: datetime) -> bool:
    """Note that a file was only looked at, so that its bytes are not kept; False if it is no longer wanted."""
    wanted = update(Upload).where(Upload.id == upload_id, Upload.state == REQUESTED)
    return tx.execute(wanted.values(state=DROPPED, dropped_at=at, attempts=Upload.attempts + 1)).rowcount == 1


def drop(tx: Transaction, upload_id: int, form_id: int, at: datetime) -> str | None:
    """Take a file out of a form and give its row's key; None if it is not there. Its bytes stay on record."""
    his = (Upload.id == upload_id, Upload.form_id == form_id, Upload.state.in_((REQUESTED, STORED)))
    statement = update(Upload).where(*his).values(state=DROPPED, dropped_at=at).returning(Upload.row)
    return tx.execute(statement).scalar_one_or_none()


def sender(tx: Transaction, upload_id: int, purpose: str) -> int | None:
    """Who sent a file of this purpose; None if there is no such file."""
    query = select(Upload.officer_id).where(Upload.id == upload_id, Upload.purpose == purpose)
    return tx.execute(query).scalar_one_or_none()


def name_of(tx: Transaction, upload_id: int) -> tuple[str, str, str]:
    """A file's name, MIME type and the name by which Telegram has it; raises NoResultFound for an unknown id."""
    row = tx.execute(select(Upload.name, Upload.mime, Upload.file_id).where(Upload.id == upload_id)).one()
    return row.name, row.mime, row.file_id


def content(tx: Transaction, upload_id: int) -> bytes:
    """The bytes of a file; raises LookupError where none are kept."""
    kept = tx.execute(select(UploadBytes.content).where(UploadBytes.upload_id == upload_id)).one_or_none()
    if kept is None:
        raise LookupError(upload_id)
    return bytes(kept.content)
