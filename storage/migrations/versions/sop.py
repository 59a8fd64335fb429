"""Revision 0002: each cycle keeps to the version of the SOP with which it was opened."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import TEXT

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Let the cycles that there are keep to the one SOP that there was."""
    op.add_column("cycle", sa.Column("sop", TEXT, nullable=False, server_default="long-ikis@2022"))
