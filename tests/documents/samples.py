"""One invented office's papers for a quarter, with the sub kegiatan of a kecamatan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.documents.figures import (
    ActivityRow,
    Band,
    Correction,
    IndicatorRow,
    ProgramGroup,
    Remark,
    Scale,
    Summary,
    UnitGroup,
)
from bot.documents.model import (
    Approval,
    ApprovalSheet,
    Approver,
    Chapter,
    CoverItem,
    CoverLetter,
    Disposition,
    FilledFor,
    FormSheet,
    History,
    HistoryRow,
    Letterhead,
    PerformanceDocument,
    Period,
    Recap,
    Receipt,
    ReceiptRow,
    SealedFile,
    Signatory,
    Signature,
)

MOMENT = datetime(2026, 4, 9, 5, 5, tzinfo=UTC)
PERIOD = Period(year=2026, quarter=1)
HEAD = Letterhead(
    government="PEMERINTAH KABUPATEN PASER",
    office="KECAMATAN LONG IKIS",
    address="Jalan Contoh Nomor 1, Long Ikis, Kabupaten Paser, Kalimantan Timur 76282",
    contact="Telepon (0000) 000000, surel kecamatan@contoh.test",
    place="Tana Paser",
)
CAMAT = Signatory(
    name="Camat Contoh, S.E.", post="Camat Long Ikis", rank="Pembina Tingkat I (IV/b)", nip="190001012000011001"
)
SEKRETARIS = Signatory(
    name="Sekretaris Contoh, S.Sos., M.Si.",
    post="Sekretaris Kecamatan",
    rank="Pembina (IV/a)",
    nip="190002022000022002",
)
KASUBBAG = Signatory(
    name="Kasubbag Contoh, S.AP.",
    post="Kepala Subbagian Program dan Keuangan",
    rank="Penata Tingkat I (III/d)",
    nip="190003032000032003",
)
ANALIS = Signatory(name="Analis Contoh, A.Md.", post="Analis", rank="Penata Muda (III/a)", nip="190004042000041004")
KASI = Signatory(
    name="Kasi Pemerintahan Contoh, S.IP.",
    post="Kepala Seksi Pemerintahan",
    rank="Penata (III/c)",
    nip="190005052000051005",
)
SCALE = Scale(
    bands=(
        Band(label="Sangat Tinggi", lower=Decimal(91)),
        Band(label="Tinggi", lower=Decimal(76)),
        Band(label="Sedang", lower=Decimal(66)),
        Band(label="Rendah", lower=Decimal(51)),
        Band(label="Sangat Rendah", lower=None),
    )
)
_PLAN = "Subbagian Program dan Keuangan"
_GOV = "Seksi Pemerintahan"
_VILLAGE = "Seksi Pemberdayaan Masyarakat"
_ORDER = "Seksi Ketenteraman dan Ketertiban Umum"
_SERVICE = "Seksi Pelayanan Umum"
# program, kode, nama, unit, satuan, target setahun, target TW, realisasi TW, pagu, realisasi anggaran
_ROWS: tuple[tuple[str, str, str, str, str, int, int | None, int | None, int, int | None], ...] = (
    (
        "7.01.01",
        "7.01.01.2.01.0001",
        "Penyusunan Dokumen Perencanaan Perangkat Daerah",
        _PLAN,
        "Dokumen",
        2,
        1,
        1,
        12500000,
        3100000,
    ),
    (
        "7.01.01",
        "7.01.01.2.01.0006",
        "Koordinasi dan Penyusunan Laporan Capaian Kinerja dan Ikhtisar Realisasi Kinerja SKPD",
        _PLAN,
        "Laporan",
        4,
        1,
        1,
        9750000,
        2250000,
    ),
    ("7.01.01", "7.01.01.2.01.0007", "Evaluasi Kinerja Perangkat Daerah", _PLAN, "Laporan", 3, 1, 1, 7000000, 1400000),
    (
        "7.01.01",
        "7.01.01.2.02.0001",
        "Penyediaan Gaji dan Tunjangan ASN",
        _PLAN,
        "Orang/bulan",
        15,
        15,
        14,
        2164835200,
        498211350,
    ),
    (
        "7.01.01",
        "7.01.01.2.06.0009",
        "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD",
        _PLAN,
        "Laporan",
        12,
        3,
        4,
        186400000,
        51220000,
    ),
    (
        "7.01.01",
        "7.01.01.2.08.0002",
        "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
        _PLAN,
        "Laporan",
        12,
        3,
        3,
        98000000,
        20110475,
    ),
    (
        "7.01.02",
        "7.01.02.2.01.0001",
        "Koordinasi/Sinergi Perencanaan dan Pelaksanaan Kegiatan Pemerintahan",
        _GOV,
        "Laporan",
        1,
        None,
        None,
        25000000,
        0,
    ),
    (
        "7.01.02",
        "7.01.02.2.02.0003",
        "Peningkatan Efektifitas Pelaksanaan Pelayanan kepada Masyarakat",
        _SERVICE,
        "Laporan",
        15,
        4,
        3,
        64300000,
        12055000,
    ),
    (
        "7.01.03",
        "7.01.03.2.01.0001",
        "Peningkatan Partisipasi Masyarakat dalam Forum Musyawarah Perencanaan Pembangunan di Desa",
        _VILLAGE,
        "Lembaga Kemasyarakatan",
        5,
        5,
        5,
        55000000,
        54870000,
    ),
    (
        "7.01.03",
        "7.01.03.2.01.0003",
        "Peningkatan Efektifitas Kegiatan Pemberdayaan Masyarakat",
        _VILLAGE,
        "Laporan",
        8,
        2,
        None,
        37250000,
        None,
    ),
    (
        "7.01.04",
        "7.01.04.2.01.0001",
        "Sinergitas dengan Kepolisian, TNI dan Instansi Vertikal",
        _ORDER,
        "Laporan",
        4,
        1,
        1,
        42000000,
        8125000,
    ),
    (
        "7.01.06",
        "7.01.06.2.01.0002",
        "Fasilitasi Administrasi Tata Pemerintahan Desa",
        _GOV,
        "Dokumen",
        7,
        2,
        2,
        48500000,
        9750000,
    ),
    (
        "7.01.06",
        "7.01.06.2.01.0003",
        "Fasilitasi Pengelolaan Keuangan Desa dan Pendayagunaan Aset Desa",
        _GOV,
        "Dokumen",
        6,
        2,
        1,
        39000000,
        4680000,
    ),
)
_PROGRAMS = {
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


def _activity(row: tuple[str, str, str, str, str, int, int | None, int | None, int, int | None]) -> ActivityRow:
    _, code, name, unit, measure, year, target, real, budget, spent = row
    achievement = Decimal(real) / Decimal(target) * 100 if target and real is not None else None
    indicator = IndicatorRow(
        code="1",
        name=f"Jumlah {measure} {name}",
        unit=measure,
        target_year=Decimal(year),
        target_period=None if target is None else Decimal(target),
        realisation=None if real is None else Decimal(real),
        realisation_to_date=None if real is None else Decimal(real),
        achievement=achievement,
        rating=rating(achievement),
        formula="R/T×100",
        absent="" if target else "tidak ditargetkan TW ini",
    )
    running = real is not None or target is None
    return ActivityRow(
        code=code,
        name=name,
        unit=unit,
        indicators=(indicator,),
        budget=Decimal(budget),
        spent=None if spent is None else Decimal(spent),
        absorption=None if spent is None else Decimal(spent) / Decimal(budget) * 100,
        supporting="Koordinasi antarseksi dan dukungan pemerintah desa berjalan baik." if running else "",
        hindering="Sebagian desa terlambat menyampaikan laporan karena pergantian perangkat." if running else "",
        follow_up="Pendampingan penyusunan laporan pada bulan April 2026." if running else "",
        evidence=("Laporan kegiatan Maret 2026.pdf", "Foto kegiatan.jpg") if running else (),
        running=running,
        reason="" if running else "Menunggu petunjuk teknis dari Dinas Pemberdayaan Masyarakat dan Desa.",
    )


ACTIVITIES = tuple(_activity(row) for row in _ROWS)
IKU = (
    IndicatorRow(
        code="IKU 1",
        name="Indeks Kepuasan Masyarakat",
        unit="Indeks",
        target_year=Decimal(90),
        absent="belum tersedia",
        holder=_SERVICE,
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
        holder=_GOV,
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
        holder=_ORDER,
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
    return ProgramGroup(code=code, name=_PROGRAMS[code], units=units, summary=summarise(rows))


APPROVED = Approval(at=MOMENT, code="K7QD-3MZT")
DISPOSITION = Disposition(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    sender="Camat Long Ikis",
    dated=date(2026, 4, 1),
    nature="Segera",
    subject="Pengumpulan Data Kinerja Triwulan I 2026",
    forwarded_to=("Kepala Subbagian Program dan Keuangan",),
    requests=(
        ("Siapkan formulir pengumpulan data capaian kinerja", True),
        ("Laksanakan sesuai SOP", True),
        ("Koordinasikan dengan PPTK/Kasi", False),
    ),
    signature=Signature(signatory=CAMAT, approval=APPROVED),
    note="Mohon data dihimpun lengkap dengan bukti dukung.",
    schedule="Pengumpulan data 1 sampai dengan 10 April 2026; batas kirim ke kabupaten 16 April 2026.",
    initialled_at=MOMENT,
)
RECEIPT = Receipt(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    giver="Analis Contoh, A.Md.",
    rows=(
        ReceiptRow(
            document="Formulir Data Kinerja TW I 2026",
            copies=1,
            name=KASI.name,
            post=KASI.post,
            nip=KASI.nip,
            received_at=MOMENT,
        ),
        ReceiptRow(
            document="Formulir Data Kinerja TW I 2026",
            copies=1,
            name="Kasi Ketertiban Contoh",
            post=f"Kepala {_ORDER}",
            nip="190006062000061006",
        ),
        ReceiptRow(
            document="Formulir Data Kinerja TW I 2026",
            copies=1,
            name="Kasi Pelayanan Contoh",
            post=f"Kepala {_SERVICE}",
            joined=False,
        ),
    ),
    signature=Signature(signatory=ANALIS, approval=APPROVED),
)
FORM = FormSheet(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    unit=_GOV,
    officer=KASI,
    activities=tuple(row for row in ACTIVITIES if row.unit == _GOV),
    iku=IKU[1:2],
    filled_for=FilledFor(owner=KASI.name, writer=ANALIS.name, confirmed_at=MOMENT),
    submission="kiriman ke-2 (perbaikan ke-1)",
    submitted_at=MOMENT,
    received_at=MOMENT + timedelta(hours=1),
    received_by=KASUBBAG.name,
)
RECAP = Recap(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    version=2,
    programs=tuple(program(code) for code in _PROGRAMS),
    summary=summarise(list(ACTIVITIES)),
    scale=SCALE,
    iku=IKU,
    iku_summary=IKU_SUMMARY,
    missing=(
        Remark(
            subject="Seksi Kesejahteraan Sosial",
            text="Pejabat sedang dinas luar sampai 20 April 2026.",
            author=KASUBBAG.name,
        ),
    ),
    notes=(
        Remark(
            subject="Penyediaan Gaji dan Tunjangan ASN",
            text="Satu pegawai pensiun per 1 Maret 2026.",
            author=ANALIS.name,
        ),
    ),
    unusual=(
        Remark(
            subject="Forum Musyawarah Perencanaan Pembangunan: serapan 99,8%",
            text="Musrenbang seluruhnya dilaksanakan pada Februari.",
            author="Kasi Pemberdayaan Contoh",
        ),
    ),
    corrections=(
        Correction(
            subject="Evaluasi Kinerja Perangkat Daerah, pagu",
            before="Rp6.000.000",
            after="Rp7.000.000",
            reference="DPA Perubahan Nomor 00/CONTOH/2026",
        ),
    ),
    units_expected=6,
    units_received=5,
    signature=Signature(signatory=ANALIS),
)
_STEPS = (
    ("Memerintahkan Kasubbag menyiapkan formulir", CAMAT.name, "15 menit"),
    ("Menyiapkan Formulir Pengumpulan Data Capaian Kinerja", KASUBBAG.name, "30 menit"),
    ("Memerintahkan Analis membagikan formulir", KASUBBAG.name, "15 menit"),
    ("Membagikan formulir kepada kasi/kasubbag", ANALIS.name, "15 menit"),
    ("Mengisi formulir", KASI.name, "2 hari"),
    ("Menerima formulir", KASUBBAG.name, "15 menit"),
    ("Memerintahkan Analis merekap", KASUBBAG.name, "10 menit"),
    ("Merekap data", ANALIS.name, "2 jam"),
    ("Menyerahkan rekapitulasi", ANALIS.name, "15 menit"),
    ("Melaporkan rekapitulasi", KASUBBAG.name, "30 menit"),
    ("Menganalisis rekapitulasi", SEKRETARIS.name, "1 hari"),
    ("Menyusun Data Kinerja", KASUBBAG.name, "2 hari"),
)
HISTORY_ROWS = tuple(
    HistoryRow(
        number=number,
        title=title,
        officer=officer,
        opened_at=MOMENT + timedelta(hours=number),
        due_at=MOMENT + timedelta(hours=number + 1),
        closed_at=None if number == 12 else MOMENT + timedelta(minutes=number * 60 + 20),
        limit=limit,
        used="" if number == 12 else "20 menit",
        on_time=None if number == 12 else number != 5,
        timing="masih berjalan" if number == 12 else "",
        extension="Tambahan 1 hari kerja: perjalanan dinas." if number == 5 else "",
        returned="Dikembalikan dengan arahan." if number == 11 else "",
    )
    for number, (title, officer, limit) in enumerate(_STEPS, 1)
)
HISTORY = History(
    letterhead=HEAD, period=PERIOD, issued_at=MOMENT, rows=HISTORY_ROWS, conclusion="Arsip lengkap pada 10 April 2026."
)
_PROSE = (
    "Penyusunan data kinerja merupakan bentuk pertanggungjawaban atas pelaksanaan program dan kegiatan pada kantor "
    "kecamatan. Data dihimpun dari setiap penanggung jawab sub kegiatan, direkapitulasi, dan ditelaah sebelum "
    "disampaikan kepada Bupati.\n\nSecara umum kegiatan berjalan sesuai dengan rencana; beberapa sub kegiatan "
    "memerlukan perhatian agar target setahun dapat dicapai."
)
PERFORMANCE = PerformanceDocument(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    recap=RECAP,
    narratives=dict.fromkeys(Chapter, _PROSE),
    legal_basis=(
        "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah.",
        "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017.",
    ),
    forms=(FORM,),
    secretary=Signature(signatory=SEKRETARIS, approval=APPROVED),
    head=Signature(signatory=CAMAT, approval=APPROVED),
    history=HISTORY_ROWS,
    version=2,
)
COVER_LETTER = CoverLetter(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    addressee="Bupati Paser",
    addressee_place="Tana Paser",
    through="Kepala Bagian Organisasi Sekretariat Daerah",
    items=(
        CoverItem(
            kind="Dokumen Data Capaian Kinerja Triwulan I 2026 Camat dan PPTK Kecamatan Long Ikis",
            quantity="1 (satu) berkas",
            remark="Disampaikan dengan hormat untuk menjadi bahan sebagaimana mestinya.",
        ),
    ),
    signature=Signature(signatory=CAMAT, approval=APPROVED),
    number="000.8.6.3/00/KEC-LI/2026",
    dated=date(2026, 4, 9),
    copies_to=("Inspektur Kabupaten Paser", "Arsip"),
)
APPROVAL_SHEET = ApprovalSheet(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    approvers=(
        Approver(signatory=SEKRETARIS, act="Menyetujui", at=MOMENT, code="K7QD-3MZT"),
        Approver(
            signatory=Signatory(
                name="Pejabat Pengganti Contoh, S.H.",
                post="Sekretaris Kecamatan",
                nip="190007072000071007",
                capacity="plh",
                of_post="Camat Long Ikis",
            ),
            act="Menyetujui",
            at=MOMENT + timedelta(hours=2),
        ),
    ),
    files=(
        SealedFile(name="Dokumen Data Capaian Kinerja TW I 2026.pdf", size=284133, sha256="9f" * 32),
        SealedFile(name="Surat Pengantar TW I 2026.pdf", size=61204, sha256="1c" * 32),
    ),
    verification_code="K7QD-3MZT",
    audit_head="ab12" * 16,
)
EVERY = (DISPOSITION, RECEIPT, FORM, RECAP, PERFORMANCE, COVER_LETTER, APPROVAL_SHEET, HISTORY)
