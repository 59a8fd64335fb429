"""The tables of an office: who is in it, what it reports, and when the bot was there; a cycle's are in `records`."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.types import ExactDecimal, Json, UtcDateTime

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
FIRST_SOP = "long-ikis@2022"
"""By which every cycle ran while there was no other."""

Id = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """Root of every table; constraints are named so that migrations can speak of them."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {
        str: Text,
        int: Id,
        datetime: UtcDateTime,
        Decimal: ExactDecimal,
        dict[str, Any]: Json,
        list[Any]: Json,
    }


class Office(Base):
    """One kantor; `config` holds letterhead, hours, zone, addressee and the other words of its documents.

    `calendar_mark` tells the working time by which its open limits were computed last.
    """

    __tablename__ = "office"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    zone: Mapped[str]
    config: Mapped[dict[str, Any]]
    calendar_mark: Mapped[str | None]
    created_at: Mapped[datetime]


class OfficeEmblem(Base):
    """The lambang daerah on an office's letterhead, a PNG or JPEG of moderate size."""

    __tablename__ = "office_emblem"
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    changed_at: Mapped[datetime]


class Unit(Base):
    """A seksi or subbagian that fills one form in each cycle."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("office_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    code: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]


class Officer(Base):
    """A pejabat; `telegram_id` is empty until the invitation is used and after a revocation."""

    __tablename__ = "officer"
    __table_args__ = (UniqueConstraint("office_id", "code"), UniqueConstraint("telegram_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    code: Mapped[str]
    name: Mapped[str]
    honorific: Mapped[str]
    post: Mapped[str]
    rank: Mapped[str]
    nip: Mapped[str]
    is_admin: Mapped[bool]
    telegram_id: Mapped[int | None]
    joined_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]


class Assignment(Base):
    """Who holds a role (and for PPTK which unit), from when to when, definitif, Plh. or Plt."""

    __tablename__ = "assignment"
    __table_args__ = (Index(None, "office_id", "role", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    role: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    capacity: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]


class Invitation(Base):
    """A single-use link; only the hash of its secret is kept."""

    __tablename__ = "invitation"
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SubActivity(Base):
    """A sub kegiatan of one year with its single pagu; `running` is False while kegiatan belum berjalan."""

    __tablename__ = "sub_activity"
    __table_args__ = (UniqueConstraint("office_id", "year", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    activity: Mapped[str]
    program: Mapped[str]
    budget: Mapped[Decimal | None]
    running: Mapped[bool]
    idle_reason: Mapped[str | None]
    position: Mapped[int]


class Indicator(Base):
    """An indikator of a sub kegiatan, or of the Camat's Perjanjian Kinerja when `sub_activity_id` is empty (IKU)."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("office_id", "year", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sub_activity_id: Mapped[int | None] = mapped_column(ForeignKey("sub_activity.id"))
    year: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    objective: Mapped[str]
    measure: Mapped[str]
    polarity: Mapped[str]
    formula: Mapped[str]
    year_method: Mapped[str]
    whole: Mapped[bool]
    target_1: Mapped[Decimal | None]
    target_2: Mapped[Decimal | None]
    target_3: Mapped[Decimal | None]
    target_4: Mapped[Decimal | None]
    target_year: Mapped[Decimal | None]
    source: Mapped[str]
    position: Mapped[int]


class EarlierFigure(Base):
    """'Realisasi sebelumnya' of a period that the office reported before it used the bot."""

    __tablename__ = "earlier_figure"
    __table_args__ = (UniqueConstraint("office_id", "year", "quarter", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    code: Mapped[str]
    value: Mapped[Decimal]


class CalendarDay(Base):
    """An exception to the office hours: Ramadan hours, a closure (no spans), a working Saturday, a late holiday."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("office_id", "day"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    day: Mapped[date]
    spans: Mapped[list[Any]]
    reason: Mapped[str]


class Period(Base):
    """One line of the Jadwal Kerja: when a triwulan opens and until when it must reach the kabupaten."""

    __tablename__ = "period"
    __table_args__ = (UniqueConstraint("office_id", "year", "quarter"), Index(None, "state", "opens_on"))
    id: Mapped[int] = mapped_column(primary_key=True)
    office_id: Mapped[int] = mapped_column(ForeignKey("office.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    opens_on: Mapped[date]
    send_by: Mapped[date]
    state: Mapped[str]


class Heartbeat(Base):
    """A stretch in which the bot was alive: since its process started or its machine woke, until its last beat."""

    __tablename__ = "heartbeat"
    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    last_at: Mapped[datetime]
