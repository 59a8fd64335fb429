"""What the bot still owes an officer: acts of his that are not carried out, files not looked at, messages not sent."""

from __future__ import annotations

from sqlalchemy import bindparam, exists, or_, select

from storage.database import Transaction
from storage.documents import missed
from storage.forms import REQUESTED
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Upload

_ACTS = exists().where(IntakeUpdate.user_id == bindparam("telegram_id"), IntakeUpdate.state == "pending")
_FILES = exists().where(Upload.officer_id == bindparam("officer_id"), Upload.state == REQUESTED)
_ON_ITS_WAY = or_(
    OutboxMessage.state.in_(("pending", "sending")),
    # What waits for documents comes by itself, unless one failed; what waits for a person who blocks the bot does not.
    (OutboxMessage.state == "waiting")
    & OutboxMessage.batch.is_not(None)
    & ~missed()
    & OutboxMessage.chat_id.is_not(None),
)
# The sum keeps SQLite from going through all that he was ever sent: few messages are on their way, of many that were.
_HIS = OutboxMessage.officer_id + 0 == bindparam("officer_id")
_MESSAGES = exists().where(_HIS, _ON_ITS_WAY)
_OWED = select(or_(_ACTS, _FILES, _MESSAGES))


def owes(tx: Transaction, officer_id: int, telegram_id: int) -> bool:
    """Whether the bot has anything under way for an officer, who uses this Telegram account."""
    return bool(tx.execute(_OWED, {"officer_id": officer_id, "telegram_id": telegram_id}).scalar_one())
