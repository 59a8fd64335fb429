"""Whether a bot that is measured or tried has come to rest."""

from __future__ import annotations

from sqlalchemy import func, select

from storage.database import Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Document


def left(tx: Transaction) -> int:
    """How many updates are not carried out, messages not sent and papers not made, of those that can be."""
    updates = select(func.count()).where(IntakeUpdate.state == "pending")
    messages = select(func.count()).where(OutboxMessage.state.in_(("pending", "sending", "waiting")))
    papers = select(func.count()).where(Document.state.in_(("requested", "rendering")))
    return sum(tx.execute(one).scalar_one() for one in (updates, messages, papers))
