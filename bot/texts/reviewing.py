"""Words of step 11: arahan and corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.sop.forms import Answers, Field, Topic, value
from bot.texts.form.values import LABELS, clipped, in_messages, shown
from bot.texts.formats import angka
from bot.texts.html import esc

_SAID = 120


@dataclass(frozen=True, slots=True)
class Draft:
    """An arahan that is not sent yet: for which unit, for which field (None for the whole form), in which words."""

    unit: str
    field: Field | None
    text: str


def choose_unit() -> str:
    """Whose form goes back."""
    return "Formulir siapa yang perlu dilengkapi? Formulir lainnya tetap diterima."


def choose_field(unit: str, listed: Sequence[Field], answers: Answers, files: Mapping[str, Sequence[str]]) -> list[str]:
    """Which of its fields, numbered as their buttons, under each sub kegiatan what its form says."""
    lines = [f"<b>{esc(unit)}</b>: isian mana yang perlu dilengkapi? Mohon menekan nomornya."]
    subject = ""
    for number, one in enumerate(listed, 1):
        if one.subject != subject:
            subject = one.subject
            lines.append(f"<b>{esc(subject)}</b>")
        lines.append(f"{number}. {LABELS[one.topic]}: {_said(one, answers, files)}")
    return in_messages(lines)


def _said(one: Field, answers: Answers, files: Mapping[str, Sequence[str]]) -> str:
    if one.topic is Topic.PROOF and one.row is not None and files.get(one.row.key):
        return f"{len(files[one.row.key])} berkas"
    written = value(answers, one.key)
    said = esc(clipped(shown(one, written), _SAID)) if written else "<i>kosong</i>"
    target = one.indicator.target if one.indicator is not None else None
    return said if target is None else f"{said} (target {angka(target)})"


def ask_direction(unit: str, one: Field | None, answers: Answers) -> str:
    """The arahan."""
    if one is None:
        return f"Mohon tuliskan arahan untuk formulir <b>{esc(unit)}</b>."
    written = value(answers, one.key)
    now = f", tertulis <b>{esc(clipped(shown(one, written), _SAID))}</b>" if written else ""
    return f"Mohon tuliskan arahan untuk <b>{LABELS[one.topic]}</b> {esc(one.subject)} ({esc(unit)}){now}."


def drafts(listed: Sequence[Draft]) -> list[str]:
    """What will be sent."""
    lines = [f"{number}. {_about(one)}: <i>“{esc(one.text)}”</i>" for number, one in enumerate(listed, 1)]
    return in_messages(["<b>Arahan yang akan dikirim</b>", *lines, "Belum ada yang dikirim."])


def _about(one: Draft) -> str:
    if one.field is None:
        return f"{esc(one.unit)}, formulir seluruhnya"
    return f"{esc(one.unit)}, {LABELS[one.field.topic]} {esc(one.field.subject)}"


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
