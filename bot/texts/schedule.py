"""Words of the Jadwal Kerja: its lines, how a date is changed, and why one cannot stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.sop.dates import DateFault, DateProblem
from bot.sop.schedule import LineFault
from bot.texts.formats import TRIWULAN, hari_tanggal, nama_periode, nama_periode_ringkas, tanggal

MOVES = "*"
"""Marks a date that may still move."""


class Field(StrEnum):
    """Which date of a line."""

    MULAI = "mulai"
    BATAS = "batas"


NAMES = {Field.MULAI: "tanggal mulai", Field.BATAS: "batas kirim ke kabupaten"}


class State(StrEnum):
    """How a line stands."""

    DIARSIPKAN = "sudah diarsipkan"
    BERJALAN = "sedang berjalan"
    DIUSULKAN = "menunggu perintah Camat"
    DITUTUP = "ditutup, kegiatan belum berjalan"
    DIBATALKAN = "dibatalkan, dapat dimulai kembali dengan /mulai"
    TERLEWAT = "tanggal mulai terlewat, belum dibuka"
    BERIKUTNYA = "berikutnya"
    BELUM = "belum dibuka"


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the schedule; `moving` are those of its dates that a cuti bersama may still move."""

    year: int
    quarter: int
    opens_on: date
    send_by: date
    state: State
    moving: Collection[date] = ()


def lines(shown: Sequence[ShownLine]) -> list[str]:
    """The schedule, a line each: budget years, their triwulan, and what may still move."""
    said = ["<b>Jadwal Kerja pengumpulan Data Kinerja</b>"]
    year = None
    for one in shown:
        if one.year != year:
            year = one.year
            said += ["", f"<b>Tahun anggaran {year}</b>"]
        said.append(_line(one))
    years = sorted({day.year for one in shown for day in one.moving})
    if years:
        said += ["", f"<i>{MOVES} {unpublished(years)}</i>"]
    return said


def _line(one: ShownLine) -> str:
    opens, sending = (hari_tanggal(day) + (MOVES if day in one.moving else "") for day in (one.opens_on, one.send_by))
    name = f"TW {TRIWULAN[one.quarter - 1]}"
    return f"• <b>{name}</b> ({one.state}): mulai {opens}, batas kirim ke kabupaten {sending}."


def unpublished(years: Sequence[int]) -> str:
    """Why dates may still move."""
    named = " dan ".join(str(year) for year in years)
    return f"Cuti bersama {named} belum ditetapkan; tanggalnya masih dapat bergeser."


def empty() -> str:
    """There is no line at all."""
    return "Jadwal Kerja kantor ini belum disusun."


def change_label(year: int, quarter: int) -> str:
    """A line on a button."""
    return f"Ubah {nama_periode_ringkas(year, quarter)}"


def prepare_label(year: int) -> str:
    """A year on a button."""
    return f"Siapkan jadwal {year}"


def ask_field(year: int, quarter: int, opens_on: date, send_by: date) -> str:
    """Which date is changed."""
    return (
        f"<b>Jadwal Kerja {nama_periode(year, quarter)}</b>\n"
        f"Tanggal mulai: {hari_tanggal(opens_on)}.\n"
        f"Batas kirim ke kabupaten: {hari_tanggal(send_by)}.\n"
        "Yang mana yang diubah?"
    )


def field_label(field: Field) -> str:
    """A date on a button."""
    return f"Ubah {'tanggal mulai' if field is Field.MULAI else 'batas kirim'}"


def ask_date(field: Field, year: int, quarter: int, present: date) -> str:
    """To which day it is changed."""
    early = ""
    if field is Field.MULAI:
        early = " Bila sebelum triwulan berakhir, data diminta per tanggal tersebut."
    return (
        f"Mohon tuliskan {NAMES[field]} <b>{nama_periode_ringkas(year, quarter)}</b> yang baru, "
        f"misalnya <i>{tanggal(present)}</i> atau <i>{present.day}-{present.month}-{present.year}</i>.{early}\n"
        f"Saat ini: {hari_tanggal(present)}. Bila tidak jadi, tekan atau ketik <i>batal</i>."
    )


def left() -> str:
    """The question about a date was dropped."""
    return "Baik, Jadwal Kerja tetap seperti semula."


def changed(field: Field, year: int, quarter: int, before: date, after: date) -> str:
    """What was changed."""
    return (
        f"{NAMES[field].capitalize()} <b>{nama_periode_ringkas(year, quarter)}</b> diubah dari {hari_tanggal(before)} "
        f"menjadi <b>{hari_tanggal(after)}</b>."
    )


