"""The chapter of the Dokumen's narrative about the budget, and where it parts from the capaian (step 12)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.texts.formats import persen, rupiah
from bot.texts.narrative_facts import Facts, Spent
from bot.texts.narrative_words import absorbed, counted, extremes, listed, points, sentences


def budget(facts: Facts) -> list[str]:
    """How much was spent, how that moved, where most and least, and where it parts from the capaian."""
    if facts.absorption is None:
        return ["Realisasi anggaran belum dapat dianalisis karena pagu belum tersedia."]
    whole = (
        f"Realisasi anggaran sampai dengan {facts.until} berjumlah {rupiah(facts.spent)} dari pagu "
        f"{rupiah(facts.budget)}, atau {absorbed(facts.absorption)}."
    )
    known = sorted(
        ((one.absorption, one.name) for one in facts.programs if one.absorption is not None),
        key=lambda one: one[0],
        reverse=True,
    )
    return [
        sentences(whole, _spent_since(facts)),
        sentences(extremes("serapan", known), _spending(facts.spending)),
        _unspent(facts.spending),
        sentences(*_parted(facts)),
    ]


def _spent_since(facts: Facts) -> str:
    """Serapan is cumulative within a year: only periods of the same one can be set beside each other."""
    before = facts.before
    if before is None or before.absorption is None or before.year != facts.year or facts.absorption is None:
        return ""
    moved = facts.absorption - before.absorption
    if moved <= 0:
        return f"Serapan tidak bertambah sejak {before.period} ({absorbed(before.absorption)})."
    return f"Sejak {before.period} ({absorbed(before.absorption)}) serapan bertambah {points(moved)}."


def _spending(spending: Sequence[Spent]) -> str:
    spent = [one for one in spending if one.spent]
    if len(spent) < 2:
        return ""
    high, low = spent[0], spent[-1]
    if absorbed(high.absorption) == absorbed(low.absorption):
        if len(spent) < len(spending):
            return f"Serapan {counted(len(spent), 'sub kegiatan')} sama besar, yaitu {absorbed(high.absorption)}."
        return f"Serapan seluruh sub kegiatan yang berjalan sama besar, yaitu {absorbed(high.absorption)}."
    return (
        f"Pada tingkat sub kegiatan, serapan tertinggi terdapat pada {high.name} sebesar {absorbed(high.absorption)} "
        f"({rupiah(high.spent)}), sedangkan yang terendah pada {low.name} sebesar {absorbed(low.absorption)} "
        f"({rupiah(low.spent)})."
    )


def _unspent(spending: Sequence[Spent]) -> str:
    unspent = [one.name for one in spending if not one.spent]
    if not unspent:
        return ""
    if len(unspent) == len(spending):
        return "Anggaran seluruh sub kegiatan belum direalisasikan."
    return f"Anggaran {counted(len(unspent), 'sub kegiatan')} belum direalisasikan, yaitu {listed(unspent)}."


def _parted(facts: Facts) -> list[str]:
    """Where capaian and serapan tell different things, beside the share of the year that has passed."""
    least, parts = persen(facts.least), []
    if facts.costly:
        names = listed([one.name for one in facts.costly])
        parts.append(
            f"Serapan yang sudah melampaui {persen(facts.elapsed)} dengan capaian yang masih di bawah {least} terdapat "
            f"pada {names}. Realisasi anggaran yang mendahului realisasi kinerja tersebut perlu dikendalikan."
        )
    if facts.frugal:
        names = listed([one.name for one in facts.frugal])
        opening = "Sebaliknya, capaian" if parts else "Capaian"
        parts.append(
            f"{opening} {least} atau lebih dengan serapan di bawah {persen(facts.elapsed / 2)} terdapat pada {names}. "
            "Kesesuaian realisasi anggaran dengan realisasi kinerja tersebut perlu dicermati."
        )
    return parts
