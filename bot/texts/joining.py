"""Words of coming in: the greeting, an invitation to be passed on, and why a link lets nobody in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.texts.formats import hari_tanggal_waktu
from bot.texts.html import esc

PROBLEMS: Mapping[str, str] = {
    "unknown": "Tautan undangan ini tidak dikenal. Mohon tautan dibuka langsung dari pesan undangan, tanpa diubah.",
    "expired": "Tautan undangan ini sudah lewat masa berlakunya (7 hari). Mohon meminta tautan baru kepada Kasubbag.",
    "used": "Tautan undangan ini sudah pernah dipakai. Bila telepon berganti, mohon meminta yang baru kepada Kasubbag.",
    "revoked": "Tautan undangan ini sudah diganti atau dicabut. Mohon memakai tautan terbaru atau meminta yang baru.",
    "already_joined": "Akun ini sudah terdaftar; tidak ada yang perlu dilakukan. Tugas dapat dilihat lewat /tugas.",
    "other_officer": (
        "Tautan ini ditujukan kepada pejabat lain, sehingga tidak berlaku untuk akun ini. Mohon diteruskan kepada "
        "yang bersangkutan."
    ),
}
"""A sentence for each reason why an invitation lets nobody in."""


def welcome(address: str, honorific: str, office: str, roles: Sequence[str], waiting: int) -> str:
    """To an officer who is in from now on."""
    held = f"Peran {esc(honorific)} dalam SOP: <b>{esc('; '.join(roles))}</b>.\n" if roles else ""
    tasks = (
        f"Yang menunggu tindak lanjut saat ini: <b>{waiting}</b>; kartunya dikirim di bawah ini."
        if waiting
        else "Saat ini tidak ada yang menunggu tindak lanjut; kartu akan dikirim pada waktunya."
    )
    return (
        f"Selamat datang, <b>{esc(address)}</b>. Akun ini sekarang terdaftar pada {esc(office)}.\n"
        f"{held}{tasks}\n<i>Tugas terbuka: /tugas · keadaan pengumpulan data: /status · penjelasan: /bantuan</i>"
    )


def greeting(address: str) -> str:
    """To an officer who is in already and opens the chat again."""
    return f"Selamat datang kembali, <b>{esc(address)}</b>. Penjelasan singkat ada di /bantuan."


def joined(address: str, account: str) -> str:
    """To the administrators, who confirm that it is the right person."""
    named = f" (akun Telegram: <b>{esc(account)}</b>)" if account else ""
    return (
        f"<b>{esc(address)}</b> telah bergabung{named}. "
        "Bila akun itu bukan milik yang bersangkutan, mohon aksesnya segera dicabut."
    )


def pass_on(address: str) -> str:
    """Above the invitation itself."""
    return (
        f"Mohon pesan di bawah ini diteruskan kepada <b>{esc(address)}</b> secara pribadi; tautannya hanya dapat "
        "dipakai satu kali. Undangan sebelumnya tidak berlaku lagi."
    )


def invitation(address: str, office: str, link: str, until: datetime, zone: str) -> str:
    """The text that is passed on to the person invited."""
    return (
        f"Yth. {esc(address)},\nmohon kesediaannya bergabung dengan bot pengumpulan data kinerja {esc(office)}. "
        f"Silakan buka tautan berikut di Telegram, lalu tekan <b>Mulai</b>:\n{esc(link)}\n"
        f"Tautan ini bersifat pribadi, berlaku satu kali, sampai {hari_tanggal_waktu(until, zone)}."
    )


def revoked(address: str) -> str:
    """To the administrators: an account is shut out."""
    return (
        f"Akses <b>{esc(address)}</b> dicabut; akunnya tidak dilayani lagi. Yang menunggu yang bersangkutan dapat "
        "dialihkan lewat tombol di bawah, atau yang bersangkutan diundang kembali."
    )
