"""The invented quarter's figures: thirteen sub kegiatan of a kecamatan and three IKU."""

from __future__ import annotations

from decimal import Decimal

from bot.documents.models.figures import ActivityRow, Band, IndicatorRow, ProgramGroup, Scale, Summary, UnitGroup

SCALE = Scale(
    bands=(
        Band(label="Sangat Tinggi", lower=Decimal(91)),
        Band(label="Tinggi", lower=Decimal(76)),
        Band(label="Sedang", lower=Decimal(66)),
        Band(label="Rendah", lower=Decimal(51)),
        Band(label="Sangat Rendah", lower=None),
    )
)
UNITS = {
    "program": "Subbagian Program dan Keuangan",
    "tapem": "Seksi Pemerintahan",
    "desa": "Seksi Pemberdayaan Masyarakat",
    "trantib": "Seksi Ketenteraman dan Ketertiban Umum",
    "layanan": "Seksi Pelayanan Umum",
}
# kode|nama|unit|satuan|target setahun|target TW|realisasi TW|pagu|realisasi anggaran
_ROWS = """
7.01.01.2.01.0001|Penyusunan Dokumen Perencanaan Perangkat Daerah|program|Dokumen|2|1|1|12500000|3100000
7.01.01.2.01.0006|Koordinasi dan Penyusunan Laporan Capaian Kinerja dan Ikhtisar Realisasi Kinerja SKPD|\
program|Laporan|4|1|1|9750000|2250000
7.01.01.2.01.0007|Evaluasi Kinerja Perangkat Daerah|program|Laporan|3|1|1|7000000|1400000
7.01.01.2.02.0001|Penyediaan Gaji dan Tunjangan ASN|program|Orang/bulan|15|15|14|2164835200|498211350
7.01.01.2.06.0009|Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD|program|Laporan|12|3|4|186400000|51220000
7.01.01.2.08.0002|Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik|program|Laporan|12|3|3|98000000|20110475
7.01.02.2.01.0001|Koordinasi/Sinergi Perencanaan dan Pelaksanaan Kegiatan Pemerintahan|tapem|Laporan|1|||25000000|0
7.01.02.2.02.0003|Peningkatan Efektifitas Pelaksanaan Pelayanan kepada Masyarakat|\
layanan|Laporan|15|4|3|64300000|12055000
7.01.03.2.01.0001|Peningkatan Partisipasi Masyarakat dalam Forum Musyawarah Perencanaan Pembangunan di Desa|\
desa|Lembaga Kemasyarakatan|5|5|5|55000000|54870000
7.01.03.2.01.0003|Peningkatan Efektifitas Kegiatan Pemberdayaan Masyarakat|desa|Laporan|8|2||37250000|
7.01.04.2.01.0001|Sinergitas dengan Kepolisian, TNI dan Instansi Vertikal|trantib|Laporan|4|1|1|42000000|8125000
7.01.06.2.01.0002|Fasilitasi Administrasi Tata Pemerintahan Desa|tapem|Dokumen|7|2|2|48500000|9750000
7.01.06.2.01.0003|Fasilitasi Pengelolaan Keuangan Desa dan Pendayagunaan Aset Desa|\
tapem|Dokumen|6|2|1|39000000|4680000
"""
PROGRAMS = {
    "7.01.01": "Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
    "7.01.02": "Penyelenggaraan Pemerintahan dan Pelayanan Publik",
    "7.01.03": "Pemberdayaan Masyarakat Desa dan Kelurahan",
    "7.01.04": "Koordinasi Ketentraman dan Ketertiban Umum",
    "7.01.06": "Pembinaan dan Pengawasan Pemerintahan Desa",
}


def rating(value: Decimal | None) -> str:
    """Return the predikat of a capaian."""
    if value is None:
        return ""
    return next(band.label for band in SCALE.bands if band.lower is None or value >= band.lower)


