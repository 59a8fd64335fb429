"""Words of /arsip: what was found and where, what its buttons send, and a signed scan that follows later."""

from __future__ import annotations

from bot.texts.filing import SENT
from bot.texts.form.values import clipped
from bot.texts.formats import nama_periode, nama_periode_ringkas
from bot.texts.html import esc

OLDER = "Lebih lama"
REGISTER = "Daftar arsip (Excel)"
_NOTHING = (
    "Belum ada arsip yang sesuai. Contoh pencarian: <i>/arsip 2026</i>, <i>/arsip tw 1 dokumen</i>, "
    "<i>/arsip seksi pemerintahan</i>, atau <i>/arsip bumdes</i>."
)
_NAME, _LABEL = 120, 60
_OTHER = {
    "surat": "nomor Surat Pengantar",
    "perintah": "isi disposisi",
    "narasi": "narasi Dokumen",
    "catatan": "catatan pelaksanaan",
    "berkas": "nama berkas yang diunggah",
}


def head(found: int, first: int, last: int) -> list[str]:
    """Above the archived collections `first` to `last` of those found."""
    if not found:
        return [_NOTHING]
    part = f" Ditampilkan ke-{first} sampai ke-{last}." if last - first + 1 < found else ""
    return [f"<b>Arsip Data Kinerja</b>: {found} periode.{part}"]


def narrower() -> str:
    """Under a search of which older results are not shown."""
    return "Untuk hasil yang lebih lama, mohon pencarian dipersingkat atau ditambah tahunnya, misalnya 2025."


def archived(year: int, quarter: int, when: str, number: str) -> str:
    """One archived collection; `number` is ready to print."""
    letter = f", Surat Pengantar Nomor {number}" if number else ""
    return f"• <b>{nama_periode(year, quarter)}</b>, diarsipkan {when}{letter}"


def found_in(unit: str, activity: str, other: str, others: int) -> str:
    """Where the words of a search stand in a collection, as the end of its line."""
    places = [f"<b>{esc(clipped(one, _NAME))}</b>" for one in (unit, activity) if one]
    place = ", ".join(places) or _OTHER[other]
    more = f" dan {others} tempat lain" if others else ""
    return f"; ditemukan pada {place}{more}"


def follows() -> str:
    """The signed scan is still awaited, as the end of a collection's line."""
    return "; pindaian bertanda tangan masih menyusul"


def button(year: int, quarter: int, kind: str, unit: str = "") -> str:
    """What a press sends."""
    return clipped(f"{nama_periode_ringkas(year, quarter)}: {kind}{f' {unit}' if unit else ''}", _LABEL)


def upload_button(year: int, quarter: int) -> str:
    """The button by which a scan that follows is sent."""
    return f"{nama_periode_ringkas(year, quarter)}: Unggah pindaian"


def sending(count: int) -> str:
    """The short note while files are on their way."""
    return f"{count} berkas sedang dikirim."


def left_out(count: int) -> str:
    """Under a collection with more files than one press sends."""
    return (
        f"Masih ada <b>{count}</b> berkas lainnya. Bukti dukung dapat diminta per unit kerja, misalnya "
        "<i>/arsip bukti seksi pemerintahan</i>."
    )


def caption(purpose: str, year: int, quarter: int, unit: str, activity: str) -> str:
    """Under a file that somebody sent."""
    parts = [SENT[purpose][1], nama_periode_ringkas(year, quarter), clipped(unit, _NAME), clipped(activity, _NAME)]
    return esc(", ".join(part for part in parts if part))


def ask_scan(year: int, quarter: int) -> str:
    """The scan that follows is awaited."""
    return (
        f"Mohon kirimkan pindaian {nama_periode(year, quarter)} yang bertanda tangan basah dan bercap dinas sebagai "
        "foto, PDF, atau dokumen (paling besar 20 MB)."
    )


def scan_noted(year: int, quarter: int) -> str:
    """The scan that followed was sent."""
    return (
        f"Terima kasih. Pindaian {nama_periode(year, quarter)} sedang diperiksa, lalu disimpan bersama dokumennya "
        "dalam arsip; bila ditolak, hal itu segera disampaikan."
    )
