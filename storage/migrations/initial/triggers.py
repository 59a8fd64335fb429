"""Triggers of revision 0001: what is written once is never changed or removed."""

from alembic import op

WRITTEN_ONCE = ("audit_entry", "document_bytes")

_REFUSE = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% hanya dapat ditambah', TG_TABLE_NAME; END $$
"""


def create() -> None:
    """Refuse every UPDATE and DELETE (and TRUNCATE on PostgreSQL) of the tables that are written once."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(_REFUSE)
    for table in WRITTEN_ONCE:
        _postgresql(table) if op.get_context().dialect.name == "postgresql" else _sqlite(table)


def _sqlite(table: str) -> None:
    # ABORT undoes the statement only; ROLLBACK would end the transaction that others share.
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} hanya dapat ditambah'); END"
    op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")


def _postgresql(table: str) -> None:
    for name, when, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER {table}_no_{name} BEFORE {when} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION refuse_change()"
        )