def summarise(rows: list[ActivityRow]) -> Summary:
    """Return the figures of a group of sub kegiatan."""
    counted = [i.achievement for row in rows for i in row.indicators if i.achievement is not None]
    mean = sum(counted, Decimal(0)) / len(counted) if counted else None
    budget = sum((row.budget or Decimal(0) for row in rows), Decimal(0))
    spent = sum((row.spent or Decimal(0) for row in rows), Decimal(0))
    absorption = spent / budget * 100 if budget else None
    return Summary(
        mean=mean, rating=rating(mean), counted=len(counted), budget=budget, spent=spent, absorption=absorption
    )


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _activity(line: str) -> ActivityRow:
    code, name, unit, measure, *figures = line.split("|")
    year, target, real, budget, spent = (_number(figure) for figure in figures)
    achievement = real / target * 100 if target and real is not None else None
    indicator = IndicatorRow(
        code="1",
        name=f"Jumlah {measure} {name}",
        unit=measure,
        target_year=year,
        target_period=target,
        realisation=real,
        realisation_to_date=real,
        achievement=achievement,
        rating=rating(achievement),
        formula="R/T×100",
        absent="" if target else "tidak ditargetkan TW ini",
    )
    running = real is not None or target is None
    return ActivityRow(
        code=code,
        name=name,
        unit=UNITS[unit],
        indicators=(indicator,),
        budget=budget,
        spent=spent,
        absorption=spent / budget * 100 if budget and spent is not None else None,
        supporting="Koordinasi antarseksi dan dukungan pemerintah desa berjalan baik." if running else "",
        hindering="Sebagian desa terlambat menyampaikan laporan karena pergantian perangkat." if running else "",
        follow_up="Pendampingan penyusunan laporan pada bulan April 2026." if running else "",
        evidence=("Laporan kegiatan Maret 2026.pdf", "Foto kegiatan.jpg") if running else (),
        running=running,
        reason="" if running else "Menunggu petunjuk teknis dari Dinas Pemberdayaan Masyarakat dan Desa.",
    )


ACTIVITIES = tuple(_activity(line) for line in _ROWS.strip().splitlines())
IKU = (
    IndicatorRow(
        code="IKU 1",
        name="Indeks Kepuasan Masyarakat",
        unit="Indeks",
        target_year=Decimal(90),
        absent="belum tersedia",
        holder=UNITS["layanan"],
    ),
    IndicatorRow(
        code="IKU 4",
        name="Persentase desa yang mengelola APBDes tepat waktu",
        unit="Persen",
        target_year=Decimal(100),
        target_period=Decimal(100),
        realisation=Decimal("88.46"),
        realisation_to_date=Decimal("88.46"),
        achievement=Decimal("88.46"),
        rating="Tinggi",
        formula="R/T×100",
        holder=UNITS["tapem"],
    ),
    IndicatorRow(
        code="IKU 5",
        name="Kasus pelanggaran ketertiban umum",
        unit="Kasus",
        target_year=Decimal(1),
        target_period=Decimal(1),
        realisation=Decimal(0),
        realisation_to_date=Decimal(0),
        achievement=Decimal(200),
        rating="Sangat Tinggi",
        direction="negatif A",
        formula="(2T−R)/T×100",
        holder=UNITS["trantib"],
    ),
)
IKU_SUMMARY = Summary(mean=Decimal("144.23"), rating="Sangat Tinggi", counted=2)


def program(code: str) -> ProgramGroup:
    """Return one program with its units in the order of the table."""
    rows = [row for row in ACTIVITIES if row.code.startswith(f"{code}.")]
    units = tuple(
        UnitGroup(
            name=unit,
            officer="",
            activities=tuple(row for row in rows if row.unit == unit),
            summary=summarise([row for row in rows if row.unit == unit]),
        )
        for unit in dict.fromkeys(row.unit for row in rows)
    )
    return ProgramGroup(code=code, name=PROGRAMS[code], units=units, summary=summarise(rows))
