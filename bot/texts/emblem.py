"""Words of the lambang on the office's letterhead: asked for, taken over, or refused with the reason."""

from __future__ import annotations

from datetime import date

from bot.texts.form.values import clipped
from bot.texts.formats import tanggal
from bot.texts.html import esc

LABEL = "Lambang kantor"
UNREADABLE = "isinya tidak terbaca sebagai gambar PNG atau JPG"
TOO_LARGE = "ukurannya melebihi 5 MB"
TOO_SMALL = "sisi terpanjangnya kurang dari 100 piksel sehingga tampak buram bila dicetak"
NO_LONGER_ADMIN = "pengirimnya tidak lagi menjadi pengelola"


def ask(office: str, since: date | None) -> str:
    """Which picture stands on the letterhead from now on; `since` is when the present one was sent."""
    present = (
        f"Kop surat memakai lambang yang dikirim pada {tanggal(since)}."
        if since
        else "Kop surat masih memakai gambar netral."
    )
    return (
        f"<b>Lambang pada kop surat {esc(office)}</b>\n{present}\n"
        "Mohon kirimkan lambangnya sebagai berkas PNG atau JPG, paling besar 5 MB. "
        "Berkas PNG berlatar bening memberi hasil cetak terbaik. Ketik <i>batal</i> bila tidak jadi."
    )


def received() -> str:
    """The picture is on its way."""
    return "Lambang diterima dan sedang diperiksa; hasilnya segera disampaikan."


def changed(width: int, height: int) -> str:
    """The new lambang holds; width and height are those of the stored picture in pixels."""
    return (
        f"Lambang kantor diperbarui ({width} × {height} piksel). Kop surat dokumen yang dibuat mulai sekarang "
        "memakainya; dokumen yang sudah dibuat tidak berubah."
    )


def refused(name: str, why: str) -> str:
    """The picture could not be taken over; the one before stays."""
    return (
        f"Mohon maaf, lambang <b>{esc(clipped(name, 100))}</b> tidak dapat dipakai: {why}. "
        "Lambang sebelumnya tetap berlaku. Mohon dikirim kembali lewat /admin."
    )
