"""Reads one typed answer of a form: a figure, an amount, a text or a word that stands for a button (SOP step 5)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.sop.achievement import Polarity, achievement
from bot.sop.forms import NONE, Field, Kind, Topic
from bot.sop.numbers import NumberProblem, ParsedNumber, parse_money, parse_number

SHORTEST, LONGEST = 3, 1000
_TWICE, _HUNDRED = Decimal(200), Decimal(100)


class Unusual(StrEnum):
    """Why a value is kept only with a reason."""

    CAPAIAN_TINGGI = "capaian_tinggi"
    CAPAIAN_NOL = "capaian_nol"
    DI_ATAS_100 = "di_atas_100"
    DI_ATAS_PAGU = "di_atas_pagu"
    DI_BAWAH_SEBELUMNYA = "di_bawah_sebelumnya"


class Word(StrEnum):
    """What can be typed instead of pressing a button."""

    YA = "ya"
    SESUAI = "sesuai"
    TIDAK_ADA = "tidak ada"
    LEWATI = "lewati"
    KEMBALI = "kembali"
    CUKUP = "cukup"
    KIRIM = "kirim"
    BATAL = "batal"


_WORDS = {word.value.replace(" ", ""): word for word in Word}


class AnswerProblem(Exception):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """An answer that cannot be kept; `code` says why, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: the value as it is kept, and whether it must be confirmed or echoed with care."""

    value: str
    unusual: Unusual | None = None
    ambiguous: bool = False


def word(text: str) -> Word | None:
    """The word that stands for a button, however it is spaced and capitalised; None for any other text."""
    return _WORDS.get("".join(text.split()).casefold().rstrip(".!"))


def read(field: Field, text: str) -> Reading:
    """Read the answer to a field; raises AnswerProblem.

    Codes: those of NumberFault, 'terlalu_pendek', 'teks_terlalu_panjang', 'kosong', and 'bukan_berkas' where files
    are asked for.
    """
    if field.kind is Kind.BERKAS:
        if word(text) is Word.TIDAK_ADA:
            return Reading(NONE)
        raise AnswerProblem("bukan_berkas")
    if field.kind is Kind.TEKS:
        return Reading(read_text(text))
    parsed = _figure(field, text)
    return Reading(format(parsed.value, "f"), unusual(field, parsed.value), parsed.ambiguous)


def known(field: Field, value: str) -> Reading:
    """A figure as it is kept, offered and agreed to."""
    return Reading(value, unusual(field, Decimal(value)))


def read_text(text: str) -> str:
    """Read a sentence of 3 to 1000 characters; 'tidak ada' is one. Raises AnswerProblem."""
    typed = text.strip()
    if not typed:
        raise AnswerProblem("kosong")
    if word(typed) is Word.TIDAK_ADA:
        return NONE
    if len(typed) < SHORTEST or word(typed) is not None:
        raise AnswerProblem("terlalu_pendek", least=SHORTEST)
    if len(typed) > LONGEST:
        raise AnswerProblem("teks_terlalu_panjang", length=len(typed), most=LONGEST)
    return typed


def _figure(field: Field, text: str) -> ParsedNumber:
    try:
        if field.indicator is None:
            return parse_money(text)
        return parse_number(text, unit=field.indicator.measure, whole=field.indicator.whole)
    except NumberProblem as problem:
        raise AnswerProblem(problem.code.value, typed=problem.typed, limit=problem.limit) from problem


def unusual(field: Field, value: Decimal) -> Unusual | None:
    """Why a figure of realisasi kinerja or anggaran needs a reason, None if it does not."""
    if field.topic is Topic.SPENT:
        return _unusual_spending(field, value)
    line = field.indicator
    assert line is not None
    if line.per_cent and value > _HUNDRED:
        return Unusual.DI_ATAS_100
    percent = achievement(line.target, value, line.polarity, line.formula).value
    if percent is None:
        return None
    # Nothing of what should not happen is the best result there is, not an odd one.
    best = line.polarity is Polarity.TURUN and value == 0
    if percent >= _TWICE and not best:
        return Unusual.CAPAIAN_TINGGI
    return Unusual.CAPAIAN_NOL if percent <= 0 else None


def _unusual_spending(field: Field, value: Decimal) -> Unusual | None:
    row = field.row
    assert row is not None
    if row.budget is not None and value > row.budget:
        return Unusual.DI_ATAS_PAGU
    if row.spent_before is not None and value < row.spent_before:
        return Unusual.DI_BAWAH_SEBELUMNYA
    return None
