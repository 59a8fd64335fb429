"""One invented office's papers for a quarter, with the sub kegiatan of a kecamatan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.documents.models.figures import Correction, Remark
from bot.documents.models.papers import (
    Approval,
    ApprovalSheet,
    Approver,
    CoverItem,
    CoverLetter,
    Disposition,
    FilledFor,
    FormSheet,
    History,
    HistoryRow,
    Letterhead,
    Period,
    Recap,
    Receipt,
    ReceiptRow,
    SealedFile,
    Signatory,
    Signature,
)
from bot.documents.models.performance import Chapter, PerformanceDocument, StepPace, TrendPoint
from tests.documents.quarter import ACTIVITIES, IKU, IKU_SUMMARY, PROGRAMS, SCALE, UNITS, program, summarise

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
APPROVED = Approval(at=MOMENT, code="K7QD3MZT9ABC")
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
            post=f"Kepala {UNITS['trantib']}",
            nip="190006062000061006",
        ),
        ReceiptRow(
            document="Formulir Data Kinerja TW I 2026",
            copies=1,
            name="Kasi Pelayanan Contoh",
            post=f"Kepala {UNITS['layanan']}",
            joined=False,
        ),
    ),
    signature=Signature(signatory=ANALIS, approval=APPROVED),
)
FORM = FormSheet(
    letterhead=HEAD,
    period=PERIOD,
    issued_at=MOMENT,
    unit=UNITS["tapem"],
    officer=KASI,
    activities=tuple(row for row in ACTIVITIES if row.unit == UNITS["tapem"]),
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
    programs=tuple(program(code) for code in PROGRAMS),
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
        Approver(signatory=SEKRETARIS, act="Menyetujui", at=MOMENT, code="K7QD3MZT9ABC"),
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
    verification_code="K7QD3MZT9ABC",
    audit_head="ab12" * 16,
)
EVERY = (DISPOSITION, RECEIPT, FORM, RECAP, PERFORMANCE, COVER_LETTER, APPROVAL_SHEET, HISTORY)
TREND = (
    TrendPoint(year=2025, quarter=3, mean=Decimal("84.25"), absorption=Decimal("66.7")),
    TrendPoint(year=2025, quarter=4, absorption=Decimal("97.2")),
    TrendPoint(year=2026, quarter=1, mean=Decimal("91.4"), absorption=Decimal("23.9")),
)
PACE = (
    StepPace(label="1. Memerintahkan Kasubbag", used=timedelta(minutes=5), limit=timedelta(minutes=15)),
    StepPace(label="5. Mengisi formulir", used=timedelta(hours=20), limit=timedelta(hours=16), extended=True),
    StepPace(label="8. Merekap data", used=timedelta(hours=9), limit=timedelta(hours=2), late=True),
)
