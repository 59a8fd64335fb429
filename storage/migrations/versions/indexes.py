"""Revision 0003: a task's card and a cycle's files are found among their own, not among all that ever were."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Index messages by the task that they are of, if any, and uploads by their cycle."""
    of_a_task = sa.text("task_id IS NOT NULL")
    op.create_index(
        "ix_outbox_message_task_id",
        "outbox_message",
        ["task_id"],
        sqlite_where=of_a_task,
        postgresql_where=of_a_task,
    )
    op.create_index("ix_upload_cycle_id", "upload", ["cycle_id"])
