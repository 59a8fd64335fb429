"""Words of step 13: approval on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.texts.formats import nama_periode_ringkas
from bot.texts.html import esc
from bot.texts.recapping import SummaryView, figures
from bot.texts.times import kapan


@dataclass(frozen=True, slots=True)
class Signed:
    """When the signer before approved."""

    zone: str
    at: datetime
    now: datetime


def approve(heading: str, view: SummaryView, before: Signed | None, mended: str | None) -> str:
    """Message 11; `mended` is the arahan after which the files were made anew."""
    period = nama_periode_ringkas(view.year, view.quarter)
    already = f" telah disetujui Sekretaris ({kapan(before.at, before.now, before.zone)})" if before else ""
    anew = f"Sudah diperbaiki sesuai arahan: <i>“{esc(mended)}”</i>\n" if mended else ""
    return (
        f"{heading}\n{anew}"
        f"Dokumen Data Capaian Kinerja {period} dan Surat Pengantar kepada Bupati{already} terlampir.\n"
        f"{figures(view)}\n"
        "<i>Satu persetujuan berlaku untuk kedua berkas terlampir. Arahan boleh berupa pesan suara.</i>"
    )


def other_name(named: str, address: str) -> str:
    """The files bear the name of whoever held the signer's role before; both are escaped."""
    return (
        f"\n<i>Mohon diperhatikan: berkas ini disusun atas nama <b>{named}</b>. Agar tercantum nama {address}, "
        "mohon dikembalikan dengan arahan; berkas lalu disusun kembali.</i>"
    )


def ask_refusal() -> str:
    """The arahan with which the Dokumen goes back."""
    return "Mohon arahan untuk perbaikan dokumen ini, dalam satu atau dua kalimat atau lewat pesan suara."


def refused() -> str:
    """It went back."""
    return (
        "Dokumen dikembalikan kepada Kasubbag Program &amp; Keuangan beserta arahan tersebut. "
        "Persetujuan atas versi ini tidak berlaku lagi; versi perbaikannya disampaikan kembali untuk disetujui."
    )
