"""Words of step 6: who has sent a form, who is awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.texts.form.values import fitting
from bot.texts.html import esc

_CHANGES = 2000
_REST = "perubahan lain; lengkap pada formulirnya"


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
    State.DITUNGGU: ("•", "ditunggu"),
    State.LEWAT: ("•", "<b>ditunggu, batas pengisian sudah lewat</b>"),
    State.DIKIRIM: ("▸", "<b>masuk</b>"),
    State.DITERIMA: ("✓", "diterima"),
    State.DILEWATI: ("–", "dilanjutkan tanpa formulir ini"),
}


_FORMS, _OTHER_FORMS = 1700, "formulir lain; lengkap lewat /status"


def reception(heading: str, lines: Sequence[Line], settled: int, changes: Sequence[str] = (), own: str = "") -> str:
    """The card of step 6; `changes` are the lines, as Telegram HTML, of what forms sent again say anew.

    `own` is what helps with forms among them that the receiver sent himself.
    """
    came = sum(line.state is State.DIKIRIM for line in lines)
    stand = [_line(line, f"{number}. " if len(lines) > 1 else "") for number, line in enumerate(lines, 1)]
    said_anew = fitting(changes, _CHANGES - len(own), _REST)
    listed = "\n".join([*fitting(stand, _FORMS, _OTHER_FORMS), *said_anew])
    return f"{heading}\nFormulir masuk: <b>{settled + came} dari {len(lines)}</b>.\n{listed}" + (
        f"\n{own}" if own else ""
    )


def own_form(receiver: str, other: str) -> str:
    """What helps with a form that its receiver sent himself: who of the SOP's roles else may receive it, and how."""
    why = "Formulir tidak dapat diterima oleh pejabat yang mengisinya sendiri."
    if other:
        return (
            f"{why} Mohon ditarik atau dikembalikan, lalu dikirim sekali lagi; "
            f"formulir sendiri selanjutnya diterima {esc(other)}."
        )
    return (
        f"{why} Formulir tersebut menunggu pejabat lain sebagai pelaksana harian (Plh.) {esc(receiver)}, "
        "yang ditunjuk oleh pengelola atau pejabat di atasnya dalam SOP."
    )


_LABELS = {
    "lihat_formulir": ("Lihat {}", "Lihat formulir"),
    "terima_formulir": ("Terima {}", "Terima formulir"),
    "kembalikan_formulir": ("Kembalikan {}", "Kembalikan formulir"),
    "lanjut_tanpa": ("Lanjut tanpa no. {}", "Lanjut tanpa formulir ini"),
    "alihkan": ("Alihkan pengisi no. {}", "Alihkan pengisi"),
    "buka_kembali": ("Buka kembali no. {}", "Buka kembali formulir"),
}


def label(verb: str, number: int, count: int) -> str:
    """A button for one of the card's forms, which it names by the number in the list; three fit into a row."""
    numbered, alone = _LABELS[verb]
    return numbered.format(number) if count > 1 else alone


def _line(line: Line, place: str) -> str:
    sign, words = _SIGN[line.state]
    return f"{sign} {place}{esc(line.unit)}: {words}" + (f" ({esc(line.remark)})" if line.remark else "")


def progress(filled: int, count: int) -> str:
    """How far a form is that is still awaited."""
    return f"{filled} dari {count} isian tersimpan"


def remark(unusual: int, without_evidence: int, kiriman: int, *, own: bool = False) -> str:
    """What deserves a look in a form that came in; whether it is its receiver's `own`."""
    parts = ["diisi sendiri"] if own else []
    if kiriman > 1:
        parts.append(f"perbaikan ke-{kiriman - 1}")
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
