"""What officers write about a cycle: notes on a recap, chapters of the Dokumen, references of corrections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from storage.database import Transaction
from storage.records import Note
from storage.tables import Officer

CHAPTER = "bab"
"""The kind of the notes that are chapters of the Dokumen, each in the part with its name."""


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note with the name of its author; `part` says what of its kind it is about."""

    part: str
    text: str
    author: str
    written_at: datetime


def write(
    tx: Transaction, cycle_id: int, kind: str, part: str, text: str, officer_id: int, written_at: datetime
) -> None:
    """Write a note in place of an earlier one of the same kind and part."""
    key = {"cycle_id": cycle_id, "kind": kind, "part": part}
    values = {"text": text, "officer_id": officer_id, "written_at": written_at}
    if tx.execute(update(Note).filter_by(**key).values(values)).rowcount == 0:
        tx.execute(insert(Note).values(**key, **values))


def drop(tx: Transaction, cycle_id: int, kind: str, prefix: str) -> None:
    """Take away the notes of a kind whose part begins so."""
    mine = (Note.cycle_id == cycle_id, Note.kind == kind)
    tx.execute(delete(Note).where(*mine, Note.part.startswith(prefix, autoescape=True)))


def text(tx: Transaction, cycle_id: int, kind: str, part: str = "") -> str | None:
    """Read one note, None if there is none."""
    return tx.execute(select(Note.text).filter_by(cycle_id=cycle_id, kind=kind, part=part)).scalar_one_or_none()


def of_kind(tx: Transaction, cycle_id: int, kind: str) -> dict[str, str]:
    """Read all notes of a kind by part, in the order in which they were first written."""
    return {one.part: one.text for one in authored(tx, cycle_id, kind)}


def authored(tx: Transaction, cycle_id: int, kind: str) -> list[NoteRow]:
    """Read all notes of a kind with their authors, in the order in which they were first written."""
    query = select(Note.part, Note.text, Officer.name, Note.written_at).join(Officer, Officer.id == Note.officer_id)
    query = query.where(Note.cycle_id == cycle_id, Note.kind == kind).order_by(Note.id)
    return [NoteRow(*row) for row in tx.execute(query)]
