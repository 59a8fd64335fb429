"""Words of `bot export`: the folders of a collection's whole file, its list and 'Baca Saya.txt'."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.texts.formats import hari_tanggal_waktu, nama_periode

README, LIST, MANIFEST = "Baca Saya.txt", "Daftar Berkas.xlsx", "manifest.json"
AUDIT_FOLDER, AUDIT = "Audit", "catatan-audit.jsonl"
OLD = "Versi Terdahulu"
LIST_TITLE, REGISTER_TITLE = "DAFTAR BERKAS PENGUMPULAN DATA KINERJA", "DAFTAR ARSIP DATA KINERJA"

FOLDERS = {
    "disposisi": ("01 Disposisi", "Lembar Disposisi", "perintah Camat (langkah 1)"),
    "formulir_kosong": ("02 Formulir Kosong", "Formulir Kosong", "formulir yang disiapkan (langkah 2)"),
    "tanda_terima": ("03 Tanda Terima", "Tanda Terima", "penerimaan formulir (langkah 4)"),
    "formulir": ("04 Formulir", "Formulir", "formulir terisi setiap unit kerja (langkah 5)"),
    "rekap": ("05 Rekapitulasi", "Rekapitulasi", "rekapitulasi PDF dan Excel (langkah 8)"),
    "rekap_xlsx": ("05 Rekapitulasi", "Rekapitulasi", "rekapitulasi PDF dan Excel (langkah 8)"),
    "dokumen": ("06 Dokumen", "Dokumen Data Capaian Kinerja", "Dokumen Data Capaian Kinerja (langkah 12 dan 13)"),
    "surat_pengantar": ("07 Surat Pengantar", "Surat Pengantar", "Surat Pengantar kepada Bupati (langkah 12 dan 13)"),
    "pengesahan": ("08 Lembar Pengesahan", "Lembar Pengesahan", "bukti persetujuan berikut sidik berkas (langkah 13)"),
    "riwayat": ("09 Riwayat SOP", "Riwayat SOP", "pelaksanaan setiap langkah (langkah 14)"),
}
"""For each kind of document its folder, its name, and what the folder holds."""

SENT = {
    "pindaian": (
        "Pindaian",
        "Pindaian bertanda tangan",
        "pindaian bertanda tangan dan bercap dinas (langkah 14)",
    ),
    "bukti_serah": ("Bukti Penerimaan", "Bukti penerimaan", "bukti bahwa laporan diterima (langkah 14)"),
    "bukti": ("Bukti Dukung", "Bukti dukung", "bukti dukung menurut unit kerja dan sub kegiatan (langkah 5)"),
    "suara": ("Pesan Suara", "Pesan suara", "arahan yang disampaikan dengan suara"),
}
"""The same for each purpose for which a file was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What 'Baca Saya.txt' tells of a collection's file."""

    office: str
    government: str
    year: int
    quarter: int
    letter_number: str
    closed_at: datetime
    zone: str
    folders: Collection[str]
    entries: int
    head: str
    intact: bool
    scanned: bool


def readme(one: Filing) -> str:
    """'Baca Saya.txt': what is what, and how it is checked."""
    letter = f", Surat Pengantar Nomor {one.letter_number}" if one.letter_number else ""
    lines = [
        f"BERKAS PENGUMPULAN DATA KINERJA {nama_periode(one.year, one.quarter).upper()}",
        f"{one.office}, {one.government}",
        f"Diarsipkan {hari_tanggal_waktu(one.closed_at, one.zone)}{letter}.",
        "",
        "ISI",
        *_contents(one.folders),
        f"{LIST}: daftar seluruh berkas dan ringkasan pengumpulan.",
        f"{MANIFEST}: jalur, ukuran, dan sidik SHA-256 setiap berkas, untuk diperiksa oleh program.",
        "",
        "KEASLIAN",
        f"Keutuhan arsip ini diperiksa dengan: bot verify BERKAS.zip. Setiap berkas dicocokkan dengan {MANIFEST}.",
        f"Catatan audit: {one.entries} catatan; segel catatan terakhir {one.head}.",
        "Setiap catatan memuat segel catatan sebelumnya. Kunci segel disimpan oleh kantor dan tidak disertakan.",
    ]
    if not one.intact:
        lines.append("PERHATIAN: saat diekspor, catatan audit tidak cocok dengan kunci segel yang ada di kantor.")
    if not one.scanned:
        lines.append("Pindaian bertanda tangan basah dan bercap dinas masih menyusul.")
    return "\r\n".join(lines) + "\r\n"


def _contents(folders: Collection[str]) -> list[str]:
    told = {folder: holds for folder, _, holds in (*FOLDERS.values(), *SENT.values())}
    listed = [f"{folder}: {holds}." for folder, holds in told.items() if folder in folders]
    old = f"{OLD}: berkas yang kemudian diganti berada di subfolder ini." if OLD in folders else ""
    return [*listed, *([old] if old else []), f"{AUDIT_FOLDER}: catatan audit, satu baris JSON setiap tindakan."]


def written(path: str, count: int) -> str:
    """The file is there."""
    return f"{count} berkas diekspor ke {path}."


def not_intact() -> str:
    """The audit does not fit its key."""
    return "Perhatian: catatan audit tidak cocok dengan kunci segel; hal itu dicatat dalam arsip."


def never_collected(year: int, quarter: int) -> str:
    """Nothing to export."""
    return f"Belum ada pengumpulan data kinerja {nama_periode(year, quarter)}."


def unfinished(year: int, quarter: int) -> str:
    """A collection that runs has no whole file yet."""
    return (
        f"Pengumpulan data kinerja {nama_periode(year, quarter)} belum selesai; berkasnya dapat diekspor setelah "
        "diarsipkan (langkah 14)."
    )


def still_coming(count: int) -> str:
    """Papers that the bot is about to make or to fetch."""
    return f"Masih ada {count} berkas yang sedang dibuat atau diperiksa; mohon bot dijalankan, lalu dicoba kembali."


def exists(path: str) -> str:
    """Nothing is ever overwritten."""
    return f"Berkas {path} sudah ada; mohon pilih nama lain."


def changed(path: str) -> str:
    """Bytes that are not those which were stored."""
    return f"Isi {path} tidak cocok dengan sidiknya saat disimpan; ekspor dihentikan dan tidak ada berkas yang ditulis."
