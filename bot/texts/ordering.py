"""Words of the orders (steps 1, 3, 7): the proposal to the Camat, putting it off, calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.sop.errors import Refusal
from bot.sop.model import Step
from bot.texts.formats import hari_tanggal, nama_periode, nama_periode_ringkas, tanggal
from bot.texts.html import esc
from bot.texts.schedule import unpublished

SHORTEST, LONGEST = 3, 1000


@dataclass(frozen=True, slots=True)
class Order:
    """What the disposisi says."""

    instruction: str
    urgency: str
    data_until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The schedule's day and whether it is today; what follows if the order is given now and every limit is used.

    `moving` is the year whose cuti bersama is not published yet, so that the days may still move.
    """

    scheduled: date
    is_today: bool
    ready_by: date
    sent_by: date
    send_by: date
    moving: int | None = None


class Readiness(Protocol):
    """What there is to collect."""

    @property
    def activities(self) -> int:
        """Sub kegiatan."""

    @property
    def officers(self) -> int:
        """Penanggung jawab."""

    @property
    def idle(self) -> int:
        """Sub kegiatan belum berjalan."""


def checked_reason(text: str) -> str:
    """A person's sentence, trimmed; refused when it is too short to say anything or too long to print."""
    cleaned = " ".join(text.split())
    if not SHORTEST <= len(cleaned) <= LONGEST:
        raise Refusal("kalimat_tidak_pas", shortest=SHORTEST, longest=LONGEST)
    return cleaned


def proposal(address: str, ready: Readiness, year: int, quarter: int, order: Order, outlook: Outlook) -> str:
    """Message 1: the schedule's proposal to the Camat."""
    idle = f", {ready.idle} belum berjalan" if ready.idle else ""
    period = f"<b>Data Kinerja {nama_periode(year, quarter)}</b>"
    today = f"hari ini jadwal pengumpulan {period}"
    other = f"menurut Jadwal Kerja, pengumpulan {period} dimulai {hari_tanggal(outlook.scheduled)}"
    return (
        f"Yth. <b>{address}</b>,\n"
        f"{today if outlook.is_today else other}: "
        f"{ready.activities} sub kegiatan, {ready.officers} penanggung jawab{idle}. "
        f"Data per {tanggal(order.data_until)}.\n"
        f"Bila diperintahkan sekarang, dokumen diperkirakan siap {_sapaan(address)} setujui "
        f"<b>{hari_tanggal(outlook.ready_by, tahun=False)}</b>.{_warnings(outlook)}\n"
        f"<i>Isi disposisi: {esc(order.instruction)} Sifat: {esc(order.urgency)}.</i>"
    )


def _warnings(outlook: Outlook) -> str:
    """That the limits overrun the batas kirim, and that the days may still move; mostly nothing."""
    said = ""
    if outlook.sent_by > outlook.send_by:
        other_year = outlook.sent_by.year != outlook.send_by.year
        sent, limit = (hari_tanggal(day, tahun=other_year) for day in (outlook.sent_by, outlook.send_by))
        said += (
            f"\n⚠ Bila setiap batas waktu terpakai penuh, penyampaian kepada Bupati selesai <b>{sent}</b>, "
            f"melewati batas kirim ke kabupaten <b>{limit}</b>; mohon menjadi perhatian."
        )
    if outlook.moving is not None:
        said += f"\n<i>{unpublished([outlook.moving])}</i>"
    return said


def _sapaan(address: str) -> str:
    return address.partition(" ")[0]


def order(heading: str, step: Step) -> str:
    """A short order of the Kasubbag to the Analis."""
    return f"{heading}\n{esc(step.activity)}."


def ask_instruction(instruction: str, urgency: str) -> str:
    """Which words the disposisi shall have."""
    return (
        f"Isi disposisi saat ini: <i>{esc(instruction)}</i> Sifat: {esc(urgency)}.\n"
        "Mohon tuliskan isi yang baru, atau pilih sifatnya di bawah ini."
    )


def day(day: date) -> str:
    """A day on a button."""
    return hari_tanggal(day, tahun=False)


def ask_day() -> str:
    """To which day the proposal is put off."""
    return "Pengumpulan data ditunda sampai hari apa?"


def postponed(when: str) -> str:
    """The proposal comes again."""
    return f"Baik. Jadwal ini disampaikan kembali <b>{when}</b>."


def ask_not_running() -> str:
    """Peringatan of the SOP: why nothing runs yet."""
    return (
        "Sesuai Peringatan dalam SOP, data belum dapat dikumpulkan bila kegiatan belum berjalan.\n"
        "Mohon alasannya dalam satu kalimat; alasan ini dicatat dan periode ditutup."
    )


def closed_not_running(year: int, quarter: int) -> str:
    """The period is closed."""
    return (
        f"Periode {nama_periode_ringkas(year, quarter)} ditutup dengan catatan kegiatan belum berjalan. "
        "Bila kegiatan sudah berjalan, pengumpulan dapat dimulai kapan saja dengan perintah /mulai."
    )


def ask_cancel() -> str:
    """Why the collection is called off."""
    return "Mohon alasan pembatalan pengumpulan data ini dalam satu kalimat."


def cancelled(year: int, quarter: int) -> str:
    """It is called off."""
    return (
        f"Pengumpulan Data Kinerja {nama_periode_ringkas(year, quarter)} dibatalkan dan pelaksana diberi tahu. "
        "Pengumpulan dapat dimulai kembali dengan perintah /mulai."
    )
