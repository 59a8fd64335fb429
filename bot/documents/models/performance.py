"""What the Dokumen Data Capaian Kinerja prints: its chapters, forms, trend and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from bot.documents.models.papers import Document, FormSheet, HistoryRow, Recap, Signature, Timeliness

_NO_VISITS = Timeliness()


class Chapter(StrEnum):
    """The narrative parts of the Dokumen; the Kasubbag may write each, an absent one is left out."""

    FOREWORD = "kata pengantar"
    BACKGROUND = "latar belakang"
    PURPOSE = "maksud dan tujuan"
    OVERVIEW = "gambaran umum"
    ACHIEVEMENT = "capaian kinerja"
    ANALYSIS = "analisis capaian"
    BUDGET = "analisis anggaran"
    OBSTACLES = "kendala dan tindak lanjut"
    CLOSING = "penutup"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """What one archived (or the present) period amounts to, in percent; None where it could not be reckoned."""

    year: int
    quarter: int
    mean: Decimal | None = None
    absorption: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePicture:
    """One file of bukti dukung on the contact sheet; `picture` is a small JPEG, None where it cannot be shown."""

    unit: str
    activity: str
    name: str
    picture: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPace:
    """What the longest visit to a step took of its limit as the SOP has it, both in working time of the office.

    `extended` says that its official was given more time; `late` looks at the limit with that time.
    """

    label: str
    used: timedelta
    limit: timedelta
    late: bool = False
    extended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PerformanceDocument(Document):
    """Dokumen Data Capaian Kinerja (step 12); narrative paragraphs are parted by blank lines.

    `trend` goes from the oldest period to the present one; `pictures` is the contact sheet of bukti dukung,
    `pace` how each step kept its limit so far.
    """

    recap: Recap
    narratives: Mapping[Chapter, str]
    legal_basis: tuple[str, ...]
    forms: tuple[FormSheet, ...]
    secretary: Signature
    head: Signature
    history: tuple[HistoryRow, ...] = ()
    timeliness: Timeliness = _NO_VISITS
    trend: tuple[TrendPoint, ...] = ()
    pictures: tuple[EvidencePicture, ...] = ()
    pace: tuple[StepPace, ...] = ()
    version: int = 1
