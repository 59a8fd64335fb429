"""Figures as Indonesian officials type them, read into exact decimals or refused with a reason (SOP step 5)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

LONGEST = 100
LARGEST = Decimal(999_999_999_999_999)
MOST_PLACES = 4

_POWERS = {"": 0, "ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9}
# Text pasted from a document carries zero-width marks, which are no white space to a regular expression.
_BLANKS = re.compile(r"[\s\u200b\u2060\ufeff]+")
_TYPED = re.compile(
    r"(?P<minus>[-−–] ?)?(?P<rupiah>rp\.? ?)?(?P<minus_after>[-−–] ?)?(?P<figure>[0-9][0-9., ]*?)(?P<dash>,--?)? ?"
    r"(?P<scale>ribu|rb|juta|jt|miliar|milyar)? ?(?P<mark>%|persen|rupiah)?",
    re.IGNORECASE | re.ASCII,
)
_GROUPED = re.compile(r"(?P<whole>[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?:,(?P<fraction>[0-9]+))?")
_ONE_SEPARATOR = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


class NumberFault(StrEnum):
    """Why a typed figure is refused; the sentences for people live with the bot's texts."""

    KOSONG = "kosong"
    BUKAN_ANGKA = "bukan_angka"
    RIBUAN_TIDAK_JELAS = "ribuan_tidak_jelas"
    TERLALU_PANJANG = "terlalu_panjang"
    NEGATIF = "negatif"
    PECAHAN = "pecahan"
    TERLALU_RINCI = "terlalu_rinci"
    TERLALU_BESAR = "terlalu_besar"
    SATUAN_LAIN = "satuan_lain"


class NumberProblem(ValueError):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """A refused figure: its code, what was typed, and the bound that it broke where there is one."""

    def __init__(self, code: NumberFault, typed: str, limit: Decimal | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.typed = typed
        self.limit = limit


@dataclass(frozen=True, slots=True)
class ParsedNumber:
    """A figure that was understood; ambiguous when its one separator is easily meant otherwise, as in '1.234'."""

    value: Decimal
    ambiguous: bool = False


def parse_number(text: str, *, unit: str = "", whole: bool = False, largest: Decimal = LARGEST) -> ParsedNumber:
    """Read one figure in Indonesian notation: dots between thousands, a comma before decimals.

    Tolerated around it: spaces, 'Rp', '%' or 'persen', 'ribu', 'juta', 'miliar', and the indicator's own unit.
    Per cent stay per cent ('50%' is 50). Raises NumberProblem for everything else.
    """
    typed = _BLANKS.sub(" ", text).strip()
    if not typed:
        raise NumberProblem(NumberFault.KOSONG, typed)
    if len(typed) > LONGEST:
        raise NumberProblem(NumberFault.TERLALU_PANJANG, typed, Decimal(LONGEST))
    found = _TYPED.fullmatch(_without_unit(typed, unit))
    if found is None:
        raise NumberProblem(NumberFault.BUKAN_ANGKA, typed)
    if found["minus"] or found["minus_after"]:
        raise NumberProblem(NumberFault.NEGATIF, typed)
    if _names_another_unit(found, unit):
        raise NumberProblem(NumberFault.SATUAN_LAIN, typed)
    figure = found["figure"].strip()
    value = _value(figure, _POWERS[(found["scale"] or "").lower()], typed)
    _check_bounds(value, typed, whole=whole, largest=largest)
    return ParsedNumber(value, ambiguous=_ONE_SEPARATOR.fullmatch(figure) is not None)


def parse_money(text: str, *, largest: Decimal = LARGEST) -> ParsedNumber:
    """Read an amount in whole rupiah, such as 'Rp9.750.000,00' or '9,75 juta'; raises NumberProblem."""
    return parse_number(text, unit="Rp", whole=True, largest=largest)


def _without_unit(typed: str, unit: str) -> str:
    words = unit.split()
    if not words:
        return typed
    pattern = r"\s*".join(re.escape(word) for word in words)
    return re.sub(rf"\s*{pattern}$", "", typed, flags=re.IGNORECASE)


def _names_another_unit(found: re.Match[str], unit: str) -> bool:
    asked = unit.strip().lower()
    mark = (found["mark"] or "").lower()
    if found["rupiah"] or found["dash"] or mark == "rupiah":
        return asked not in {"", "rp", "rp.", "rupiah"}
    return bool(asked and mark) and "%" not in asked and "persen" not in asked


def _value(figure: str, power: int, typed: str) -> Decimal:
    parts = _GROUPED.fullmatch(figure)
    if parts is None:
        raise NumberProblem(NumberFault.RIBUAN_TIDAK_JELAS, typed)
    digits = parts["whole"].replace(".", "")
    fraction = (parts["fraction"] or "").rstrip("0")
    exponent = power - len(fraction)
    # Built from text, because arithmetic would round a very long figure before it can be refused.
    return Decimal(f"{digits}{fraction}{'0' * exponent}E{min(exponent, 0)}")


def _check_bounds(value: Decimal, typed: str, *, whole: bool, largest: Decimal) -> None:
    if value > largest:
        raise NumberProblem(NumberFault.TERLALU_BESAR, typed, largest)
    places = -int(value.as_tuple().exponent)
    if whole and places:
        raise NumberProblem(NumberFault.PECAHAN, typed)
    if places > MOST_PLACES:
        raise NumberProblem(NumberFault.TERLALU_RINCI, typed, Decimal(MOST_PLACES))
