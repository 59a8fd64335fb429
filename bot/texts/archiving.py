"""Words of step 14: reporting to the Bupati and the archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from bot.sop.model import Fact
from bot.texts.formats import hari_tanggal_waktu, nama_periode_ringkas
from bot.texts.html import esc

ENOUGH = "Baik, berkasnya sudah lengkap."


@dataclass(frozen=True, slots=True)
class Ending:
    """How a cycle ended."""

    year: int
    quarter: int
    addressee: str
    number: str
    at: datetime
    zone: str
    steps: int
    on_time: int


class FactStanding(Enum):
    """How a fact of step 14 stands; a file that was sent is looked at before it counts."""

    MISSING = auto()
    CHECKING = auto()
    REFUSED = auto()
    FOLLOWS = auto()
    THERE = auto()


_FACTS = {
    Fact.NOMOR: "nomor Surat Pengantar",
    Fact.PINDAIAN: "pindaian bertanda tangan basah dan cap dinas",
    Fact.BUKTI: "bukti penerimaan",
}
_OPEN = {
    Fact.NOMOR: "",
    Fact.PINDAIAN: " (boleh menyusul)",
    Fact.BUKTI: " (foto atau berkas)",
}
_STANDING = {
    FactStanding.CHECKING: ("…", " sedang diperiksa"),
    FactStanding.REFUSED: ("•", " ditolak, mohon diunggah kembali"),
    FactStanding.FOLLOWS: ("✓", " menyusul"),
    FactStanding.THERE: ("✓", " tersimpan"),
}


def archive(heading: str, addressee: str, facts: Mapping[Fact, FactStanding], number: str | None) -> str:
    """The Kasubbag's last card."""
    lines = [_fact(fact, standing, number) for fact, standing in facts.items()]
    listed = "\n".join(lines)
    return (
        f"{heading}\nDokumen dan Surat Pengantar sudah disetujui Sekretaris dan Camat. Mohon disampaikan kepada "
        f"{esc(addressee)}, lalu dicatat:\n{listed}"
    )


def _fact(fact: Fact, standing: FactStanding, number: str | None) -> str:
    if standing is FactStanding.MISSING:
        return f"• {_FACTS[fact]}{_OPEN[fact]}"
    if fact is Fact.NOMOR:
        return f"✓ {_FACTS[fact]}: <b>{esc(number or '')}</b>"
    mark, words = _STANDING[standing]
    return f"{mark} {_FACTS[fact]}{words}"


def checking(fact: Fact) -> str:
    """A file has come and is looked at."""
    return f"Terima kasih, {_FACTS[fact]} diterima dan sedang diperiksa. Hasilnya segera disampaikan."


def with_more(text: str) -> str:
    """What was said of a file, and how more sheets of it come."""
    return f"{text}\nLembar lain boleh langsung dikirimkan; bila sudah lengkap, tekan atau ketik <i>cukup</i>."


def ask_number() -> str:
    """The number under which the letter went out."""
    return "Mohon tuliskan nomor Surat Pengantar dari buku agenda, misalnya 045/12/Kec.LI/2026."


def ask_upload(fact: Fact) -> str:
    """Which file is awaited."""
    return f"Mohon kirimkan {_FACTS[fact]} sebagai foto, PDF, atau dokumen (paling besar 20 MB)."


def archived_camat(address: str, ending: Ending) -> str:
    """Message 12."""
    return (
        "<b>Selesai dan diarsipkan</b>\n"
        f"Yth. {address}, Data Kinerja {nama_periode_ringkas(ending.year, ending.quarter)} "
        f"telah disampaikan kepada {ending.addressee} pada <b>{hari_tanggal_waktu(ending.at, ending.zone)}</b>, "
        f"Surat Pengantar Nomor {esc(ending.number)}. Bukti penerimaan tersimpan; dokumen final terlampir.\n"
        f"{ending.steps} langkah selesai, {ending.on_time} tepat waktu. Terima kasih atas arahan "
        f"{address.split(maxsplit=1)[0]}; tidak ada lagi yang perlu ditindaklanjuti."
    )


def archived(address: str, ending: Ending) -> str:
    """To everyone else."""
    return (
        f"{address}, Data Kinerja {nama_periode_ringkas(ending.year, ending.quarter)} telah disampaikan kepada "
        f"{ending.addressee} dan <b>diarsipkan</b>. Terima kasih atas kerja sama {address.split(maxsplit=1)[0]}."
    )
