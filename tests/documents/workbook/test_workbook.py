"""An office's workbook is read whole, or refused with every fault by sheet, cell and reason."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from bot.documents.workbook.reading import read_office
from bot.documents.workbook.template import template
from bot.office_plan import Fault, PeriodPlan, RolePlan
from bot.sop.achievement import NegativeFormula, Polarity, YearMethod
from bot.sop.model import Role
from tests.builders import demo_plan
from tests.documents.workbooks import DATE, NUMBER, demo_cells, faults, plan, with_cells


def test_the_demo_s_office_is_read_without_a_fault_or_a_warning() -> None:
    """The workbook that ships holds nine officials, thirteen sub kegiatan and five IKU."""
    demo = demo_plan()
    assert (len(demo.units), len(demo.officials), len(demo.sub_activities), len(demo.indicators)) == (6, 9, 13, 18)
    assert sum(not indicator.sub_activity for indicator in demo.indicators) == 5
    assert demo.warnings == ()


def test_the_demo_s_office_has_what_the_dialogues_need() -> None:
    """One pagu is empty, one indicator has no quarterly target, one sub kegiatan is belum berjalan, one IKU falls."""
    demo = demo_plan()
    assert [activity.code for activity in demo.sub_activities if activity.budget is None] == ["7.01.02.2.02.0003"]
    assert [activity.code for activity in demo.sub_activities if not activity.running] == ["7.01.03.2.01.0003"]
    assert [one.code for one in demo.indicators if one.targets == (None,) * 4] == ["I-06"]
    falling = [one for one in demo.indicators if one.polarity is Polarity.TURUN]
    assert [(one.code, one.formula, one.year_method) for one in falling] == [
        ("IKU-5", NegativeFormula.A, YearMethod.POSISI_AKHIR)
    ]


def test_every_person_of_the_demo_is_plainly_made_up() -> None:
    """Each name says 'Contoh', and each NIP is one that nobody can have."""
    assert all("Contoh" in one.name and one.nip.startswith("1900010120000110") for one in demo_plan().officials)


def test_the_kasubbag_of_the_demo_checks_and_fills() -> None:
    """She holds two roles and is the administrator."""
    kasubbag = next(one for one in demo_plan().officials if one.code == "KASUBBAG-PK")
    assert kasubbag.roles == (RolePlan(role=Role.KASUBBAG), RolePlan(role=Role.PPTK, unit="PK"))
    assert kasubbag.admin
    assert kasubbag.honorific == "Ibu"


def test_the_empty_template_asks_for_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    """Its example rows are not taken for the office's own."""
    path = tmp_path / "templat.xlsx"
    path.write_bytes(template(datetime(2026, 1, 2, tzinfo=UTC)))
    found = read_office(path)
    assert isinstance(found, tuple)
    reasons = {str(fault) for fault in found}
    assert 'Lembar "Kantor", sel B3: Kode kantor wajib diisi' in reasons
    assert 'Lembar "Unit": paling sedikit satu unit harus diisi' in reasons
    assert not any("tidak dikenal" in reason or "tidak ada pada" in reason for reason in reasons)


def test_a_file_that_is_absent_is_one_fault(tmp_path: Path) -> None:
    """The name of the file is told, not its folder."""
    reason = "Berkas tiada.xlsx tidak ditemukan atau tidak dapat dibuka."
    found = read_office(tmp_path / "tiada.xlsx")
    assert found == (Fault("", "", reason),)
    assert str(found[0]) == reason


def test_all_faults_are_told_at_once_in_the_order_of_the_workbook() -> None:
    """Three mistakes on three sheets are three lines."""
    cells = with_cells(("Indikator", "M6", "banyak"), ("Pejabat", "G5", "1900"), ("Kantor", "B10", "UTC"))
    assert faults(cells) == [
        "Lembar \"Kantor\", sel B10: 'UTC' tidak dikenal; pilihannya: WIB, WITA, WIT",
        'Lembar "Pejabat", sel G5: NIP harus 18 angka dan diketik sebagai teks, bukan sebagai bilangan',
        "Lembar \"Indikator\", sel M6: 'banyak' tidak terbaca sebagai angka; contoh: 1.234,56",
    ]


