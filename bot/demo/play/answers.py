"""What each unit answers in its form: what the bot's question says, and what the official knows of his work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from bot.texts.formats import angka

_TARGET = re.compile(r"Target TW \w+: ([\d.,]+)")
_BUDGET = re.compile(r"Pagu Rp([\d.]+)")
_SHARES = {"I": "0.206", "II": "0.447", "III": "0.694", "IV": "0.973"}
_PERIOD = re.compile(r"\d+ (Maret|Juni|September|Desember) \d{4}")
_QUARTER = {"Maret": "I", "Juni": "II", "September": "III", "Desember": "IV"}
_THOUSAND = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A unit's own words; `figures` are realisasi other than the target, by a part of the sub kegiatan's name."""

    push: str
    block: str
    follow: str
    proof: str
    figures: Mapping[str, str] = field(default_factory=dict)

    def with_figure(self, part: str, figure: str) -> Knowledge:
        """The same with one more figure."""
        return replace(self, figures={**self.figures, part: figure})


UNITS = {
    "KASI-PEM": Knowledge(
        "Perangkat desa aktif menyampaikan dokumen administrasi sebelum batas waktu.",
        "Dua desa belum menyelesaikan penatausahaan aset desa.",
        "Pendampingan penatausahaan aset dijadwalkan ke kedua desa pada bulan berikutnya.",
        "Laporan fasilitasi desa",
    ),
    "KASI-YANUM": Knowledge(
        "Pelayanan keliling ke desa dilaksanakan bersama puskesmas dan dinas kependudukan.",
        "tidak ada",
        "",
        "Daftar hadir pelayanan",
    ),
    "KASI-PMD": Knowledge(
        "Musyawarah perencanaan dilaksanakan sesuai jadwal dan dihadiri lembaga kemasyarakatan desa.",
        "tidak ada",
        "",
        "Berita acara musyawarah",
    ),
    "KASUBBAG-UK": Knowledge(
        "Jadwal rapat koordinasi ditetapkan sejak awal tahun.",
        "Beberapa rapat bergeser karena cuaca dan banjir di jalur poros.",
        "Rapat yang bergeser dilaksanakan secara daring.",
        "Notulen rapat",
    ),
    "KASUBBAG-PK": Knowledge(
        "Data dukung dari seksi disampaikan lebih awal daripada tahun lalu.",
        "tidak ada",
        "",
        "Laporan kinerja",
    ),
    "KASI-TRANTIB": Knowledge(
        "Koordinasi dengan Polsek dan Koramil berjalan setiap bulan.",
        "tidak ada",
        "",
        "Laporan sinergitas",
    ),
}


def realised(question: str, known: Knowledge) -> str:
    """Realisasi kinerja: what the official knows, otherwise exactly the target that the question states."""
    for part, figure in known.figures.items():
        if part in question:
            return figure
    found = _TARGET.search(question)
    assert found is not None, question
    return found[1]


def spent(question: str) -> str:
    """Realisasi anggaran up to the end of the triwulan: a plausible share of the pagu, in whole thousands."""
    budget, period = _BUDGET.search(question), _PERIOD.search(question)
    assert period is not None, question
    pagu = Decimal(budget[1].replace(".", "")) if budget else Decimal(20_000_000)
    share = Decimal(_SHARES[_QUARTER[period[1]]])
    return angka((pagu * share / _THOUSAND).to_integral_value() * _THOUSAND)