def same(field: Field, year: int, quarter: int, day: date) -> str:
    """Nothing was changed."""
    name = nama_periode_ringkas(year, quarter)
    return f"{NAMES[field].capitalize()} {name} memang sudah {hari_tanggal(day)}. Tidak ada yang berubah."


def told(address: str, by: str, what: str) -> str:
    """The change to those whom it concerns; all are ready to print."""
    return f"{address}, Jadwal Kerja diperbarui oleh {by}.\n{what}"


def early_data(day: date) -> str:
    """The period opens before its quarter has ended."""
    return f"Karena triwulannya belum berakhir, data diminta per {tanggal(day)}."


def opens_later(why: str, working_day: date) -> str:
    """The day is none on which the office works; `why` is empty for a weekend or a closure."""
    return f"{_no_working_day(why)}; usulan disampaikan pada hari kerja berikutnya, {hari_tanggal(working_day)}."


def sends_earlier(why: str, working_day: date | None) -> str:
    """The last day to send is none on which the office works; there may be no working day before it."""
    if working_day is None:
        return f"{_no_working_day(why)}."
    return f"{_no_working_day(why)}; hari kerja terakhir sebelumnya {hari_tanggal(working_day)}."


def _no_working_day(why: str) -> str:
    return f"Tanggal tersebut bukan hari kerja ({why})" if why else "Tanggal tersebut bukan hari kerja"


def prepare(address: str, last: int | None, year: int, opens_on: date) -> str:
    """The coming budget year has no schedule yet."""
    known = f"Jadwal Kerja yang ada berlaku sampai tahun anggaran {last}; jadwal" if last else "Jadwal Kerja"
    return (
        f"{address}, {known} tahun anggaran <b>{year}</b> belum disusun.\n"
        "Dengan satu tekanan, keempat triwulannya tersusun menurut ketentuan umum: tanggal mulai pada hari kerja "
        f"pertama sesudah triwulan (yang pertama {hari_tanggal(opens_on)}), batas kirim ke kabupaten pada hari kerja "
        "kesepuluh. Setiap tanggal dapat diubah kemudian lewat /jadwal."
    )


def prepared(year: int) -> str:
    """The lines of a year were written."""
    return f"Jadwal Kerja tahun anggaran <b>{year}</b> tersusun menurut ketentuan umum."


def master_data_needed(year: int) -> str:
    """There is nothing to collect for the year yet."""
    return f"Data induk tahun {year} belum tersedia; mohon diimpor sebelum jadwal pertamanya tiba."


_UNREADABLE = {
    DateFault.BUKAN_TANGGAL: "Tulisan ini belum terbaca sebagai tanggal; contoh: 1 April 2026, 1-4-2026, 01/04/2026.",
    DateFault.TANPA_TAHUN: "Tahunnya belum tertulis; contoh: 1 April 2026.",
    DateFault.TIDAK_ADA: "Tanggal tersebut tidak ada dalam kalender.",
}
_UNFITTING = {
    LineFault.MULAI_LEWAT: "Tanggal mulai {name} sudah lewat; paling awal hari ini, {day}.",
    LineFault.SEBELUM_TRIWULAN: "Tanggal mulai {name} tidak dapat mendahului triwulannya; paling awal {day}.",
    LineFault.SEBELUM_BARIS_LALU: "Tanggal mulai {name} harus sesudah tanggal mulai periode sebelumnya, {day}.",
    LineFault.SESUDAH_BARIS_NANTI: "Tanggal mulai {name} harus sebelum tanggal mulai periode berikutnya, {day}.",
    LineFault.MULAI_SESUDAH_BATAS: (
        "Tanggal mulai {name} harus sebelum batas kirimnya, {day}; bila perlu, batas kirim diubah dahulu."
    ),
    LineFault.BATAS_SEBELUM_MULAI: "Batas kirim {name} harus sesudah tanggal mulainya, {day}.",
    LineFault.TERLALU_JAUH: "Batas kirim {name} paling lambat {day}.",
}


def unreadable(problem: DateProblem) -> str:
    """A typed date that is none, or that its weekday contradicts."""
    if problem.day is not None:
        weekday = hari_tanggal(problem.day).partition(",")[0]
        return f"Hari dan tanggalnya tidak sesuai: {tanggal(problem.day)} adalah hari {weekday}."
    return _UNREADABLE[problem.code]


def unfitting(fault: LineFault, year: int, quarter: int, bound: date) -> str:
    """A date that cannot stand in the line, and the bound that it broke."""
    return _UNFITTING[fault].format(name=nama_periode_ringkas(year, quarter), day=hari_tanggal(bound))