@pytest.mark.parametrize(
    ("sheet", "place", "value", "reason"),
    [
        ("Kantor", "B3", None, "Kode kantor wajib diisi"),
        ("Kantor", "B4", "26", "seharusnya tahun empat angka, misalnya 2026"),
        ("Kantor", "B6", "x" * 201, "terlalu panjang: 201 karakter, paling banyak 200"),
        ("Kantor", "B6", "Kantor\x07", "memuat karakter yang tidak dapat dicetak"),
        ("Kantor", "B27", "045/{tahun}", "pola nomor harus memuat {nomor}; contoh: {nomor}/{bulan}/KEC-LI/{tahun}"),
        ("Kantor", "B28", "1,5", "seharusnya bilangan bulat"),
        ("Kantor", "B17", "pagi", "'pagi' tidak terbaca; contoh: 07.30-12.00, 13.00-16.00 atau libur"),
        ("Kantor", "B17", "25.00-26.00", "'25.00-26.00' tidak terbaca; contoh: 07.30-12.00, 13.00-16.00 atau libur"),
        ("Kantor", "B17", "12.00-07.30", "Jam kerja harus berakhir sesudah mulai, pada hari yang sama."),
        (
            "Kantor",
            "B26",
            "Baik=50; Cukup=75; Kurang",
            "predikat ditulis menurun, yang terakhir tanpa batas; contoh: Baik=75; Cukup=50; Kurang",
        ),
        (
            "Kantor",
            "B26",
            "Baik=banyak; Kurang",
            "predikat ditulis menurun, yang terakhir tanpa batas; contoh: Baik=75; Cukup=50; Kurang",
        ),
        ("Unit", "B6", "PK", "kode PK sudah dipakai; setiap kode hanya boleh satu kali"),
        ("Pejabat", "D5", "Saudara", "'Saudara' tidak dikenal; pilihannya: Bapak, Ibu"),
        ("Pejabat", "I10", "HANTU", 'HANTU tidak ada pada lembar "Unit"'),
        ("Pejabat", "I10", None, "pptk wajib menyebut kode unitnya"),
        (
            "Pejabat",
            "H5",
            "camat, bendahara",
            "peran 'bendahara' tidak dikenal; pilihannya: camat, sekretaris, kasubbag, analis, pptk",
        ),
        ("Sub Kegiatan", "F5", "HANTU", 'HANTU tidak ada pada lembar "Unit"'),
        ("Sub Kegiatan", "I14", None, "wajib diisi karena kegiatan belum berjalan"),
        ("Indikator", "B5", "7.01.01.2.01.0001", "kode 7.01.01.2.01.0001 sudah dipakai sebuah sub kegiatan"),
        ("Indikator", "C5", "7.99", '7.99 tidak ada pada lembar "Sub Kegiatan"'),
        ("Indikator", "D5", "PEM", "berbeda dari unit sub kegiatannya (PK)"),
        ("Indikator", "D18", None, "IKU wajib menyebut unit pemegang datanya"),
        ("Indikator", "M5", "1,5", "seharusnya bilangan bulat, sesuai kolom Bilangan"),
        ("Jadwal Kerja", "D5", "32 April 2026", "'32 April 2026' tidak terbaca sebagai tanggal; contoh: 1 April 2026"),
        ("Jadwal Kerja", "D5", "1 Avril 2026", "'1 Avril 2026' tidak terbaca sebagai tanggal; contoh: 1 April 2026"),
        ("Jadwal Kerja", "D5", "2 Mei 2026", None),
        ("Jadwal Kerja", "C6", "I", "triwulan ini sudah tertulis"),
    ],
)
def test_each_mistake_is_told_with_its_cell(sheet: str, place: str, value: str | None, reason: str | None) -> None:
    """What is wrong in one cell is said of that cell, or of the one that no longer fits it."""
    told = faults(with_cells((sheet, place, value)))
    if reason is None:
        assert told == ['Lembar "Jadwal Kerja", sel E5: batas kirim mendahului tanggal dibuka']
    else:
        assert f'Lembar "{sheet}", sel {place}: {reason}' in told


