"""The final document that `documents` measures: 20 units, 100 sub kegiatan, 500 indicators, every part of it filled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from bot.documents.models.figures import ActivityRow, Band, IndicatorRow, ProgramGroup, Scale, Summary, UnitGroup
from bot.documents.models.papers import FormSheet, HistoryRow, Letterhead, Period, Proof, Recap, Signatory, Signature
from bot.documents.models.performance import Chapter, EvidencePicture, PerformanceDocument, TrendPoint
from bot.documents.models.seal import SealOrder

UNITS, ACTIVITIES, INDICATORS = 20, 5, 5
PROGRAMS = 4
AT = datetime(2026, 4, 9, 5, 0, tzinfo=UTC)
_WORDS = (
    "Koordinasi penyelenggaraan pemerintahan desa dan kelurahan berjalan sesuai rencana, sedangkan sebagian laporan "
    "masih menunggu pengesahan perangkat desa yang baru dilantik pada awal tahun."
)
_BANDS = (("Sangat Tinggi", 91), ("Tinggi", 76), ("Sedang", 66), ("Rendah", 51), ("Sangat Rendah", None))
_SCALE = Scale(bands=tuple(Band(label=label, lower=None if low is None else Decimal(low)) for label, low in _BANDS))


def document(units: int = UNITS) -> PerformanceDocument:
    """The Dokumen Data Capaian Kinerja of so many units (a multiple of PROGRAMS); the same one each time."""
    shared: dict[str, Any] = {
        "letterhead": Letterhead(
            government="PEMERINTAH KABUPATEN CONTOH",
            office="KECAMATAN CONTOH",
            address="Jalan Contoh Nomor 1",
            contact="Telepon (0543) 000000",
            place="Contoh",
        ),
        "period": Period(year=2026, quarter=1),
        "issued_at": AT,
    }
    programs = tuple(_program(number, units // PROGRAMS) for number in range(PROGRAMS))
    sections = [unit for program in programs for unit in program.units]
    activities = [activity for unit in sections for activity in unit.activities]
    forms = [
        FormSheet(**shared, unit=one.name, officer=_officer(one.officer), activities=one.activities) for one in sections
    ]
    recap = Recap(
        **shared,
        version=1,
        programs=programs,
        summary=_summary(activities),
        scale=_SCALE,
        units_expected=units,
        units_received=units,
    )
    return PerformanceDocument(
        **shared,
        proof=Proof(code="ABCDEFGHJKLM", address="https://kinerja.example/v/ABCDEFGHJKLM"),
        recap=recap,
        narratives=dict.fromkeys(Chapter, "\n\n".join([_WORDS] * 4)),
        legal_basis=(_WORDS,) * 6,
        forms=tuple(forms),
        secretary=Signature(signatory=_officer("Sekretaris Kecamatan")),
        head=Signature(signatory=_officer("Camat Contoh")),
        history=tuple(_visit(number) for number in range(1, 34)),
        trend=tuple(
            TrendPoint(year=2025, quarter=q, mean=Decimal(80 + q), absorption=Decimal(20 * q)) for q in (1, 2, 3, 4)
        ),
        pictures=_pictures(sections),
    )


def seal(folder: Path) -> SealOrder:
    """The office's seal, whose certificate it makes itself in `folder`."""
    office, government = "Kecamatan Contoh", "Pemerintah Kabupaten Contoh"
    return SealOrder(code="CONTOH", office=office, government=government, place="Contoh", at=AT, folder=folder)


def _program(number: int, share: int) -> ProgramGroup:
    units = tuple(_unit(number * share + place, number) for place in range(share))
    activities = [activity for unit in units for activity in unit.activities]
    code = f"7.01.0{number + 1}"
    return ProgramGroup(code=code, name=f"Program Contoh {number + 1}", units=units, summary=_summary(activities))


