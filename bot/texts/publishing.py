"""What the papers are called in chat, and the word to the Kasubbag when one cannot be made."""

from __future__ import annotations

from bot.texts.formats import nama_periode_ringkas

NAMES = {
    "disposisi": "Lembar Disposisi",
    "formulir_kosong": "Formulir Data Kinerja",
    "tanda_terima": "Tanda Terima Formulir",
    "formulir": "Formulir Data Kinerja terisi",
    "rekap": "Rekapitulasi Data Kinerja",
    "rekap_xlsx": "Rekapitulasi Data Kinerja (Excel)",
    "dokumen": "Dokumen Data Capaian Kinerja",
    "surat_pengantar": "Surat Pengantar",
    "pengesahan": "Lembar Pengesahan",
    "riwayat": "Riwayat SOP",
    "gambar_rekap": "Gambar ikhtisar rekapitulasi",
    "gambar_status": "Gambar kemajuan pengumpulan data",
    "daftar_arsip": "Daftar Arsip Data Kinerja (Excel)",
}
"""The papers' names by kind."""


def failed(address: str, kind: str, year: int, quarter: int, code: str) -> str:
    """A paper could not be made; nothing else is lost."""
    return (
        f"Mohon maaf, {address}. Berkas <b>{NAMES[kind]} {nama_periode_ringkas(year, quarter)}</b> belum dapat dibuat "
        "meskipun sudah dicoba beberapa kali. Data dan persetujuan tetap tersimpan. Mohon kode "
        f"<code>{code}</code> disampaikan kepada pengelola sistem; berkas dibuat dan dikirim setelah sistem dijalankan "
        "ulang atau saat diminta lagi."
    )
