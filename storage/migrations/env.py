"""Run by Alembic: applies the revisions on the connection and in the transaction that `storage.migrate` gives."""

from alembic import context

from storage.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    # The transaction belongs to the caller, on SQLite, too, where Alembic would not think of one.
    transactional_ddl=False,
)
context.run_migrations()
