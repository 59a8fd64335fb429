"""An officer has blocked the bot: somebody who can be reached hears of it."""

from __future__ import annotations

import pytest

from bot.services.people.unreachable import tell_coordinator
from storage import outbox
from storage.database import Database
from tests.services.counter import CAMAT, KASI, KASUBBAG, SEKRETARIS, Counter


@pytest.fixture
def office(sqlite_database: Database) -> Counter:
    """Everyone is in."""
    return Counter(sqlite_database).open()


def block(office: Counter, code: str) -> None:
    """Let an official block the bot."""
    gone = office.officer_id(code)
    office.operate(lambda work: tell_coordinator(work, gone))
    office.operate(lambda work: outbox.mark_unreachable(work.tx, gone, work.now))


def test_the_coordinator_hears_once_a_day(office: Counter) -> None:
    """Whose messages wait, and what helps."""
    for _ in range(2):
        block(office, KASI)
    (said,) = office.heard(KASUBBAG)
    assert "pesan untuk <b>Bapak Kasi Pemerintahan</b> belum dapat disampaikan" in said.text


def test_of_the_coordinator_herself_the_next_above_hears(office: Counter) -> None:
    """And above him the next who can be reached."""
    block(office, KASUBBAG)
    assert "<b>Ibu Kasubbag Program dan Keuangan</b>" in office.heard(SEKRETARIS)[-1].text
    block(office, SEKRETARIS)
    assert "<b>Bapak Sekretaris</b>" in office.heard(CAMAT)[-1].text
    office.operate(lambda work: tell_coordinator(work, 999))
    assert len(office.heard(CAMAT)) == 1
