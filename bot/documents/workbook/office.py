"""Turns the sheet 'Kantor' into the office's profile."""

from decimal import Decimal

from bot.documents.workbook.layout import DAYS, NO_CAP, ZONES
from bot.documents.workbook.rows import Record
from bot.documents.workbook.values import items, read_bands
from bot.office_plan import DEFAULT_BANDS, OfficeProfile
from bot.sop.hours import read_hours
from bot.sop.letter_number import check_pattern
from bot.sop.versions import shipped
from bot.sop.working_time import PASER_HOURS, OfficeHours, Span


def office_profile(record: Record, year: int) -> OfficeProfile:
    """Read the profile of a budget year; faulty values are noted and replaced by defaults, so that reading goes on."""
    return OfficeProfile(
        code=record.text("code"),
        government=record.text("government"),
        name=record.text("name"),
        address=record.text("address"),
        contact=record.text("contact"),
        place=record.text("place"),
        zone=ZONES.get(record.choice("zone"), "Asia/Makassar"),
        addressee=record.text("addressee"),
        addressee_place=record.text("addressee_place"),
        through=record.text("through"),
        copies=items(record.text("copies", lines=True)),
        legal_basis=items(record.text("legal_basis", lines=True)),
        paper="F4" if record.choice("paper") == "F4" else "A4",
        hours=_hours(record),
        cap=_cap(record),
        floor=record.number("floor") or Decimal(0),
        bands=_bands(record),
        letter_pattern=_pattern(record),
        letter_last=record.whole("letter_last"),
        letter_last_year=record.year("letter_last_year") or year,
        letter_yearly=record.choice("letter_yearly", "ya") == "ya",
        sop=_sop(record),
    )


def spans(record: Record, key: str) -> tuple[Span, ...] | None:
    """Return the office hours written in the cell, None if they are absent or faulty."""
    text = record.text(key)
    if not text:
        return None
    try:
        return read_hours(text)
    except ValueError as error:
        record.fault(key, str(error))
        return None


def _hours(record: Record) -> OfficeHours:
    days = [spans(record, f"hours_{number}") for number in range(len(DAYS))]
    if not any(days) and None not in days:
        record.fault("hours_0", "paling sedikit satu hari kerja harus diisi")
    return OfficeHours(tuple(day or () for day in days)) if any(days) else PASER_HOURS


def _cap(record: Record) -> Decimal | None:
    cell = record.cells["cap"]
    return None if cell is not None and cell.text.strip().casefold() == NO_CAP else record.number("cap")


def _pattern(record: Record) -> str:
    pattern = record.text("letter_pattern")
    try:
        if pattern:
            check_pattern(pattern)
    except ValueError as error:
        record.fault("letter_pattern", str(error))
    return pattern


def _sop(record: Record) -> str:
    version = record.text("sop")
    if version and version not in shipped():
        record.fault("sop", f"SOP '{version}' tidak dikenal; pilihannya: {', '.join(shipped())}")
    return version


def _bands(record: Record) -> tuple[tuple[str, Decimal | None], ...]:
    text = record.text("bands", lines=True)
    try:
        return read_bands(text) if text else DEFAULT_BANDS
    except ValueError as error:
        record.fault("bands", str(error))
        return DEFAULT_BANDS
