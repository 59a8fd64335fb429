"""The summary before a form is sent, the list of its fields, and old beside new (messages 6 and 10)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.changes import Change
from bot.sop.forms import Answers, Field, Plan
from bot.sop.results import IndicatorResult, RowResult, SheetResult, State
from bot.texts.form.values import LABELS, clipped, in_messages, named, quantity, shown, tw
from bot.texts.formats import angka, nama_periode_ringkas, persen
from bot.texts.html import esc


def summary(
    unit: str,
    year: int,
    quarter: int,
    result: SheetResult,
    plan: Plan,
    *,
    honorific: str,
    changes: Sequence[Change] = (),
) -> list[str]:
    """The form in a line a sub kegiatan, what is missing, and old → new where it was sent before."""
    lines = [f"<b>Ringkasan sebelum dikirim</b> · {esc(unit)}, {nama_periode_ringkas(year, quarter)}"]
    lines += [*rows(result, quarter), *changed(changes)]
    if plan.due:
        names = "; ".join(esc(named(field)) for field in plan.due[:5])
        more = f"; dan {len(plan.due) - 5} isian lain" if len(plan.due) > 5 else ""
        lines.append(f"\n<b>Belum diisi: {len(plan.due)}</b> ({names}{more}).")
    else:
        lines.append(f"\nSetelah dikirim, formulir masih dapat {honorific} tarik selama belum diterima.")
        lines.append("Tekan atau ketik <i>kirim</i>.")
    return in_messages(lines)


def rows(result: SheetResult, quarter: int) -> list[str]:
    """A form in a line a sub kegiatan, then its IKU."""
    lines = [f"{number}. {row_line(row, quarter)}" for number, row in enumerate(result.rows, 1)]
    return [*lines, *(f"IKU: {esc(one.line.name)}: {indicator_text(one, quarter)}" for one in result.iku)]


def row_line(row: RowResult, quarter: int) -> str:
    """One sub kegiatan: '1 dari 2 Dokumen, 50%, serapan 12%, ⚠ belum ada bukti'."""
    name = esc(clipped(row.row.name, 120))
    if row.state is State.BELUM_BERJALAN:
        return f"{name}: belum berjalan ({esc(clipped(row.idle_reason, 200) or 'alasan belum diisi')})"
    spending = "anggaran belum diisi" if row.spent is None else f"serapan {persen(row.absorption)}"
    if row.state is State.TIDAK_DITARGETKAN:
        return f"{name}: tidak ditargetkan {tw(quarter)}, {spending}"
    parts = [indicator_text(one, quarter) for one in row.indicators]
    proof = "⚠ belum ada bukti" if row.lacks_evidence else f"{len(row.evidence)} bukti"
    return f"{name}: {'; '.join(parts)}, {spending}, {proof}"


def indicator_text(one: IndicatorResult, quarter: int) -> str:
    """One indicator: '2 dari 2 Dokumen, 100%'."""
    line = one.line
    if one.state is State.TIDAK_DITARGETKAN:
        return f"tidak ditargetkan {tw(quarter)}"
    if one.state is State.BELUM_TERSEDIA:
        return "belum tersedia"
    if one.realised is None:
        return "belum diisi"
    if line.target is None:
        return f"{esc(quantity(line, one.realised))} (realisasi lebih awal)"
    reached = one.achievement.value
    percent = "tidak dapat dihitung" if reached is None else f"<b>{persen(reached)}</b>"
    return f"{angka(one.realised)} dari {esc(quantity(line, line.target))}, {percent}"


def changed(changes: Sequence[Change]) -> list[str]:
    """What a resubmission changes, old → new."""
    if not changes:
        return []
    return ["\n<b>Perubahan dari kiriman sebelumnya</b>", *(f"• {change_line(change)}" for change in changes)]


def followed(unit: str, changes: Sequence[Change]) -> list[str]:
    """What a form says after an arahan, a line a field, to whoever gave it."""
    if not changes:
        return [f"• {esc(unit)}: tidak ada yang berubah"]
    return [f"• {esc(unit)}: {change_line(change)}" for change in changes]


def change_line(change: Change) -> str:
    """One change: 'realisasi kinerja, Dokumen desa: 1 Dokumen → <b>2 Dokumen</b>'."""
    old, new = (_said(change.field, value) for value in (change.old, change.new))
    if change.old == change.new:
        return f"{esc(named(change.field))}: tetap {new}; penjelasan: <i>{esc(clipped(change.note or '', 300))}</i>"
    note = f" (<i>{esc(clipped(change.note, 300))}</i>)" if change.note else ""
    return f"{esc(named(change.field))}: {old} → <b>{new}</b>{note}"


def _said(field: Field, value: str | None) -> str:
    return "kosong" if value is None else esc(clipped(shown(field, value), 200))


def choices(fields: Sequence[Field], answers: Answers) -> list[str]:
    """The fields that can be changed, numbered as their buttons."""
    lines = ["<b>Isian mana yang diubah?</b> Mohon menekan nomornya."]
    for number, field in enumerate(fields, 1):
        given = answers.get(field.key)
        said = esc(clipped(shown(field, given.value), 80)) if given else "<i>belum diisi</i>"
        about = esc(clipped(field.subject, 60))
        lines.append(f"{number}. {about}, {LABELS[field.topic]}: {said}")
    return in_messages(lines)
