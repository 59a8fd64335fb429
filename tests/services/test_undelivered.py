"""A message that Telegram refuses for good: nobody waits for a card that never comes."""

from __future__ import annotations

import pytest

from bot.services.people import undelivered
from storage.database import Database
from tests.services.counter import KASI, KASUBBAG, Counter


@pytest.fixture
def office(sqlite_database: Database) -> Counter:
    """Everyone is in."""
    return Counter(sqlite_database).open()


def refuse(office: Counter, code: str, incident: str) -> None:
    """Let a message to an official be refused."""
    office.operate(lambda work: undelivered.tell(work, office.officer_id(code), incident))


def test_the_officer_and_the_kasubbag_are_told_once_a_day(office: Counter) -> None:
    """Each under the code, with the way to the tasks; a second refusal of the day says nothing new."""
    for incident in ("S1F", "S20"):
        refuse(office, KASI, incident)
    (own,), (other,) = office.heard(KASI), office.heard(KASUBBAG)
    assert "Bapak Kasi Pemerintahan, satu pesan belum dapat ditampilkan" in own.text
    assert "satu pesan untuk <b>Bapak Kasi Pemerintahan</b> belum dapat ditampilkan" in other.text
    assert all("<code>S1F</code>" in said.text and "/tugas" in said.text for said in (own, other))


def test_the_kasubbag_hears_of_her_own_once(office: Counter) -> None:
    """She is not told of herself as of another."""
    refuse(office, KASUBBAG, "S1")
    (own,) = office.heard(KASUBBAG)
    assert "satu pesan belum dapat ditampilkan" in own.text


def test_an_officer_who_is_not_there_is_nobodys_concern(office: Counter) -> None:
    """A row may outlive him."""
    office.operate(lambda work: undelivered.tell(work, 999, "S1"))
    assert office.heard(KASUBBAG) == []
