"""Step 5, Mengisi formulir: which button and which question leads where."""

from __future__ import annotations

from collections.abc import Callable

from bot.services.claims import Claim
from bot.services.filling import pressing, sending
from bot.services.filling.answering import answered
from bot.services.filling.editing import edited
from bot.services.filling.sitting import PURPOSES
from bot.services.incoming import Message
from bot.services.work import Work
from storage.prompts import OpenPrompt

PRESSES: dict[str, Callable[[Work, Claim], None]] = {
    "terima": pressing.begin,
    "isi": pressing.begin,
    "sesuai": pressing.agree,
    "lewati": pressing.skip,
    "tidak_ada": pressing.none,
    "kembali": pressing.back,
    "belum": pressing.idle,
    "jalan": pressing.running,
    "lebih_awal": pressing.early,
    "benar": pressing.accept_value,
    "perbaiki": pressing.mend,
    "cukup": pressing.enough,
    "hapus_bukti": pressing.drop_file,
    "untuk": pressing.assign,
    "abaikan": pressing.ignore,
    "ringkasan": pressing.summarise,
    "ubah": pressing.choose,
    "kirim": pressing.submit,
    "tarik": sending.withdraw,
    "jelaskan": pressing.explain,
    "atas_nama": sending.fill_on_behalf,
    "benarkan": sending.confirm,
}
TEXTS: dict[str, Callable[[Work, OpenPrompt, Message], None]] = dict.fromkeys(PURPOSES, answered)

__all__ = ["PRESSES", "TEXTS", "edited"]
