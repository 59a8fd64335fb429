"""What the Dokumen's narrative drafts may say: facts of one cycle, free of the database and of the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.texts.formats import akhir_periode, nama_periode, tanggal


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator with its target, realisasi, capaian in per cent and predikat."""

    name: str
    measure: str
    target: Decimal
    realised: Decimal
    value: Decimal
    predicate: str


@dataclass(frozen=True, slots=True)
class Spent:
    """A sub kegiatan with its pagu and realisasi anggaran in rupiah and serapan in per cent."""

    name: str
    budget: Decimal
    spent: Decimal
    absorption: Decimal


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit wrote about one sub kegiatan; an empty text where it wrote nothing."""

    name: str
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""


@dataclass(frozen=True, slots=True)
class Idle:
    """A sub kegiatan that does not run, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the drafts may say: nothing is said that is not here. `measured` goes from the best to the worst."""

    office: str
    addressee: str
    year: int
    quarter: int
    data_until: date
    expected: int
    received: int
    missing: tuple[str, ...] = ()
    undirected: tuple[str, ...] = ()
    programs: int = 0
    activities: int = 0
    reached: int = 0
    below: int = 0
    untargeted: tuple[str, ...] = ()
    idle: tuple[Idle, ...] = ()
    counted: int = 0
    mean: Decimal | None = None
    predicate: str | None = None
    iku_total: int = 0
    iku_counted: int = 0
    iku_mean: Decimal | None = None
    iku_predicate: str | None = None
    measured: tuple[Measured, ...] = ()
    least: Decimal = Decimal(76)
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    absorption: Decimal | None = None
    spending: tuple[Spent, ...] = ()
    told: tuple[Told, ...] = ()
    evidence: int = 0

    @property
    def period(self) -> str:
        """'Triwulan I 2026'."""
        return nama_periode(self.year, self.quarter)

    @property
    def until(self) -> str:
        """Up to which day the data go."""
        return tanggal(min(self.data_until, akhir_periode(self.year, self.quarter)))
