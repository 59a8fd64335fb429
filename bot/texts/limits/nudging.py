"""Words of a reminder that somebody asked for: a question or a request, never a reproach (message 7)."""

from __future__ import annotations

from bot.texts.formats import nama_periode_ringkas


def nudge(by: str, year: int, quarter: int, *, upwards: bool, from_above: bool) -> str:
    """The line above the reminder: on whose behalf it comes; who asks is ready to print."""
    period = f"Data Kinerja {nama_periode_ringkas(year, quarter)}"
    if upwards:
        return f"{by} menyampaikan dengan hormat perihal {period}."
    return f"{by} {'menanyakan perkembangan' if from_above else 'memohon kelanjutan'} {period}."


def reminded(to: str, later: str, again: str) -> str:
    """To whoever asked for it; `later` is when it is sent, empty if that is now."""
    when = f"akan disampaikan kepada {to} pada jam kerja, {later}" if later else f"disampaikan kepada {to}"
    return f"Pengingat {when}. Dapat diingatkan kembali mulai {again}."
