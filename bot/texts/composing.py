"""Words of step 12: chapters and the letter's number."""

from __future__ import annotations

from bot.texts.html import esc


def compose(heading: str, number: str | None, refused: str | None) -> str:
    """The Kasubbag's card."""
    lines = [heading]
    if refused:
        lines.append(f"Dokumen dikembalikan dengan arahan: <i>“{esc(refused)}”</i>")
    lines.append(
        "Rekapitulasi sudah disetujui. Narasi setiap bab sudah dikonsepkan dari data dan dapat diubah; "
        "Dokumen dan Surat Pengantar disusun dari keduanya lalu dimintakan tanda tangan Sekretaris dan Camat."
    )
    lines.append(
        f"Nomor Surat Pengantar: <b>{esc(number)}</b>."
        if number
        else "Nomor Surat Pengantar belum diisi; pada surat tercetak titik-titik."
    )
    return "\n".join(lines)


def list_chapters() -> str:
    """Which chapter."""
    return "Bab mana yang hendak dilihat atau diubah?"


def chapter(name: str, text: str) -> str:
    """A chapter as it stands."""
    return (
        f"<b>{esc(name.capitalize())}</b>\n\n{esc(text)}\n\n"
        "<i>Untuk mengubahnya, mohon kirimkan naskah penggantinya dalam satu pesan.</i>"
    )


def chapter_kept(name: str) -> str:
    """The words are kept."""
    return f"Naskah <b>{esc(name)}</b> tersimpan."


def ask_number() -> str:
    """The letter's number."""
    return "Mohon tuliskan nomor Surat Pengantar dari buku agenda, misalnya 045/12/Kec.LI/2026."


def numbered(number: str) -> str:
    """It is kept."""
    return f"Nomor Surat Pengantar dicatat: <b>{esc(number)}</b>."


def ask_review() -> str:
    """Why the Sekretaris should look again."""
    return (
        "Angka mana yang perlu ditelaah ulang oleh Sekretaris, dan mengapa? Mohon tuliskan dalam satu atau dua kalimat."
    )


def sent_to_review() -> str:
    """It is with the Sekretaris."""
    return "Rekapitulasi disampaikan kembali kepada Sekretaris untuk ditelaah ulang."
