"""An office as its workbook describes it, before it becomes rows: plain frozen values, and the faults found in them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from bot.sop.achievement import NegativeFormula, Polarity, YearMethod
from bot.sop.model import Role
from bot.sop.working_time import PASER_HOURS, OfficeHours, Span

Capacity = Literal["definitif", "plh", "plt"]
Paper = Literal["A4", "F4"]
Quarters = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]

# Permendagri 86/2017, from the highest: a label and the lowest capaian in percent that earns it.
DEFAULT_BANDS: tuple[tuple[str, Decimal | None], ...] = (
    ("Sangat Tinggi", Decimal(91)),
    ("Tinggi", Decimal(76)),
    ("Sedang", Decimal(66)),
    ("Rendah", Decimal(51)),
    ("Sangat Rendah", None),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a workbook and where; without a cell the whole sheet is meant, without a sheet the file."""

    sheet: str
    cell: str
    reason: str

    def __str__(self) -> str:
        if not self.sheet:
            return self.reason
        place = f'Lembar "{self.sheet}"' + (f", sel {self.cell}" if self.cell else "")
        return f"{place}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeProfile:
    """What the office is called, where and when it works, and how its documents are worded.

    `cap` limits a capaian and `floor` is the least one that counts in a mean, both in percent, None for no limit;
    the lowest of the `bands` has no bound. With a `letter_pattern` (bot.sop.letter_number) the office draws its own
    numbers: from 1 each year if `letter_yearly`, but in `letter_last_year` after `letter_last`.
    `sop` is the version of the SOP by which its cycles are opened, empty for the one that is usual.
    """

    code: str
    name: str
    government: str
    address: str
    contact: str
    place: str
    addressee: str
    addressee_place: str
    zone: str = "Asia/Makassar"
    through: str = ""
    copies: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    paper: Paper = "A4"
    hours: OfficeHours = PASER_HOURS
    cap: Decimal | None = None
    floor: Decimal | None = Decimal(0)
    bands: tuple[tuple[str, Decimal | None], ...] = DEFAULT_BANDS
    letter_pattern: str = ""
    letter_last: int = 0
    letter_last_year: int = 0
    letter_yearly: bool = True
    sop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """A seksi or subbagian that fills one form."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePlan:
    """A role that an official holds; `unit` is the unit's code for a PPTK, otherwise empty."""

    role: Role
    unit: str = ""
    capacity: Capacity = "definitif"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialPlan:
    """A pejabat with the roles held; the NIP has 18 digits."""

    code: str
    name: str
    honorific: str
    post: str
    rank: str
    nip: str
    roles: tuple[RolePlan, ...]
    admin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubActivityPlan:
    """A sub kegiatan; `budget` is the pagu in rupiah, `idle_reason` says why it is belum berjalan."""

    code: str
    name: str
    activity: str
    program: str
    unit: str
    budget: Decimal | None = None
    running: bool = True
    idle_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPlan:
    """An indikator; without `sub_activity` it is an IKU. `formula` counts for a negative one only."""

    code: str
    sub_activity: str
    unit: str
    objective: str
    name: str
    measure: str
    polarity: Polarity
    formula: NegativeFormula
    year_method: YearMethod
    whole: bool
    targets: Quarters
    target_year: Decimal | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPlan:
    """A line of the Jadwal Kerja; an absent date takes the default of the reporting calendar."""

    year: int
    quarter: int
    opens_on: date | None = None
    send_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDayPlan:
    """A date whose office hours differ; no spans for a closure."""

    day: date
    spans: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPlan:
    """What was reported for an indikator in a quarter before the bot, or spent on a sub kegiatan up to its end."""

    year: int
    quarter: int
    code: str
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficePlan:
    """A whole office for one budget year; `warnings` are oddities that do not stop the import."""

    year: int
    profile: OfficeProfile
    units: tuple[UnitPlan, ...]
    officials: tuple[OfficialPlan, ...]
    sub_activities: tuple[SubActivityPlan, ...]
    indicators: tuple[IndicatorPlan, ...]
    periods: tuple[PeriodPlan, ...]
    special_days: tuple[SpecialDayPlan, ...] = ()
    earlier: tuple[EarlierPlan, ...] = ()
    warnings: tuple[Fault, ...] = ()
