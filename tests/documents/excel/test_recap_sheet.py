"""The recap as a workbook."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from bot.documents.models.figures import Band, Scale, Summary
from bot.documents.models.papers import Period
from bot.documents.render import render_xlsx
from tests.documents import quarter, samples
from tests.documents.reading import row_of, sheet

IDLE = Summary()


def test_the_same_recap_gives_the_same_bytes() -> None:
    """Neither the clock nor the packer leaves a trace."""
    assert render_xlsx(samples.RECAP).content == render_xlsx(samples.RECAP).content
    with ZipFile(BytesIO(render_xlsx(samples.RECAP).content)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_workbooks_dates_are_the_documents() -> None:
    """Created and modified are the issue instant, the author is the office."""
    details = load_workbook(BytesIO(render_xlsx(samples.RECAP).content)).properties
    expected = samples.MOMENT.astimezone(UTC).replace(tzinfo=None)
    assert details.created == expected == datetime(2026, 4, 9, 5, 5)  # noqa: DTZ001
    assert details.modified == expected
    assert details.creator == "KECAMATAN LONG IKIS, PEMERINTAH KABUPATEN PASER"


def test_capaian_and_serapan_are_formulas_with_their_values() -> None:
    """A person follows the reckoning; a phone that does not reckon shows the value."""
    row = row_of(sheet(samples.RECAP), "1 Jumlah Orang/bulan")
    formulas, values = sheet(samples.RECAP), sheet(samples.RECAP, values=True)
    assert formulas.cell(row, 8).value == f"=F{row}/E{row}*100"
    assert values.cell(row, 8).value == pytest.approx(14 / 15 * 100)
    assert values.cell(row, 9).value == "Sangat Tinggi"
    assert formulas.cell(row - 1, 13).value == f"=L{row - 1}/K{row - 1}*100"
    assert values.cell(row - 1, 13).value == pytest.approx(498211350 / 2164835200 * 100)


@pytest.mark.parametrize(
    ("direction", "formula"),
    [("positif", "=F{r}/E{r}*100"), ("negatif A", "=(2*E{r}-F{r})/E{r}*100"), ("negatif B", "=E{r}/F{r}*100")],
)
def test_each_rule_of_capaian_has_its_formula(direction: str, formula: str) -> None:
    """The formula is the rule that the indicator uses."""
    row = replace(quarter.IKU[1], direction=direction)  # type: ignore[arg-type]
    found = sheet(replace(samples.RECAP, iku=(row,)))
    line = row_of(found, "IKU 4")
    assert found.cell(line, 8).value == formula.format(r=line)


def test_what_cannot_be_divided_is_a_value_and_not_an_error() -> None:
    """T = 0 with R = 0 counts 100 for a negative indicator; no #DIV/0! is written."""
    row = replace(quarter.IKU[2], target_period=Decimal(0), realisation=Decimal(0), achievement=Decimal(100))
    found = sheet(replace(samples.RECAP, iku=(row,)))
    assert found.cell(row_of(found, "IKU 5"), 8).value == 100


def test_an_indicator_without_capaian_says_why_and_stays_out_of_the_mean() -> None:
    """'belum tersedia' stands in the predikat's place, the counted value is empty."""
    found = sheet(samples.RECAP)
    line = row_of(found, "IKU 1")
    assert [found.cell(line, column).value for column in (8, 9, 10)] == ["–", "belum tersedia", None]


def test_totals_sum_pagu_once_a_sub_kegiatan_and_average_what_counts() -> None:
    """A program sums its own rows; the office sums the programs, and averages every counted value."""
    formulas, values = sheet(samples.RECAP), sheet(samples.RECAP, values=True)
    start = row_of(formulas, "Program 7.01.06") + 1
    total = row_of(formulas, "Jumlah program 7.01.06")
    assert formulas.cell(total, 11).value == f"=SUM(K{start}:K{total - 1})"
    assert formulas.cell(total, 8).value == f"=AVERAGE(J{start}:J{total - 1})"
    assert values.cell(total, 11).value == 87500000
    whole = row_of(formulas, "Seluruh program")
    assert f"K{total})" in str(formulas.cell(whole, 11).value)
    assert formulas.cell(whole, 8).value == f"=AVERAGE(J9:J{whole - 1})"
    assert values.cell(whole, 11).value == 2789535200


