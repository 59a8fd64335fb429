"""Papers at the edges: nothing to say, one row, five hundred, the longest names, and signs that no typeface has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from bot.documents.models.figures import ActivityRow, IndicatorRow, ProgramGroup, Summary, UnitGroup
from bot.documents.models.papers import Document, FormSheet, Letterhead, Recap, Signatory, Signature
from bot.documents.models.performance import Chapter, PerformanceDocument
from tests.documents import samples
from tests.documents.quarter import SCALE, summarise

LONG = (
    "Persentase desa dan kelurahan di wilayah kecamatan yang menyampaikan laporan penyelenggaraan pemerintahan, "
    "laporan realisasi anggaran pendapatan dan belanja desa, serta laporan pembinaan kelembagaan kemasyarakatan "
    "secara lengkap, benar, dan tepat waktu sesuai dengan ketentuan peraturan perundang-undangan"
).ljust(300, "x")
UNBROKEN = "Pertanggungjawaban" * 12
FOREIGN = "Rapat 😊 بسم الله, naïve café, ½ hari, ≥ 76 %, “kutip”, 例え, Ω, Ж"
SHARED: dict[str, Any] = {"letterhead": samples.HEAD, "period": samples.PERIOD, "issued_at": samples.MOMENT}
NOBODY = Signature(signatory=Signatory(name="", post="Camat Long Ikis"))


def papers() -> Mapping[str, Document]:
    """The papers by the name of their files."""
    return {
        "kosong-rekap": recap(0),
        "kosong-dokumen": performance(recap(0), narratives={}),
        "kosong-formulir": FormSheet(
            **SHARED, unit="Seksi", officer=Signatory(name="", post="Kepala Seksi"), activities=()
        ),
        "kosong-tanda-terima": replace(samples.RECEIPT, rows=(), signature=NOBODY),
        "kosong-surat": replace(
            samples.COVER_LETTER, items=(), number=None, dated=None, through="", copies_to=(), signature=NOBODY
        ),
        "kosong-pengesahan": replace(samples.APPROVAL_SHEET, approvers=(), files=()),
        "kosong-riwayat": replace(samples.HISTORY, rows=(), conclusion=""),
        "satu-rekap": recap(1),
        "satu-dokumen": performance(recap(1), narratives=dict.fromkeys(Chapter, "Satu kalimat.")),
        "panjang-rekap": recap(3, LONG),
        "panjang-dokumen": performance(recap(3, LONG), narratives=dict.fromkeys(Chapter, LONG)),
        "panjang-disposisi": replace(
            samples.DISPOSITION,
            subject=LONG,
            note=LONG,
            requests=((LONG, True), (UNBROKEN, False)),
            letterhead=head(LONG),
        ),
        "panjang-tanda-terima": replace(
            samples.RECEIPT, rows=tuple(replace(row, name=LONG, post=UNBROKEN) for row in samples.RECEIPT.rows)
        ),
        "panjang-surat": replace(samples.COVER_LETTER, addressee=LONG, through=LONG, copies_to=(LONG, UNBROKEN)),
        "tak-terputus-rekap": recap(3, UNBROKEN),
        "asing-rekap": recap(3, FOREIGN),
        "asing-dokumen": performance(recap(2, FOREIGN), narratives=dict.fromkeys(Chapter, FOREIGN)),
        "limaratus-rekap": recap(500),
    }


def head(text: str) -> Letterhead:
    """A letterhead in which everything is as long as it can be."""
    return replace(samples.HEAD, government=text, office=text, address=text, contact=text)


def recap(count: int, text: str = "") -> Recap:
    """A recap of so many sub kegiatan, one indicator each, of which every text is the given one."""
    rows = [activity(number, text) for number in range(1, count + 1)]
    whole = summarise(rows) if rows else Summary()
    units = (UnitGroup(name=text or "Seksi Contoh", officer=text, activities=tuple(rows), summary=whole),)
    program = ProgramGroup(code="7.01.01", name=text or "Program Contoh", units=units, summary=whole)
    return Recap(**SHARED, version=1, programs=(program,) if rows else (), summary=whole, scale=SCALE)


def activity(number: int, text: str) -> ActivityRow:
    """A sub kegiatan whose figures differ from row to row, some of them absent or impossible to reckon."""
    real = None if number % 7 == 0 else Decimal(number) / 4
    achievement = None if real is None else real / Decimal(2) * 100
    indicator = IndicatorRow(
        code=str(number),
        name=text or f"Jumlah laporan {number}",
        unit=text[:40] or "Laporan",
        target_year=Decimal(8),
        target_period=Decimal(2),
        realisation=real,
        realisation_to_date=real,
        achievement=achievement,
        rating="Tinggi" if achievement is not None else "",
        note=text,
        absent="" if real is not None else "belum tersedia",
    )
    return ActivityRow(
        code=f"7.01.01.2.01.{number:04}",
        name=text or f"Sub kegiatan {number}",
        unit=text or "Seksi Contoh",
        indicators=(indicator,),
        budget=Decimal(number) * 1_250_000,
        spent=Decimal(number) * 333_333,
        absorption=Decimal("26.66664"),
        supporting=text,
        hindering=text,
        follow_up=text,
        evidence=(text[:120],) if text else (),
    )


def performance(found: Recap, *, narratives: Mapping[Chapter, str]) -> PerformanceDocument:
    """The Dokumen of a recap, with nothing that it can be without."""
    return PerformanceDocument(
        **SHARED, recap=found, narratives=narratives, legal_basis=(), forms=(), secretary=NOBODY, head=NOBODY
    )
