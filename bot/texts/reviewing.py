"""Words of step 11: arahan and corrections."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.forms import Answers, Field, Topic, value
from bot.texts.html import esc

_TOPICS = {
    Topic.REALISED: "Realisasi",
    Topic.SPENT: "Realisasi anggaran",
    Topic.PUSH: "Faktor pendorong",
    Topic.BLOCK: "Faktor penghambat",
    Topic.FOLLOW: "Tindak lanjut",
    Topic.PROOF: "Bukti dukung",
    Topic.IDLE: "Alasan belum berjalan",
}


def field(one: Field) -> str:
    """A field by its topic and subject, as plain text."""
    return f"{_TOPICS[one.topic]}: {one.subject}"


def choose_unit() -> str:
    """Whose form goes back."""
    return "Formulir siapa yang perlu dilengkapi? Formulir lainnya tetap diterima."


def choose_field(unit: str) -> str:
    """Which of its fields."""
    return f"<b>{esc(unit)}</b>: isian mana yang perlu dilengkapi?"


def ask_direction(unit: str, one: Field | None, answers: Answers) -> str:
    """The arahan."""
    if one is None:
        return f"Mohon tuliskan arahan untuk formulir <b>{esc(unit)}</b>."
    written = value(answers, one.key)
    now = f", tertulis {esc(written)}" if written else ""
    return f"Mohon tuliskan arahan untuk <b>{esc(field(one))}</b> ({esc(unit)}{now})."


def drafts(listed: Sequence[tuple[str, str]]) -> str:
    """What will be sent."""
    lines = "\n".join(f"{number}. {esc(unit)}: <i>“{esc(text)}”</i>" for number, (unit, text) in enumerate(listed, 1))
    return f"<b>Arahan yang akan dikirim</b>\n{lines}\nBelum ada yang dikirim."


def dropped() -> str:
    """The drafts are gone."""
    return "Semua arahan yang belum dikirim dihapus."


def ask_correction() -> str:
    """What is wrong with a target or pagu."""
    return "Target atau pagu mana yang keliru, dan seharusnya berapa? Mohon tuliskan dalam satu atau dua kalimat."


def correction_requested() -> str:
    """What happens next."""
    return (
        "Disampaikan kepada Kasubbag Program &amp; Keuangan untuk dibetulkan sesuai DPA/PK. Realisasi tidak berubah; "
        "rekapitulasi dihitung ulang dan disampaikan kembali untuk ditelaah."
    )