def test_the_formulas_agree_with_the_values_beside_them() -> None:
    """Sums and means reckoned from the cells are the model's figures."""
    values = sheet(samples.RECAP, values=True)
    whole = row_of(values, "Seluruh program")
    counted = [values.cell(row, 10).value for row in range(9, whole)]
    numbers = [float(value) for value in counted if isinstance(value, int | float)]
    assert sum(numbers) / len(numbers) == pytest.approx(values.cell(whole, 8).value)


def test_the_mean_keeps_floor_and_cap() -> None:
    """The counted value is limited by a formula where the scale limits it."""
    scale = replace(quarter.SCALE, cap=Decimal(120))
    document = replace(samples.RECAP, scale=scale)
    line = row_of(sheet(document), "IKU 5")
    assert sheet(document).cell(line, 10).value == f"=MIN(120,MAX(0,H{line}))"
    assert sheet(document, values=True).cell(line, 10).value == 120
    free = replace(samples.RECAP, scale=replace(quarter.SCALE, floor=None))
    assert sheet(free).cell(line, 10).value == f"=H{line}"


def test_predikat_is_looked_up_in_the_bands_of_the_scale() -> None:
    """Labels are configuration, so formulas refer to cells and never contain them."""
    scale = Scale(bands=(Band(label='=HYPERLINK("x")', lower=Decimal(50)),))
    document = replace(samples.RECAP, scale=scale)
    line = row_of(sheet(document), "IKU 4")
    assert sheet(document).cell(line, 9).value == f'=IF(H{line}>=Keterangan!$B$2,Keterangan!$A$2,"")'
    assert sheet(document, "Keterangan")["A2"].data_type == "s"


def test_text_that_looks_like_a_formula_stays_text() -> None:
    """'=1+1' from a chat is never reckoned on a reader's machine."""
    row = replace(quarter.ACTIVITIES[9], reason="=1+1", evidence=("=cmd|'/c calc'!A1",), hindering="@x")
    unit = replace(samples.RECAP.programs[2].units[0], activities=(row,))
    program = replace(samples.RECAP.programs[2], units=(unit,))
    book = load_workbook(BytesIO(render_xlsx(replace(samples.RECAP, programs=(program,))).content))
    dangerous = [cell for found in book for line in found.iter_rows() for cell in line if "cmd" in str(cell.value)]
    assert {cell.data_type for cell in dangerous} == {"s"}
    assert dangerous


def test_control_characters_and_endless_text_fit_a_cell() -> None:
    """What Excel refuses is cleaned; what it cannot hold ends in an ellipsis."""
    note = replace(samples.RECAP.notes[0], text="\x00\x0b\ud800😀" + "x" * 40000)
    found = sheet(replace(samples.RECAP, notes=(note,)), "Catatan")
    written = str(found.cell(row_of(found, "Catatan Analis"), 4).value)
    assert len(written) == 32767
    assert written.endswith("x…")
    assert "?😀" in written


def test_the_sheet_prints_well_and_keeps_its_headings_in_view() -> None:
    """Landscape, one page wide, headings repeated and frozen."""
    found = sheet(samples.RECAP)
    assert found.freeze_panes == "C9"
    assert found.print_title_rows == "$8:$8"
    assert found.page_setup.orientation == "landscape"
    assert str(found.page_setup.paperSize) == "9"
    assert str(sheet(replace(samples.RECAP, paper="F4")).page_setup.paperSize) == "14"


def test_every_sheet_says_on_each_page_what_it_is() -> None:
    """Office above, sheet, period and page beneath; an ampersand of a name is no command; margins leave room."""
    kop = replace(samples.RECAP.letterhead, office="DINAS A & B")
    book = load_workbook(BytesIO(render_xlsx(replace(samples.RECAP, letterhead=kop)).content))
    for found in book.worksheets:
        assert found.oddHeader is not None
        assert found.oddFooter is not None
        assert str(found.oddHeader.left.text).startswith("DINAS A && B")
        assert found.oddFooter.left.text == f"{found.title}, Triwulan I 2026"
        assert found.oddFooter.right.text == "Halaman &P dari &N"
        assert (found.page_margins.left, found.page_setup.fitToHeight) == (0.5, 0)


@pytest.mark.parametrize(("name", "area"), [("Rekapitulasi", "A8:N"), ("Kendala", "A1:G"), ("Catatan", "A1:E")])
def test_lists_can_be_filtered(name: str, area: str) -> None:
    """By arrows in their headings, down to the last row."""
    found = sheet(samples.RECAP, name)
    assert found.auto_filter.ref == f"{area}{found.max_row}"


