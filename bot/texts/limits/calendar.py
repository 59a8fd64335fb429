"""Words of a change of the calendar: which limits moved, to those who are awaited and to whoever caused it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.form.values import clipped
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

_NAME = 120
CHANGED = "hari libur atau jam kerja kantor diperbarui"
"""Why limits move where no single day was noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A limit that moved: whose task it is, and both ends in words, '' while its clock stands still."""

    year: int
    quarter: int
    place: str
    activity: str
    unit: str
    before: str
    after: str


def to_holder(address: str, shifts: Sequence[Shift], why: str) -> list[str]:
    """To whoever is awaited, a line each; `address` and `why` are ready to print."""
    if len(shifts) == 1:
        named = _named(shifts[0])
        return [f"{address}, batas {named[:1].lower()}{named[1:]} bergeser {_moved(shifts[0])}, karena {why}."]
    return [f"{address}, <b>{len(shifts)} batas waktu</b> bergeser, karena {why}.", *map(_line, shifts)]


def result(shifts: Sequence[Shift]) -> list[str]:
    """To whoever changed the calendar, a line each."""
    if not shifts:
        return ["Tidak ada batas waktu yang bergeser."]
    return [f"<b>{len(shifts)} batas waktu bergeser:</b>", *map(_line, shifts)]


def _line(one: Shift) -> str:
    return f"• {_named(one)}: {_moved(one)}."


def _named(one: Shift) -> str:
    unit = f" {esc(clipped(one.unit, _NAME))}" if one.unit else ""
    return f"{esc(one.activity)} <b>{nama_periode_ringkas(one.year, one.quarter)}</b>{unit} ({one.place})"


def _moved(one: Shift) -> str:
    if not one.after:
        return f"dari {one.before} dan dihitung kembali setelah formulir terakhir masuk"
    if not one.before:
        return f"dan mulai dihitung, sampai <b>{one.after}</b>"
    return f"dari {one.before} menjadi <b>{one.after}</b>"
