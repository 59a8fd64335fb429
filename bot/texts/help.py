"""Words of /bantuan: what an officer's roles do in the SOP, and the commands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sop.model import Role, Sop, Step
from bot.texts.html import esc

_EVERYWHERE = (
    "Tombol berlaku selama kartunya terbuka; hampir semua tombol pada formulir dapat juga diketik "
    "(ya, sesuai, tidak ada, lewati, kembali, kirim)."
)
_VERIFYING = "Keaslian dokumen dapat diperiksa di sini: kirimkan berkas PDF-nya, atau ketik kode verifikasinya."


def of(address: str, sop: Sop, roles: Sequence[tuple[str, Role]], commands: Sequence[tuple[str, str]]) -> list[str]:
    """The whole help, a line each; `roles` are names with the role, `commands` names with their description."""
    lines = [f"<b>{esc(address)}</b> dalam SOP {esc(sop.name)}:"]
    for name, role in roles:
        lines.append(f"\n<b>{esc(name)}</b>")
        lines += [f"• langkah {step.number}: {esc(step.activity)} ({step.limit})" for step in steps_of(sop, role)]
    if not roles:
        lines.append("Saat ini tidak memegang peran; /status tetap dapat dilihat.")
    lines += ["", "<b>Perintah</b>", *(f"/{name} – {description}" for name, description in commands)]
    return [*lines, f"<i>{_EVERYWHERE}</i>", f"<i>{_VERIFYING}</i>"]


def steps_of(sop: Sop, role: Role) -> list[Step]:
    """The steps at which a role acts, also as one of the signers or as the receiver of a receiver's own form."""
    return [step for step in sop.steps if role in {step.own_form, *(step.signers or (step.actor,))}]
