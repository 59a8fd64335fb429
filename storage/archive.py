"""What an office archived: where words are found in it, and the files that people sent beside its documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, func, or_, select, true, type_coerce, update

from bot.sop.model import CycleStatus
from bot.sop.sheet import IndicatorLine, Sheet, from_plain
from storage.database import Transaction
from storage.documents import PENDING, DocumentState
from storage.forms import DROPPED, REQUESTED, STORED
from storage.notes import CHAPTER
from storage.records import Answer, Cycle, Document, Form, Note, Upload
from storage.tables import Period, Unit

_PLAIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a cycle something stands: in a unit's form or a row of it, or beside the forms in what `other` names."""

    unit_id: int | None = None
    row: str | None = None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of a cycle, with its place."""

    cycle_id: int
    place: Place
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledUpload:
    """A file that a person sent and the office keeps; unit and row (the sub kegiatan's key) for bukti dukung."""

    id: int
    purpose: str
    unit_id: int | None
    row: str | None
    name: str
    mime: str
    size: int
    sha256: str
    message_id: int
    uploaded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The last collection of a period, finished or not."""

    id: int
    status: CycleStatus
    closed_at: datetime | None
    letter_number: str | None


def last_of_period(tx: Transaction, office_id: int, year: int, quarter: int) -> Collected | None:
    """The collection of a period that was archived, or else the last one that was opened; None if none was."""
    query = (
        select(Cycle.id, Cycle.status, Cycle.closed_at, Cycle.letter_number)
        .join(Period, Period.id == Cycle.period_id)
        .where(Cycle.office_id == office_id, Period.year == year, Period.quarter == quarter)
        .order_by((Cycle.status == CycleStatus.SELESAI).desc(), Cycle.id.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    if row is None:
        return None
    status = CycleStatus(row.status)
    return Collected(id=row.id, status=status, closed_at=row.closed_at, letter_number=row.letter_number)


def uploads_of(tx: Transaction, office_id: int, cycle_id: int) -> list[FiledUpload]:
    """The files that are kept of a cycle: bukti dukung in the order of units and rows, then the others."""
    names = ("id", "purpose", "row", "name", "mime", "size", "sha256", "message_id", "uploaded_at")
    query = (
        select(*(getattr(Upload, name) for name in names), Form.unit_id)
        .outerjoin(Form, Form.id == Upload.form_id)
        .outerjoin(Unit, Unit.id == Form.unit_id)
        .where(Upload.office_id == office_id, Upload.cycle_id == cycle_id, Upload.state == STORED)
        .order_by(Upload.form_id.is_(None), Unit.position, Unit.id, Upload.row, Upload.id)
    )
    return [FiledUpload(**row._mapping) for row in tx.execute(query)]


def state_of(tx: Transaction, cycle_id: int, purpose: str) -> str | None:
    """How what was sent for a purpose stands: looked at while one file is, kept once one is; None if none was sent."""
    query = select(Upload.state).where(Upload.cycle_id == cycle_id, Upload.purpose == purpose, Upload.state != DROPPED)
    first = ((Upload.state == REQUESTED).desc(), (Upload.state == STORED).desc())
    return tx.execute(query.order_by(*first, Upload.id.desc()).limit(1)).scalar_one_or_none()


def last_sent(tx: Transaction, cycle_id: int, purpose: str) -> datetime | None:
    """When the newest file came that was sent for a purpose and not refused; None if none was."""
    standing = (Upload.cycle_id == cycle_id, Upload.purpose == purpose, Upload.state.in_((REQUESTED, STORED)))
    return tx.execute(select(func.max(Upload.uploaded_at)).where(*standing)).scalar_one()


class Sent(NamedTuple):
    """To which cycle a file was sent outside a form, and for what."""

    cycle_id: int
    purpose: str


def sent_to(tx: Transaction, upload_id: int) -> Sent | None:
    """What a file was sent for; None for one that belongs to a form, or to no cycle."""
    query = select(Upload.cycle_id, Upload.purpose).where(Upload.id == upload_id, Upload.form_id.is_(None))
    row = tx.execute(query).one_or_none()
    return None if row is None or row.cycle_id is None else Sent(row.cycle_id, row.purpose)


def drop_sent(tx: Transaction, cycle_id: int, purpose: str, at: datetime) -> None:
    """Put aside what was sent for a purpose; bytes that were kept stay on record."""
    mine = (Upload.cycle_id == cycle_id, Upload.purpose == purpose, Upload.state != DROPPED)
    tx.execute(update(Upload).where(*mine).values(state=DROPPED, dropped_at=at))


def still_coming(tx: Transaction, cycle_id: int) -> int:
    """How many documents of a cycle are still to be made, and how many files of it still to be fetched."""
    made = select(func.count()).where(Document.cycle_id == cycle_id, Document.state.in_(PENDING))
    fetched = select(func.count()).where(Upload.cycle_id == cycle_id, Upload.state == REQUESTED)
    return int(tx.execute(made).scalar_one()) + int(tx.execute(fetched).scalar_one())


def count(tx: Transaction, office_id: int, without: Collection[str]) -> int:
    """How many documents, but for kinds left out, and how many files lie in an office's archive."""
    done = (Cycle.office_id == office_id, Cycle.status == CycleStatus.SELESAI)
    made = select(func.count()).select_from(Document).join(Cycle, Cycle.id == Document.cycle_id)
    ready = (Document.state == DocumentState.READY, Document.kind.not_in(without))
    sent = select(func.count()).select_from(Upload).join(Cycle, Cycle.id == Upload.cycle_id)
    return sum(
        int(tx.execute(query).scalar_one())
        for query in (made.where(*done, *ready), sent.where(*done, Upload.state == STORED))
    )


def passages(tx: Transaction, cycle_ids: Sequence[int], words: Collection[str]) -> Iterator[Passage]:
    """The texts of these cycles in which one of the folded words may stand, and perhaps some in which none does.

    A database folds case in its own way, so it is asked only for the plain letters and digits of the words; the
    caller looks again.
    """
    yield from _of_forms(tx, cycle_ids, words)
    numbered = select(Cycle.id, Cycle.letter_number, Cycle.instruction).where(Cycle.id.in_(cycle_ids))
    for row in tx.execute(numbered.where(_any(words, Cycle.letter_number, Cycle.instruction)).order_by(Cycle.id)):
        yield Passage(row.id, Place(other="surat"), row.letter_number or "")
        yield Passage(row.id, Place(other="perintah"), row.instruction)
    noted = select(Note.cycle_id, Note.kind, Note.text).where(Note.cycle_id.in_(cycle_ids), _any(words, Note.text))
    for row in tx.execute(noted.order_by(Note.id)):
        yield Passage(row.cycle_id, Place(other="narasi" if row.kind == CHAPTER else "catatan"), row.text)
    sent = select(Cycle.id, Upload.name).join(Upload, Upload.cycle_id == Cycle.id).where(Cycle.id.in_(cycle_ids))
    kept = (Upload.state == STORED, Upload.form_id.is_(None), _any(words, Upload.name))
    for file in tx.execute(sent.where(*kept).order_by(Upload.id)):
        yield Passage(file.id, Place(other="berkas"), file.name)


def _of_forms(tx: Transaction, cycle_ids: Sequence[int], words: Collection[str]) -> Iterator[Passage]:
    where = Form.cycle_id.in_(cycle_ids)
    sheet = type_coerce(Form.sheet, Text)
    base = select(Form.cycle_id, Form.unit_id, Form.sheet, Unit.name).join(Unit, Unit.id == Form.unit_id)
    for row in tx.execute(_ordered(base.where(where, _any(words, Unit.name, sheet)))):
        yield Passage(row.cycle_id, Place(row.unit_id), row.name)
        for key, text in _said(from_plain(row.sheet)):
            yield Passage(row.cycle_id, Place(row.unit_id, key), text)
    given = select(Form.cycle_id, Form.unit_id, Answer.field, Answer.value, Answer.note)
    given = given.join(Answer, Answer.form_id == Form.id).join(Unit, Unit.id == Form.unit_id)
    for row in tx.execute(_ordered(given.where(where, _any(words, Answer.value, Answer.note)))):
        yield Passage(row.cycle_id, Place(row.unit_id, _row_of(row.field)), f"{row.value or ''}\n{row.note or ''}")
    proofs = select(Form.cycle_id, Form.unit_id, Upload.row, Upload.name)
    proofs = proofs.join(Upload, Upload.form_id == Form.id).join(Unit, Unit.id == Form.unit_id)
    for row in tx.execute(_ordered(proofs.where(where, Upload.state == STORED, _any(words, Upload.name)))):
        yield Passage(row.cycle_id, Place(row.unit_id, row.row), row.name)


def _ordered(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.order_by(Form.cycle_id, Unit.position, Unit.id)


def _said(sheet: Sheet) -> Iterator[tuple[str | None, str]]:
    """What a form asks about: every sub kegiatan with its indicators by key, and the Camat's indicators."""
    for row in sheet.rows:
        own = (row.code, row.name, row.program, row.activity)
        yield row.key, "\n".join(part for part in (*own, *map(_indicator, row.indicators)) if part)
    for line in sheet.iku:
        yield None, _indicator(line)


def _indicator(line: IndicatorLine) -> str:
    return "\n".join(part for part in (line.code, line.name, line.objective, line.measure) if part)


def _row_of(field: str) -> str | None:
    """The sub kegiatan of a field: 'ind:2.1' and 'bukti:2' belong to '2', an IKU's field to none."""
    key = field.partition(":")[2].partition(".")[0]
    return key if key.isdigit() else None


def _any(words: Collection[str], *columns: Any) -> ColumnElement[bool]:
    plain = [max(_PLAIN.findall(word), key=len, default="") for word in words]
    if not all(plain):
        return true()
    lowered = [func.lower(column) for column in columns]
    return or_(*(column.contains(part, autoescape=True) for column in lowered for part in plain))
