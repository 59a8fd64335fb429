"""The sheets and columns of the office's workbook as one table, which the template prints and the reader obeys."""

from bot.documents.workbook.layout import CAPACITIES, HOURS_HINT, OFFICE, QUARTERS, ROLES, YES_NO, Column, Sheet

UNIT = Sheet(
    name="Unit",
    purpose="Seksi dan subbagian; setiap unit mengisi satu formulir.",
    columns=(
        Column(key="code", heading="Kode", required=True, length=40, example="PEM", hint="Singkat dan tidak berubah."),
        Column(key="name", heading="Nama", required=True, example="Seksi Pemerintahan", hint="Nama unit.", width=44),
    ),
)

OFFICIAL = Sheet(
    name="Pejabat",
    purpose="Semua pejabat yang terlibat dalam SOP.",
    columns=(
        Column(key="code", heading="Kode", required=True, length=40, example="KASI-PEM", hint="Tidak berubah."),
        Column(
            key="name",
            heading="Nama",
            required=True,
            length=120,
            example="Nama Contoh, S.E.",
            hint="Nama lengkap dengan gelar.",
            width=34,
        ),
        Column(
            key="honorific",
            heading="Sapaan",
            required=True,
            choices=("Bapak", "Ibu"),
            example="Bapak",
            hint="Bapak atau Ibu.",
        ),
        Column(
            key="post", heading="Jabatan", required=True, example="Kepala Seksi Pemerintahan", hint="Jabatan.", width=40
        ),
        Column(key="rank", heading="Pangkat/Golongan", length=80, example="Penata, III/c", hint="Boleh kosong."),
        Column(
            key="nip",
            heading="NIP",
            required=True,
            example="190001012000011001",
            hint="18 angka, diketik sebagai teks.",
            width=24,
        ),
        Column(
            key="role",
            heading="Peran",
            required=True,
            choices=ROLES,
            example="pptk",
            hint="camat, sekretaris, kasubbag (Program dan Keuangan), analis, atau pptk; lebih dari satu dipisahkan "
            "koma, misalnya kasubbag, pptk.",
            width=22,
        ),
        Column(
            key="unit",
            heading="Unit",
            list_of="Unit",
            example="PEM",
            hint="Kode unit yang formulirnya diisi pptk ini; lebih dari satu dipisahkan koma.",
        ),
        Column(
            key="capacity",
            heading="Status",
            choices=CAPACITIES,
            example="definitif",
            hint="definitif, Plh., atau Plt.; berlaku untuk peran yang ditulis pertama. Kosong berarti definitif.",
        ),
        Column(
            key="admin",
            heading="Admin",
            choices=YES_NO,
            example="tidak",
            hint="ya bagi pengelola bot; bila tidak ada yang ya, Kasubbag menjadi pengelola.",
        ),
    ),
)

SUB_ACTIVITY = Sheet(
    name="Sub Kegiatan",
    purpose="Sub kegiatan tahun anggaran ini; pagu ditulis sekali untuk setiap sub kegiatan.",
    columns=(
        Column(
            key="code",
            heading="Kode",
            required=True,
            length=40,
            example="7.01.06.2.01.0002",
            hint="Kode nomenklatur.",
            width=22,
        ),
        Column(
            key="name",
            heading="Nama",
            required=True,
            length=300,
            example="Fasilitasi Administrasi Tata Pemerintahan Desa",
            hint="Nama sub kegiatan.",
            width=52,
        ),
        Column(
            key="activity",
            heading="Kegiatan",
            required=True,
            length=300,
            example="7.01.06.2.01 Fasilitasi Pemerintahan Desa",
            hint="Kode dan nama kegiatan.",
            width=44,
        ),
        Column(
            key="program",
            heading="Program",
            required=True,
            length=300,
            example="7.01.06 Pembinaan dan Pengawasan Pemerintahan Desa",
            hint="Kode dan nama program.",
            width=44,
        ),
        Column(key="unit", heading="Unit", required=True, list_of="Unit", example="PEM", hint="Kode unit."),
        Column(key="budget", heading="Pagu (Rp)", example="48500000", hint="Angka; boleh kosong dahulu."),
        Column(
            key="running",
            heading="Berjalan",
            choices=YES_NO,
            example="ya",
            hint="tidak bila kegiatan belum berjalan; kosong berarti ya.",
        ),
        Column(
            key="idle_reason",
            heading="Alasan belum berjalan",
            length=500,
            hint="Wajib bila Berjalan diisi tidak.",
            width=40,
        ),
    ),
)

