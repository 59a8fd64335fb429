"""The figures inside the documents: indicators, sub kegiatan, groups and their means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Direction = Literal["positif", "negatif A", "negatif B"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """One indicator. `achievement` is in percent; `absent` replaces it ('tidak ditargetkan TW ini').

    `objective` is the sasaran to which an IKU belongs.
    """

    code: str
    name: str
    unit: str
    target_period: Decimal | None = None
    target_year: Decimal | None = None
    realisation: Decimal | None = None
    realisation_to_date: Decimal | None = None
    achievement: Decimal | None = None
    rating: str = ""
    direction: Direction = "positif"
    formula: str = ""
    source: str = ""
    note: str = ""
    absent: str = ""
    holder: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One sub kegiatan: pagu and realisasi anggaran in rupiah, entered once; `absorption` in percent.

    `group` is the kegiatan to which it belongs.
    """

    code: str
    name: str
    unit: str
    indicators: tuple[IndicatorRow, ...] = ()
    budget: Decimal | None = None
    spent: Decimal | None = None
    absorption: Decimal | None = None
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    evidence: tuple[str, ...] = ()
    running: bool = True
    reason: str = ""
    note: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A group's figures: mean of `counted` indicators (percent), predikat, rupiah with pagu once a sub kegiatan."""

    mean: Decimal | None = None
    rating: str = ""
    counted: int = 0
    budget: Decimal | None = None
    spent: Decimal | None = None
    absorption: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A predikat and the lowest capaian (percent, unrounded) that earns it; the lowest band has bound None."""

    label: str
    lower: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the mean counts: predikat bands from the highest, a cap and a floor in percent (None: none)."""

    bands: tuple[Band, ...]
    cap: Decimal | None = None
    floor: Decimal | None = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGroup:
    """One penanggung jawab's sub kegiatan within a program."""

    name: str
    officer: str
    activities: tuple[ActivityRow, ...]
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramGroup:
    """One program with its units in order."""

    code: str
    name: str
    units: tuple[UnitGroup, ...]
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A note about something: an Analis's note, an unusual value and its reason, a missing unit and its reason."""

    subject: str
    text: str
    author: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A target or pagu mended at the review, with the DPA/PK reference that allows it."""

    subject: str
    before: str
    after: str
    reference: str
