"""Words of step 12: chapters and the letter's number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.formats import nama_periode_ringkas, tanggal
from bot.texts.html import esc


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the office's own agenda, the period and day it was drawn for and on, and if a letter bears it."""

    text: str
    year: int
    quarter: int
    drawn_on: date
    used: bool


def compose(heading: str, number: str | None, refused: str | None, *, draws: bool = False) -> str:
    """The Kasubbag's card; `draws` says that the office can draw the letter's number from its own agenda."""
    lines = [heading]
    if refused:
        lines.append(f"Dokumen dikembalikan dengan arahan: <i>“{esc(refused)}”</i>")
    lines.append(
        "Rekapitulasi sudah disetujui. Narasi setiap bab sudah dikonsepkan dari data dan dapat diubah; "
        "Dokumen dan Surat Pengantar disusun dari keduanya lalu dimintakan tanda tangan Sekretaris dan Camat."
    )
    lines.append(f"Nomor Surat Pengantar: <b>{esc(number)}</b>." if number else _unnumbered(draws))
    return "\n".join(lines)


def _unnumbered(draws: bool) -> str:
    if not draws:
        return "Nomor Surat Pengantar belum diisi; pada surat tercetak titik-titik."
    return (
        "Nomor Surat Pengantar belum ada: mohon diambil dari buku nomor kantor atau dituliskan dari buku agenda. "
        "Bila disusun tanpa nomor, pada surat tercetak titik-titik dan nomornya ditanyakan lagi pada langkah 14."
    )


def list_chapters(changed: Sequence[str]) -> str:
    """Which chapter; `changed` are those that have words of the Kasubbag's own."""
    question = "Bab mana yang hendak dilihat atau diubah?"
    if not changed:
        return f"{question} Semuanya masih sesuai konsep yang dihitung dari data."
    return f"{question} Bertanda ✎: naskahnya sudah diubah."


def chapter_label(name: str, *, changed: bool) -> str:
    """A chapter on its button."""
    return f"{name.capitalize()} ✎" if changed else name.capitalize()


def chapter(name: str, text: str, *, changed: bool) -> str:
    """A chapter as it stands, and how to change it."""
    state = (
        "Naskah ini sudah diubah dan tidak mengikuti perubahan data." if changed else "Konsep ini dihitung dari data."
    )
    return (
        f"<b>{esc(name.capitalize())}</b>\n\n{esc(text)}\n\n"
        f"<i>{state} Untuk menggantinya, mohon kirimkan naskah penggantinya dalam satu pesan; "
        "naskah yang panjang dapat dilanjutkan dengan Tambah paragraf.</i>"
    )


def chapter_kept(name: str) -> str:
    """The words are kept."""
    return f"Naskah <b>{esc(name)}</b> tersimpan."


def ask_paragraph(name: str) -> str:
    """What comes after the last paragraph."""
    return f"Mohon kirimkan paragraf yang ditambahkan pada akhir <b>{esc(name)}</b> dalam satu pesan."


def paragraph_kept(name: str) -> str:
    """It is added."""
    return f"Paragraf ditambahkan pada akhir <b>{esc(name)}</b>."


def draft_again(name: str) -> str:
    """The computed draft is printed again."""
    return f"<b>{esc(name.capitalize())}</b> kembali ke konsep yang dihitung dari data."


def ask_number() -> str:
    """The letter's number."""
    return "Mohon tuliskan nomor Surat Pengantar dari buku agenda, misalnya 045/12/Kec.LI/2026."


def numbered(number: str, unused: str = "") -> str:
    """It is kept; `unused` is the number which had been drawn and is not printed now."""
    kept = f"Nomor Surat Pengantar dicatat: <b>{esc(number)}</b>."
    if not unused:
        return kept
    return (
        f"{kept} Nomor <b>{esc(unused)}</b> dari buku nomor kantor menjadi tidak terpakai dan tetap tercatat di sana."
    )


def drawn(number: str, replaced: str | None) -> str:
    """The next number is this cycle's; `replaced` was written by hand before."""
    instead = f", menggantikan {esc(replaced)}" if replaced and replaced != number else ""
    return f"Nomor <b>{esc(number)}</b> diambil dari buku nomor kantor dan dipakai pada Surat Pengantar{instead}."


def drawn_before(number: str, replaced: str | None) -> str:
    """This cycle has its number already; no second one is drawn."""
    if replaced == number:
        return f"Nomor untuk surat ini sudah diambil: <b>{esc(number)}</b>."
    instead = f", menggantikan {esc(replaced)}" if replaced else ""
    return f"Nomor <b>{esc(number)}</b> yang sudah diambil untuk surat ini dipakai kembali{instead}."


def agenda(entries: Iterable[Entry]) -> str:
    """The office's own numbers, the latest first."""
    told = [
        f"{esc(one.text)} · {nama_periode_ringkas(one.year, one.quarter)} · "
        f"{tanggal(one.drawn_on)}{'' if one.used else ' · <i>tidak terpakai</i>'}"
        for one in entries
    ]
    if not told:
        return "Buku nomor kantor masih kosong; belum ada nomor yang diambil."
    return "\n".join(["<b>Buku nomor kantor</b>, yang terakhir di atas", *told])


def ask_review() -> str:
    """Why the Sekretaris should look again."""
    return (
        "Angka mana yang perlu ditelaah ulang oleh Sekretaris, dan mengapa? Mohon tuliskan dalam satu atau dua kalimat."
    )


def sent_to_review() -> str:
    """It is with the Sekretaris."""
    return "Rekapitulasi disampaikan kembali kepada Sekretaris untuk ditelaah ulang."
