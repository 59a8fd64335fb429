"""Daftar Arsip as a workbook: a line a file, a line a collection, and formulas that a person can follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.excel.archive_sheet import archive_sheet
from bot.documents.models.archive import ArchivedCycle, ArchivedFile, ArchiveRegister
from tests.documents import samples

AT = datetime(2026, 4, 10, 0, 5, tzinfo=UTC)


def file(quarter: int, name: str) -> ArchivedFile:
    """A file of a quarter of 2026."""
    return ArchivedFile(
        year=2026,
        quarter=quarter,
        kind="Dokumen Data Capaian Kinerja",
        unit="",
        version=2,
        letter_number="045/12/Kec.LI/2026",
        at=AT,
        code="ABCDEFGH2345",
        sha256="0f" * 32,
        size=123456,
        name=name,
    )


CYCLE = ArchivedCycle(
    year=2026,
    quarter=1,
    closed_at=AT,
    letter_number="045/12/Kec.LI/2026",
    mean=Decimal("91.4"),
    rating="Sangat Tinggi",
    budget=Decimal(2789535200),
    spent=Decimal(665771825),
    absorption=Decimal(665771825) / Decimal(2789535200) * 100,
    steps=14,
    on_time=12,
)
BARE = replace(CYCLE, quarter=2, mean=None, rating="", budget=None, spent=None, absorption=None, on_time=14)
REGISTER = ArchiveRegister(
    letterhead=samples.RECAP.letterhead,
    period=samples.RECAP.period,
    issued_at=AT,
    title="DAFTAR ARSIP DATA KINERJA",
    span="Triwulan I 2026 sampai Triwulan II 2026",
    files=(file(1, "=1+1"), file(1, "b.pdf"), file(2, "c.pdf")),
    cycles=(CYCLE, BARE),
)


def sheet(name: str, document: ArchiveRegister = REGISTER, *, values: bool = True) -> Worksheet:
    """One sheet, with its values or its formulas."""
    found = load_workbook(BytesIO(archive_sheet(document)), data_only=values)[name]
    assert isinstance(found, Worksheet)
    return found


@pytest.mark.parametrize(("name", "freeze", "area"), [("Daftar berkas", "E6", "A5:L8"), ("Pengumpulan", "D6", "A5:N7")])
def test_both_sheets_are_ready_to_read_and_to_print(name: str, freeze: str, area: str) -> None:
    """Headings in sight and on every page, arrows to filter by, landscape, one page wide, page numbers."""
    found = sheet(name)
    assert (found.freeze_panes, found.print_title_rows, found.auto_filter.ref) == (freeze, "$5:$5", area)
    assert found.page_setup.orientation == "landscape"
    assert found.oddFooter is not None
    assert found.oddFooter.right.text == "Halaman &P dari &N"
    assert found["A3"].value == REGISTER.span


def test_a_file_is_a_row_and_its_name_is_text() -> None:
    """Whatever a name looks like."""
    row = [cell.value for cell in sheet("Daftar berkas")[6]]
    assert row == [
        1,
        2026,
        "I",
        "Dokumen Data Capaian Kinerja",
        "–",
        2,
        "045/12/Kec.LI/2026",
        "10-4-2026 08.05",
        "ABCDEFGH2345",
        "0f" * 32,
        123456,
        "=1+1",
    ]
    assert sheet("Daftar berkas", values=False)["L6"].data_type == "s"


def test_a_collection_is_a_row_with_its_shares_reckoned() -> None:
    """Serapan, timeliness and the number of files are formulas with their values."""
    formulas, values = sheet("Pengumpulan", values=False), sheet("Pengumpulan")
    assert [formulas[place].value for place in ("J6", "M6", "N6")] == [
        "=I6/H6*100",
        "=L6/K6*100",
        "=COUNTIFS('Daftar berkas'!$B$6:$B$8,B6,'Daftar berkas'!$C$6:$C$8,C6)",
    ]
    assert values["J6"].value == pytest.approx(23.8667652)
    assert (values["M6"].value, values["N6"].value) == (pytest.approx(1200 / 14), 2)
    assert [values[place].value for place in ("F7", "H7", "J7", "N7")] == ["–", "–", "–", 1]


def test_totals_add_only_what_can_be_added() -> None:
    """Steps and files; pagu holds for a year and spending is cumulative, so these are not."""
    formulas, values = sheet("Pengumpulan", values=False), sheet("Pengumpulan")
    assert [formulas[place].value for place in ("F8", "K8", "L8", "M8", "N8")] == [
        "=AVERAGE(F6:F7)",
        "=SUM(K6:K7)",
        "=SUM(L6:L7)",
        "=L8/K8*100",
        "=SUM(N6:N7)",
    ]
    assert [values[place].value for place in ("F8", "K8", "L8", "N8")] == [91.4, 28, 26, 3]
    assert "tidak dijumlahkan" in str(formulas["A10"].value)
    without = sheet("Pengumpulan", replace(REGISTER, cycles=(BARE,)), values=False)
    assert without["F7"].value in {None, ""}


def test_an_empty_register_divides_by_nothing() -> None:
    """No file and no collection: headings alone."""
    empty = replace(REGISTER, files=(), cycles=())
    assert sheet("Daftar berkas", empty).max_row == 5
    assert [cell.data_type for row in sheet("Pengumpulan", empty, values=False).iter_rows() for cell in row].count(
        "f"
    ) == 0


def test_the_same_register_gives_the_same_bytes() -> None:
    """Neither the clock nor the packer leaves a trace."""
    assert archive_sheet(REGISTER) == archive_sheet(REGISTER)
