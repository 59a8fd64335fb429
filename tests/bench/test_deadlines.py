"""The benchmark `deadlines` on a small scale: a database copied from offices made by services, the bot and its peer."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.bench import burst, deadlines, gaps, many_offices, watching
from bot.bench.many_offices import DUE, Made, Sizes

SMALL = Sizes(filling=3, waiting=2, users=2, tasks=300)


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """A database of the small sizes, in which nothing has been sent yet."""
    folder = tmp_path_factory.mktemp("bangku") / "asal"
    made, originals = many_offices.begin(folder, SMALL)
    many_offices.multiply(folder, SMALL, originals, lambda _: None)
    return folder, made


def numbers(folder: Path, query: str, *values: object) -> list[Any]:
    """The rows of a query."""
    with closing(watching.connect(folder)) as connection:
        return connection.execute(query, values).fetchall()


def test_the_copies_are_whole(copied: tuple[Path, Made]) -> None:
    """Every row points to rows that are there, and there are as many open tasks as were asked for, or a cycle more."""
    folder, _ = copied
    assert numbers(folder, "PRAGMA foreign_key_check") == []
    ((tasks,),) = numbers(folder, "SELECT count(*) FROM deadline")
    assert SMALL.tasks <= tasks < SMALL.tasks + many_offices.UNITS * many_offices.CYCLES


def test_so_many_are_due_in_one_second_and_none_before(copied: tuple[Path, Made]) -> None:
    """Each task that is due has a holder, who in each filling office holds one unit more than the others."""
    found = burst.template(*copied, SMALL.due)
    assert len(found.holders) == SMALL.due == 3 * many_offices.UNITS + 2
    assert len(set(found.holders.values())) == 3 * (many_offices.UNITS - 1) + 2


def test_a_database_in_which_another_number_is_due_is_refused(copied: tuple[Path, Made]) -> None:
    """What is called 10,000 due is that many."""
    with pytest.raises(AssertionError, match="20 yang jatuh tempo, seharusnya 21"):
        burst.template(*copied, SMALL.due + 1)


def test_no_office_is_another_one_s_double(copied: tuple[Path, Made]) -> None:
    """Their settings and sheets differ, so that nothing kept in memory serves two offices."""
    folder, _ = copied
    ((offices, distinct),) = numbers(folder, "SELECT count(*), count(DISTINCT config) FROM office")
    assert offices == distinct
    ((filling, sheets),) = numbers(
        folder,
        "SELECT count(DISTINCT form.office_id), count(DISTINCT sheet) FROM form JOIN unit ON unit.id = form.unit_id "
        "JOIN task ON task.unit_id = unit.id JOIN deadline ON deadline.task_id = task.id "
        "WHERE unit.position = 1 AND json_array_length(sheet, '$.rows[0].indicators') = ?",
        many_offices.QUESTIONS,
    )
    assert filling == sheets == SMALL.filling


def test_whoever_is_not_reminded_is_a_failure(copied: tuple[Path, Made]) -> None:
    """A speed at which someone hears nothing is not reported."""
    found = burst.template(*copied, SMALL.due)
    with pytest.raises(AssertionError, match="17 pejabat tidak diingatkan, dan 0 lebih dari satu kali"):
        burst.check(found, found.folder)


@pytest.mark.slow
def test_bot_and_peers_are_measured_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everyone is reminded once while users answer; the jobs of the peer fire, too."""
    monkeypatch.setattr(deadlines, "SIZES", SMALL)
    monkeypatch.setattr(deadlines, "TICKS", 5)
    monkeypatch.setattr(burst, "ANSWERS", 3)
    monkeypatch.setattr(burst, "LEAD", timedelta(seconds=12))
    report = deadlines.measure(1)
    wanted = {"idle_tick_p99_ms", "due_10000_s", "lateness_p99_ms", "loop_gap_ms", "rss_mb", "answers_p99_ms"}
    assert wanted <= report.figures.keys()
    assert report.figures["messages"] == 17
    assert report.figures["due_10000_s"] > 0
    assert [peer["fired"] + peer["missed"] for peer in report.peers.values()] == [SMALL.due, SMALL.due]
    assert report.ratios.keys() == {"apscheduler_lateness", "apscheduler_loop_gap"}


def test_lateness_is_that_of_each_rung() -> None:
    """A commit that fires two rungs counts twice; what the first look finds already is no rung's lateness."""
    watch = watching.Watch(Path(), "", 100.0)
    watch.seen = [(99.0, 3), (100.5, 1), (102.0, 0)]
    assert watch.lateness() == [0.5, 0.5, 2.0]


def test_a_watch_sees_what_another_connection_commits(tmp_path: Path) -> None:
    """Rungs that leave the table are seen to leave."""
    due = DUE.strftime(burst.INSTANT)
    with closing(sqlite3.connect(tmp_path / "kinerja.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE deadline (next_at TEXT)")
        connection.executemany("INSERT INTO deadline VALUES (?)", [(due,), (due,)])
        with watching.Watch(tmp_path, due, 0.0) as watch:
            connection.execute("DELETE FROM deadline")
            assert watch.drained.wait(10)
    assert [left for _, left in watch.seen] == [2, 0]
    assert len(watch.lateness()) == 2


async def test_a_loop_that_stands_still_is_noted(tmp_path: Path) -> None:
    """A call that blocks is found again as one long gap, within its time only."""
    target = tmp_path / "jeda.json"
    until = asyncio.get_running_loop().time()

    async def block() -> None:
        await asyncio.sleep(0)
        sum(range(5_000_000))
        # Until after the next look, which is due already.
        await asyncio.sleep(2 * gaps.TICK)

    await gaps.noting(block(), target)
    found = gaps.read(target)
    assert gaps.longest(found, until, float("inf")) > gaps.LEAST
    assert gaps.longest(found, 0.0, until - 1) == 0.0
    assert json.loads(target.read_text()) == [list(one) for one in found]


def test_a_percentile_is_a_value_that_was_measured() -> None:
    """The p99 of a hundred is the greatest of them; of nothing it is 0."""
    assert watching.percentile(range(1, 101), 0.99) == 100
    assert watching.percentile([3.0], 0.5) == 3.0
    assert watching.percentile([], 0.99) == 0.0
