"""How a workbook may be laid out: columns, headings, sheets, and the wording that has defaults."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.documents.workbook.reading import plan_office
from bot.office_plan import DEFAULT_BANDS, OfficePlan
from bot.sop.versions import DEFAULT
from tests.builders import demo_plan
from tests.documents.workbooks import demo_cells, faults, plan, with_cells


def test_columns_may_stand_in_any_order() -> None:
    """A column that was moved is found by its heading."""
    cells = demo_cells()
    for _, row in cells["Unit"]:
        row.extend([None] * (3 - len(row)))
        row[1], row[2] = row[2], row[1]
    assert plan(cells).units == demo_plan().units


def test_notes_and_blank_columns_disturb_nothing() -> None:
    """A line with a remark in the first column only, and a gap between two columns, are passed over."""
    cells = with_cells(("Unit", "A20", "diperiksa 2 Januari"), ("Unit", "E2", None))
    for _, row in cells["Unit"]:
        row.insert(2, None)
    assert plan(cells).units == demo_plan().units


def test_headings_that_are_wrong_missing_or_double_are_told() -> None:
    """A mistyped heading never loses a column silently."""
    assert faults(with_cells(("Unit", "C2", "Nma"))) == [
        "Lembar \"Unit\", sel A2: judul kolom 'Nama' tidak ditemukan",
        "Lembar \"Unit\", sel C2: judul kolom 'Nma' tidak dikenal",
    ]
    assert "Lembar \"Unit\", sel D2: judul kolom 'Nama' tertulis dua kali" in faults(with_cells(("Unit", "D2", "Nama")))
    assert "Lembar \"Unit\", sel A2: judul kolom 'Catatan' tidak ditemukan; mohon memakai templat" in faults(
        with_cells(("Unit", "A2", "Kolom"))
    )
    assert "Lembar \"Kantor\", sel A1: baris 'Kantor' tidak ditemukan" in faults(with_cells(("Kantor", "A6", "Kantr")))


def test_sheets_that_are_missing_or_unknown_are_told() -> None:
    """A renamed sheet is told twice: as missing and as unknown."""
    cells = demo_cells()
    cells["Orang"] = cells.pop("Pejabat")
    assert faults(cells) == [
        'Lembar "Pejabat": lembar ini tidak ditemukan',
        'Lembar "Orang": nama lembar tidak dikenal; mohon diganti atau dihapus',
    ]


def test_an_office_that_never_works_is_refused() -> None:
    """Without a single working day no limit would ever end."""
    changes = [("Kantor", f"B{row}", "libur") for row in range(17, 24)]
    assert faults(with_cells(*changes)) == ['Lembar "Kantor", sel B17: paling sedikit satu hari kerja harus diisi']


def test_the_wording_of_documents_has_defaults() -> None:
    """Paper, cap, floor and predikat may be left empty."""
    profile = plan(with_cells(*(("Kantor", f"B{row}", None) for row in (16, 24, 25, 26)))).profile
    assert (profile.paper, profile.cap, profile.floor, profile.bands) == ("A4", None, Decimal(0), DEFAULT_BANDS)


def test_cap_floor_paper_and_bands_are_the_office_s_own() -> None:
    """A cap of 120, a floor of 10, F4, and two bands."""
    cells = with_cells(
        ("Kantor", "B16", "f4"), ("Kantor", "B24", "120"), ("Kantor", "B25", "10"), ("Kantor", "B26", "Baik=75;Kurang")
    )
    profile = plan(cells).profile
    assert (profile.paper, profile.cap, profile.floor) == ("F4", Decimal(120), Decimal(10))
    assert profile.bands == (("Baik", Decimal(75)), ("Kurang", None))


def test_an_office_may_count_its_letters_itself() -> None:
    """The demo's office does, from the number after the eleventh; another never restarts."""
    profile = plan(demo_cells()).profile
    assert (profile.letter_pattern, profile.letter_last) == ("045/{nomor}/Kec.LI/{tahun}", 11)
    assert (profile.letter_last_year, profile.letter_yearly) == (2026, True)
    other = plan(with_cells(("Kantor", "B27", "{nomor:3}"), ("Kantor", "B29", "2025"), ("Kantor", "B30", "Tidak")))
    assert (other.profile.letter_pattern, other.profile.letter_last_year) == ("{nomor:3}", 2025)
    assert not other.profile.letter_yearly


def test_an_office_may_name_its_sop() -> None:
    """By version; without one it has the usual, and an unknown one is a fault that names those there are."""
    assert plan(demo_cells()).profile.sop == ""
    named = with_cells(("Kantor", "A31", "SOP"), ("Kantor", "B31", DEFAULT))
    assert plan(named).profile.sop == DEFAULT
    wrong = with_cells(("Kantor", "A31", "SOP"), ("Kantor", "B31", "long-ikis@1999"))
    assert faults(wrong) == [f"Lembar \"Kantor\", sel B31: SOP 'long-ikis@1999' tidak dikenal; pilihannya: {DEFAULT}"]


def test_a_workbook_from_before_letters_were_counted_is_read() -> None:
    """Rows that came later may be absent: then numbers are typed, and a count would begin at one each year."""
    cells = with_cells(*(("Kantor", f"B{row}", None) for row in range(27, 31)))
    empty = plan(cells).profile
    cells["Kantor"] = [row for row in cells["Kantor"] if row[0] < 27]
    assert plan(cells).profile == empty
    assert (empty.letter_pattern, empty.letter_last, empty.letter_last_year) == ("", 0, 2026)
    assert empty.letter_yearly


@given(
    st.lists(st.tuples(st.sampled_from(["Kantor", "Pejabat", "Indikator"]), st.integers(3, 22), st.text(max_size=20)))
)
def test_whatever_people_type_is_read_or_refused_in_words(changes: list[tuple[str, int, str]]) -> None:
    """No text in any cell makes the reader fail."""
    cells = with_cells(*((sheet, f"{'BCDH'[row % 4]}{row}", text) for sheet, row, text in changes))
    assert isinstance(plan_office(cells), OfficePlan | tuple)
