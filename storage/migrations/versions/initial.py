"""Revision 0001: every table of the first release, and the triggers that protect what is written once."""

from storage.migrations.initial import cycle_tables, edge_tables, office_tables, proof_tables, triggers

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the whole schema."""
    office_tables.create()
    cycle_tables.create()
    proof_tables.create()
    edge_tables.create()
    triggers.create()
