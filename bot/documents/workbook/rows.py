"""Finds the rows and columns of one sheet and reads single cells, noting every fault with its place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from bot.documents.workbook.layout import EXAMPLE_MARK, HINT_MARK, MARK, Column, Sheet
from bot.documents.workbook.reader import BAD, DATE, NUMBER, TEXT, Row
from bot.documents.workbook.values import Cell, letters, one_line, read_date, read_number
from bot.office_plan import Fault

_HEADING_WITHIN = 10


@dataclass
class Record:
    """One line of a sheet: its cells by the columns' keys. Reading a faulty cell notes the fault and gives nothing."""

    sheet: Sheet
    cells: Mapping[str, Cell | None]
    places: Mapping[str, str]
    faults: list[Fault] = field(repr=False)

    def fault(self, key: str, reason: str) -> None:
        """Note what is wrong with the cell of this key."""
        self.faults.append(Fault(self.sheet.name, self.places[key], reason))

    def text(self, key: str, *, lines: bool = False) -> str:
        """Return the text, empty if there is none; several lines are kept only where they are asked for."""
        column, cell = self._column(key), self._cell(key)
        if cell is None:
            return ""
        if cell.kind == DATE:
            self.fault(key, "berisi tanggal, seharusnya teks")
            return ""
        text = "\n".join(map(one_line, cell.text.splitlines())) if lines else one_line(cell.text)
        if len(text) > column.length:
            self.fault(key, f"terlalu panjang: {len(text)} karakter, paling banyak {column.length}")
        elif any(not letter.isprintable() for letter in text.replace("\n", "")):
            self.fault(key, "memuat karakter yang tidak dapat dicetak")
        else:
            return text
        return ""

    def choice(self, key: str, default: str = "") -> str:
        """Return the choice as the layout writes it, the default if the cell is empty or faulty."""
        column, typed = self._column(key), self.text(key)
        if not typed:
            return default
        for option in column.choices:
            if option.casefold().rstrip(".") == typed.casefold().rstrip("."):
                return option
        self.fault(key, f"'{typed}' tidak dikenal; pilihannya: {', '.join(column.choices)}")
        return default

    def number(self, key: str) -> Decimal | None:
        """Return the figure, exact and not negative; None if the cell is empty or faulty."""
        cell = self._cell(key)
        if cell is None:
            return None
        if cell.kind not in {NUMBER, TEXT}:
            self.fault(key, "seharusnya angka")
            return None
        try:
            return read_number(cell)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def year(self, key: str) -> int:
        """Return a year of four digits, 0 if the cell is empty or faulty."""
        value = self.number(key)
        if value is None:
            return 0
        if value != int(value) or not 2000 <= value <= 2100:
            self.fault(key, "seharusnya tahun empat angka, misalnya 2026")
            return 0
        return int(value)

    def whole(self, key: str) -> int:
        """Return a whole number, 0 if the cell is empty or faulty."""
        value = self.number(key)
        if value is not None and value != int(value):
            self.fault(key, "seharusnya bilangan bulat")
        return int(value or 0)

    def day(self, key: str) -> date | None:
        """Return the date, None if the cell is empty or faulty."""
        cell = self._cell(key)
        if cell is None:
            return None
        try:
            return read_date(cell)
        except ValueError as error:
            self.fault(key, str(error))
            return None

    def _column(self, key: str) -> Column:
        return next(column for column in self.sheet.columns if column.key == key)

    def _cell(self, key: str) -> Cell | None:
        cell = self.cells[key]
        if cell is None:
            column = self._column(key)
            if column.required:
                self.fault(key, f"{column.heading} wajib diisi")
            return None
        if cell.kind == BAD:
            self.fault(key, cell.text)
            return None
        return cell


def records(sheet: Sheet, rows: Sequence[Row], faults: list[Fault]) -> Iterator[Record]:
    """Yield the lines of a sheet; explanations and the example, which say so in the first column, are left out."""
    if sheet.upright:
        yield _upright(sheet, rows, faults)
        return
    heading = next((row for row in rows[:_HEADING_WITHIN] if _mark(row) == MARK.casefold()), None)
    if heading is None:
        faults.append(Fault(sheet.name, "A2", f"judul kolom '{MARK}' tidak ditemukan; mohon memakai templat"))
        return
    places = _columns(sheet, heading, faults)
    if len(places) < len(sheet.columns):
        return
    for row in rows:
        number, cells = row
        if number <= heading[0] or _mark(row) in {EXAMPLE_MARK.casefold(), HINT_MARK.casefold()}:
            continue
        found = {key: _at(cells, index) for key, index in places.items()}
        if any(found.values()):
            yield Record(sheet, found, {key: f"{letters(index)}{number}" for key, index in places.items()}, faults)


def _mark(row: Row) -> str:
    cell = _at(row[1], 0)
    return one_line(cell.text).casefold() if cell else ""


def _at(cells: Sequence[list[str] | None], index: int) -> Cell | None:
    raw = cells[index] if index < len(cells) else None
    return Cell(raw[0], raw[1]) if raw else None


def _columns(sheet: Sheet, heading: Row, faults: list[Fault]) -> dict[str, int]:
    """Return the index of each column by its key, in whatever order the headings stand."""
    number, cells = heading
    wanted = {column.heading.casefold(): column.key for column in sheet.columns}
    places: dict[str, int] = {}
    for index in range(1, len(cells)):
        cell = _at(cells, index)
        if cell is None:
            continue
        key = wanted.get(one_line(cell.text).casefold())
        if key is None or key in places:
            reason = "tidak dikenal" if key is None else "tertulis dua kali"
            faults.append(Fault(sheet.name, f"{letters(index)}{number}", f"judul kolom '{cell.text}' {reason}"))
        else:
            places[key] = index
    for column in sheet.columns:
        if column.key not in places:
            faults.append(Fault(sheet.name, f"A{number}", f"judul kolom '{column.heading}' tidak ditemukan"))
    return places


def _upright(sheet: Sheet, rows: Sequence[Row], faults: list[Fault]) -> Record:
    numbers = {_mark(row): row for row in rows}
    cells: dict[str, Cell | None] = {}
    places: dict[str, str] = {}
    for column in sheet.columns:
        row = numbers.get(column.heading.casefold())
        if row is None and not column.may_lack:
            faults.append(Fault(sheet.name, "A1", f"baris '{column.heading}' tidak ditemukan"))
        cells[column.key] = _at(row[1], 1) if row else None
        places[column.key] = f"B{row[0]}" if row else "A1"
    return Record(sheet, cells, places, faults)
