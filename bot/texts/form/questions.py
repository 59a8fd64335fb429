"""The questions of a form, one at a time, and the echo of what was just answered (messages 4 and 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.sop.achievement import YearMethod, absorption
from bot.sop.answers import Unusual
from bot.sop.forms import NONE, Field, Given, Topic
from bot.sop.sheet import Direction, IndicatorLine, SheetRow
from bot.texts.form.values import LABELS, clipped, fitting, measured, quantity, shown, tw
from bot.texts.formats import angka, nama_periode_ringkas, persen, rupiah, tanggal
from bot.texts.html import esc

_EXAMPLE = Decimal(2)
_CLIP, _FILE, _FILES = 600, 80, 2000


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question is asked about: the period, up to which day, who answers, and which of how many it is."""

    year: int
    quarter: int
    until: date
    honorific: str
    place: int
    count: int
    evidence: tuple[str, ...] = ()


def question(field: Field, asking: Asking, given: Given | None, direction: Direction | None = None) -> str:
    """The question of a field, with target, last period's value and what stands there now."""
    head = f"<b>Isian {asking.place} dari {asking.count}</b> · {esc(field.subject)}"
    body = _BODIES[field.topic](field, asking)
    if direction is not None:
        return "\n".join([head, *_directed(field, given, direction), *body])
    return "\n".join([head, *body, *_now(field, given)])


def _directed(field: Field, given: Given | None, direction: Direction) -> list[str]:
    before = f"Tertulis: <b>{esc(clipped(shown(field, given.value), _CLIP))}</b>. " if given else ""
    return [f'{before}Arahan {esc(direction.by)}: <i>"{esc(direction.text)}"</i>']


def _now(field: Field, given: Given | None) -> list[str]:
    if given is None or field.topic is Topic.PROOF:
        return []
    now = esc(clipped(shown(field, given.value), _CLIP))
    return [f"Tercatat saat ini: <b>{now}</b>; jawaban baru menggantikannya."]


def _realised(field: Field, asking: Asking) -> list[str]:
    line = field.indicator
    assert line is not None
    period = nama_periode_ringkas(asking.year, asking.quarter)
    over = f"posisi {tanggal(asking.until)}" if line.year_method is YearMethod.POSISI_AKHIR else f"selama {period}"
    lines = [f"Berapa <b>realisasi kinerja {over}</b>?", f"Indikator: {esc(line.name)}.", _target(line, asking.quarter)]
    if line.previous is not None:
        lines.append(f"Triwulan sebelumnya: {esc(quantity(line, line.previous))}.")
    example = angka(line.target) if line.target is not None else angka(_EXAMPLE)
    whole = "" if line.whole else " (desimal dengan koma)"
    return [*lines, f"Mohon tuliskan angkanya dalam {esc(line.measure)}{whole}, misalnya {example}."]


def _target(line: IndicatorLine, quarter: int) -> str:
    year = "" if line.target_year is None else f" (setahun {esc(quantity(line, line.target_year))})"
    if line.target is None:
        return f"Tidak ditargetkan {tw(quarter)}{year}; dicatat sebagai realisasi lebih awal."
    return f"Target {tw(quarter)}: <b>{esc(quantity(line, line.target))}</b>{year}."


def _spent(field: Field, asking: Asking) -> list[str]:
    row = field.row
    assert row is not None
    lines = [f"Berapa <b>realisasi anggaran s.d. {tanggal(asking.until)}</b> (kumulatif sejak Januari)?"]
    if not any(line.target is not None for line in row.indicators):
        lines.insert(0, f"Kinerjanya tidak ditargetkan {tw(asking.quarter)}; cukup realisasi anggaran.")
    lines.append(" ".join(_money_known(row)))
    if row.ledger is not None:
        return [*lines, "Tekan atau ketik <i>sesuai</i>, atau tuliskan angkanya, misalnya 9.800.000."]
    return [*lines, "Mohon tuliskan angkanya dalam rupiah, misalnya 9.800.000."]


def _money_known(row: SheetRow) -> list[str]:
    known = ["Pagu belum tersedia." if row.budget is None else f"Pagu {rupiah(row.budget)}."]
    if row.spent_before is not None:
        known.append(f"S.d. triwulan sebelumnya {rupiah(row.spent_before)}.")
    if row.ledger is not None:
        percent = absorption(row.budget, row.ledger)
        share = "" if percent is None else f" ({persen(percent)})"
        known.append(f"Catatan keuangan: <b>{rupiah(row.ledger)}</b>{share}.")
    return known


def _push(_field: Field, _asking: Asking) -> list[str]:
    return [
        "Apa <b>faktor pendorong</b> capaian ini?",
        "Mohon satu atau dua kalimat, atau ketik <i>tidak ada</i>.",
    ]


def _block(_field: Field, _asking: Asking) -> list[str]:
    return [
        "Apa <b>faktor penghambat</b> capaian ini?",
        "Mohon satu atau dua kalimat. Bila <i>tidak ada</i>, pertanyaan tindak lanjut dilewati.",
    ]


def _follow(_field: Field, _asking: Asking) -> list[str]:
    return ["Apa <b>tindak lanjut</b> atas hambatan tersebut?", "Mohon satu atau dua kalimat."]


