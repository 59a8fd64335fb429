"""The tables at the Telegram edge: what came in, and what must go out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class IntakeUpdate(Base):
    """A raw update as Telegram gave it, kept before it is confirmed; state pending, done or dead."""

    __tablename__ = "intake_update"
    __table_args__ = (Index(None, "state", "update_id"),)
    update_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int | None]
    raw: Mapped[str | None]
    state: Mapped[str]
    attempts: Mapped[int]
    error: Mapped[str | None]
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class OutboxMessage(Base):
    """One effect on Telegram, written with the act that caused it and sent afterwards.

    `key` makes the effect unique. `method` is message, document, edit or voice; `payload` has text, buttons, silent,
    document_id, upload_id, target (the outbox id whose message an edit changes), tasks (of which a reminder speaks).
    `state`: waiting (for a person who has not joined or for the documents of `batch`), pending, sending, sent, dead.
    `priority`: 0 reply, 1 card, 2 reminder; a chat's messages go out in order of (priority, id).
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(None, "state", "priority", "id"),
        Index(None, "officer_id", "task_id"),
        # Most messages are of no task, and cost this index nothing.
        Index(None, "task_id", sqlite_where=text("task_id IS NOT NULL"), postgresql_where=text("task_id IS NOT NULL")),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    office_id: Mapped[int | None]
    officer_id: Mapped[int | None]
    chat_id: Mapped[int | None]
    task_id: Mapped[int | None]
    batch: Mapped[str | None] = mapped_column(index=True)
    method: Mapped[str]
    payload: Mapped[dict[str, Any]]
    priority: Mapped[int]
    state: Mapped[str]
    attempts: Mapped[int]
    not_before: Mapped[datetime | None]
    error: Mapped[str | None]
    message_id: Mapped[int | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


class Stranger(Base):
    """When someone who is in no office was last refused, so that he hears it once an hour."""

    __tablename__ = "stranger"
    telegram_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    refused_at: Mapped[datetime]
