"""Words when a limit has passed: everyone is asked, nobody is told that he is late (message 7)."""

from __future__ import annotations

from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc


def unfinished(address: str, filled: int, count: int, year: int, quarter: int, until: str) -> str:
    """To the PPTK: how much of the form is there, and that it is still welcome."""
    period = nama_periode_ringkas(year, quarter)
    if filled == count:
        there = f"seluruh isian ({count}) Data Kinerja {period} sudah tersimpan; formulir tinggal dikirim."
    elif filled:
        there = f"<b>{filled} dari {count} isian</b> Data Kinerja {period} sudah tersimpan."
    else:
        there = f"formulir Data Kinerja {period} ({count} isian) masih ditunggu."
    thanks = "terima kasih, " if filled else ""
    return (
        f"{address}, {thanks}{there}\n"
        f"Batas pengisian: {until}. Formulir tetap dapat dilengkapi dan dikirim selama rekapitulasi belum dimulai; "
        "mohon berkenan melanjutkannya."
    )


def waiting(address: str, place: str, activity: str, year: int, quarter: int, limit: str, until: str) -> str:
    """To whoever holds the task; `place` is 'Langkah 8 dari 14', `until` empty for one to whom the office reports."""
    bound = f" (batas {limit}, {until})" if until else ""
    return (
        f"{address}, mohon berkenan melanjutkan Data Kinerja {nama_periode_ringkas(year, quarter)}.\n"
        f"{place} masih menunggu: <i>{esc(activity)}</i>{bound}.\n"
        "Kartunya ada pada pesan sebelumnya dan dapat dibuka kembali dengan perintah /tugas."
    )


def to_be_called(address: str, superior: str, place: str, activity: str, year: int, quarter: int, since: str) -> str:
    """To the Kasubbag about a task of the Camat's."""
    return (
        f"{address}, mohon {superior} dihubungi bila ada kesempatan.\n"
        f"{place} Data Kinerja {nama_periode_ringkas(year, quarter)} menunggu beliau sejak {since}: "
        f"<i>{esc(activity)}</i>."
    )


def vacant(address: str, post: str, place: str, activity: str, year: int, quarter: int) -> str:
    """To the Kasubbag about a task that nobody holds."""
    return (
        f"{address}, belum ada pejabat sebagai {esc(post)}.\n"
        f"{place} Data Kinerja {nama_periode_ringkas(year, quarter)} masih menunggu: <i>{esc(activity)}</i>. "
        "Mohon berkenan mengoordinasikan penunjukan pelaksananya."
    )