def _unit(number: int, program: int) -> UnitGroup:
    name = f"Seksi Pembinaan dan Pelayanan Contoh {number + 1}"
    activities = tuple(_activity(number, place, program, name) for place in range(ACTIVITIES))
    return UnitGroup(
        name=name, officer=f"Pejabat Contoh {number + 1}", activities=activities, summary=_summary(activities)
    )


def _activity(unit: int, place: int, program: int, name: str) -> ActivityRow:
    number = unit * ACTIVITIES + place
    spent = Decimal(10_000_000 + 137_531 * number)
    return ActivityRow(
        code=f"7.01.0{program + 1}.2.{unit + 1:02}.{place + 1:04}",
        name=f"Koordinasi, Pembinaan, dan Pelaporan Kegiatan Contoh ke-{number + 1} pada Tingkat Desa dan Kelurahan",
        unit=name,
        indicators=tuple(_indicator(number * INDICATORS + one) for one in range(INDICATORS)),
        budget=Decimal(100_000_000),
        spent=spent,
        absorption=spent / 1_000_000,
        supporting=_WORDS,
        hindering=_WORDS,
        follow_up=_WORDS,
        evidence=(f"Laporan kegiatan {number + 1}.pdf", f"Foto kegiatan {number + 1}.jpg"),
    )


def _indicator(number: int) -> IndicatorRow:
    target = Decimal(number % 17 + 4)
    real = target - number % 4
    achievement = real / target * 100
    return IndicatorRow(
        code=str(number + 1),
        name=f"Persentase desa yang menyampaikan laporan penyelenggaraan kegiatan ke-{number + 1} secara tepat waktu",
        unit="Laporan",
        target_year=target * 4,
        target_period=target,
        realisation=real,
        realisation_to_date=real,
        achievement=achievement,
        rating=_rating(achievement),
        formula="R/T×100",
        source="Laporan seksi",
    )


def _rating(value: Decimal) -> str:
    return next(label for label, low in _BANDS if low is None or value >= low)


def _summary(activities: list[ActivityRow] | tuple[ActivityRow, ...]) -> Summary:
    values = [one.achievement for row in activities for one in row.indicators if one.achievement is not None]
    mean = sum(values, Decimal(0)) / len(values)
    budget = sum((row.budget or Decimal(0) for row in activities), Decimal(0))
    spent = sum((row.spent or Decimal(0) for row in activities), Decimal(0))
    return Summary(
        mean=mean,
        rating=_rating(mean),
        counted=len(values),
        budget=budget,
        spent=spent,
        absorption=spent / budget * 100,
    )


def _officer(post: str) -> Signatory:
    return Signatory(name="Pejabat Contoh, S.Sos.", post=post, rank="Penata Tingkat I, III/d", nip="200000000000000001")


def _visit(number: int) -> HistoryRow:
    opened = AT - timedelta(hours=40 - number)
    return HistoryRow(
        number=(number - 1) % 14 + 1,
        title="Kegiatan contoh menurut SOP",
        officer=f"Pejabat Contoh {number}",
        opened_at=opened,
        due_at=opened + timedelta(hours=2),
        closed_at=opened + timedelta(hours=1),
        limit="2 jam",
        used="1 jam",
        on_time=True,
    )


def _pictures(units: list[UnitGroup]) -> tuple[EvidencePicture, ...]:
    """A picture of each sub kegiatan, all of different bytes, so that none is embedded for another."""
    found: list[EvidencePicture] = []
    for unit in units:
        for activity in unit.activities:
            shade = BytesIO()
            Image.linear_gradient("L").resize((480, 320)).point(_darker(len(found))).save(shade, "JPEG", quality=70)
            picture = shade.getvalue()
            found.append(
                EvidencePicture(unit=unit.name, activity=activity.name, name=activity.evidence[1], picture=picture)
            )
    return tuple(found)


def _darker(number: int) -> list[int]:
    return [max(level - number, 0) for level in range(256)]
