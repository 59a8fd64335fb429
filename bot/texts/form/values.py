"""Answers of a form as people read them: figures with their satuan, rupiah, capaian and serapan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.sop.achievement import absorption, achievement
from bot.sop.forms import ENOUGH, Field, Kind, Topic
from bot.sop.sheet import IndicatorLine
from bot.texts.formats import TRIWULAN, angka, persen, rupiah

LONGEST_MESSAGE = 4096
LABELS = {
    Topic.REALISED: "realisasi kinerja",
    Topic.SPENT: "realisasi anggaran",
    Topic.PUSH: "faktor pendorong",
    Topic.BLOCK: "faktor penghambat",
    Topic.FOLLOW: "tindak lanjut",
    Topic.PROOF: "bukti dukung",
    Topic.IDLE: "alasan belum berjalan",
}


def quantity(line: IndicatorLine, value: Decimal | None) -> str:
    """A figure with its satuan: '2 Dokumen', '95%', '–'."""
    if value is None:
        return angka(None)
    return f"{angka(value)}%" if line.measure.strip() == "%" else f"{angka(value)} {line.measure}"


def shown(field: Field, value: str) -> str:
    """An answer in words, not escaped."""
    if field.kind is Kind.ANGKA and field.indicator is not None:
        return quantity(field.indicator, Decimal(value))
    if field.kind is Kind.RUPIAH:
        return rupiah(Decimal(value))
    return "terlampir" if field.kind is Kind.BERKAS and value == ENOUGH else value


def named(field: Field) -> str:
    """Which field it is, not escaped: 'realisasi anggaran, Fasilitasi Administrasi Desa'."""
    about = field.indicator.name if field.indicator is not None else field.subject
    return f"{LABELS[field.topic]}, {about}"


def measured(field: Field, value: str, quarter: int) -> str:
    """What a figure amounts to: 'capaian TW I 100%', 'serapan 20,1%'; empty where nothing can be computed."""
    figure = Decimal(value)
    if field.indicator is not None:
        line = field.indicator
        percent = achievement(line.target, figure, line.polarity, line.formula).value
        return "" if percent is None else f"capaian {tw(quarter)} {persen(percent)}"
    percent = absorption(field.row.budget if field.row else None, figure)
    return "" if percent is None else f"serapan {persen(percent)}"


def tw(quarter: int) -> str:
    """Return 'TW I'."""
    return f"TW {TRIWULAN[quarter - 1]}"


def units(text: str) -> int:
    """How long Telegram counts a text: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def clipped(text: str, most: int) -> str:
    """A text for a narrow place such as a button, marked where it is cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def fitting(lines: Sequence[str], longest: int, rest: str) -> list[str]:
    """As many lines as Telegram counts within `longest`; where some are left out, a last one says how many.

    `rest` is what they are and where they stand in full: 'perubahan lain; lengkap pada formulir'.
    """
    kept = list[str]()
    for line in lines:
        longest -= units(line) + 1
        if longest < 0:
            return [*kept, f"• dan {len(lines) - len(kept)} {rest}"]
        kept.append(line)
    return kept


def in_messages(lines: Iterable[str], longest: int = LONGEST_MESSAGE) -> list[str]:
    """Lines joined to as few messages as Telegram's limit allows; no line is torn unless it alone is too long."""
    messages: list[str] = []
    for line in lines:
        if messages and units(messages[-1]) + 1 + units(line) <= longest:
            messages[-1] += f"\n{line}"
        else:
            messages.append(line)
    return messages
