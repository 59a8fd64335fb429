"""Words of /tugas and of every place that says who is awaited until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.texts.form.values import clipped
from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

_LABEL, _NAME = 60, 120


@dataclass(frozen=True, slots=True)
class Awaited:
    """One open task: its place in the SOP, what is done there, for which unit, and until when in words."""

    year: int
    quarter: int
    place: str
    activity: str
    unit: str
    until: str


def until(limit: str, *, passed: bool, superior: bool) -> str:
    """Until when someone is awaited; one to whom the office reports is never said to be late."""
    if not limit:
        return "menunggu"
    if passed:
        return "menunggu" if superior else f"<b>batas sudah lewat</b> ({limit})"
    return f"batas {limit}"


def postponed(limit: str) -> str:
    """A proposal that was put off."""
    return f"ditunda sampai {limit}"


def tasks(address: str, mine: Sequence[Awaited], behalf: Sequence[Awaited], to_call: Sequence[str]) -> list[str]:
    """The open tasks of an officer, a line each; `address` is ready to print."""
    found = [f"{address}, {_count(len(mine) + len(behalf))}"]
    found += [f"{number}. {_line(one)}" for number, one in enumerate(mine, 1)]
    found += [f"{number}. Mengisikan atas nama: {_line(one)}" for number, one in enumerate(behalf, len(mine) + 1)]
    if to_call:
        found += ["", "<b>Mohon dihubungi:</b>", *(f"• {one}" for one in to_call)]
    return found


def _count(number: int) -> str:
    if not number:
        return "saat ini tidak ada yang menunggu tindak lanjut."
    return f"yang menunggu tindak lanjut: <b>{number}</b>."


def _line(one: Awaited) -> str:
    unit = f" · {esc(clipped(one.unit, _NAME))}" if one.unit else ""
    return f"<b>{nama_periode_ringkas(one.year, one.quarter)}</b>, {one.place}{unit}: {esc(one.activity)}; {one.until}."


def to_call(address: str, one: Awaited) -> str:
    """Someone whom only a telephone call reaches further."""
    return f"{address}: {_line(one)}"


def open_label(number: int, one: Awaited) -> str:
    """The button that shows a task's card again."""
    return clipped(f"Buka {number}: {one.unit or one.place}", _LABEL)
