from __future__ import annotations

from pathlib import Path

import pytest

from storage.sole import NotAloneError, Sole


def test_there_is_room_for_one(tmp_path: Path) -> None:
    """A second one is refused until the first has ended; another database is another matter."""
    database = tmp_path / "kinerja.db"
    with Sole(database), Sole(tmp_path / "lain.db"), pytest.raises(NotAloneError):
        Sole(database)
    with Sole(database):
        assert not database.exists()
