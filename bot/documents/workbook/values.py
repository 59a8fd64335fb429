"""Reads what people type into cells: figures, dates, lists and NIP, as values or with a reason."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from bot.documents.workbook.reader import DATE, TEXT
from bot.sop.numbers import LARGEST, MOST_PLACES, NumberProblem, parse_number
from bot.texts.formats import BULAN

_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORDY_DATE = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})")


class Cell(NamedTuple):
    """A filled cell: the kind that the reader saw, and what it holds as text."""

    kind: str
    text: str


def letters(index: int) -> str:
    """Return the letters of a column counted from 0: A, B, … AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def one_line(text: str) -> str:
    """Return the text in composed characters on one line, with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def items(text: str) -> tuple[str, ...]:
    """Return the parts between semicolons or line breaks, without empty ones."""
    return tuple(part for part in map(one_line, re.split(r"[;\n]", text)) if part)


def codes(text: str) -> tuple[str, ...]:
    """Return the words between commas, semicolons, plus signs or 'dan'."""
    return tuple(part for part in map(str.strip, re.split(r"[,;+]|\bdan\b", text)) if part)


def read_number(cell: Cell) -> Decimal:
    """Return a figure that is not negative, from a number or Indonesian text; raise ValueError with a reason."""
    if cell.kind == TEXT:
        try:
            return parse_number(cell.text).value
        except NumberProblem as problem:
            reason = f"'{one_line(cell.text)}' tidak terbaca sebagai angka; contoh: 1.234,56"
            raise ValueError(reason) from problem
    value = Decimal(cell.text)
    if value < 0:
        raise ValueError("tidak boleh kurang dari nol")
    if value > LARGEST or -int(value.as_tuple().exponent) > MOST_PLACES:
        raise ValueError(f"angka terlalu besar atau lebih dari {MOST_PLACES} angka di belakang koma")
    return value


def read_date(cell: Cell) -> date:
    """Return a date from a date cell, '1 April 2026' or '1/4/2026'; raise ValueError with a reason."""
    text = one_line(cell.text)
    if cell.kind == DATE:
        return date.fromisoformat(text)
    months = {month.casefold(): number for number, month in enumerate(BULAN, 1)}
    numeric, wordy = _NUMERIC_DATE.fullmatch(text), _WORDY_DATE.fullmatch(text)
    try:
        if numeric:
            return date(int(numeric[3]), int(numeric[2]), int(numeric[1]))
        if wordy and wordy[2].casefold() in months:
            return date(int(wordy[3]), months[wordy[2].casefold()], int(wordy[1]))
    except ValueError:
        pass
    raise ValueError(f"'{text}' tidak terbaca sebagai tanggal; contoh: 1 April 2026")


def read_bands(text: str) -> tuple[tuple[str, Decimal | None], ...]:
    """Return the bands of 'Tinggi=76; Rendah' from the highest; raise ValueError with a reason."""
    parts = [part.partition("=") for part in items(text)]
    try:
        bounds = [parse_number(bound).value for _, _, bound in parts[:-1]]
    except NumberProblem:
        bounds = []
    falling = bounds == sorted(set(bounds), reverse=True)
    if not bounds or not falling or parts[-1][1]:
        raise ValueError("predikat ditulis menurun, yang terakhir tanpa batas; contoh: Baik=75; Cukup=50; Kurang")
    labels = [label.strip() for label, _, _ in parts]
    return tuple(zip(labels, [*bounds, None], strict=True))
