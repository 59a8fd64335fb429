"""Words of step 4: handing out the forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.sop.model import FormStatus
from bot.texts.form.values import fitting
from bot.texts.html import esc


@dataclass(frozen=True, slots=True)
class Receiver:
    """A unit and who fills its form."""

    unit: str
    address: str
    joined: bool
    status: FormStatus


_LONGEST = 3500


def hand_out(heading: str, receivers: Sequence[Receiver]) -> str:
    """The Analis's card."""
    lines = fitting([_line(one) for one in receivers], _LONGEST, "penerima lain; lengkap lewat /status")
    return f"{heading}\nMohon formulir dibagikan kepada {len(receivers)} penanggung jawab:\n" + "\n".join(lines)


def _line(one: Receiver) -> str:
    who = one.address or "belum ada pejabat"
    if one.status is not FormStatus.SIAP:
        return f"✓ {esc(one.unit)} ({who}): sudah dibagikan"
    return f"• {esc(one.unit)} ({who})" + ("" if one.joined else ": <b>belum bergabung</b> dengan bot ini")


def handed_out(count: int, absent: Sequence[str]) -> str:
    """What happens next, and who must be invited."""
    text = (
        f"<b>{count} formulir dibagikan.</b> Tanda Terima mencatat waktu setiap penanggung jawab menekan "
        "<i>Terima &amp; mulai isi</i>."
    )
    if absent:
        names = ", ".join(esc(one) for one in absent)
        text += (
            f"\nBelum bergabung: <b>{names}</b>. Formulirnya menunggu dan dikirim begitu yang bersangkutan bergabung; "
            "undangannya dapat diteruskan lewat tombol di bawah."
        )
    return text
