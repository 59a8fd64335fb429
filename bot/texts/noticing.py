"""What deserves a look, each point with the figures on which a decision rests (steps 2 and 6 to 13)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.results import Finding, IndicatorResult, RowResult, SheetResult
from bot.texts.form.values import quantity, tw
from bot.texts.form.words import UNUSUAL
from bot.texts.formats import persen, rupiah

KINDS = ("angka tidak lazim", "tanpa bukti", "formulir belum lengkap", "realisasi s.d. belum lengkap")
"""How the points are counted on a card: '2 angka tidak lazim, 1 tanpa bukti'."""


def unusual(unit: str, finding: Finding, result: SheetResult, quarter: int) -> str:
    """An unusual figure: what was written, what was planned, why it stands out, and the PPTK's reason; plain text."""
    key = finding.field.partition(":")[2]
    lines = [*result.iku, *(one for row in result.rows for one in row.indicators)]
    line = next((one for one in lines if one.line.key == key), None)
    if line is not None:
        said = _realised(line, finding, quarter)
    else:
        said = _spent(next(row for row in result.rows if row.row.key == key), finding)
    reason = f"Alasan: “{finding.reason}”" if finding.reason else "Alasan belum dituliskan."
    return f"{finding.subject} ({unit}): {said}; {UNUSUAL[finding.code]}. {reason}"


def _realised(one: IndicatorResult, finding: Finding, quarter: int) -> str:
    said = f"realisasi {quantity(one.line, finding.value)}"
    if one.line.target is None:
        return f"{said}, tidak ditargetkan {tw(quarter)}"
    reached = one.achievement.value
    percent = "" if reached is None else f", capaian {persen(reached)}"
    return f"{said}, target {tw(quarter)} {quantity(one.line, one.line.target)}{percent}"


def _spent(row: RowResult, finding: Finding) -> str:
    share = "" if row.absorption is None else f", serapan {persen(row.absorption)}"
    return f"realisasi anggaran {rupiah(finding.value)}, pagu {rupiah(row.row.budget)}{share}"


def unproved(unit: str, row: RowResult) -> str:
    """A sub kegiatan that should be proved and is not."""
    return f"{row.row.name} ({unit}): tanpa bukti dukung."


def missing(unit: str, reason: str | None) -> str:
    """A form without which the collection went on."""
    return f"{unit}: formulir belum masuk{_because(reason)}."


def not_followed(unit: str, reason: str | None) -> str:
    """A form whose arahan was not followed up; its values of before count."""
    return f"{unit}: arahan belum ditindaklanjuti, digunakan data yang terakhir diterima{_because(reason)}."


def unknown_before(quarter: int, unknown: Sequence[int]) -> str:
    """What the year's sums lack, since another collection was still under way when the forms were made."""
    lacking = " dan ".join(tw(one) for one in unknown)
    return (
        f"Angka triwulan sebelumnya belum ada: realisasi s.d. {tw(quarter)} belum memuat {lacking}, yang "
        "pengumpulannya belum diarsipkan ketika formulir disusun."
    )


def _because(reason: str | None) -> str:
    return f" ({reason.rstrip('. ')})" if reason else ""


def empty_budget(unit: str, name: str) -> str:
    """A sub kegiatan without a pagu."""
    return f"Pagu kosong: {name} ({unit})"


def empty_target(unit: str, name: str) -> str:
    """An indicator without a target in any triwulan."""
    return f"Target kosong: {name} ({unit})"
