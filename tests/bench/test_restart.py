"""The benchmark `restart` on a small scale: a country copied from one office, in which the bot starts and answers."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.bench import restart
from bot.bench.restart import Sizes
from bot.bench.watching import connect

SMALL = Sizes(once=3, twice=2, audit=50, unsent=20)
COUNTS = {
    "officials": "SELECT count(*) FROM officer WHERE telegram_id IS NOT NULL",
    "tasks": "SELECT count(*) FROM task WHERE state = 'open' AND unit_id IS NOT NULL",
    "audit": "SELECT count(*) FROM audit_entry",
    "unsent": "SELECT count(*) FROM outbox_message WHERE state = 'pending' AND key LIKE 'tunggu:%'",
}


def test_the_country_is_as_large_as_the_goal_has_it() -> None:
    """Every official of all kecamatan, and a hundred thousand open tasks."""
    assert (Sizes().officials, Sizes().tasks) == (87_420, 100_000)


def test_the_copies_are_whole_and_as_many(tmp_path: Path) -> None:
    """Every row points to rows that are there; nothing of the audit's own office is made up."""
    folder = tmp_path / "asal"
    opened = restart._first_office(folder)
    with closing(sqlite3.connect(folder / "kinerja.db")) as connection:
        written = connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
    restart._multiply(folder, opened, SMALL)
    with closing(connect(folder)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        found = {name: connection.execute(query).fetchone()[0] for name, query in COUNTS.items()}
        own = connection.execute("SELECT count(*) FROM audit_entry WHERE office_id = ?", (opened.office_id,)).fetchone()
    assert (found["officials"], found["tasks"], found["unsent"]) == (SMALL.officials, SMALL.tasks, SMALL.unsent)
    assert found["audit"] - written >= SMALL.audit
    assert own[0] == written


@pytest.mark.slow
def test_the_bot_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """It answers the text that waited for it, and its memory is read."""
    monkeypatch.setattr(restart, "COUNTRY", SMALL)
    monkeypatch.setattr(restart, "IDLE", 0.1)
    report = restart.measure(1)
    assert report.figures.keys() == {"first_answer_s", "rss_mb"}
    assert all(value > 0 for value in report.figures.values())
