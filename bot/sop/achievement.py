"""Capaian, predikat, serapan anggaran and year-to-date figures, in exact decimals (SOP steps 5, 8 and 12)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from enum import StrEnum
from itertools import pairwise

_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
# A quotient is rounded once, far behind the last digit that any document prints; sums and products stay exact.
_EXACT = Context(prec=50)


class Polarity(StrEnum):
    """Whether more is better (naik, a positive indicator) or less is (turun, a negative one)."""

    NAIK = "naik"
    TURUN = "turun"


class NegativeFormula(StrEnum):
    """How the capaian of a negative indicator is computed."""

    A = "A"
    B = "B"

    @property
    def text(self) -> str:
        """The formula as the documents print it."""
        return "(2T − R) / T × 100" if self is NegativeFormula.A else "T / R × 100"


class YearMethod(StrEnum):
    """How the quarters of an indicator make up its year (cara hitung tahunan)."""

    JUMLAH = "jumlah"
    POSISI_AKHIR = "posisi_akhir"
    RATA_RATA = "rata_rata"


class NotComputable(StrEnum):
    """Why an indicator has no capaian and stays out of the mean."""

    TARGET_KOSONG = "target_kosong"
    REALISASI_KOSONG = "realisasi_kosong"
    TARGET_NOL = "target_nol"
    REALISASI_NOL = "realisasi_nol"
    NILAI_NEGATIF = "nilai_negatif"


@dataclass(frozen=True, slots=True)
class Achievement:
    """The capaian in per cent, neither rounded nor capped, or the reason why there is none; and its formula."""

    value: Decimal | None
    reason: NotComputable | None
    formula_text: str


def achievement(
    target: Decimal | None,
    realised: Decimal | None,
    polarity: Polarity,
    formula: NegativeFormula = NegativeFormula.A,
) -> Achievement:
    """Return the capaian of a realisation against its target; the formula matters to negative indicators only.

    A target of 0 gives none, except a negative indicator that stayed at 0: that counts 100.
    """
    negative = polarity is Polarity.TURUN
    text = formula.text if negative else "R / T × 100"
    if target is None:
        return Achievement(None, NotComputable.TARGET_KOSONG, text)
    if realised is None:
        return Achievement(None, NotComputable.REALISASI_KOSONG, text)
    if negative and target == realised == 0:
        return Achievement(_HUNDRED, None, "T = 0 dan R = 0, capaian 100")
    reason = _obstacle(target, realised, by_realised=negative and formula is NegativeFormula.B)
    if reason is not None:
        return Achievement(None, reason, text)
    if not negative:
        value = _percent(realised, target)
    elif formula is NegativeFormula.A:
        value = _percent(_EXACT.subtract(_EXACT.add(target, target), realised), target)
    else:
        value = _percent(target, realised)
    return Achievement(value, None, text)


def _obstacle(target: Decimal, realised: Decimal, *, by_realised: bool) -> NotComputable | None:
    if target < 0 or realised < 0:
        return NotComputable.NILAI_NEGATIF
    if target == 0:
        return NotComputable.TARGET_NOL
    if by_realised and realised == 0:
        return NotComputable.REALISASI_NOL
    return None


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return _EXACT.divide(_EXACT.multiply(part, _HUNDRED), whole)


def capped(value: Decimal, cap: Decimal | None = None, floor: Decimal | None = None) -> Decimal:
    """Return the value, at most the cap and at least the floor; None is no bound."""
    if cap is not None:
        value = min(value, cap)
    return value if floor is None else max(value, floor)


def mean(values: Iterable[Decimal | None], floor: Decimal | None = _ZERO, cap: Decimal | None = None) -> Decimal | None:
    """Return the mean of the values that are there, each within floor and cap; None if none is there."""
    present = [capped(value, cap, floor) for value in values if value is not None]
    if not present:
        return None
    with localcontext(_EXACT):
        return sum(present, _ZERO) / len(present)


@dataclass(frozen=True, slots=True)
class Predicate:
    """The words for a capaian: (at least, label) from the highest bound down, and the label below them all."""

    bands: tuple[tuple[Decimal, str], ...]
    lowest: str

    def __post_init__(self) -> None:
        if any(higher[0] <= lower[0] for higher, lower in pairwise(self.bands)):
            raise ValueError("Batas predikat harus menurun dari yang tertinggi.")

    def of(self, value: Decimal | None) -> str | None:
        """Return the label of an unrounded capaian, None if there is none: 90,5 is still below a bound of 91."""
        if value is None:
            return None
        return next((label for bound, label in self.bands if value >= bound), self.lowest)


PERMENDAGRI_86_2017 = Predicate(
    bands=(
        (Decimal(91), "Sangat Tinggi"),
        (Decimal(76), "Tinggi"),
        (Decimal(66), "Sedang"),
        (Decimal(51), "Rendah"),
    ),
    lowest="Sangat Rendah",
)


def absorption(pagu: Decimal | None, spent: Decimal | None) -> Decimal | None:
    """Return the serapan anggaran in per cent of the pagu; None if either is missing or the pagu is 0."""
    if pagu is None or spent is None or pagu == 0:
        return None
    return _percent(spent, pagu)


def year_to_date(quarters: Sequence[Decimal | None], method: YearMethod) -> Decimal | None:
    """Return the year's figure from its quarters so far, in order; None for one not reported, and if none is.

    Percentages and indices take posisi akhir, the last reported quarter, and are never summed.
    """
    reported = [value for value in quarters if value is not None]
    if not reported:
        return None
    if method is YearMethod.POSISI_AKHIR:
        return reported[-1]
    with localcontext(_EXACT):
        total = sum(reported, _ZERO)
        return total if method is YearMethod.JUMLAH else total / len(reported)
