"""The papers of an archived collection, in the groups by which people ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.services.papers.publish import PICTURES, Kind
from storage.forms import PROOF

SCAN, RECEIPT = "pindaian", "bukti_serah"
"""For what the files of step 14 are sent: the signed scan, and the proof of delivery."""
FOLLOWING = "pindaian_susulan"
"""The question for a scan that follows after the archive."""
PAPERS = tuple(kind for kind in Kind if kind not in PICTURES | {Kind.DAFTAR_ARSIP})
"""What is filed; pictures for the chat and the list of the archive are made of it and are not."""


@dataclass(frozen=True, slots=True)
class Group:
    """What a group is called on a button, the documents in it, and for what the files in it were sent."""

    label: str
    kinds: tuple[Kind, ...] = ()
    purposes: tuple[str, ...] = ()


GROUPS: Final[dict[str, Group]] = {
    "akhir": Group("dokumen akhir", (Kind.DOKUMEN, Kind.SURAT_PENGANTAR, Kind.PENGESAHAN, Kind.RIWAYAT)),
    "dokumen": Group("Dokumen", (Kind.DOKUMEN,)),
    "surat": Group("Surat Pengantar", (Kind.SURAT_PENGANTAR,)),
    "pengesahan": Group("lembar pengesahan", (Kind.PENGESAHAN,)),
    "riwayat": Group("riwayat SOP", (Kind.RIWAYAT,)),
    "rekap": Group("rekapitulasi", (Kind.REKAP, Kind.REKAP_XLSX)),
    "formulir": Group("formulir", (Kind.FORMULIR,)),
    "disposisi": Group("disposisi", (Kind.DISPOSISI,)),
    "tanda": Group("Tanda Terima", (Kind.TANDA_TERIMA,)),
    "pindaian": Group("pindaian dan bukti penerimaan", (), (SCAN, RECEIPT)),
    "bukti": Group("bukti dukung", (), (PROOF,)),
    "semua": Group("semua berkas", PAPERS, (SCAN, RECEIPT, PROOF)),
}
OF_UNITS: Final = frozenset({"formulir", "bukti"})
"""Groups whose papers belong to units, so that one unit's can be asked for."""
