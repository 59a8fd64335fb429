"""Dates as Indonesian officials type them, read into a date or refused with a reason (Jadwal Kerja)."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

LONGEST = 60
_CENTURY = 2000

_DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
_WEEKDAYS = {name: number for number, name in enumerate(_DAYS)} | {"ahad": 6}
_NAMES = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_MONTHS = (
    {name: number for number, name in enumerate(_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(_NAMES, 1)}
    | {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nopember": 11, "nop": 11}
)
_LEADING = frozenset({"hari", "pada", "tanggal", "tgl"})
# Text pasted from a document carries zero-width marks, which are no white space to a regular expression.
_BETWEEN = re.compile(r"[\s\u200b\u2060\ufeff,./\-–]+")
_SEAM = re.compile(r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])")
_SHORT, _FULL = 2, 4


class DateFault(StrEnum):
    """Why a typed date is refused; the sentences for people live with the bot's texts."""

    BUKAN_TANGGAL = "bukan_tanggal"
    TANPA_TAHUN = "tanpa_tahun"
    TIDAK_ADA = "tidak_ada"
    HARI_LAIN = "hari_lain"


class DateProblem(ValueError):  # noqa: N818 - it is an answer to a person, not a fault of the program
    """A refused date: why, and for a weekday that does not fit the date as it was read."""

    def __init__(self, code: DateFault, day: date | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.day = day


def parse_date(text: str) -> date:
    """Read '1 April 2026', 'Rabu, 1 Apr 2026', '1-4-2026', '01/04/26' or '2026-04-01'; raises DateProblem.

    The day comes before the month; two digits of a year are of this century; a weekday must fit.
    """
    if len(text) > LONGEST:
        raise DateProblem(DateFault.BUKAN_TANGGAL)
    words = _words(text)
    weekday = None
    while words and (words[0] in _LEADING or words[0] in _WEEKDAYS):
        weekday = _WEEKDAYS.get(words.pop(0), weekday)
    found = _date(words)
    if weekday is not None and found.weekday() != weekday:
        raise DateProblem(DateFault.HARI_LAIN, found)
    return found


def _words(text: str) -> list[str]:
    plain = _BETWEEN.sub(" ", text.casefold().replace("'", "").replace("\u2019", ""))
    return _SEAM.sub(" ", plain).split()


def _date(words: list[str]) -> date:
    if len(words) == 3 and _figure(words[0], _FULL):
        words.reverse()
    if len(words) not in {2, 3} or not _figure(words[0], 1, _SHORT):
        raise DateProblem(DateFault.BUKAN_TANGGAL)
    month = _MONTHS.get(words[1]) or (int(words[1]) if _figure(words[1], 1, _SHORT) else None)
    if month is None:
        raise DateProblem(DateFault.BUKAN_TANGGAL)
    if len(words) == 2:
        raise DateProblem(DateFault.TANPA_TAHUN)
    if not _figure(words[2], _SHORT, _FULL):
        raise DateProblem(DateFault.BUKAN_TANGGAL)
    year = int(words[2]) + (_CENTURY if len(words[2]) == _SHORT else 0)
    try:
        return date(year, month, int(words[0]))
    except ValueError as error:
        raise DateProblem(DateFault.TIDAK_ADA) from error


def _figure(word: str, *lengths: int) -> bool:
    return word.isascii() and word.isdigit() and len(word) in lengths
