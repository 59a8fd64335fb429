"""What so many offices need, computed from the cost of one cycle and from Telegram's limit a bot."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from bot.bench.report import Listing

OFFICES = (1, 10, 508, 7285)
"""One; Kabupaten Paser's; the number of kabupaten and kota; every kecamatan."""
A_SECOND = 30
"""Messages that Telegram lets a bot send."""
HOUR = 3600
CYCLES = 4
"""A year."""
EVIDENCE = 13 * 300_000
"""Bytes of bukti dukung a cycle: one photo of 300 kB for each sub kegiatan."""
ASSUMED = (
    "Jam tersibuk: semua kantor memulai pada pagi yang sama, dan dalam satu jam itu setiap kantor menyelesaikan",
    "langkah 1 sampai 4 dan semua PPTK membuka formulirnya. Inti CPU: untuk jam itu, termasuk pembuatan PDF.",
    f"Disk: {CYCLES} siklus setahun, masing-masing dengan 13 foto bukti dukung sebesar 300 kB.",
)


class Need(NamedTuple):
    """What one office takes: processor seconds, bytes and messages a cycle, and messages in its busiest hour."""

    cpu: float
    size: float
    messages: float
    rush: float


def needs(one: Need) -> Listing:
    """A row for each number of offices."""
    rows = [
        (
            count,
            count * one.messages,
            count * one.messages / A_SECOND,
            count * one.rush,
            ceil(count * one.rush / (A_SECOND * HOUR)),
            count * one.cpu * one.rush / one.messages / HOUR,
            CYCLES * count * (one.size + EVIDENCE) / 1e9,
        )
        for count in OFFICES
    ]
    columns = ("kantor", "pesan/siklus", "detik (30/d)", "pesan jam tersibuk", "bot", "inti CPU", "GB/tahun")
    return Listing("kebutuhan", columns, tuple(rows))
