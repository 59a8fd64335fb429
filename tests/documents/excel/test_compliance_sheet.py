"""The compliance report as a workbook: its summaries are formulas over the visits, and the values beside them agree."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.excel.compliance_sheet import compliance_sheet
from bot.documents.models.compliance import ComplianceReport
from tests.documents.compliance_samples import EMPTY, REPORT

HEAD = 5


def sheet(name: str, document: ComplianceReport = REPORT, *, values: bool = True) -> Worksheet:
    """One sheet, with its values or its formulas."""
    found = load_workbook(BytesIO(compliance_sheet(document)), data_only=values)[name]
    assert isinstance(found, Worksheet)
    return found


def lines(found: Worksheet) -> list[dict[str, Any]]:
    """The rows under the headings, by heading, until the first empty one."""
    rows = [*found.iter_rows(min_row=HEAD, values_only=True)]
    named = [{str(name): value for name, value in zip(rows[0], row, strict=True)} for row in rows[1:]]
    return named[: next((place for place, row in enumerate(named) if not any(row.values())), len(named))]


@pytest.mark.parametrize("name", ["Ringkasan langkah", "Ringkasan pejabat", "Rincian"])
def test_every_sheet_is_ready_to_read_and_to_print(name: str) -> None:
    """Headings stay in sight and on every page, which is landscape and one wide."""
    found = sheet(name)
    assert found.freeze_panes in {"C6", "E6"}
    assert found.print_title_rows == "$5:$5"
    assert (found.page_setup.orientation, found.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)  # type: ignore[union-attr]
    assert found["A3"].value == REPORT.span


def test_every_visit_is_a_row() -> None:
    """With original and final limit, minutes, and in words what was added and returned; text stays text."""
    rows = lines(sheet("Rincian"))
    assert [row["Tepat waktu"] for row in rows] == ["ya", "tidak", "tidak", "masih berjalan"]
    second = rows[1]
    assert (second["Terpakai (menit)"], second["Bot tidak aktif (menit)"], second["Terlambat (menit)"]) == (90, 25, 20)
    assert (second["Batas semula"], second["Batas akhir"]) == ("9-4-2026 12.05", "9-4-2026 12.35")
    assert (second["Pengembalian"], second["Diulang"]) == ("Dikembalikan dengan arahan.", "ya")
    assert (second["Perpanjangan (kali)"], second["Perpanjangan"]) == (1, "+1 hari kerja (Kasubbag: perjalanan dinas)")
    assert second["Jabatan"] == "=1+1"
    assert sheet("Rincian", values=False)["F7"].data_type == "s"
    assert (rows[3]["No pejabat"], rows[3]["Selesai"]) == ("–", None)
    assert sheet("Rincian").auto_filter.ref == "A5:T9"


@pytest.mark.parametrize(("name", "key"), [("Ringkasan langkah", "Langkah"), ("Ringkasan pejabat", "No pejabat")])
def test_summaries_are_what_the_finished_visits_of_their_key_amount_to(name: str, key: str) -> None:
    """The values beside the formulas are those that the formulas give."""
    details = lines(sheet("Rincian"))
    summary = lines(sheet(name))
    for row in summary[:-1]:
        mine = [
            one for one in details if one[key] == next(iter(row.values())) and one["Tepat waktu"] in {"ya", "tidak"}
        ]
        late = [one["Terlambat (menit)"] for one in mine]
        assert row["Tugas selesai"] == len(mine)
        assert row["Tepat waktu"] == sum(one["Tepat waktu"] == "ya" for one in mine)
        assert row["Tepat waktu (%)"] == pytest.approx(100 * row["Tepat waktu"] / len(mine))
        assert row["Terpakai, jumlah (menit)"] == sum(one["Terpakai (menit)"] for one in mine)
        assert (row["Terlambat, jumlah (menit)"], row["Terlambat, terlama (menit)"]) == (sum(late), max(late))
        assert row["Perpanjangan"] == sum(one["Perpanjangan (kali)"] for one in mine)
        assert row["Diulang"] == sum(one["Diulang"] == "ya" for one in mine)
    whole = summary[-1]
    for column in ("Tugas selesai", "Tepat waktu", "Terlambat, jumlah (menit)", "Perpanjangan", "Diulang"):
        assert whole[column] == sum(row[column] for row in summary[:-1])


def test_the_formulas_point_at_the_columns_they_name() -> None:
    """Keys, minutes and verdicts are found where the visits have them."""
    row = lines(sheet("Ringkasan langkah", values=False))[1]
    mine, kept = "Rincian!$C$6:$C$9,$A7", "Rincian!$P$6:$P$9"
    assert row["Tepat waktu"] == f'=COUNTIFS({mine},{kept},"ya")'
    assert row["Tugas selesai"] == f'=COUNTIFS({mine},{kept},"ya")+COUNTIFS({mine},{kept},"tidak")'
    assert row["Tepat waktu (%)"] == "=E7/D7*100"
    assert row["Terlambat, jumlah (menit)"] == f'=SUMIFS(Rincian!$O$6:$O$9,{mine},{kept},"tidak")'
    assert row["Terlambat, terlama (menit)"] == (
        f'=SUMPRODUCT(MAX((Rincian!$C$6:$C$9=$A7)*({kept}="tidak")*Rincian!$O$6:$O$9))'
    )
    assert row["Terpakai, median (menit)"] == 90
    headings = [cell.value for cell in sheet("Rincian")[HEAD]]
    assert [headings["ABCDEFGHIJKLMNOPQRST".index(column)] for column in "CGMOPQT"] == [
        "Langkah",
        "No pejabat",
        "Terpakai (menit)",
        "Terlambat (menit)",
        "Tepat waktu",
        "Perpanjangan (kali)",
        "Diulang",
    ]


def test_a_report_of_nothing_divides_by_nothing() -> None:
    """Without a finished visit there is no formula, and no share."""
    whole = lines(sheet("Ringkasan langkah", EMPTY, values=False))[-1]
    assert (whole["Tugas selesai"], whole["Tepat waktu (%)"]) == (0, "–")


def test_the_same_report_gives_the_same_bytes() -> None:
    """Neither the clock nor the packer leaves a trace."""
    assert compliance_sheet(REPORT) == compliance_sheet(REPORT)
