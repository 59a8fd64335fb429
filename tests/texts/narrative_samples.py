"""Facts of cycles for what the Dokumen's narrative says: an office without any data, and one with everything."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.documents.models.performance import Chapter
from bot.texts.narrative import draft
from bot.texts.narrative_facts import Before, Facts, Goal, Idle, Measured, ProgramFacts, Punctual, Spent, Told

NOTHING = Facts(
    office="Kecamatan Contoh",
    addressee="Bupati Contoh",
    year=2026,
    quarter=2,
    data_until=date(2026, 6, 30),
    expected=2,
    received=0,
    missing=("Seksi Satu", "Seksi Dua"),
)
HIGH = Measured("Jumlah laporan", "Laporan", Decimal(2), Decimal(2), Decimal(100), "Sangat Tinggi")
LOW = Measured("APBDes tepat waktu", "Desa", Decimal(4), Decimal("1.5"), Decimal("37.5"), "Sangat Rendah")
CASES = Measured("Jumlah kasus pelanggaran", "Kasus", Decimal(1), Decimal(1), Decimal(100), "Sangat Tinggi")
FULL = replace(
    NOTHING,
    received=2,
    missing=(),
    programs=(
        ProgramFacts("Pemerintahan Desa", Decimal(100), Decimal(60)),
        ProgramFacts("Program Ketertiban", Decimal("37.5"), Decimal(10)),
    ),
    activities=3,
    reached=1,
    below=1,
    counted=2,
    mean=Decimal("68.75"),
    predicate="Sedang",
    grades=(("Sangat Tinggi", 1), ("Sangat Rendah", 1)),
    before=Before(2026, 1, Decimal("62.5"), Decimal(20)),
    iku_total=5,
    iku_mean=Decimal(100),
    iku_predicate="Sangat Tinggi",
    goals=(Goal("Terjaganya ketertiban umum.", CASES),),
    measured=(HIGH, LOW),
    idle=(Idle("Pemberdayaan", "Menunggu DPA."),),
    budget=Decimal(1000000),
    spent=Decimal(250000),
    absorption=Decimal(25),
    spending=(
        Spent("Jasa", Decimal(250000), Decimal(150000), Decimal(60), Decimal("37.5")),
        Spent("Rapat", Decimal(500000), Decimal(100000), Decimal(20), Decimal(100)),
        Spent("Pemberdayaan", Decimal(250000), Decimal(0), Decimal(0)),
    ),
    told=(
        Told("Rapat", "Koordinasi baik.", "Hujan lebat.", "Dijadwal ulang.", Decimal(100)),
        Told("Jasa", "", "Tagihan terlambat", "", Decimal("37.5")),
    ),
    evidence=3,
    unproved=1,
    punctual=Punctual(20, 18, 1, 2),
)


def said(chapter: Chapter, **changes: object) -> str:
    """A chapter of the full facts with some of them changed."""
    return draft(chapter, replace(FULL, **changes))  # type: ignore[arg-type]
