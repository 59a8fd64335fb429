"""The lambang daerah on an office's letterhead: one picture an office, the newest replaces the one before."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables import OfficeEmblem


@dataclass(frozen=True, slots=True)
class EmblemRow:
    """Which picture an office has, without its bytes."""

    sha256: str
    changed_at: datetime


def content(tx: Transaction, office_id: int) -> bytes | None:
    """The PNG of an office's lambang; None if it has uploaded none."""
    query = select(OfficeEmblem.content).where(OfficeEmblem.office_id == office_id)
    return tx.execute(query).scalar_one_or_none()


def find(tx: Transaction, office_id: int) -> EmblemRow | None:
    """Which lambang an office has, and since when; None if it has uploaded none."""
    query = select(OfficeEmblem.sha256, OfficeEmblem.changed_at).where(OfficeEmblem.office_id == office_id)
    row = tx.execute(query).one_or_none()
    return EmblemRow(row.sha256, row.changed_at) if row else None


def put(tx: Transaction, office_id: int, picture: bytes, at: datetime) -> str:
    """Keep an office's lambang and give its SHA-256 in hexadecimal."""
    values = {"content": picture, "sha256": hashlib.sha256(picture).hexdigest(), "changed_at": at}
    mine = update(OfficeEmblem).where(OfficeEmblem.office_id == office_id).values(values)
    if tx.execute(mine).rowcount == 0:
        tx.execute(insert(OfficeEmblem).values(office_id=office_id, **values))
    return str(values["sha256"])
