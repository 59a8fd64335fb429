"""What a sheet of the office's workbook is made of, and the sheet 'Kantor'; the others are in sheets.py."""

from dataclasses import dataclass

MARK = "Catatan"
EXAMPLE_MARK = "Contoh"
HINT_MARK = "Petunjuk"
YES_NO = ("ya", "tidak")
QUARTERS = ("I", "II", "III", "IV")
ROLES = ("camat", "sekretaris", "kasubbag", "analis", "pptk")
CAPACITIES = ("definitif", "Plh.", "Plt.")
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
NO_CAP = "tanpa batas"
HOURS_HINT = "Jam kerja, istirahat dikeluarkan: 07.30-12.00, 13.00-16.00; tuliskan libur bila tidak bekerja."


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One thing to fill in: `choices` make a drop-down, `length` is the longest text, `list_of` names another sheet.

    One that `may_lack` is not in workbooks which were made before it was asked for.
    """

    key: str
    heading: str
    hint: str
    example: str = ""
    required: bool = False
    length: int = 200
    choices: tuple[str, ...] = ()
    list_of: str = ""
    width: int = 18
    may_lack: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; an `upright` one has its headings below each other in column A and its values in column B."""

    name: str
    purpose: str
    columns: tuple[Column, ...]
    upright: bool = False
    required: bool = True


_HOURS_EXAMPLES = ("07.30-12.00, 13.00-16.00",) * 4 + ("07.30-11.30", "libur", "libur")

OFFICE = Sheet(
    name="Kantor",
    purpose="Identitas kantor, jam kerja, dan ketentuan dokumen. Nilai diisi pada kolom B.",
    upright=True,
    columns=(
        Column(
            key="code",
            heading="Kode kantor",
            required=True,
            length=40,
            example="KEC-CONTOH",
            hint="Pengenal yang tidak berubah; impor ulang dengan kode yang sama memperbarui kantor ini.",
        ),
        Column(key="year", heading="Tahun anggaran", required=True, example="2026", hint="Empat angka."),
        Column(
            key="government",
            heading="Pemerintah",
            required=True,
            example="Pemerintah Kabupaten Contoh",
            hint="Baris pertama kop surat.",
        ),
        Column(key="name", heading="Kantor", required=True, example="Kecamatan Contoh", hint="Baris kedua kop surat."),
        Column(key="address", heading="Alamat", required=True, example="Jalan Contoh Nomor 1", hint="Alamat pada kop."),
        Column(
            key="contact",
            heading="Kontak",
            example="Telepon (0000) 000000, pos-el kantor@contoh.example",
            hint="Telepon dan pos-el pada kop surat.",
        ),
        Column(key="place", heading="Tempat surat", required=True, example="Contoh", hint="Tempat di depan tanggal."),
        Column(
            key="zone",
            heading="Zona waktu",
            required=True,
            choices=tuple(ZONES),
            example="WITA",
            hint="WIB, WITA, WIT.",
        ),
        Column(
            key="addressee",
            heading="Penerima surat",
            required=True,
            example="Bupati Contoh",
            hint="Tujuan Surat Pengantar.",
        ),
        Column(
            key="addressee_place",
            heading="Tempat penerima",
            required=True,
            example="Contoh",
            hint="Kota di bawah nama penerima.",
        ),
        Column(key="through", heading="Melalui (c.q.)", example="Kepala Bagian Organisasi", hint="Boleh kosong."),
        Column(
            key="copies",
            heading="Tembusan",
            length=1000,
            example="Inspektur Kabupaten Contoh; Arsip",
            hint="Dipisahkan titik koma atau baris baru; boleh kosong.",
        ),
        Column(
            key="legal_basis",
            heading="Dasar hukum",
            length=6000,
            example="Undang-Undang Nomor 25 Tahun 2004; Peraturan Presiden Nomor 29 Tahun 2014",
            hint="Dipisahkan titik koma atau baris baru; dicetak pada Dokumen; boleh kosong.",
        ),
        Column(key="paper", heading="Ukuran kertas", choices=("A4", "F4"), example="A4", hint="Kosong berarti A4."),
        *(
            Column(key=f"hours_{number}", heading=f"Jam kerja {day}", required=True, hint=HOURS_HINT, example=example)
            for number, (day, example) in enumerate(zip(DAYS, _HOURS_EXAMPLES, strict=True))
        ),
        Column(
            key="cap",
            heading="Batas atas capaian (%)",
            example=NO_CAP,
            hint="Angka seperti 100 atau 120; kosong berarti tanpa batas.",
        ),
        Column(
            key="floor",
            heading="Batas bawah rata-rata (%)",
            example="0",
            hint="Capaian di bawahnya dihitung sebesar ini dalam rata-rata; kosong berarti 0.",
        ),
        Column(
            key="bands",
            heading="Predikat capaian",
            length=400,
            example="Sangat Tinggi=91; Tinggi=76; Sedang=66; Rendah=51; Sangat Rendah",
            hint="Dari yang tertinggi beserta batas terendahnya; yang terakhir tanpa batas. Kosong berarti "
            "Permendagri 86/2017.",
        ),
        Column(
            key="letter_pattern",
            heading="Pola nomor surat",
            length=60,
            may_lack=True,
            example="{nomor}/{bulan}/KEC-CONTOH/{tahun}",
            hint="Bila diisi, nomor Surat Pengantar dapat diambil dari buku nomor kantor sendiri. {nomor:3} berarti "
            "tiga angka, {bulan} angka Romawi; kosong berarti nomor selalu diketik dari buku agenda.",
        ),
        Column(
            key="letter_last",
            heading="Nomor terakhir",
            may_lack=True,
            example="0",
            hint="Nomor terakhir yang sudah dipakai dalam pola itu; kosong berarti 0.",
        ),
        Column(
            key="letter_last_year",
            heading="Tahun nomor terakhir",
            may_lack=True,
            example="2026",
            hint="Tahun pemakaian nomor terakhir itu; kosong berarti Tahun anggaran.",
        ),
        Column(
            key="letter_yearly",
            heading="Nomor mulai lagi tiap tahun",
            may_lack=True,
            choices=YES_NO,
            example="ya",
            hint="Kosong berarti ya: setiap tahun mulai lagi dari 1.",
        ),
        Column(
            key="sop",
            heading="SOP",
            may_lack=True,
            length=80,
            hint="Versi tabel SOP bagi pengumpulan yang dibuka sesudah ini; boleh kosong.",
        ),
    ),
)
