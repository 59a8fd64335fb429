from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from storage.database import Database, Transaction
from storage.tables import EarlierFigure, Office, Officer, SubActivity
from storage.types import ExactDecimal, Json, UtcDateTime, dumps
from tests.databases import NOW
from tests.storage.rows import fill

WITA = timezone(timedelta(hours=8))
FIGURES = ["0", "2", "20.50", "0.10", "-1", "33.333333333333333333", "12345678901234567890.12", "1000000000000.01"]


def test_naive_time_is_refused(database_url: str) -> None:
    """A time without its offset never reaches a table."""
    values = {"name": "Kantor", "zone": "Asia/Makassar", "config": {}, "created_at": datetime(2026, 4, 1, 8, 0)}  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive datetime refused"):
        Database(database_url).write_now(lambda tx: tx.execute(insert(Office).values(**values)))


def test_time_comes_back_in_utc(database_url: str) -> None:
    """A time written in the office's zone is the same instant, in UTC, when it is read."""
    written = datetime(2026, 4, 1, 8, 45, 30, 123456, tzinfo=WITA)
    values = {"name": "Kantor", "zone": "Asia/Makassar", "config": {}, "created_at": written}
    database = Database(database_url)
    database.write_now(lambda tx: tx.execute(insert(Office).values(**values)))
    found = database.read_now(lambda tx: tx.scalar(select(Office.created_at)))
    assert found == written
    assert found is not None
    assert found.tzinfo is UTC


def test_times_compare_as_instants(database_url: str) -> None:
    """A condition on a time in another zone finds the rows of that instant."""
    database = Database(database_url)
    database.write_now(fill)
    due = select(Office.id).where(Office.created_at <= NOW.astimezone(WITA))
    assert database.read_now(lambda tx: tx.scalars(due).all()) == [1]
    early = select(Office.id).where(Office.created_at < NOW.astimezone(WITA))
    assert database.read_now(lambda tx: tx.scalars(early).all()) == []


@pytest.mark.parametrize("figure", FIGURES)
def test_figures_are_exact(database_url: str, figure: str) -> None:
    """A figure comes back with every digit that was written, on both databases."""
    database = Database(database_url)

    def write(tx: Transaction) -> None:
        fill(tx)
        tx.execute(update(SubActivity).values(budget=Decimal(figure)))
        tx.execute(insert(EarlierFigure).values(office_id=1, year=2025, quarter=4, code="i", value=Decimal(figure)))

    database.write_now(write)
    found = database.read_now(
        lambda tx: (tx.scalar(select(SubActivity.budget)), tx.scalar(select(EarlierFigure.value)))
    )
    assert [str(value) for value in found] == [figure, figure]


@pytest.mark.parametrize("value", [1.5, 1, "1", Decimal("NaN"), Decimal("Infinity")])
def test_inexact_figure_is_refused(database_url: str, value: object) -> None:
    """Only a finite Decimal is a figure."""
    database = Database(database_url)
    database.write_now(fill)
    with pytest.raises(StatementError, match="not an exact figure"):
        database.write_now(lambda tx: tx.execute(update(SubActivity).values(budget=value)))


def test_empty_stays_empty(database_url: str) -> None:
    """No figure and no time are read as None."""
    database = Database(database_url)
    database.write_now(fill)
    database.write_now(lambda tx: tx.execute(update(SubActivity).values(budget=None)))
    assert database.read_now(lambda tx: tx.execute(select(SubActivity.budget)).scalars().one()) is None
    assert database.read_now(lambda tx: tx.execute(select(Officer.joined_at)).scalars().one()) is None


@pytest.mark.parametrize("kind", [Json(), ExactDecimal(), UtcDateTime()])
def test_nothing_is_null(kind: Json | ExactDecimal | UtcDateTime) -> None:
    """An absent value is NULL, never a text such as 'null'."""
    assert kind.process_bind_param(None, sqlite.dialect()) is None
    assert kind.process_result_value(None, sqlite.dialect()) is None


def test_json_comes_back(database_url: str) -> None:
    """A JSON value is read as it was written, with its letters as they are."""
    database = Database(database_url)
    config = {"nama": "Kecamatan Contoh – ‘uji’", "baris": [1, None, True, {"a": "1,5"}]}
    values = {"name": "Kantor", "zone": "Asia/Makassar", "config": config, "created_at": NOW}
    database.write_now(lambda tx: tx.execute(insert(Office).values(**values)))
    assert database.read_now(lambda tx: tx.scalar(select(Office.config))) == config


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_text_of_a_figure_is_the_figure(figure: Decimal) -> None:
    """Whatever the figure, SQLite keeps it as a plain decimal text of the same value."""
    kind, dialect = ExactDecimal(), sqlite.dialect()
    written = kind.process_bind_param(figure, dialect)
    assert "E" not in written
    assert kind.process_result_value(written, dialect) == figure


@given(st.dictionaries(st.text(), st.integers()))
def test_json_has_one_spelling(value: dict[str, int]) -> None:
    """Equal values have equal texts, whatever the order in which they were put together."""
    assert dumps(value) == dumps(dict(reversed(value.items())))
