"""Words of step 6: who has sent a form, who is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.texts.html import esc


class State(StrEnum):
    """A form as its receiver sees it."""

    DITUNGGU = "ditunggu"
    LEWAT = "lewat"
    DIKIRIM = "dikirim"
    DITERIMA = "diterima"
    DILEWATI = "dilewati"


@dataclass(frozen=True, slots=True)
class Line:
    """One form in the card."""

    unit: str
    state: State
    remark: str


_SIGN = {
    State.DITUNGGU: ("•", "masih diisi"),
    State.LEWAT: ("•", "<b>ditunggu, batas pengisian sudah lewat</b>"),
    State.DIKIRIM: ("▸", "<b>masuk</b>"),
    State.DITERIMA: ("✓", "diterima"),
    State.DILEWATI: ("–", "dilanjutkan tanpa formulir ini"),
}


def reception(heading: str, lines: Sequence[Line], settled: int, changes: Sequence[str] = ()) -> str:
    """The card of step 6; `changes` are the lines, as Telegram HTML, of what forms sent again say anew."""
    came = sum(line.state is State.DIKIRIM for line in lines)
    listed = "\n".join([*(_line(line) for line in lines), *changes])
    return f"{heading}\nFormulir masuk: <b>{settled + came} dari {len(lines)}</b>.\n{listed}"


def _line(line: Line) -> str:
    sign, words = _SIGN[line.state]
    return f"{sign} {esc(line.unit)}: {words}" + (f" ({esc(line.remark)})" if line.remark else "")


def remark(unusual: int, without_evidence: int, kiriman: int) -> str:
    """What deserves a look in a form that came in."""
    parts = [f"kiriman ke-{kiriman}"] if kiriman > 1 else []
    if unusual:
        parts.append(f"{unusual} angka tidak lazim")
    if without_evidence:
        parts.append(f"{without_evidence} tanpa bukti")
    return ", ".join(parts)


def ask_return(unit: str) -> str:
    """What is missing in a form."""
    return f"Apa yang perlu dilengkapi pada formulir <b>{esc(unit)}</b>? Mohon tuliskan dalam satu atau dua kalimat."


def returned(unit: str) -> str:
    """It went back."""
    return f"Formulir {esc(unit)} dikembalikan beserta catatan tersebut. Batas pengisiannya dihitung kembali penuh."


def ask_skip(unit: str) -> str:
    """Why the collection goes on."""
    return (
        f"Pengumpulan dilanjutkan tanpa formulir <b>{esc(unit)}</b>. Mohon alasannya dalam satu kalimat; "
        "alasan ini tercetak pada rekapitulasi."
    )


def skipped(unit: str) -> str:
    """It goes on."""
    return (
        f"Dilanjutkan tanpa formulir {esc(unit)}. "
        "Selama rekapitulasi belum diperintahkan, formulir dapat dibuka kembali."
    )