def _proof(_field: Field, asking: Asking) -> list[str]:
    lines = [
        "Mohon dikirimkan <b>bukti dukung</b>: foto atau berkas PDF, JPG, PNG, XLSX, DOCX, paling besar 20 MB.",
        "Boleh beberapa berkas.",
    ]
    if asking.evidence:
        named = [f"{number}. {esc(clipped(name, _FILE))}" for number, name in enumerate(asking.evidence, 1)]
        return [
            *lines,
            f"Sudah diterima {len(named)} berkas:",
            *fitting(named, _FILES, "berkas lain"),
            "Bila sudah lengkap, tekan atau ketik <i>cukup</i>.",
        ]
    return [*lines, "Bila belum ada, ketik <i>tidak ada</i>; akan ditandai pada rekapitulasi."]


def _idle(field: Field, _asking: Asking) -> list[str]:
    row = field.row
    assert row is not None
    lines = ["Kegiatan ini tercatat <b>belum berjalan</b>. Mohon alasannya dalam satu kalimat."]
    if row.idle_reason:
        lines.append(f"Alasan dari data kantor: <i>{esc(row.idle_reason)}</i>. Ketik <i>sesuai</i> bila tetap.")
    return lines


_BODIES = {
    Topic.REALISED: _realised,
    Topic.SPENT: _spent,
    Topic.PUSH: _push,
    Topic.BLOCK: _block,
    Topic.FOLLOW: _follow,
    Topic.PROOF: _proof,
    Topic.IDLE: _idle,
}


def echo(field: Field, value: str, asking: Asking, *, typed: bool, ambiguous: bool = False) -> str:
    """What was understood and kept, and how to mend it."""
    mend = f"Sunting pesan {asking.honorific} atau ketik: kembali" if typed else "Ketik: kembali"
    if field.topic not in {Topic.REALISED, Topic.SPENT}:
        nothing = f", {NONE}" if value == NONE else ""
        return f"Tercatat: {LABELS[field.topic]}{nothing}. <i>Keliru? {mend}</i>"
    reached = measured(field, value, asking.quarter)
    what = f"<b>{esc(shown(field, value))}</b>" + (f", {reached}" if reached else "")
    if ambiguous:
        what += " (titik dibaca sebagai pemisah ribuan, koma sebagai pemisah desimal)"
    return f"Tercatat: {what}. <i>Keliru? {mend}</i>"


def unusual(field: Field, value: str, code: Unusual, asking: Asking) -> str:
    """Message 5: an unusual value is not kept before it is confirmed with a reason."""
    return (
        f"{asking.honorific} menuliskan <b>{esc(shown(field, value))}</b>, {_ODD[code](field, value, asking)}.\n"
        "Mohon dipastikan dahulu; angka ini <b>belum disimpan</b>.\n"
        f"Bila sudah benar, mohon alasannya dalam satu kalimat. Alasan {asking.honorific} akan tampil pada "
        "rekapitulasi."
    )


def _odd_target(field: Field, value: str, asking: Asking) -> str:
    line = field.indicator
    assert line is not None
    target = f"sedangkan target {tw(asking.quarter)} <b>{esc(quantity(line, line.target))}</b>"
    return f"{target} ({measured(field, value, asking.quarter)})"


def _odd_per_cent(_field: Field, _value: str, _asking: Asking) -> str:
    return "melebihi <b>100%</b>"


def _odd_budget(field: Field, value: str, _asking: Asking) -> str:
    row = field.row
    assert row is not None
    return f"melebihi pagu <b>{rupiah(row.budget)}</b> ({persen(absorption(row.budget, Decimal(value)))})"


def _odd_decrease(field: Field, _value: str, _asking: Asking) -> str:
    row = field.row
    assert row is not None
    return f"lebih kecil daripada realisasi s.d. triwulan sebelumnya, <b>{rupiah(row.spent_before)}</b>"


_ODD = {
    Unusual.CAPAIAN_TINGGI: _odd_target,
    Unusual.CAPAIAN_NOL: _odd_target,
    Unusual.DI_ATAS_100: _odd_per_cent,
    Unusual.DI_ATAS_PAGU: _odd_budget,
    Unusual.DI_BAWAH_SEBELUMNYA: _odd_decrease,
}


def ask_reason(field: Field, value: str, asking: Asking) -> str:
    """The reason for an unusual value."""
    return (
        f"Mohon alasan atas angka <b>{esc(shown(field, value))}</b> dalam satu kalimat.\n"
        f"<i>Alasan {asking.honorific} akan tampil pada rekapitulasi. Ketik: kembali untuk memperbaiki angkanya.</i>"
    )


def ask_explanation(field: Field, given: Given | None, direction: Direction) -> str:
    """What a directed figure rests on, when it stays as it is."""
    return (
        f"<b>{esc(field.subject)}</b>, {LABELS[field.topic]}"
        f"{f' <b>{esc(shown(field, given.value))}</b>' if given else ''} tetap.\n"
        f'Arahan {esc(direction.by)}: <i>"{esc(direction.text)}"</i>\n'
        "Mohon penjelasannya dalam satu atau dua kalimat; penjelasan ini disampaikan bersama formulir."
    )
