"""The tables at the Telegram edge in revision 0001."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import ID, INSTANT, JSON, TEXT


def create() -> None:
    """Create them in the order of their foreign keys."""
    _intake_update()
    _outbox_message()
    _stranger()


def _intake_update() -> None:
    op.create_table(
        "intake_update",
        sa.Column("update_id", ID, nullable=False, autoincrement=False),
        sa.Column("user_id", ID, nullable=True),
        sa.Column("raw", TEXT, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("done_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("update_id", name="pk_intake_update"),
    )
    op.create_index("ix_intake_update_state_update_id", "intake_update", ["state", "update_id"])


def _outbox_message() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("office_id", ID, nullable=True),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("chat_id", ID, nullable=True),
        sa.Column("task_id", ID, nullable=True),
        sa.Column("batch", TEXT, nullable=True),
        sa.Column("method", TEXT, nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("priority", ID, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("message_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("sent_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_message"),
        sa.UniqueConstraint("key", name="uq_outbox_message_key"),
    )
    op.create_index("ix_outbox_message_batch", "outbox_message", ["batch"])
    op.create_index("ix_outbox_message_officer_id_task_id", "outbox_message", ["officer_id", "task_id"])
    op.create_index("ix_outbox_message_state_priority_id", "outbox_message", ["state", "priority", "id"])


def _stranger() -> None:
    op.create_table(
        "stranger",
        sa.Column("telegram_id", ID, nullable=False, autoincrement=False),
        sa.Column("refused_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("telegram_id", name="pk_stranger"),
    )
