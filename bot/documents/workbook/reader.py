"""Reads the cells of an untrusted workbook; run as a process of its own: workbook on stdin, cells as JSON on stdout."""

import io
import json
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from math import isfinite
from typing import Any

from bot.documents.apart import limit

MAX_FILE_BYTES = 5_000_000
MAX_ENTRIES = 200
MAX_EXPANDED_BYTES = 20_000_000
MAX_SHEETS = 20
MAX_ROWS = 2_000
MAX_COLUMNS = 60
MAX_CHARACTERS = 3_000_000
MEMORY_BYTES = 400_000_000
CPU_SECONDS = 10
FARTHEST_ROW = 20_000

TEXT, NUMBER, DATE, YES, BAD = "text", "number", "date", "yes", "bad"

Row = tuple[int, list[list[str] | None]]
"""A row's number and its cells from column A on: [kind, text] with one of the kinds above."""


class RefusedError(Exception):
    """The workbook is not read; the message says why, for the person who sent it."""


def main() -> None:
    """Limit this process, read the workbook, and print {"sheets": …} or {"refused": reason}."""
    limit_process()
    try:
        answer: dict[str, Any] = {"sheets": read_cells(sys.stdin.buffer.read(MAX_FILE_BYTES + 1))}
    except RefusedError as error:
        answer = {"refused": str(error)}
    sys.stdout.write(json.dumps(answer))


def read_cells(content: bytes) -> dict[str, list[Row]]:
    """Return the filled rows of every sheet; raise RefusedError for what is no workbook or too large a one."""
    _check_archive(content)
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return _read_sheets(values, formulas)
        except RefusedError:
            raise
        except Exception as error:  # whatever a broken file makes the parser raise means the same to its sender
            raise RefusedError("Berkas rusak atau bukan buku kerja Excel (.xlsx).") from error


def limit_process() -> None:
    """Bound the memory and the processor time of this process, where the system can."""
    limit(MEMORY_BYTES, CPU_SECONDS)


def _check_archive(content: bytes) -> None:
    if len(content) > MAX_FILE_BYTES:
        raise RefusedError(f"Berkas terlalu besar; paling banyak {MAX_FILE_BYTES // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedError("Berkas rusak atau bukan buku kerja Excel (.xlsx).") from error
    # A reader never gets more bytes out of an entry than its declared size, so that the sum is a true bound.
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_EXPANDED_BYTES:
        raise RefusedError("Isi berkas terlalu besar untuk buku kerja kantor.")


def _read_sheets(values: Any, formulas: Any) -> dict[str, list[Row]]:
    if len(values.sheetnames) > MAX_SHEETS:
        raise RefusedError(f"Buku kerja memuat lebih dari {MAX_SHEETS} lembar.")
    sheets: dict[str, list[Row]] = {}
    left = MAX_CHARACTERS
    for name in values.sheetnames:
        sheets[name] = []
        for number, cells in _rows(values[name], formulas[name]):
            left -= sum(len(cell[1]) + 1 for cell in cells if cell)
            if left < 0:
                raise RefusedError("Isi berkas terlalu besar untuk buku kerja kantor.")
            sheets[name].append((number, cells))
    return sheets


def _rows(values: Any, formulas: Any) -> Iterator[Row]:
    """Yield the rows that hold anything; formulas are read beside the values to see which were never calculated."""
    for sheet in (values, formulas):
        sheet.reset_dimensions()
    both = zip(values.iter_rows(max_col=MAX_COLUMNS), formulas.iter_rows(max_col=MAX_COLUMNS), strict=True)
    for number, (row, typed) in enumerate(both, 1):
        cells = [_cell(cell, source) for cell, source in zip(row, typed, strict=True)]
        if (number > MAX_ROWS and any(cells)) or number > FARTHEST_ROW:
            raise RefusedError(f'Lembar "{values.title}" berisi lebih dari {MAX_ROWS:_} baris.'.replace("_", "."))
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield number, cells


def _cell(cell: Any, typed: Any) -> list[str] | None:
    value = cell.value
    if value is None:
        return [BAD, "rumus belum dihitung; mohon dibuka dan disimpan di Excel"] if typed.data_type == "f" else None
    if cell.data_type == "e":
        return [BAD, f"rumus menghasilkan {value}"]
    if isinstance(value, bool):
        return [YES, "ya" if value else "tidak"]
    if isinstance(value, int | float):
        return _number(value, percent="%" in cell.number_format)
    if isinstance(value, date):
        return [DATE, f"{value:%Y-%m-%d}"]
    if isinstance(value, time):
        return [TEXT, f"{value:%H.%M}"]
    if isinstance(value, str):
        return [TEXT, value] if value.strip() else None
    return [BAD, "berisi lama waktu, seharusnya teks, angka, atau tanggal"]


def _number(value: float, *, percent: bool) -> list[str]:
    if not isfinite(value):
        return [BAD, "bukan angka"]
    # Excel keeps 15 digits; the rest of a binary fraction is noise that nobody typed.
    figure = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".15g"))
    return [NUMBER, format((figure * 100 if percent else figure).normalize(), "f")]


if __name__ == "__main__":
    main()
