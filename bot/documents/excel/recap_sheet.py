"""Rekapitulasi as an Excel sheet: capaian, serapan, means and totals are formulas that a person can follow."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.excel.sheet_file import Cells, filtered, prepare, sealed
from bot.documents.excel.sheet_notes import BAND_START, SCALE_SHEET, obstacle_sheet, remark_sheet, scale_sheet
from bot.documents.models.figures import ActivityRow, IndicatorRow, ProgramGroup, Summary
from bot.documents.models.papers import Recap
from bot.texts import formats

_WIDTHS: Final = (6, 62, 16, 12, 12, 12, 14, 12, 16, 16, 20, 22, 12, 46)
_HEAD: Final = 8
_FORMULA: Final = {
    "positif": "{r}/{t}*100",
    "negatif A": "(2*{t}-{r})/{t}*100",
    "negatif B": "{t}/{r}*100",
}


class _Sheet:
    """Writes rows downwards and remembers which of them hold the totals of programs."""

    def __init__(self, sheet: Worksheet, document: Recap) -> None:
        self.cells = Cells(sheet)
        self.document = document
        self.row = _HEAD
        self.number = 0
        self.totals: list[int] = []

    def head(self) -> None:
        """Write the title, the period and the headings of the columns."""
        document, cells = self.document, self.cells
        period = formats.nama_periode(document.period.year, document.period.quarter)
        titles = (document.letterhead.government, document.letterhead.office, "REKAPITULASI DATA KINERJA")
        for row, title in enumerate((*titles, f"{period}, versi {document.version}"), 1):
            cells.text(row, 1, title, look="title")
        cells.text(5, 1, f"Formulir masuk {document.units_received} dari {document.units_expected}")
        if document.period.data_as_of is not None:
            cells.text(6, 1, f"Data per tanggal {formats.tanggal(document.period.data_as_of)}")
        short = f"TW {formats.TRIWULAN[document.period.quarter - 1]}"
        headings = ("No", "Sub kegiatan dan indikator", "Satuan", "Target setahun", f"Target {short}")
        more = (f"Realisasi {short}", f"Realisasi s.d. {short}", "Capaian (%)", "Predikat", "Nilai diperhitungkan (%)")
        money = ("Pagu (Rp)", "Realisasi anggaran (Rp)", "Serapan (%)", "Catatan")
        for column, name in enumerate((*headings, *more, *money), 1):
            cells.text(_HEAD, column, name, look="head")

    def band(self, title: str, look: str) -> None:
        """Write a row that names a group."""
        self.line(look)
        self.cells.text(self.row, 2, title, look=look)

    def line(self, look: str = "wrap") -> None:
        """Begin a row: a border needs cells, and empty ones let a title run on over them."""
        self.row += 1
        for column in range(1, len(_WIDTHS) + 1):
            self.cells.blank(self.row, column, look)

    def activity(self, activity: ActivityRow) -> None:
        """Write a sub kegiatan with its budget, then its indicators."""
        self.line()
        self.number += 1
        cells, row = self.cells, self.row
        cells.number(row, 1, self.number, "wrap")
        cells.text(row, 2, f"{activity.code} {activity.name}", look="strong")
        note = activity.note if activity.running else f"Belum berjalan: {activity.reason}"
        cells.text(row, 14, note, look="wrap")
        cells.number(row, 11, activity.budget, "money")
        cells.number(row, 12, activity.spent, "money")
        self.absorption(activity)
        if activity.running:
            for indicator in activity.indicators:
                self.indicator(indicator)

    def absorption(self, figures: ActivityRow | Summary, look: str = "percent") -> None:
        """Write serapan as a formula where there is a pagu to divide by."""
        if figures.budget and figures.spent is not None:
            self.cells.formula(self.row, 13, f"L{self.row}/K{self.row}*100", figures.absorption, look)
        else:
            self.cells.text(self.row, 13, formats.KOSONG, look=look)

    def indicator(self, row: IndicatorRow) -> None:
        """Write an indicator; capaian is a formula where its rule can be divided out."""
        self.line()
        cells, line = self.cells, self.row
        cells.text(line, 2, f"{row.code} {row.name}".strip(), look="wrap")
        cells.text(line, 3, row.unit, look="wrap")
        figures = (row.target_year, row.target_period, row.realisation, row.realisation_to_date)
        for column, figure in enumerate(figures, 4):
            cells.number(line, column, figure, "figure")
        holder = f"Pemegang data: {row.holder}" if row.holder else ""
        notes = [part for part in (row.formula, row.note, holder) if part]
        cells.text(line, 14, "; ".join(notes), look="wrap")
        if row.absent or row.achievement is None:
            cells.text(line, 8, formats.KOSONG, look="percent")
            cells.text(line, 9, row.absent or row.rating or formats.KOSONG, look="wrap")
            return
        self.achievement(row)

    def achievement(self, row: IndicatorRow) -> None:
        """Write capaian, predikat and the value that enters the mean."""
        cells, line = self.cells, self.row
        divisor = row.realisation if row.direction == "negatif B" else row.target_period
        if divisor and row.realisation is not None and row.target_period is not None:
            rule = _FORMULA[row.direction].format(r=f"F{line}", t=f"E{line}")
            cells.formula(line, 8, rule, row.achievement, "percent")
        else:
            cells.number(line, 8, row.achievement, "percent")
        cells.formula(line, 9, self.predicate(f"H{line}"), row.rating, "wrap")
        cells.formula(line, 10, self.clamped(f"H{line}"), self.counted(row), "percent")

    def predicate(self, value: str) -> str:
        """Return the formula that looks a capaian up in the bands of the scale's sheet."""
        bands = self.document.scale.bands
        formula = '""'
        for index in reversed(range(len(bands))):
            name, bound = f"{SCALE_SHEET}!$A${BAND_START + index}", f"{SCALE_SHEET}!$B${BAND_START + index}"
            formula = name if bands[index].lower is None else f"IF({value}>={bound},{name},{formula})"
        return formula

    def clamped(self, value: str) -> str:
        """Return the formula of the value that enters the mean, between floor and cap."""
        scale = self.document.scale
        if scale.floor is not None:
            value = f"MAX({scale.floor:f},{value})"
        return value if scale.cap is None else f"MIN({scale.cap:f},{value})"

    def counted(self, row: IndicatorRow) -> Decimal:
        """Return the value that enters the mean, for viewers that do not reckon."""
        value, scale = row.achievement, self.document.scale
        assert value is not None
        value = value if scale.floor is None else max(scale.floor, value)
        return value if scale.cap is None else min(scale.cap, value)

    def program(self, group: ProgramGroup) -> None:
        """Write a program: its units, their sub kegiatan, and the program's totals."""
        self.band(f"Program {group.code} {group.name}", "group")
        first = self.row + 1
        for unit in group.units:
            self.band(f"{unit.name} ({unit.officer})" if unit.officer else unit.name, "unit")
            for activity in unit.activities:
                self.activity(activity)
        last = self.row
        self.band(f"Jumlah program {group.code}", "unit")
        self.mean(first, last, group.summary)
        self.sums([f"SUM({column}{first}:{column}{last})" for column in "KL"], group.summary)
        self.totals.append(self.row)

    def overall(self) -> None:
        """Write the office's totals: the mean of all counted indicators, budgets once a sub kegiatan."""
        last = self.row
        self.band("Seluruh program", "unit")
        self.mean(_HEAD + 1, last, self.document.summary)
        rows = self.totals
        columns = [",".join(f"{column}{row}" for row in rows) for column in "KL"]
        self.sums([f"SUM({cells})" if cells else "" for cells in columns], self.document.summary)

    def iku(self) -> None:
        """Write the Perjanjian Kinerja's indicators as a group of their own."""
        if not self.document.iku:
            return
        self.band("Indikator Kinerja Utama (Perjanjian Kinerja Camat)", "group")
        first = self.row + 1
        for row in self.document.iku:
            self.indicator(row)
        if self.document.iku_summary is not None:
            last = self.row
            self.band("Rata-rata IKU", "unit")
            self.mean(first, last, self.document.iku_summary)

    def mean(self, first: int, last: int, summary: Summary) -> None:
        """Write a group's mean and predikat, a dash where nothing counts."""
        if summary.mean is None:
            self.cells.text(self.row, 8, formats.KOSONG, look="total percent")
            return
        self.cells.formula(self.row, 8, f"AVERAGE(J{first}:J{last})", summary.mean, "total percent")
        self.cells.formula(self.row, 9, self.predicate(f"H{self.row}"), summary.rating, "total wrap")

    def sums(self, formulas: Sequence[str], summary: Summary) -> None:
        """Write a group's pagu, realisasi anggaran and serapan."""
        for column, formula, value in zip((11, 12), formulas, (summary.budget, summary.spent), strict=True):
            if value is None or not formula:
                self.cells.text(self.row, column, formats.KOSONG, look="total money")
            else:
                self.cells.formula(self.row, column, formula, value, "total money")
        self.absorption(summary, "total percent")


def recap_sheet(document: Recap) -> bytes:
    """Return the workbook; the same recap gives the same bytes."""
    book = Workbook()
    main = book.active
    assert isinstance(main, Worksheet)
    main.title = "Rekapitulasi"
    prepare(main, document, _WIDTHS, _HEAD, f"C{_HEAD + 1}")
    sheet = _Sheet(main, document)
    sheet.head()
    for program in document.programs:
        sheet.program(program)
    sheet.overall()
    sheet.iku()
    filtered(main, _HEAD)
    others = [add(book, document) for add in (obstacle_sheet, remark_sheet, scale_sheet)]
    return sealed(book, document, [sheet.cells, *others])
