"""The tables of a cycle in revision 0001."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import DAY, FLAG, ID, INSTANT, JSON, TEXT


def create() -> None:
    """Create them in the order of their foreign keys."""
    _cycle()
    _form()
    _note()
    _task()
    _answer()
    _deadline()
    _extension_request()
    _prompt()
    _submission()


def _cycle() -> None:
    op.create_table(
        "cycle",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("period_id", ID, nullable=False),
        sa.Column("live", ID, nullable=True),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("putaran", ID, nullable=False),
        sa.Column("recap_version", ID, nullable=False),
        sa.Column("document_version", ID, nullable=False),
        sa.Column("instruction", TEXT, nullable=False),
        sa.Column("urgency", TEXT, nullable=False),
        sa.Column("data_until", DAY, nullable=False),
        sa.Column("letter_number", TEXT, nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("figures", JSON, nullable=True),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_cycle"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_cycle_office_id"),
        sa.ForeignKeyConstraint(["period_id"], ["period.id"], name="fk_cycle_period_id"),
        sa.UniqueConstraint("period_id", "live", name="uq_cycle_period_id_live"),
    )
    op.create_index("ix_cycle_office_id_status", "cycle", ["office_id", "status"])


def _form() -> None:
    op.create_table(
        "form",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("receiver", TEXT, nullable=False),
        sa.Column("runs", FLAG, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("before", TEXT, nullable=False),
        sa.Column("since", INSTANT, nullable=True),
        sa.Column("kiriman", ID, nullable=False),
        sa.Column("filled_by", ID, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("sheet", JSON, nullable=False),
        sa.Column("directions", JSON, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("accepted_by", ID, nullable=True),
        sa.Column("on_behalf_confirmed_at", INSTANT, nullable=True),
        sa.Column("asked", ID, nullable=False),
        sa.Column("answered", ID, nullable=False),
        sa.Column("touched_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_form"),
        sa.ForeignKeyConstraint(["accepted_by"], ["officer.id"], name="fk_form_accepted_by"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_form_cycle_id"),
        sa.ForeignKeyConstraint(["filled_by"], ["officer.id"], name="fk_form_filled_by"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_form_office_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_form_unit_id"),
        sa.UniqueConstraint("cycle_id", "unit_id", name="uq_form_cycle_id_unit_id"),
    )


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("part", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_note_cycle_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_note_officer_id"),
        sa.UniqueConstraint("cycle_id", "kind", "part", name="uq_note_cycle_id_kind_part"),
    )


def _task() -> None:
    op.create_table(
        "task",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("cycle_id", ID, nullable=False),
        sa.Column("number", ID, nullable=False),
        sa.Column("step", ID, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("putaran", ID, nullable=False),
        sa.Column("opened_by", ID, nullable=True),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("version", ID, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("started_at", INSTANT, nullable=True),
        sa.Column("due_at", INSTANT, nullable=True),
        sa.Column("closed_at", INSTANT, nullable=True),
        sa.Column("closed_by", ID, nullable=True),
        sa.Column("outcome", TEXT, nullable=True),
        sa.Column("expired", FLAG, nullable=False),
        sa.Column("allowance", JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_task"),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name="fk_task_closed_by"),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name="fk_task_cycle_id"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_task_office_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_task_unit_id"),
        sa.UniqueConstraint("cycle_id", "number", name="uq_task_cycle_id_number"),
    )
    op.create_index("ix_task_office_id_state_role", "task", ["office_id", "state", "role"])


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("form_id", ID, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=True),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("answered_at", INSTANT, nullable=False),
        sa.Column("message_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("form_id", "field", name="pk_answer"),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name="fk_answer_form_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_answer_officer_id"),
    )


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("task_id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("due_at", INSTANT, nullable=False),
        sa.Column("next_rung", TEXT, nullable=False),
        sa.Column("next_at", INSTANT, nullable=False),
        sa.Column("mornings", ID, nullable=False),
        sa.Column("reminded", ID, nullable=False),
        sa.Column("nudged_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("task_id", name="pk_deadline"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_deadline_office_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_deadline_task_id"),
    )
    op.create_index("ix_deadline_next_at_office_id", "deadline", ["next_at", "office_id"])
    op.create_index("ix_deadline_office_id_next_at", "deadline", ["office_id", "next_at"])


def _extension_request() -> None:
    op.create_table(
        "extension_request",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("task_id", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("length", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT, nullable=True),
        sa.Column("decided_by", ID, nullable=True),
        sa.Column("granted", FLAG, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_extension_request"),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name="fk_extension_request_decided_by"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_extension_request_office_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_extension_request_officer_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_extension_request_task_id"),
    )
    op.create_index("ix_extension_request_task_id", "extension_request", ["task_id"])


def _prompt() -> None:
    op.create_table(
        "prompt",
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("purpose", TEXT, nullable=False),
        sa.Column("task_id", ID, nullable=True),
        sa.Column("version", ID, nullable=False),
        sa.Column("context", JSON, nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("last_text_at", INSTANT, nullable=True),
        sa.Column("outbox_id", ID, nullable=True),
        sa.PrimaryKeyConstraint("officer_id", name="pk_prompt"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_prompt_officer_id"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name="fk_prompt_task_id"),
    )


def _submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", ID, nullable=False),
        sa.Column("form_id", ID, nullable=False),
        sa.Column("kiriman", ID, nullable=False),
        sa.Column("putaran", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("submitted_at", INSTANT, nullable=False),
        sa.Column("answers", JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name="fk_submission_form_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_submission_officer_id"),
        sa.UniqueConstraint("form_id", "kiriman", name="uq_submission_form_id_kiriman"),
    )
