"""Words of [Catat gangguan]: what is noted about a day, which day, from when to when, why, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from bot.sop.working_time import Span
from bot.texts.formats import hari_tanggal, tanggal
from bot.texts.html import esc

LABEL = "Catat gangguan/hari libur"
WHOLE_DAY = "Seharian"
CANCEL = "Batal"
TAKE_BACK = "Hapus catatan"
NO_HOURS = "Jamnya belum tertulis; contoh: 09.00-12.00 atau 08.00-12.00, 13.00-15.00"
TYPED_WHOLE_DAY = frozenset({"seharian", "sehari penuh", "satu hari penuh"})

KINDS: Mapping[str, str] = {
    "gangguan": "Gangguan (listrik/internet)",
    "libur": "Libur tambahan",
    "kerja": "Hari kerja tambahan",
    "khusus": "Jam khusus",
}
"""What may be noted, as its button names it."""

_OR_CANCEL = "Bila tidak jadi, tekan atau ketik <i>batal</i>."
_ASKED = {
    "gangguan": "Hari apa listrik atau internet terganggu?",
    "libur": "Hari apa kantor libur (cuti bersama susulan, libur lokal)?",
    "kerja": "Hari libur mana yang menjadi hari kerja?",
    "khusus": "Hari apa jam kerjanya berbeda?",
}


def hours(spans: Sequence[Span]) -> str:
    """Office hours of one day: '07.30–12.00, 13.00–16.00', or 'libur'."""
    return ", ".join(f"{start:%H.%M}–{end:%H.%M}" for start, end in spans) or "libur"


def noted(lines: Sequence[str]) -> list[str]:
    """What stands in the calendar, and the question what is to be noted."""
    said = ["<b>Kalender kerja kantor</b>"]
    if lines:
        said += ["Catatan yang ada:", *lines, ""]
    return [*said, "Apa yang akan dicatat? Batas waktu yang masih berjalan disesuaikan dengan sendirinya."]


def line(day: date, spans: Sequence[Span], reason: str) -> str:
    """One noted day; `reason` as it was written."""
    why = f" ({esc(reason.rstrip('. '))})" if reason else ""
    return f"• {hari_tanggal(day)}: {_state(spans)}{why}"


def _state(spans: Sequence[Span]) -> str:
    return f"jam kerja {hours(spans)}" if spans else "libur"


def ask_day(kind: str, today: date) -> str:
    """Which day; one that has no button is typed."""
    return f"{_ASKED[kind]} Hari lain mohon dituliskan, misalnya <i>{tanggal(today)}</i>. {_OR_CANCEL}"


def day_label(day: date, today: date) -> str:
    """A day on a button."""
    names = {today: "Hari ini", today - timedelta(days=1): "Kemarin", today + timedelta(days=1): "Besok"}
    return names.get(day) or hari_tanggal(day, tahun=False)


def ask_hours(kind: str, day: date, present: Sequence[Span]) -> str:
    """From when to when."""
    named = f"<b>{hari_tanggal(day)}</b> (saat ini {_state(present)})"
    if kind == "gangguan":
        return (
            f"{named}: dari pukul berapa sampai pukul berapa terganggu? Mohon dituliskan, misalnya "
            f"<i>09.00-12.00</i>, atau tekan {WHOLE_DAY}. {_OR_CANCEL}"
        )
    return f"{named}: mohon tuliskan jam kerjanya, misalnya <i>08.00-12.00, 13.00-15.00</i>. {_OR_CANCEL}"


def full_label(kind: str, spans: Sequence[Span]) -> str:
    """The whole day on a button."""
    return WHOLE_DAY if kind == "gangguan" else f"Jam kerja {hours(spans)}"


def ask_reason(day: date, spans: Sequence[Span]) -> str:
    """Why; with what will hold then."""
    return (
        f"<b>{hari_tanggal(day)}</b> akan tercatat {_state(spans)}. Mohon alasannya dalam satu kalimat; "
        f"alasan ini tersimpan dan disampaikan kepada yang batasnya bergeser. {_OR_CANCEL}"
    )


def because(day: date, spans: Sequence[Span], why: str) -> str:
    """Why limits moved; `why` is ready to print."""
    return f"{hari_tanggal(day)} tercatat {_state(spans)} ({why.rstrip('. ')})"


def because_taken_back(day: date) -> str:
    """Why limits moved back."""
    return f"catatan tentang {hari_tanggal(day)} dihapus"


def done(day: date, spans: Sequence[Span]) -> str:
    """What holds for a day from now on."""
    return f"Tercatat: <b>{hari_tanggal(day)}</b>, {_state(spans)}."


def taken_back(day: date, spans: Sequence[Span]) -> str:
    """What holds for a day again."""
    return f"Catatan dihapus: <b>{hari_tanggal(day)}</b> kembali {_state(spans)}."


def ask_which() -> str:
    """Which note is taken back."""
    return "Catatan hari mana yang dihapus? Jam kerja sebelum catatan itu berlaku kembali."


def nothing_noted() -> str:
    """There is no note to take back."""
    return "Tidak ada catatan yang dapat dihapus."


def left() -> str:
    """The question was dropped."""
    return "Baik, kalender kerja tetap seperti semula."


def off(day: date) -> str:
    """A day on which nobody works anyway."""
    return f"{hari_tanggal(day)} memang bukan hari kerja, sehingga tidak ada jam kerja yang berkurang."


def working(day: date) -> str:
    """A day that needs no note to be worked on."""
    return f"{hari_tanggal(day)} memang hari kerja; jam yang berbeda dicatat sebagai Jam khusus."


def too_far(first: date, last: date) -> str:
    """A day that cannot be noted."""
    return f"Yang dapat dicatat adalah hari antara {tanggal(first)} dan {tanggal(last)}."


def outside(spans: Sequence[Span]) -> str:
    """A disturbance in which nobody works."""
    return f"Jam tersebut di luar jam kerja hari itu ({hours(spans)})."


def same(spans: Sequence[Span]) -> str:
    """Hours that hold already."""
    return f"Jam kerja hari itu memang sudah {hours(spans)}."


def unreadable(why: str) -> str:
    """Typed hours that are none; `why` as the reader said it."""
    sentence = why[:1].upper() + why[1:]
    return esc(sentence if sentence.endswith(".") else f"{sentence}.")
