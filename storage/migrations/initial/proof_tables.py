"""Files that come and go, and the audit, in revision 0001."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import CONTENT, ID, INSTANT, JSON, TEXT


def create() -> None:
    """Create them in the order of their foreign keys."""
    _audit_entry()
    _document()
    _letter_number()
    _document_bytes()
    _upload()
    _upload_bytes()
    _upload_picture()


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("chain", TEXT, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("officer_id", ID, nullable=True),
        sa.Column("action", TEXT, nullable=False),
        sa.Column("detail", JSON, nullable=False),
        sa.Column("previous", TEXT, nullable=False),
        sa.Column("digest", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_entry"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_audit_entry_office_id"),
        sa.UniqueConstraint("chain", "seq", name="uq_audit_entry_chain_seq"),
    )


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("batch", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("next_try_at", INSTANT, nullable=True),
        sa.Column("error", TEXT, nullable=True),
        sa.Column("filename", TEXT, nullable=True),
        sa.Column("mime", TEXT, nullable=True),
        sa.Column("size", ID, nullable=True),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("code", TEXT, nullable=True),
        sa.Column("seal", TEXT, nullable=True),
        sa.Column("file_id", TEXT, nullable=True),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("ready_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_document_cycle_id"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_document_office_id"),
        sa.UniqueConstraint("code", name="uq_document_code"),
        sa.UniqueConstraint("cycle_id", "kind", "part", "version", name="uq_document_cycle_id_kind_part_version"),
    )
    op.create_index("ix_document_batch", "document", ["batch"])
    op.create_index("ix_document_sha256", "document", ["sha256"])
    op.create_index("ix_document_state", "document", ["state"])


def _letter_number() -> None:
    op.create_table(
        "letter_number",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("seq", ID, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter_number"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_letter_number_cycle_id"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_letter_number_office_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_letter_number_officer_id"),
        sa.UniqueConstraint("cycle_id", "seq", name="uq_letter_number_cycle_id_seq"),
        sa.UniqueConstraint("office_id", "year", "seq", name="uq_letter_number_office_id_year_seq"),
    )


def _document_bytes() -> None:
    op.create_table(
        "document_bytes",
        sa.Column("document_id", ID, nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_bytes"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_document_bytes_document_id"),
    )


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=True),
        sa.Column("form_id", ID, nullable=True),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("row", TEXT, nullable=True),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("message_id", ID, nullable=False),
        sa.Column("file_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("mime", TEXT, nullable=False),
        sa.Column("size", ID, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("attempts", ID, nullable=False),
        sa.Column("sha256", TEXT, nullable=True),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("dropped_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_upload_cycle_id"),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name="fk_upload_form_id"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_upload_office_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_upload_officer_id"),
    )
    op.create_index("ix_upload_form_id", "upload", ["form_id"])
    op.create_index("ix_upload_state", "upload", ["state"])


def _upload_bytes() -> None:
    op.create_table(
        "upload_bytes",
        sa.Column("upload_id", ID, nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name="pk_upload_bytes"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_upload_bytes_upload_id"),
    )


def _upload_picture() -> None:
    op.create_table(
        "upload_picture",
        sa.Column("upload_id", ID, nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.PrimaryKeyConstraint("upload_id", name="pk_upload_picture"),
        sa.ForeignKeyConstraint(["upload_id"], ["upload.id"], name="fk_upload_picture_upload_id"),
    )
