"""The office's own agenda of letter numbers: consecutive, without a gap, one for a cycle."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import insert, select, update

from storage import instructions, letter_numbers
from storage.database import Database, Transaction
from storage.letter_numbers import Drawn, Series
from storage.records import Cycle, LetterNumber
from storage.tables import Office, Period
from tests.databases import NOW
from tests.storage.rows import fill

CYCLES = 8
FROM_ONE = Series()


@pytest.fixture
def database(database_url: str) -> Database:
    """Office 1 with cycles 1 to 8, and office 2 with cycle 9."""
    found = Database(database_url)
    found.write_now(_fill)
    return found


def _fill(tx: Transaction) -> None:
    fill(tx)
    tx.execute(insert(Office).values(id=2, name="Kantor Lain", zone="Asia/Makassar", config={}, created_at=NOW))
    for number in range(1, CYCLES + 2):
        office = 1 if number <= CYCLES else 2
        day = date(2026, 4, 1)
        period = {"year": 2020 + number, "quarter": 1, "opens_on": day, "send_by": day, "state": "open"}
        tx.execute(insert(Period).values(id=number, office_id=office, **period))
        counters = {"putaran": 1, "recap_version": 0, "document_version": 0, "facts": [], "data_until": day}
        words = {"status": "berjalan", "instruction": "", "urgency": "", "live": 1, "opened_at": NOW}
        tx.execute(insert(Cycle).values(id=number, office_id=office, period_id=number, **counters, **words))


def _draw(tx: Transaction, cycle: int, series: Series = FROM_ONE, year: int = 2026) -> Drawn:
    office = 1 if cycle <= CYCLES else 2
    return letter_numbers.draw(
        tx, (office, cycle), series, lambda seq: f"{seq}/{year}", year=year, officer_id=1, at=NOW
    )


def _drawn(database: Database, cycle: int, series: Series = FROM_ONE, year: int = 2026) -> str:
    return database.write_now(lambda tx: _draw(tx, cycle, series, year)).text


def _kept(database: Database) -> list[int]:
    return database.read_now(lambda tx: list(tx.execute(select(LetterNumber.seq).order_by(LetterNumber.id)).scalars()))


def test_numbers_follow_each_other_and_each_office_counts_by_itself(database: Database) -> None:
    """From one on; another office's letters do not count."""
    assert [_drawn(database, cycle) for cycle in (1, 2, CYCLES + 1, 3)] == ["1/2026", "2/2026", "1/2026", "3/2026"]


def test_a_cycle_keeps_its_number(database: Database) -> None:
    """Drawing again gives the same, and takes nothing from the agenda."""
    assert database.read_now(lambda tx: letter_numbers.of_cycle(tx, 1)) is None
    assert _drawn(database, 1) == _drawn(database, 1, year=2027) == "1/2026"
    assert _kept(database) == [1]
    assert database.read_now(lambda tx: letter_numbers.of_cycle(tx, 1)) == Drawn(2026, 1, "1/2026", NOW)


def test_the_count_goes_on_from_the_number_before_the_bot(database: Database) -> None:
    """In the year in which that was used; the next year begins at one."""
    series = Series(last=41, last_year=2026)
    assert [_drawn(database, cycle, series) for cycle in (1, 2)] == ["42/2026", "43/2026"]
    assert _drawn(database, 3, series, year=2027) == "1/2027"


def test_a_raised_last_number_is_passed_over(database: Database) -> None:
    """What the office has numbered by hand meanwhile is not given out again; a lower one changes nothing."""
    assert _drawn(database, 1) == "1/2026"
    assert _drawn(database, 2, Series(last=9, last_year=2026)) == "10/2026"
    assert _drawn(database, 3, Series(last=3, last_year=2026)) == "11/2026"


def test_a_count_that_never_restarts(database: Database) -> None:
    """Goes on over the years, from whatever year the last number is."""
    series = Series(last=100, last_year=2024, yearly=False)
    assert _drawn(database, 1, series) == "101/2026"
    assert _drawn(database, 2, series, year=2027) == "102/2027"


def test_a_number_whose_transaction_fails_is_the_next_ones(database: Database) -> None:
    """Nothing is lost: there is no gap."""

    def failing(tx: Transaction) -> None:
        assert _draw(tx, 1).seq == 1
        raise RuntimeError("listrik padam")

    with pytest.raises(RuntimeError):
        database.write_now(failing)
    assert _drawn(database, 2) == "1/2026"
    assert _kept(database) == [1]


def _race(url: str, cycles: Iterable[int]) -> list[str]:
    """Draw for all cycles at once, each from a connection of its own."""
    wanted = list(cycles)
    together = Barrier(len(wanted))

    def press(cycle: int) -> str:
        own = Database(url)
        together.wait()
        return own.write_now(lambda tx: _draw(tx, cycle)).text

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(press, wanted))


def test_a_race_gives_consecutive_numbers(database: Database, database_url: str) -> None:
    """Whoever comes first: no number twice, none left out, nobody refused."""
    drawn = _race(database_url, range(1, CYCLES + 1))
    assert sorted(drawn) == [f"{number}/2026" for number in range(1, CYCLES + 1)]
    assert _kept(database) == list(range(1, CYCLES + 1))


def test_a_race_for_one_cycle_gives_one_number(database: Database, database_url: str) -> None:
    """Both presses tell the same."""
    assert _race(database_url, [1, 1, 1, 1]) == ["1/2026"] * 4
    assert _kept(database) == [1]


def test_the_agenda_tells_which_numbers_are_used(database: Database) -> None:
    """The latest first; one that another number replaced, or whose collection was called off, is not."""
    for cycle in (1, 2, 3):
        _drawn(database, cycle)

    def conclude(tx: Transaction) -> None:
        for cycle in (1, 3):
            instructions.number_letter(tx, cycle, f"{cycle}/2026")
        instructions.number_letter(tx, 2, "ditulis tangan")
        tx.execute(update(Cycle).where(Cycle.id == 3).values(status="dibatalkan"))

    database.write_now(conclude)
    listed = database.read_now(lambda tx: letter_numbers.agenda(tx, 1, 20))
    assert [(one.text, one.year, one.quarter, one.used) for one in listed] == [
        ("3/2026", 2023, 1, False),
        ("2/2026", 2022, 1, False),
        ("1/2026", 2021, 1, True),
    ]
    assert [one.text for one in database.read_now(lambda tx: letter_numbers.agenda(tx, 1, 1))] == ["3/2026"]


def test_a_number_that_is_not_printed_yet_is_not_used(database: Database) -> None:
    """A letter without any number bears none."""
    _drawn(database, 1)
    assert [one.used for one in database.read_now(lambda tx: letter_numbers.agenda(tx, 1, 20))] == [False]
