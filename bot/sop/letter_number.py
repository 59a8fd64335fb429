"""The pattern of the office's own letter numbers: '{nomor:3}/{bulan}/KEC-LI/{tahun}' (Surat Pengantar, step 12)."""

from __future__ import annotations

import re
from datetime import date

NUMBER = "nomor"
PLACES = "{nomor}, {nomor:3}, {bulan}, {tahun}"
_PLACE = re.compile(r"\{([^{}]*)\}")
_PADDED = re.compile(r"nomor:([1-9])")
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def check_pattern(pattern: str) -> None:
    """Raise ValueError with the reason unless every place in braces is known and the number has one of them."""
    rest = _PLACE.sub("", pattern)
    if "{" in rest or "}" in rest:
        raise ValueError("kurung kurawal pada pola nomor tidak berpasangan; contoh: {nomor}/{bulan}/KEC-LI/{tahun}")
    places = _PLACE.findall(pattern)
    for place in places:
        if place not in {NUMBER, "bulan", "tahun"} and not _PADDED.fullmatch(place):
            raise ValueError(f"'{{{place}}}' tidak dikenal; yang dapat dipakai: {PLACES}")
    if not any(place.startswith(NUMBER) for place in places):
        raise ValueError("pola nomor harus memuat {nomor}; contoh: {nomor}/{bulan}/KEC-LI/{tahun}")


def letter_number(pattern: str, number: int, drawn_on: date) -> str:
    """Return a number of a pattern that `check_pattern` accepts; the month is Roman, {nomor:3} has three digits."""

    def fill(found: re.Match[str]) -> str:
        padded = _PADDED.fullmatch(found[1])
        if padded:
            return f"{number:0{padded[1]}d}"
        return {NUMBER: str(number), "bulan": _MONTHS[drawn_on.month - 1], "tahun": str(drawn_on.year)}[found[1]]

    return _PLACE.sub(fill, pattern)
