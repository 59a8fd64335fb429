"""Whether bytes are those of a file that an office keeps: a document that it issued, or one that was sent to it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select, union

from storage.database import Transaction
from storage.documents import DocumentState
from storage.records import Document, Upload, UploadBytes

_AT_ONCE = 500


def kept(tx: Transaction, hashes: Collection[str]) -> set[str]:
    """Of these SHA-256 (hexadecimal), those of files of any office whose bytes are in this database."""
    wanted, found = sorted(set(hashes)), set[str]()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        issued = select(Document.sha256).where(Document.sha256.in_(some), Document.state == DocumentState.READY)
        sent = (
            select(Upload.sha256).join(UploadBytes, UploadBytes.upload_id == Upload.id).where(Upload.sha256.in_(some))
        )
        found.update(str(row[0]) for row in tx.execute(union(issued, sent)))
    return found
