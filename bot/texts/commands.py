"""Words of the chat's commands: their descriptions in Telegram's menu, and /mulai."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.sop.model import CycleStatus
from bot.texts.formats import hari_tanggal, nama_periode, nama_periode_ringkas, tanggal

DESCRIPTIONS: Mapping[str, str] = {
    "tugas": "Yang menunggu tindak lanjut",
    "status": "Keadaan pengumpulan data kinerja",
    "jadwal": "Jadwal Kerja dan batas kirim",
    "arsip": "Dokumen periode yang lalu",
    "mulai": "Memulai pengumpulan data kinerja",
    "gangguan": "Mencatat gangguan, libur, dan jam kerja khusus",
    "admin": "Pejabat, peran, dan undangan",
    "bantuan": "Penjelasan singkat",
    "batal": "Membatalkan pertanyaan terakhir",
}
"""What Telegram's menu says of each command, in the order of the menu."""

_STATUS = {
    CycleStatus.DIUSULKAN: "sudah disampaikan kepada Camat dan menunggu perintah",
    CycleStatus.BERJALAN: "sedang berjalan",
    CycleStatus.SELESAI: "sudah selesai dan diarsipkan",
}


def ask_period() -> str:
    """Which period is collected."""
    return "Data kinerja periode mana yang akan dikumpulkan?"


def running(year: int, quarter: int, status: CycleStatus) -> str:
    """A period that cannot be begun, and why."""
    return f"• {nama_periode(year, quarter)}: {_STATUS[status]}."


def closed(year: int, quarter: int) -> str:
    """A period that was closed and may be reopened."""
    return f"• {nama_periode(year, quarter)}: ditutup karena kegiatan belum berjalan; dapat dibuka kembali."


def ahead(year: int, quarter: int, day: date, data_until: date) -> str:
    """A period whose day has not come."""
    return (
        f"• {nama_periode(year, quarter)}: menurut Jadwal Kerja mulai {hari_tanggal(day)}; bila dimulai sekarang, "
        f"data per {tanggal(data_until)}."
    )


def no_period() -> str:
    """Nothing to begin."""
    return "Tidak ada periode lain dalam Jadwal Kerja yang dapat dimulai saat ini."


def period_button(year: int, quarter: int, data_until: date) -> str:
    """A period on a button."""
    return f"{nama_periode_ringkas(year, quarter)}, data per {tanggal(data_until)}"
