"""What the lists of archived papers print: one line a file, one line a collection."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.documents.models.papers import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """An archived file: `at` when it was made or sent; version, code and letter number where it has them."""

    year: int
    quarter: int
    kind: str
    unit: str
    version: int | None
    letter_number: str
    at: datetime
    code: str
    sha256: str
    size: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedCycle:
    """An archived collection: mean capaian in percent, budgets as of its end, and how many steps were in time."""

    year: int
    quarter: int
    closed_at: datetime
    letter_number: str
    mean: Decimal | None
    rating: str
    budget: Decimal | None
    spent: Decimal | None
    absorption: Decimal | None
    steps: int
    on_time: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRegister(Document):
    """Daftar Arsip of an office, or of one collection; `title` says which, `span` of which time."""

    title: str
    span: str
    files: tuple[ArchivedFile, ...]
    cycles: tuple[ArchivedCycle, ...]
