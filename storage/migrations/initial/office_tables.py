"""The office's own tables in revision 0001."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.kinds import CONTENT, DAY, FIGURE, FLAG, ID, INSTANT, JSON, TEXT


def create() -> None:
    """Create them in the order of their foreign keys."""
    _heartbeat()
    _office()
    _calendar_day()
    _earlier_figure()
    _office_emblem()
    _officer()
    _period()
    _unit()
    _assignment()
    _invitation()
    _sub_activity()
    _indicator()


def _heartbeat() -> None:
    op.create_table(
        "heartbeat",
        sa.Column("id", ID, nullable=False),
        sa.Column("started_at", INSTANT, nullable=False),
        sa.Column("last_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_heartbeat"),
    )


def _office() -> None:
    op.create_table(
        "office",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("config", JSON, nullable=False),
        sa.Column("calendar_mark", TEXT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_office"),
    )


def _calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column("spans", JSON, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_day"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_calendar_day_office_id"),
        sa.UniqueConstraint("office_id", "day", name="uq_calendar_day_office_id_day"),
    )


def _earlier_figure() -> None:
    op.create_table(
        "earlier_figure",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("quarter", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("value", FIGURE, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_earlier_figure"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_earlier_figure_office_id"),
        sa.UniqueConstraint(
            "office_id", "year", "quarter", "code", name="uq_earlier_figure_office_id_year_quarter_code"
        ),
    )


def _office_emblem() -> None:
    op.create_table(
        "office_emblem",
        sa.Column("office_id", ID, nullable=False),
        sa.Column("content", CONTENT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("office_id", name="pk_office_emblem"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_office_emblem_office_id"),
    )


def _officer() -> None:
    op.create_table(
        "officer",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("honorific", TEXT, nullable=False),
        sa.Column("post", TEXT, nullable=False),
        sa.Column("rank", TEXT, nullable=False),
        sa.Column("nip", TEXT, nullable=False),
        sa.Column("is_admin", FLAG, nullable=False),
        sa.Column("telegram_id", ID, nullable=True),
        sa.Column("joined_at", INSTANT, nullable=True),
        sa.Column("unreachable_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_officer"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_officer_office_id"),
        sa.UniqueConstraint("office_id", "code", name="uq_officer_office_id_code"),
        sa.UniqueConstraint("telegram_id", name="uq_officer_telegram_id"),
    )


def _period() -> None:
    op.create_table(
        "period",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("quarter", ID, nullable=False),
        sa.Column("opens_on", DAY, nullable=False),
        sa.Column("send_by", DAY, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_period"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_period_office_id"),
        sa.UniqueConstraint("office_id", "year", "quarter", name="uq_period_office_id_year_quarter"),
    )
    op.create_index("ix_period_state_opens_on", "period", ["state", "opens_on"])


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unit"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_unit_office_id"),
        sa.UniqueConstraint("office_id", "code", name="uq_unit_office_id_code"),
    )


def _assignment() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("role", TEXT, nullable=False),
        sa.Column("unit_id", ID, nullable=True),
        sa.Column("capacity", TEXT, nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_assignment_office_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_assignment_officer_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_assignment_unit_id"),
    )
    op.create_index("ix_assignment_office_id_role_unit_id", "assignment", ["office_id", "role", "unit_id"])
    op.create_index("ix_assignment_officer_id", "assignment", ["officer_id"])


def _invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("officer_id", ID, nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("revoked_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_invitation_office_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_invitation_officer_id"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_index("ix_invitation_officer_id", "invitation", ["officer_id"])


def _sub_activity() -> None:
    op.create_table(
        "sub_activity",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("year", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("activity", TEXT, nullable=False),
        sa.Column("program", TEXT, nullable=False),
        sa.Column("budget", FIGURE, nullable=True),
        sa.Column("running", FLAG, nullable=False),
        sa.Column("idle_reason", TEXT, nullable=True),
        sa.Column("position", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sub_activity"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_sub_activity_office_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_sub_activity_unit_id"),
        sa.UniqueConstraint("office_id", "year", "code", name="uq_sub_activity_office_id_year_code"),
    )


def _indicator() -> None:
    op.create_table(
        "indicator",
        sa.Column("id", ID, nullable=False),
        sa.Column("office_id", ID, nullable=False),
        sa.Column("unit_id", ID, nullable=False),
        sa.Column("sub_activity_id", ID, nullable=True),
        sa.Column("year", ID, nullable=False),
        sa.Column("code", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("objective", TEXT, nullable=False),
        sa.Column("measure", TEXT, nullable=False),
        sa.Column("polarity", TEXT, nullable=False),
        sa.Column("formula", TEXT, nullable=False),
        sa.Column("year_method", TEXT, nullable=False),
        sa.Column("whole", FLAG, nullable=False),
        sa.Column("target_1", FIGURE, nullable=True),
        sa.Column("target_2", FIGURE, nullable=True),
        sa.Column("target_3", FIGURE, nullable=True),
        sa.Column("target_4", FIGURE, nullable=True),
        sa.Column("target_year", FIGURE, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("position", ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name="fk_indicator_office_id"),
        sa.ForeignKeyConstraint(["sub_activity_id"], ["sub_activity.id"], name="fk_indicator_sub_activity_id"),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name="fk_indicator_unit_id"),
        sa.UniqueConstraint("office_id", "year", "code", name="uq_indicator_office_id_year_code"),
    )
