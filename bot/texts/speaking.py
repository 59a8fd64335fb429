"""Words about voice messages."""

from __future__ import annotations

from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc

SPOKEN = "Arahan disampaikan lewat pesan suara yang diteruskan kepada Kasubbag."


def kept(year: int, quarter: int) -> str:
    """A voice message is kept, and may be made the arahan on a period's Dokumen."""
    return (
        "Pesan suara tersimpan. Dokumen <b>belum</b> dikembalikan; tekan tombol di bawah bila pesan ini adalah "
        f"arahan perbaikan atas Dokumen <b>{nama_periode_ringkas(year, quarter)}</b>."
    )


def kept_only() -> str:
    """It is kept and nothing else."""
    return "Pesan suara tersimpan. Untuk menjawab pertanyaan, mohon gunakan tulisan atau tombol."


def caption(by: str, year: int, quarter: int) -> str:
    """Above the voice that the Kasubbag hears."""
    return f"Arahan {esc(by)} atas Dokumen Data Capaian Kinerja {nama_periode_ringkas(year, quarter)}."
