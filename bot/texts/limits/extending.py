"""Words of more time that is given (perpanjangan): how much, why, and until when it is now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.working_time import Limit
from bot.texts.html import esc
from bot.texts.limits.asking_time import length, quoted

_LAST = 3


def ask_amount(about: str, limit: str, before: Sequence[tuple[str, str]]) -> str:
    """How much is added; `before` are the amounts and reasons of the extensions so far, of which the last are named."""
    lines = [f"Tambahan waktu untuk {about}.{limit}"]
    if before:
        lines.append(f"Sudah ditambah {len(before)} kali:")
        lines += [f"• {amount}, {quoted(reason)}" for amount, reason in before[-_LAST:]]
    return "\n".join([*lines, "Berapa waktu yang ditambahkan?"])


def ask_reason(amount: Limit) -> str:
    """Why it is added."""
    return (
        f"Ditambah <b>{length(amount)}</b>. Mohon alasannya dalam satu kalimat; "
        "alasan ini disampaikan kepada pelaksana dan tercatat dalam riwayat SOP."
    )


def told(address: str, about: str, amount: Limit, by: str, until: str, reason: str, *, asked: bool) -> str:
    """To whoever has more time now; his own reason, if he `asked`, is not repeated to him."""
    opening = "permohonan tambahan waktu dikabulkan" if asked else "waktu ditambah"
    why = "" if asked else f"\nAlasan: {quoted(reason)}"
    return (
        f"{address}, {opening} oleh {esc(by)}: <b>{length(amount)}</b> untuk {about}.\n"
        f"Batas sekarang: <b>{until}</b>.{why}"
    )


def added(amount: Limit, until: str, told_to: str) -> str:
    """To whoever added it; `told_to` is empty while the post is vacant."""
    hears = f" {told_to} sudah diberi tahu." if told_to else ""
    return f"Tercatat. Ditambah {length(amount)}; batas sekarang <b>{until}</b>.{hears}"
