"""Words of verification, in chat and on the page alike: what a paper is, whether it counts, what a file turned out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.texts.formats import nama_periode, tanggal
from bot.texts.html import esc
from bot.texts.publishing import NAMES

CODE_HINT = (
    "Kode terdiri atas 12 huruf dan angka, tanpa huruf I dan O serta angka 0 dan 1; mungkin yang tertulis J, L, Q, D, "
    "atau 7. Huruf kecil, spasi, dan tanda hubung tidak berpengaruh."
)
UNCERTIFIED = "Persetujuan diberikan melalui sistem; bukan tanda tangan elektronik tersertifikasi."
SEALED = "Disegel secara elektronik (PAdES); segelnya dapat diperiksa dengan pembaca PDF."
UNSEALED = "Tidak disegel; keasliannya diperiksa dengan membandingkan isi berkas."

APPROVED = "disetujui para pejabat yang berwenang"
LATEST = "versi terakhir yang diterbitkan"
AWAITING = "belum disetujui semua pejabat yang berwenang"
DRAFT = "masih konsep; rekapitulasinya belum diserahkan"
RETURNED = "dikembalikan untuk disusun kembali"
WITHDRAWN = "persetujuannya ditarik kembali"
CANCELLED = "siklus pengumpulan datanya dibatalkan"
NOT_RUNNING = "siklus pengumpulan datanya ditutup karena kegiatan belum berjalan"
COMPILING = "digantikan oleh versi yang lebih baru, yang sedang disusun"

_DRAFTED = "konsep"


def superseded(version: int, code: str) -> str:
    """Which version took its place."""
    return f"digantikan oleh versi {version}, kode {grouped(code)}"


def grouped(code: str) -> str:
    """A code as people read it: 'ABCD-EFGH-JKLM'."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def title(kind: str, *, draft: bool, unit: str) -> str:
    """What a paper is called, with its unit where it belongs to one."""
    name = f"{NAMES[kind]} ({_DRAFTED})" if draft else NAMES[kind]
    return f"{name}, {unit}" if unit else name


def period(year: int, quarter: int, data_as_of: date | None) -> str:
    """'Triwulan I 2026', with its date where the data end before the triwulan does."""
    name = nama_periode(year, quarter)
    return f"{name}, data per tanggal {tanggal(data_as_of)}" if data_as_of else name


STANDINGS = {
    "berlaku": "Berlaku",
    "menunggu": "Menunggu persetujuan",
    "digantikan": "Digantikan",
    "batal": "Batal",
}
"""What each standing is called."""

_HEADINGS = {
    "berlaku": "Asli dan berlaku",
    "menunggu": "Asli, menunggu persetujuan",
    "digantikan": "Asli, tetapi sudah digantikan",
    "batal": "Asli, tetapi batal",
}
ALTERED = "Berubah, atau bukan dokumen ini"
ALTERED_WHY = (
    "Isi berkas ini berbeda dari semua versi dokumen ini yang diterbitkan kantor. Mohon berkas ini tidak dipakai; "
    "berkas yang asli dapat diminta kepada kantor."
)


def heading(standing: str) -> str:
    """What a file turned out to be, whose bytes are those of a paper with this standing."""
    return _HEADINGS[standing]


def why(standing: str, version: int, reason: str) -> str:
    """The same in a sentence."""
    but = "; " if standing == "berlaku" else ", tetapi "
    return f"Isinya sama persis dengan versi {version} yang diterbitkan kantor{but}{reason}."


# What an officer reads in chat.

CHECKING = "Berkas <b>{name}</b> sedang diperiksa keasliannya; hasilnya menyusul di bawah ini."
TOO_BIG = (
    "Berkas ini melebihi 20 MB, sehingga tidak dapat diambil dari Telegram. Keasliannya dapat diperiksa pada halaman "
    "verifikasi, yang dibuka oleh kode QR pada dokumennya."
)
UNKNOWN_CODE = "Kode <b>{code}</b> tidak dikenal di kantor ini. Mohon dicocokkan dengan yang tercetak pada dokumen."
UNKNOWN_FILE = (
    "<b>Berubah, atau bukan dari kantor ini</b>\n"
    "Isi berkas <b>{name}</b> berbeda dari semua berkas yang diterbitkan kantor ini. Mohon berkas ini tidak dipakai. "
    "Bila kode dokumennya terbaca, mohon kode itu diketikkan di sini untuk melihat keadaan dokumen yang asli."
)
UNREADABLE_FILE = "Mohon maaf, berkas <b>{name}</b> tidak dapat diperiksa: {why}. Mohon dikirim kembali."


@dataclass(frozen=True, slots=True)
class Described:
    """A paper in words: what stands in each line."""

    name: str
    office: str
    version: int
    code: str
    issued: str
    standing: str
    reason: str
    approvals: tuple[str, ...]
    sealed: bool


def about(found: Described) -> str:
    """What a paper is, who approved it, and whether it counts."""
    lines = [
        f"<b>{esc(found.name)}</b>",
        esc(found.office),
        f"Versi {found.version} · kode <code>{grouped(found.code)}</code> · {esc(found.issued)}",
        f"Keadaan: <b>{STANDINGS[found.standing]}</b> ({esc(found.reason)})",
        *_approvals(found.approvals),
        SEALED if found.sealed else UNSEALED,
    ]
    return "\n".join(lines)


def _approvals(approvals: Iterable[str]) -> list[str]:
    lines = [f"• {esc(one)}" for one in approvals]
    return [*lines, f"<i>{UNCERTIFIED}</i>"] if lines else []


def checked(name: str, found: Described) -> str:
    """A file that was sent is one of the office's."""
    return (
        f"<b>{heading(found.standing)}</b>\n"
        f"Berkas <b>{esc(name)}</b>: {why(found.standing, found.version, found.reason)}\n\n{about(found)}"
    )