@pytest.mark.parametrize(
    ("sheet", "place", "value", "kind", "reason"),
    [
        ("Pejabat", "G5", "190001012000011001", NUMBER, "NIP harus 18 angka dan diketik sebagai teks"),
        ("Sub Kegiatan", "G5", "-1", NUMBER, "tidak boleh kurang dari nol"),
        ("Sub Kegiatan", "G5", "0.00001", NUMBER, "angka terlalu besar atau lebih dari 4 angka di belakang koma"),
        ("Sub Kegiatan", "G5", "2026-01-01", DATE, "seharusnya angka"),
        ("Sub Kegiatan", "C5", "2026-01-01", DATE, "berisi tanggal, seharusnya teks"),
        ("Sub Kegiatan", "G5", "rumus belum dihitung", "bad", "rumus belum dihitung"),
        ("Kantor", "B4", "2026.5", NUMBER, "seharusnya tahun empat angka"),
    ],
)
def test_cells_of_the_wrong_kind_are_refused(sheet: str, place: str, value: str, kind: str, reason: str) -> None:
    """A NIP kept as a number has lost its last digits, a date is no figure, a formula without a value is nothing."""
    assert any(f"sel {place}: {reason}" in told for told in faults(with_cells((sheet, place, value, kind))))


def test_every_role_of_the_sop_is_held_by_exactly_one_official() -> None:
    """Two Camat and no Analis are told, each with the number found."""
    told = faults(with_cells(("Pejabat", "H8", "camat")))
    assert told == [
        'Lembar "Pejabat": peran camat harus dipegang tepat satu pejabat; tertulis 2',
        'Lembar "Pejabat": peran analis harus dipegang tepat satu pejabat; tertulis 0',
    ]


def test_every_unit_has_exactly_one_pptk() -> None:
    """A unit that nobody fills in for is told by its name."""
    told = faults(with_cells(("Pejabat", "I10", "UK")))
    assert told == [
        'Lembar "Pejabat": unit UK (Subbagian Umum dan Kepegawaian) harus mempunyai tepat satu pptk; tertulis 2',
        'Lembar "Pejabat": unit PEM (Seksi Pemerintahan) harus mempunyai tepat satu pptk; tertulis 0',
    ]


def test_a_plt_stands_in_for_the_role_written_first_only() -> None:
    """A Kasi who is Plt. Camat remains the definitive PPTK of her own unit."""
    cells = with_cells(("Pejabat", "H5", None), ("Pejabat", "H11", "camat dan pptk"), ("Pejabat", "J11", "plt"))
    cells["Pejabat"] = [row for row in cells["Pejabat"] if row[0] != 5]
    kasi = next(one for one in plan(cells).officials if one.code == "KASI-YANUM")
    assert kasi.roles == (
        RolePlan(role=Role.CAMAT, capacity="plt"),
        RolePlan(role=Role.PPTK, unit="YANUM", capacity="definitif"),
    )


def test_without_an_administrator_the_kasubbag_is_one() -> None:
    """The workbook may leave the column empty."""
    officials = plan(with_cells(("Pejabat", "K7", None))).officials
    assert [one.code for one in officials if one.admin] == ["KASUBBAG-PK"]


def test_quarters_that_do_not_add_up_to_the_year_are_a_warning() -> None:
    """It is odd, yet it may be what the Perjanjian Kinerja says, so the office is imported all the same."""
    warnings = plan(with_cells(("Indikator", "M6", "2", NUMBER))).warnings
    assert [str(one) for one in warnings] == [
        'Lembar "Indikator", sel P6: jumlah target triwulan 5 tidak sama dengan target tahun 4'
    ]


def test_figures_may_be_indonesian_text() -> None:
    """Rp48.500.000,00 is a pagu, 1,5 a target."""
    cells = with_cells(("Sub Kegiatan", "G5", "Rp48.500.000,00"), ("Indikator", "O18", "90,25"))
    read = plan(cells)
    assert read.sub_activities[0].budget == Decimal(48_500_000)
    assert read.indicators[13].targets[3] == Decimal("90.25")


