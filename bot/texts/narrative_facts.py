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
class Goal:
    """An Indikator Kinerja Utama whose capaian is known, with its sasaran."""

    objective: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class ProgramFacts:
    """A program: its mean capaian and its serapan in per cent, None where there is none."""

    name: str
    mean: Decimal | None
    absorption: Decimal | None


@dataclass(frozen=True, slots=True)
class Spent:
    """A sub kegiatan with its pagu and realisasi anggaran in rupiah, its serapan and its capaian in per cent."""

    name: str
    budget: Decimal
    spent: Decimal
    absorption: Decimal
    achieved: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a unit wrote about one sub kegiatan that runs; an empty text where it wrote nothing."""

    name: str
    supporting: str = ""
    hindering: str = ""
    follow_up: str = ""
    achieved: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Idle:
    """A sub kegiatan that does not run, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier period that was archived: its mean and its serapan in per cent, None where there was none."""

    year: int
    quarter: int
    mean: Decimal | None
    absorption: Decimal | None

    @property
    def period(self) -> str:
        """'Triwulan IV 2025'."""
        return nama_periode(self.year, self.quarter)


@dataclass(frozen=True, slots=True)
class Punctual:
    """The finished visits to steps of the SOP: how many, how many on time, and what they took besides."""

    count: int
    on_time: int
    extensions: int = 0
    returns: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the drafts may say: nothing is said that is not here.

    `measured` and `spending` go from the highest to the lowest, `grades` counts the indicators of each predikat from
    the best; `unproved` sub kegiatan lack bukti dukung.
    """

    office: str
    addressee: str
    year: int
    quarter: int
    data_until: date
    expected: int
    received: int
    missing: tuple[str, ...] = ()
    undirected: tuple[str, ...] = ()
    programs: tuple[ProgramFacts, ...] = ()
    activities: int = 0
    reached: int = 0
    below: int = 0
    untargeted: tuple[str, ...] = ()
    idle: tuple[Idle, ...] = ()
    counted: int = 0
    mean: Decimal | None = None
    predicate: str | None = None
    grades: tuple[tuple[str, int], ...] = ()
    before: Before | None = None
    iku_total: int = 0
    iku_mean: Decimal | None = None
    iku_predicate: str | None = None
    goals: tuple[Goal, ...] = ()
    measured: tuple[Measured, ...] = ()
    least: Decimal = Decimal(76)
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    absorption: Decimal | None = None
    spending: tuple[Spent, ...] = ()
    told: tuple[Told, ...] = ()
    evidence: int = 0
    unproved: int = 0
    punctual: Punctual | None = None

    @property
    def period(self) -> str:
        """'Triwulan I 2026'."""
        return nama_periode(self.year, self.quarter)

    @property
    def until(self) -> str:
        """Up to which day the data go."""
        return tanggal(min(self.data_until, akhir_periode(self.year, self.quarter)))

    @property
    def elapsed(self) -> Decimal:
        """How much of the budget year the period's end is, in per cent."""
        return Decimal(25 * self.quarter)

    @property
    def costly(self) -> tuple[Spent, ...]:
        """Sub kegiatan below the wanted capaian that have spent more than the year's share."""
        return tuple(
            one
            for one in self.spending
            if one.achieved is not None and one.achieved < self.least and one.absorption > self.elapsed
        )

    @property
    def frugal(self) -> tuple[Spent, ...]:
        """Sub kegiatan with the wanted capaian that have spent something, but less than half of the year's share."""
        return tuple(
            one
            for one in self.spending
            if one.achieved is not None and one.achieved >= self.least and 0 < one.absorption < self.elapsed / 2
        )

    @property
    def weak(self) -> tuple[Told, ...]:
        """Sub kegiatan below the wanted capaian, as their units tell of them."""
        return tuple(one for one in self.told if one.achieved is not None and one.achieved < self.least)