INDICATOR = Sheet(
    name="Indikator",
    purpose="Indikator sub kegiatan dan IKU (Perjanjian Kinerja Camat; kolom Sub Kegiatan dikosongkan).",
    columns=(
        Column(
            key="code", heading="Kode", required=True, length=40, example="I-01", hint="Berbeda untuk setiap baris."
        ),
        Column(
            key="sub_activity",
            heading="Sub Kegiatan",
            list_of="Sub Kegiatan",
            example="7.01.06.2.01.0002",
            hint="Kode sub kegiatan; kosong untuk IKU.",
            width=22,
        ),
        Column(
            key="unit",
            heading="Unit",
            list_of="Unit",
            example="PEM",
            hint="Kode unit pemegang data; wajib untuk IKU, selebihnya mengikuti sub kegiatan.",
        ),
        Column(
            key="objective",
            heading="Sasaran",
            length=300,
            example="Tata pemerintahan desa tertib",
            hint="Sasaran.",
            width=40,
        ),
        Column(
            key="name",
            heading="Nama",
            required=True,
            length=300,
            example="Jumlah dokumen administrasi tata pemerintahan desa",
            hint="Nama indikator.",
            width=52,
        ),
        Column(key="measure", heading="Satuan", required=True, length=60, example="Dokumen", hint="Satuan."),
        Column(
            key="polarity",
            heading="Jenis",
            required=True,
            choices=("naik", "turun"),
            example="naik",
            hint="naik: makin besar makin baik; turun: makin kecil makin baik.",
        ),
        Column(
            key="formula",
            heading="Rumus",
            choices=("A", "B"),
            hint="Untuk jenis turun: A = (2T−R)/T×100, B = T/R×100. Kosong berarti A.",
        ),
        Column(
            key="year_method",
            heading="Cara hitung",
            required=True,
            choices=("jumlah", "posisi akhir", "rata-rata"),
            example="jumlah",
            hint="Cara menghitung realisasi setahun.",
        ),
        Column(
            key="whole",
            heading="Bilangan",
            choices=("bulat", "pecahan"),
            example="bulat",
            hint="bulat atau pecahan; kosong berarti pecahan.",
        ),
        *(
            Column(key=f"target_{number}", heading=f"Target TW {name}", example="2", hint="Kosong: tidak ditargetkan.")
            for number, name in enumerate(QUARTERS, 1)
        ),
        Column(key="target_year", heading="Target tahun", example="8", hint="Target setahun."),
        Column(key="source", heading="Sumber data", example="Seksi Pemerintahan", hint="Boleh kosong.", width=30),
    ),
)

PERIOD = Sheet(
    name="Jadwal Kerja",
    purpose="Kapan setiap triwulan dibuka dan batas kirimnya. Lembar kosong memakai jadwal baku tahun anggaran.",
    required=False,
    columns=(
        Column(key="year", heading="Tahun", required=True, example="2026", hint="Tahun data."),
        Column(
            key="quarter", heading="Triwulan", required=True, choices=QUARTERS, example="I", hint="I, II, III, atau IV."
        ),
        Column(
            key="opens_on",
            heading="Dibuka",
            example="1 April 2026",
            hint="Kosong: hari kerja pertama sejak 1 April, 1 Juli, 1 Oktober, atau 1 Januari.",
        ),
        Column(key="send_by", heading="Batas kirim", example="15 April 2026", hint="Kosong: hari kerja kesepuluh."),
    ),
)

SPECIAL_DAY = Sheet(
    name="Hari Khusus",
    purpose="Tanggal dengan jam kerja lain: Ramadan, cuti bersama susulan, atau Sabtu yang bekerja.",
    required=False,
    columns=(
        Column(key="day", heading="Tanggal", required=True, example="20 Februari 2026", hint="Tanggal."),
        Column(key="hours", heading="Jam kerja", required=True, example="08.00-12.00", hint=HOURS_HINT, width=30),
        Column(
            key="reason", heading="Keterangan", required=True, example="Jam kerja Ramadan", hint="Alasan.", width=40
        ),
    ),
)

EARLIER = Sheet(
    name="Realisasi Sebelumnya",
    purpose="Bagi kantor yang mulai di tengah tahun: angka triwulan yang sudah dilaporkan.",
    required=False,
    columns=(
        Column(key="year", heading="Tahun", required=True, example="2026", hint="Tahun data."),
        Column(key="quarter", heading="Triwulan", required=True, choices=QUARTERS, example="I", hint="I sampai IV."),
        Column(
            key="code",
            heading="Kode",
            required=True,
            length=40,
            example="I-01",
            hint="Kode indikator (realisasi triwulan itu) atau kode sub kegiatan (realisasi anggaran kumulatif).",
            width=22,
        ),
        Column(key="value", heading="Nilai", required=True, example="2", hint="Angka."),
    ),
)

SHEETS = (OFFICE, UNIT, OFFICIAL, SUB_ACTIVITY, INDICATOR, PERIOD, SPECIAL_DAY, EARLIER)
