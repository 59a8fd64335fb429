"""Small pictures of bukti dukung for the Dokumen's contact sheet; empty for files that cannot be shown."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from storage.database import Transaction
from storage.forms import PROOF, STORED
from storage.inserts import insert_new
from storage.records import Upload, UploadBytes, UploadPicture


def missing(tx: Transaction, cycle_id: int) -> list[int]:
    """The files of a cycle's forms that are on record and have no picture yet, in the order in which they came."""
    query = (
        select(Upload.id)
        .outerjoin(UploadPicture, UploadPicture.upload_id == Upload.id)
        .where(Upload.cycle_id == cycle_id, Upload.purpose == PROOF, Upload.state == STORED)
        .where(UploadPicture.upload_id.is_(None))
    )
    return list(tx.execute(query.order_by(Upload.id)).scalars())


def original(tx: Transaction, upload_id: int) -> tuple[bytes, str]:
    """The bytes of a file on record and the MIME type that they have shown; raises NoResultFound without one."""
    query = select(UploadBytes.content, Upload.mime).join(Upload, Upload.id == UploadBytes.upload_id)
    row = tx.execute(query.where(Upload.id == upload_id)).one()
    return row.content, row.mime


def keep(tx: Transaction, upload_id: int, picture: bytes | None) -> None:
    """Note a file's picture, or that it has none; one that is there already stays."""
    row = {"upload_id": upload_id, "content": picture or b""}
    insert_new(tx, UploadPicture, [row], UploadPicture.upload_id)


def load(tx: Transaction, uploads: Collection[int], most_bytes: int) -> dict[int, bytes]:
    """The pictures of files by their ids, first come first served up to so many bytes together."""
    size = func.length(UploadPicture.content).label("size")
    query = select(UploadPicture.upload_id, size).where(UploadPicture.upload_id.in_(uploads), size > 0)
    chosen, room = list[int](), most_bytes
    for row in tx.execute(query.order_by(UploadPicture.upload_id)):
        if row.size <= room:
            chosen.append(row.upload_id)
            room -= row.size
    found = select(UploadPicture.upload_id, UploadPicture.content).where(UploadPicture.upload_id.in_(chosen))
    return {row.upload_id: row.content for row in tx.execute(found)}
