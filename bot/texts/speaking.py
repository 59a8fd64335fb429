"""Words about voice messages."""

from __future__ import annotations

from bot.texts.html import esc

SPOKEN = "Arahan disampaikan lewat pesan suara yang diteruskan kepada Kasubbag."


def kept(offered: bool) -> str:
    """A voice message is kept."""
    if offered:
        return (
            "Pesan suara tersimpan. Dokumen <b>belum</b> dikembalikan; "
            "tekan tombol di bawah bila pesan ini adalah arahan perbaikan."
        )
    return "Pesan suara tersimpan. Untuk menjawab pertanyaan, mohon gunakan tulisan atau tombol."


def caption(by: str) -> str:
    """Above the voice that the Kasubbag hears."""
    return f"Arahan {esc(by)} atas Dokumen Data Capaian Kinerja."
