"""After a restored backup: what officials still see of the time that was lost means nothing any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from storage.backup import backup, restore
from storage.database import Database
from tests.services.counter import CAMAT, Counter


def test_a_button_of_the_lost_time_orders_nothing(sqlite_url: str, tmp_path: Path) -> None:
    """The task that takes its number is another one, and the card in the chat does not speak of it."""
    office = Counter(Database(sqlite_url)).open()
    backup(sqlite_url, tmp_path / "cadangan.db")
    office.propose(quarter=1)
    lost = dict(office.heard(CAMAT)[-1].buttons)
    url = f"sqlite:///{tmp_path / 'baru.db'}"
    restore(tmp_path / "cadangan.db", url)
    office.database, office.now = Database(url), office.now + timedelta(minutes=1)
    office.propose(quarter=2)
    present = dict(office.heard(CAMAT)[-1].buttons)
    assert {claim.task for claim in lost.values()} == {claim.task for claim in present.values()}
    assert "sudah tidak berlaku" in office.claim(CAMAT, lost["Perintahkan sekarang"])[0].text
    assert [task.step for task in office.record().state.open_tasks] == [1]
