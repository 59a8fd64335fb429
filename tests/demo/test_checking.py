"""The final check finds what is missing or was changed in a cycle that was played to its end."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.clock import SystemClock
from bot.demo.files import Shelf
from bot.demo.play.checking import CycleFaultyError, check, cycle_of
from bot.demo.play.theatre import DATA, Theatre
from storage.database import Database


@pytest.fixture
def theatre(played: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path) -> Theatre:
    """A copy of what the play left, which a test may spoil."""
    data = tmp_path / DATA
    shutil.copytree(played[0] / DATA, data)
    settings = SimpleNamespace(data_dir=data)
    database = Database(f"sqlite:///{data / 'kinerja.db'}")
    left: Any = SimpleNamespace(
        settings=settings, database=database, shelf=Shelf(tmp_path), folder=tmp_path, base=SystemClock()
    )
    return cast("Theatre", left)


def spoil(theatre: Theatre, *statements: str) -> None:
    """Change the database as no program of ours would."""
    with closing(sqlite3.connect(theatre.settings.data_dir / "kinerja.db")) as connection:
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_sound_cycle(theatre: Theatre) -> None:
    """What the play left passes: documents on the shelf, audit counted."""
    outcome = check(theatre, cycle_of(theatre, 2026, 1))
    assert (len(outcome.documents) >= 12, outcome.entries > 100) == (True, True)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM document WHERE kind = 'riwayat'", "Dokumen belum ada: riwayat."),
        ("UPDATE document_bytes SET content = x''", "kosong."),
        ("UPDATE cycle SET status = 'berjalan'", "seharusnya selesai."),
        ("UPDATE cycle SET document_version = 9", "tidak mengarah pada keadaan siklus"),
        ("UPDATE audit_entry SET action = 'Lain' WHERE chain = 'cycle:1' AND seq = 7", "pada catatan ke-7"),
    ],
)
def test_a_cycle_that_was_spoilt(theatre: Theatre, statement: str, said: str) -> None:
    """Each fault is named."""
    spoil(theatre, statement)
    with pytest.raises(CycleFaultyError, match=said):
        check(theatre, 1)


def test_a_period_without_an_archive(theatre: Theatre) -> None:
    """A period whose cycle was never archived has no cycle to check."""
    with pytest.raises(CycleFaultyError, match="belum diarsipkan"):
        cycle_of(theatre, 2026, 2)
