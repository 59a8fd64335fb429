"""Words of /status: how far a collection is, who is awaited, and how each form stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.sop.model import FormStatus
from bot.texts.form.values import clipped
from bot.texts.formats import hari_tanggal, nama_periode, nama_periode_ringkas, tanggal
from bot.texts.html import esc
from bot.texts.times import lama

_NAME = 120
_SHORT_NAME = 60
_SHOWN = 4
_SHOWN_ADDED = 2
VACANT = "belum ada pejabat"


@dataclass(frozen=True, slots=True)
class FormLine:
    """One unit's form: who fills it, if it must be said, how many fields have an answer, until when, a reason.

    `holder` and `until` are ready to print; empty where they go without saying.
    """

    unit: str
    status: FormStatus
    holder: str
    filled: int
    total: int
    until: str
    reason: str


def bar(done: int, total: int) -> str:
    """How many steps are behind: '▓▓▓▓▓▓░░░░░░░░ 6/14'."""
    return f"{'▓' * done}{'░' * (total - done)} {done}/{total}"


def head(year: int, quarter: int, putaran: int, done: int, total: int, until: date, send_by: date | None) -> list[str]:
    """The collection and how far it is."""
    again = f" · perbaikan ke-{putaran - 1}" if putaran > 1 else ""
    lines = [f"<b>Data Kinerja {nama_periode(year, quarter)}</b>{again}", bar(done, total)]
    sending = f" Batas kirim ke kabupaten: {hari_tanggal(send_by, tahun=False)}." if send_by else ""
    return [*lines, f"Data per {tanggal(until)}.{sending}"]


def now(step: int, activity: str, holder: str, until: str) -> str:
    """Who is awaited at a step; `holder` is ready to print."""
    return f"▸ Langkah {step}, {esc(activity)}: {holder or VACANT}, {until}."


def filling(step: int, activity: str, awaited: int, total: int, until: str) -> str:
    """The step at which every unit is awaited for itself; `until` is empty where their limits differ."""
    limit = f", {until}" if until else ""
    return f"▸ Langkah {step}, {esc(activity)}: {forms_awaited(awaited, total)}{limit}."


def forms_awaited(awaited: int, total: int) -> str:
    """How many forms are still to come."""
    return f"ditunggu {awaited} dari {total} formulir"


def form(line: FormLine) -> str:
    """How one unit's form stands."""
    unit = esc(clipped(line.unit, _NAME))
    match line.status:
        case FormStatus.DITERIMA:
            return f"✓ {unit}: diterima"
        case FormStatus.DIKIRIM:
            return f"▸ {unit}: dikirim, menunggu diterima"
        case FormStatus.DILEWATI:
            return f"– {unit}: dilanjutkan tanpa formulir ini" + (f" ({esc(line.reason)})" if line.reason else "")
        case FormStatus.SIAP:
            return f"• {unit}: belum dibagikan"
    words = {
        FormStatus.DIBAGIKAN: "belum mulai diisi",
        FormStatus.DIISI: f"{line.filled} dari {line.total} isian",
        FormStatus.DIKEMBALIKAN: f"perlu perbaikan, {line.filled} dari {line.total} isian",
    }[line.status]
    holder = f" ({line.holder})" if line.holder else ""
    return f"• {unit}{holder}: {words}" + (f", {line.until}" if line.until else "")


@dataclass(frozen=True, slots=True)
class Overrun:
    """A finished visit that took longer than it should: its step, the unit if it is one's own, by how much."""

    step: int
    activity: str
    unit: str
    late: timedelta


@dataclass(frozen=True, slots=True)
class Granted:
    """Time that was added at a step; `added` is ready to print, such as '+1 hari kerja'."""

    step: int
    unit: str
    added: str


def punctuality(done: int, on_time: int, overruns: Sequence[Overrun], granted: Sequence[Granted]) -> list[str]:
    """How the limits were kept so far: at most eight lines, what is more is summed up."""
    lines = ["", "<b>Ketepatan waktu</b>", f"{done} tugas selesai, {on_time} tepat waktu."]
    longest = sorted(overruns, key=lambda one: -one.late)
    shown, rest = longest[:_SHOWN], longest[_SHOWN:]
    lines += [f"• Langkah {_place(one.step, one.unit or one.activity)}: terlambat {lama(one.late)}" for one in shown]
    if rest:
        lines.append(f"• {len(rest)} lainnya: terlambat paling lama {lama(rest[0].late)}")
    if granted:
        named = [f"langkah {_place(one.step, one.unit)} ({one.added})" for one in granted[:_SHOWN_ADDED]]
        more = len(granted) - _SHOWN_ADDED
        lines.append(f"Perpanjangan: {'; '.join(named)}" + (f"; {more} lainnya." if more > 0 else "."))
    return lines


def _place(step: int, name: str) -> str:
    return f"{step}, {esc(clipped(name, _SHORT_NAME))}" if name else str(step)


def nothing(last: str, coming: str) -> list[str]:
    """No collection runs."""
    return [line for line in ("Saat ini tidak ada pengumpulan data yang berjalan.", last, coming) if line]


def last(year: int, quarter: int, when: str) -> str:
    """The collection that was archived last."""
    return f"Terakhir: Data Kinerja {nama_periode_ringkas(year, quarter)}, diarsipkan {when}."


def coming(year: int, quarter: int, day: date) -> str:
    """The next line of the Jadwal Kerja."""
    return f"Jadwal berikutnya: {nama_periode_ringkas(year, quarter)}, mulai {hari_tanggal(day)}."
