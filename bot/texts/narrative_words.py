"""How the Dokumen's narrative counts, lists and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.texts.formats import angka, persen
from bot.texts.narrative_facts import Measured

_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_COMMON = ("Jumlah ", "Persentase ", "Rata-rata ", "Tingkat ", "Cakupan ")
_MOST_LISTED = 8
_MANY = 3
_VISIBLE = Decimal("0.05")


def counted(number: int, noun: str = "") -> str:
    """Return 'satu sub kegiatan', '13 sub kegiatan', or the number alone: words up to ten."""
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {noun}".rstrip()


def many(number: int, noun: str) -> str:
    """Return 'Satu sub kegiatan' or 'Sebanyak 13 sub kegiatan', as a sentence begins."""
    return begun(counted(1, noun)) if number == 1 else f"Sebanyak {counted(number, noun)}"


def listed(names: Sequence[str]) -> str:
    """Return 'A', 'A dan B', or 'A, B, dan C'; names that hold a comma themselves are parted by semicolons.

    Of more than eight the first seven are named, and the rest counted: 'dan 12 lainnya'.
    """
    if len(names) > _MOST_LISTED:
        kept = _MOST_LISTED - 1
        return listed_with(names[:kept], f"{counted(len(names) - kept)} lainnya")
    return listed_with(names[:-1], names[-1])


def listed_with(names: Sequence[str], last: str) -> str:
    """Return some names and the last one, which stands after 'dan'."""
    if not names:
        return last
    if any("," in name for name in (*names, last)):
        return f"{names[0]} serta {last}" if len(names) == 1 else f"{'; '.join(names)}; dan {last}"
    return f"{names[0]} dan {last}" if len(names) == 1 else f"{', '.join(names)}, dan {last}"


def sentences(*parts: str) -> str:
    """Return one paragraph of those sentences that have something to say."""
    return " ".join(part for part in parts if part)


def begun(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def bare(text: str) -> str:
    """Return a person's sentence without its full stop, on one line."""
    return " ".join(text.split()).rstrip(". ")


def lowered(name: str) -> str:
    """Return an indicator's name within a sentence; only words that surely are no proper names lose their capital."""
    return name[:1].lower() + name[1:] if name.startswith(_COMMON) else name


def program(name: str) -> str:
    """Return 'Program Pemberdayaan Masyarakat Desa' for a program's name, with or without that word."""
    return name if name.casefold().startswith("program ") else f"Program {name}"


def graded(predicate: str | None) -> str:
    """Return ' dengan predikat Tinggi', nothing without a predikat."""
    return f" dengan predikat {predicate}" if predicate else ""


def absorbed(percent: Decimal) -> str:
    """Return a serapan; a small one has two decimals, so that what was spent is never told as 0%."""
    return persen(percent, 2 if 0 < percent < _VISIBLE else 1)


def figures(one: Measured) -> str:
    """Return 'realisasi 1 dari target 2 Dokumen, capaian 50%'."""
    return f"realisasi {angka(one.realised, 2)} dari target {angka(one.target, 2)} {one.measure}, {achieved(one)}"


def achieved(one: Measured) -> str:
    """Return 'capaian 50%'."""
    return f"capaian {persen(one.value)}"


def points(difference: Decimal) -> str:
    """Return how far two percentages are apart: '6,2 poin persentase'."""
    return f"{angka(abs(difference), 1)} poin persentase"


def extremes(what: str, known: Sequence[tuple[Decimal, str]]) -> str:
    """Return the highest and the lowest of programs that are given from the highest down; nothing of fewer than two."""
    if len(known) < 2:
        return ""
    high, low = absorbed(known[0][0]), absorbed(known[-1][0])
    if high == low:
        return f"Menurut program, {what} seluruhnya sama, yaitu {high}."
    top = _where([name for value, name in known if absorbed(value) == high])
    bottom = _where([name for value, name in known if absorbed(value) == low])
    return (
        f"Menurut program, {what} tertinggi, yaitu {high}, terdapat pada {top}, sedangkan yang terendah, yaitu "
        f"{low}, terdapat pada {bottom}."
    )


def _where(names: Sequence[str]) -> str:
    """One or two programs by name, more by their number."""
    return listed([program(name) for name in names]) if len(names) < _MANY else counted(len(names), "program")
