"""Words of reminders and escalations (messages 7 and 8): asked politely, a superior is never told that he is late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc
from bot.texts.times import lama

_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
_SOON = timedelta(minutes=1)
MOST_NAMED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open task in words: `place` is 'langkah 5 dari 14', instants as people say them, `left` working time."""

    year: int
    quarter: int
    place: str
    activity: str
    unit: str
    since: str
    until: str
    left: timedelta
    reminded: int


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a form is, and when something was last written into it ('' if never)."""

    answered: int
    asked: int
    repairs: int
    last: str


def several(address: str, count: int) -> str:
    """The line above more than one matter."""
    return f"{address}, mohon perhatian untuk <b>{count} hal</b> berikut."


def _opening(address: str, sentence: str) -> str:
    return f"{address}, {sentence}" if address else sentence[:1].upper() + sentence[1:]


def form(address: str, honorific: str, waiting: Waiting, filled: Filled) -> str:
    """To whoever fills a form; without an address where others stand above it."""
    head = _opening(address, _form_head(waiting, filled))
    since = f"{'Dikembalikan' if filled.repairs else 'Dibagikan'} {waiting.since}."
    if waiting.left <= timedelta():
        return (
            f"{head}\n{since} Batas {'perbaikan' if filled.repairs else 'pengisian'}: {waiting.until}{_over(waiting)}. "
            "Formulir tetap dapat dilengkapi dan dikirim selama rekapitulasi belum dimulai; "
            f"mohon berkenan {_going_on(filled)}."
        )
    text = f"{head}\n{since} {_left(waiting)}"
    if filled.answered == filled.asked and not filled.repairs:
        return text
    return (
        f"{text}\nBila sedang bertugas di lapangan, isian dapat {'dilanjutkan' if filled.answered else 'dimulai'} "
        f"kapan saja, atau {honorific} dapat memohon tambahan waktu."
    )


def _form_head(waiting: Waiting, filled: Filled) -> str:
    period = f"Data Kinerja {nama_periode_ringkas(waiting.year, waiting.quarter)}"
    unit = f" {esc(waiting.unit)}" if waiting.unit else ""
    if filled.repairs:
        return f"<b>{filled.repairs} perbaikan</b> {period}{unit} masih ditunggu."
    if filled.answered == filled.asked:
        return f"terima kasih, seluruh isian ({filled.asked}) {period}{unit} sudah tersimpan; formulir tinggal dikirim."
    if filled.answered:
        return f"terima kasih, <b>{filled.answered} dari {filled.asked} isian</b> {period}{unit} sudah tersimpan."
    return f"formulir {period}{unit} ({filled.asked} isian) menunggu diisi."


def _going_on(filled: Filled) -> str:
    if filled.answered == filled.asked and not filled.repairs:
        return "mengirimkannya"
    return "melanjutkannya" if filled.answered or filled.repairs else "mengisinya"


def _left(waiting: Waiting) -> str:
    return f"Waktu kerja tersisa <b>{lama(waiting.left)}</b>, sampai {waiting.until}."


def _over(waiting: Waiting) -> str:
    return f" (lewat {lama(-waiting.left)} waktu kerja)" if -waiting.left >= _SOON else ""


def task(address: str, waiting: Waiting, *, superior: bool) -> str:
    """To whoever holds a task of any other step."""
    period = f"Data Kinerja {nama_periode_ringkas(waiting.year, waiting.quarter)}"
    head = _opening(address, f"mohon berkenan menindaklanjuti {period}.")
    awaited = f"{waiting.place[:1].upper()}{waiting.place[1:]} menunggu sejak {waiting.since}"
    if waiting.left > timedelta():
        return f"{head}\n{awaited}: <i>{esc(waiting.activity)}</i>.\n{_left(waiting)}"
    bound = "" if superior else f"\nBatas: {waiting.until}{_over(waiting)}."
    return f"{head}\n{awaited}: <i>{esc(waiting.activity)}</i>.{bound}"


@dataclass(frozen=True, slots=True)
class Late:
    """A form that is still out: who is awaited (ready to print), how far it is, and how often he was reminded."""

    holder: str
    filled: Filled
    reminded: int


def brought_heading(address: str, place: str, *, coordinator: bool) -> str:
    """The first line of what is brought to somebody; the coordinator is asked for help, a superior for direction."""
    asked = f"Mohon bantuan koordinasi {address.partition(' ')[0]}" if coordinator else f"Mohon arahan {address}"
    return f"<b>{asked}</b> · {place}"


def late_forms(waiting: Waiting, received: int, total: int, late: Sequence[Late], following: str) -> str:
    """The forms that have not come in by their limit (message 8); `following` says to whom it is brought next."""
    head = (
        f"Batas pengisian Data Kinerja {nama_periode_ringkas(waiting.year, waiting.quarter)} berakhir "
        f"{waiting.until}{_over(waiting)}. Formulir masuk: <b>{received} dari {total}</b>."
    )
    one_only = len(late) == 1
    lines = [head] if one_only else [head, "Ditunggu:"]
    lines += [f"{'Ditunggu:' if one_only else '•'} {_late(one)}." for one in late[:MOST_NAMED]]
    if len(late) > MOST_NAMED:
        lines.append(f"Dan {len(late) - MOST_NAMED} formulir lain; selengkapnya dengan perintah /status.")
    if following:
        lines.append(f"Bila belum masuk {following}.")
    return "\n".join(lines)


def _late(one: Late) -> str:
    filled = one.filled
    progress = f"{filled.answered} dari {filled.asked} isian" if filled.answered else "belum mulai diisi"
    if filled.repairs:
        progress = f"{filled.repairs} perbaikan belum selesai"
    last = f", terakhir {filled.last}" if filled.last else ""
    return f"<b>{one.holder}</b>, {progress}{last}{reminded(one.reminded)}"


def reminded(times: int) -> str:
    """'; sudah dua kali diingatkan', nothing for nobody."""
    if not times:
        return ""
    return f"; sudah {_NUMBERS[times] if times < len(_NUMBERS) else times} kali diingatkan"


def brought(waiting: Waiting, holder: str, following: str, *, superior: bool) -> str:
    """A task of any other step that waits beyond its limit; `holder` is ready to print."""
    bound = "" if superior else f"; batas berakhir {waiting.until}{_over(waiting)}"
    text = (
        f"Data Kinerja {nama_periode_ringkas(waiting.year, waiting.quarter)}: <i>{esc(waiting.activity)}</i> menunggu "
        f"<b>{holder}</b> sejak {waiting.since}{bound}{reminded(waiting.reminded)}."
    )
    return f"{text}\nBila belum selesai {following}." if following else text


def next_hearer(when: str, address: str) -> str:
    """To whom a task is brought next, and when: the end of 'Bila belum selesai …'."""
    return f"sampai {when}, hal ini disampaikan kepada {address}"


def to_be_called(address: str, waiting: Waiting, superior: str) -> str:
    """To the coordinator about a task of one above whom nobody stands."""
    head = _opening(address, f"mohon berkenan menghubungi {superior} bila ada kesempatan.")
    return (
        f"{head}\n{waiting.place[:1].upper()}{waiting.place[1:]} Data Kinerja "
        f"{nama_periode_ringkas(waiting.year, waiting.quarter)} menunggu beliau sejak {waiting.since}: "
        f"<i>{esc(waiting.activity)}</i>."
    )


def vacant(address: str, waiting: Waiting, post: str) -> str:
    """To the coordinator about a task that nobody holds."""
    head = _opening(address, f"belum ada pejabat sebagai {esc(post)}.")
    unit = f" {esc(waiting.unit)}" if waiting.unit else ""
    return (
        f"{head}\n{waiting.place[:1].upper()}{waiting.place[1:]} Data Kinerja "
        f"{nama_periode_ringkas(waiting.year, waiting.quarter)}{unit} masih menunggu: <i>{esc(waiting.activity)}</i>. "
        "Mohon berkenan mengoordinasikan penunjukan pelaksananya."
    )
