"""Dated exceptions to the office hours, and the mark of the working time by which limits were computed."""

from __future__ import annotations

from datetime import date, time

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import NoResultFound

from storage import calendar_days
from storage.calendar_days import DayRow
from storage.database import Database, Transaction
from storage.tables import Office
from tests.databases import NOW
from tests.storage.rows import fill

MORNING = ((time(8), time(12)),)
FRIDAY = date(2026, 5, 15)
CLOSED = DayRow(FRIDAY, (), "Cuti bersama susulan")


def office(tx: Transaction, number: int) -> None:
    """Write one more office."""
    values = {"name": f"Kantor {number}", "zone": "Asia/Makassar", "config": {}, "created_at": NOW}
    tx.execute(insert(Office).values(id=number, **values))


async def put(database: Database, row: DayRow) -> None:
    """Write a day of office 1."""
    await database.write(lambda tx: calendar_days.put(tx, 1, row))


async def add_office(database: Database, number: int) -> None:
    """Write one more office in a transaction of its own."""
    await database.write(lambda tx: office(tx, number))


async def change(database: Database, **values: object) -> None:
    """Let the office's row say something else."""
    await database.write(lambda tx: tx.execute(update(Office).values(values)))


async def test_a_day_is_found_as_it_was_written(database: Database) -> None:
    """With its hours and its reason; another office's is not."""
    await database.write(fill)
    await add_office(database, 2)
    await put(database, DayRow(FRIDAY, MORNING, "Listrik padam"))
    assert await database.read(lambda tx: calendar_days.find(tx, 1, FRIDAY)) == DayRow(FRIDAY, MORNING, "Listrik padam")
    assert await database.read(lambda tx: calendar_days.find(tx, 2, FRIDAY)) is None


async def test_a_day_has_one_exception(database: Database) -> None:
    """The later one stands; removed, the usual hours hold."""
    await database.write(fill)
    for row in (DayRow(FRIDAY, MORNING, "Ramadan"), CLOSED):
        await put(database, row)
    assert await database.read(lambda tx: calendar_days.since(tx, 1, FRIDAY)) == [CLOSED]
    await database.write(lambda tx: calendar_days.remove(tx, 1, FRIDAY))
    assert await database.read(lambda tx: calendar_days.since(tx, 1, FRIDAY)) == []


async def test_days_are_listed_from_a_date_on(database: Database) -> None:
    """Earliest first, the date itself included."""
    await database.write(fill)
    for number in (20, 15, 14):
        row = DayRow(date(2026, 5, number), (), "")
        await put(database, row)
    found = await database.read(lambda tx: calendar_days.since(tx, 1, FRIDAY))
    assert [row.day.day for row in found] == [15, 20]


async def test_offices_are_read_in_pages(database: Database) -> None:
    """In order of id, each once, whatever order they came in."""
    await database.write(fill)
    for number in (5, 3):
        await add_office(database, number)
    first = await database.read(lambda tx: calendar_days.kept_times(tx, 0, 2))
    second = await database.read(lambda tx: calendar_days.kept_times(tx, 3, 2))
    assert [one.office_id for one in (*first, *second)] == [1, 3, 5]
    assert await database.read(lambda tx: calendar_days.kept_times(tx, 5, 2)) == []


async def test_one_office_reads_as_in_its_page(database: Database) -> None:
    """The same text, so that one mark fits both; an office that is none is an error."""
    await database.write(fill)
    await add_office(database, 2)
    await put(database, CLOSED)
    await database.write(lambda tx: calendar_days.set_mark(tx, 1, "abc"))
    alone = await database.read(lambda tx: calendar_days.kept_time(tx, 1))
    assert (alone.mark, await database.read(lambda tx: calendar_days.kept_times(tx, 0, 9))) == (
        "abc",
        [alone, await database.read(lambda tx: calendar_days.kept_time(tx, 2))],
    )
    with pytest.raises(NoResultFound):
        await database.read(lambda tx: calendar_days.kept_time(tx, 9))


async def test_the_text_tells_apart_what_changes_working_time(database: Database) -> None:
    """Zone, hours and dated exceptions change it; the letterhead and the order of writing do not."""
    await database.write(fill)
    texts = [(await database.read(lambda tx: calendar_days.kept_time(tx, 1))).text]
    others: list[dict[str, object]] = [{"zone": "Europe/Berlin"}, {"config": {"hours": [[["08:00", "12:00"]]]}}]
    for values in others:
        await change(database, **values)
        texts.append((await database.read(lambda tx: calendar_days.kept_time(tx, 1))).text)
    for number in (16, 15):
        row = DayRow(date(2026, 5, number), (), "")
        await put(database, row)
        texts.append((await database.read(lambda tx: calendar_days.kept_time(tx, 1))).text)
    assert len(set(texts)) == 5
    await put(database, DayRow(date(2026, 5, 16), (), "Alasan lain"))
    config = {"hours": [[["08:00", "12:00"]]], "address": "Jalan Contoh 1"}
    await change(database, config=config)
    assert (await database.read(lambda tx: calendar_days.kept_time(tx, 1))).text == texts[-1]
