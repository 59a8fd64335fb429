"""Words to the Kasubbag about the Jadwal Kerja: a proposal made after its date, or one that cannot be made."""

from __future__ import annotations

from datetime import date

from bot.texts.formats import hari_tanggal, nama_periode_ringkas


def proposed_late(address: str, year: int, quarter: int, opens_on: date, send_by: date) -> str:
    """The period's day had passed when it was put before the Camat."""
    return (
        f"{address}, jadwal pengumpulan Data Kinerja {nama_periode_ringkas(year, quarter)} "
        f"({hari_tanggal(opens_on)}) baru dapat diajukan kepada Camat hari ini.\n"
        f"Batas kirim ke kabupaten: <b>{hari_tanggal(send_by)}</b>."
    )


def no_master_data(address: str, year: int, quarter: int) -> str:
    """The period's day has come, but the office has nothing to report for its year."""
    return (
        f"{address}, jadwal pengumpulan Data Kinerja {nama_periode_ringkas(year, quarter)} sudah tiba, tetapi "
        f"data induk tahun {year} belum tersedia.\n"
        "Mohon berkas data kantor dilengkapi dan diimpor; pengajuan kepada Camat menyusul dengan sendirinya."
    )