def test_whole_figures_have_no_decimals_and_others_have_their_own() -> None:
    """'5,' is no number that anybody writes."""
    row = replace(quarter.IKU[1], target_period=Decimal("87.50"), realisation=Decimal("88.4615384"))
    found = sheet(replace(samples.RECAP, iku=(row,)))
    line = row_of(found, "IKU 4")
    assert [found.cell(line, column).number_format for column in (4, 5, 6)] == ["#,##0", "#,##0.0", "#,##0.000000"]


def test_rows_are_as_tall_as_their_words() -> None:
    """Also the value of a formula wraps; a title of a group runs on over its row instead."""
    long = replace(quarter.ACTIVITIES[0], name="Penyusunan " * 30, note="x" * 400)
    unit = replace(samples.RECAP.programs[0].units[0], activities=(long,))
    found = sheet(replace(samples.RECAP, programs=(replace(samples.RECAP.programs[0], units=(unit,)),)))
    heights = found.row_dimensions
    assert heights[row_of(found, "7.01.01.2.01.0001")].height > 80
    band = row_of(found, "Program 7.01.01")
    assert (heights[band].height, found.cell(band, 1).value) == (15.5, None)


def test_obstacles_remarks_and_corrections_have_their_sheets() -> None:
    """What qualifies the figures travels with them."""
    assert row_of(sheet(samples.RECAP, "Kendala"), "Belum berjalan: Menunggu") == 11
    remarks = sheet(samples.RECAP, "Catatan")
    for start in ("Formulir belum masuk", "Angka tidak lazim", "Catatan Analis", "Rp6.000.000 menjadi Rp7.000.000"):
        assert row_of(remarks, start)


def test_what_the_years_sums_lack_is_among_the_remarks() -> None:
    """By its kind, like the others."""
    found = sheet(replace(samples.RECAP, partial=("Belum memuat TW IV.",)), "Catatan")
    kind, subject, said = (found.cell(row_of(found, "Realisasi s.d. belum"), column).value for column in (2, 3, 4))
    assert (kind, subject, said) == ("Realisasi s.d. belum lengkap", "Realisasi s.d. TW I", "Belum memuat TW IV.")


def test_an_empty_recap_is_a_workbook_without_errors() -> None:
    """Nothing to divide, nothing to average: dashes."""
    empty = replace(samples.RECAP, programs=(), summary=IDLE, iku=(), iku_summary=None, notes=())
    found = sheet(empty)
    line = row_of(found, "Seluruh program")
    assert [found.cell(line, column).value for column in (8, 11, 12, 13)] == ["–", "–", "–", "–"]


def test_iku_may_lack_a_mean_and_a_unit_may_name_its_officer() -> None:
    """Both are optional in the model."""
    unit = replace(samples.RECAP.programs[4].units[0], officer="Kasi Contoh")
    program = replace(samples.RECAP.programs[4], units=(unit,))
    found = sheet(replace(samples.RECAP, programs=(program,), iku_summary=None))
    assert row_of(found, "Seksi Pemerintahan (Kasi Contoh)")
    with pytest.raises(LookupError):
        row_of(found, "Rata-rata IKU")


def test_an_earlier_date_of_the_data_is_written() -> None:
    """The workbook says 'per tanggal' as the paper does."""
    early = replace(samples.RECAP, period=Period(year=2026, quarter=1, data_as_of=date(2026, 3, 20)))
    assert row_of(sheet(early), "Data per tanggal 20 Maret 2026") == 6
    assert row_of(sheet(early, "Keterangan"), "Realisasi anggaran kumulatif s.d. 20 Maret 2026")


def test_a_formula_whose_value_is_unknown_is_left_to_the_reader() -> None:
    """Where the model brings no serapan, Excel reckons it when the file is opened."""
    row = replace(quarter.ACTIVITIES[0], absorption=None)
    unit = replace(samples.RECAP.programs[0].units[0], activities=(row,))
    document = replace(samples.RECAP, programs=(replace(samples.RECAP.programs[0], units=(unit,)),))
    line = row_of(sheet(document), "7.01.01.2.01.0001")
    assert sheet(document).cell(line, 13).value == f"=L{line}/K{line}*100"
    assert sheet(document, values=True).cell(line, 13).value is None
