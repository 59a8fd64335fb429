"""Documents that whoever was making them left behind, taken up again."""

from __future__ import annotations

from sqlalchemy import select, update

from storage.database import Transaction
from storage.documents import DocumentState
from storage.records import Document

_BEGUN = Document.state == DocumentState.RENDERING
_ANY_BEGUN = select(Document.id).where(_BEGUN).limit(1)


def begun(tx: Transaction) -> bool:
    """Whether any document is being rendered, by whomever."""
    return tx.execute(_ANY_BEGUN).first() is not None


def recover(tx: Transaction) -> int:
    """Take back what was being rendered when its process died, or its outcome was not written; gives how many."""
    return tx.execute(update(Document).where(_BEGUN).values(state=DocumentState.REQUESTED)).rowcount


def retry_failed(tx: Transaction) -> int:
    """Try anew what had failed, since a new start may have brought what was missing; gives how many."""
    failed = update(Document).where(Document.state == DocumentState.FAILED)
    return tx.execute(failed.values(state=DocumentState.REQUESTED, next_try_at=None, attempts=0)).rowcount