def test_dates_may_be_typed_in_digits_or_words() -> None:
    """1/4/2026 is the first of April, never the fourth of January."""
    cells = with_cells(("Jadwal Kerja", "D5", "1/4/2026"), ("Jadwal Kerja", "E5", "16 April 2026"))
    assert plan(cells).periods[0] == PeriodPlan(
        year=2026, quarter=1, opens_on=date(2026, 4, 1), send_by=date(2026, 4, 16)
    )


def test_without_a_schedule_the_year_has_its_four_quarters() -> None:
    """An absent or empty Jadwal Kerja leaves the dates to the reporting calendar."""
    cells = demo_cells()
    del cells["Jadwal Kerja"]
    assert plan(cells).periods == tuple(PeriodPlan(year=2026, quarter=quarter) for quarter in (1, 2, 3, 4))


def test_a_quarter_may_be_a_digit() -> None:
    """1 stands for I."""
    assert plan(with_cells(("Jadwal Kerja", "C5", "1", NUMBER))).periods[0].quarter == 1


def test_special_days_and_earlier_figures_are_read() -> None:
    """Ramadan hours, a closure, and what was reported before the bot, for an indicator and for a pagu."""
    cells = with_cells(
        ("Hari Khusus", "B5", "2026-02-20", DATE),
        ("Hari Khusus", "C5", "08.00-12.00, 12.30 s.d. 14.00"),
        ("Hari Khusus", "D5", "Jam kerja Ramadan"),
        ("Hari Khusus", "B6", "27 Maret 2026"),
        ("Hari Khusus", "C6", "Libur"),
        ("Hari Khusus", "D6", "Cuti bersama susulan"),
        *_earlier(5, "I-02", "1"),
        *_earlier(6, "7.01.01.2.01.0006", "4.000.000"),
    )
    read = plan(cells)
    assert [(one.day, one.spans) for one in read.special_days] == [
        (date(2026, 2, 20), ((time(8), time(12)), (time(12, 30), time(14)))),
        (date(2026, 3, 27), ()),
    ]
    assert [(one.code, one.value) for one in read.earlier] == [
        ("I-02", Decimal(1)),
        ("7.01.01.2.01.0006", Decimal(4_000_000)),
    ]


def _earlier(row: int, code: str, value: str | None) -> list[tuple[str, str, str | None]]:
    sheet = "Realisasi Sebelumnya"
    return [(sheet, f"B{row}", "2026"), (sheet, f"C{row}", "I"), (sheet, f"D{row}", code), (sheet, f"E{row}", value)]


def test_faulty_special_days_and_earlier_figures_are_told() -> None:
    """A date twice, hours that are none, a figure of nothing, without a value, or twice."""
    cells = with_cells(
        *(("Hari Khusus", f"{column}{row}", text) for row in (5, 6) for column, text in _special("20 Februari 2026")),
        *(("Hari Khusus", f"{column}7", text) for column, text in _special("besok")),
        ("Hari Khusus", "C8", "libur"),
        *_earlier(5, "I-99", "1"),
        *_earlier(6, "I-01", "1"),
        *_earlier(7, "I-01", None),
    )
    assert faults(cells) == [
        'Lembar "Hari Khusus", sel B6: tanggal ini sudah tertulis',
        "Lembar \"Hari Khusus\", sel B7: 'besok' tidak terbaca sebagai tanggal; contoh: 1 April 2026",
        'Lembar "Hari Khusus", sel B8: Tanggal wajib diisi',
        'Lembar "Hari Khusus", sel D8: Keterangan wajib diisi',
        'Lembar "Realisasi Sebelumnya", sel D5: I-99 bukan kode indikator maupun sub kegiatan',
        'Lembar "Realisasi Sebelumnya", sel D7: nilai I-01 untuk triwulan ini sudah tertulis',
        'Lembar "Realisasi Sebelumnya", sel E7: Nilai wajib diisi',
    ]


def _special(day: str) -> list[tuple[str, str]]:
    return [("B", day), ("C", "libur"), ("D", "Contoh")]
