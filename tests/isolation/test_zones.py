"""Three offices in three zones at the same instants: limits, mornings, chat and papers go by each one's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.office_plan import SpecialDayPlan
from bot.services.cycle import opening
from bot.services.limits import round as limits
from bot.services.papers import dossier
from bot.services.papers.publish import Kind, request
from storage import cycles, periods
from storage.database import Database
from storage.offices import periods as schedule
from storage.records import Deadline
from tests.builders import demo_plan
from tests.documents.reading import words
from tests.services.counter import CAMAT, KASI, KASUBBAG, Counter

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
MORNING = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
"""Wednesday: 08.00 WIB, 09.00 WITA, 10.00 WIT."""
THURSDAY = SpecialDayPlan(day=MORNING.date() + timedelta(days=1), spans=(), reason="Hari jadi")

Offices = dict[str, Counter]


@pytest.fixture
def offices(sqlite_url: str) -> Offices:
    """The demo's office three times, each in a zone of its own; in the last Thursday is a day off, too."""
    database, told, found = Database(sqlite_url), {}, {}  # type: ignore[var-annotated]
    for number, (abbreviation, zone) in enumerate(ZONES.items()):
        one = Counter(database, now=MORNING, told=told, _update=1000 * number)
        profile = replace(demo_plan().profile, code=abbreviation, zone=zone)
        days = (THURSDAY,) if abbreviation == "WIT" else ()
        found[abbreviation] = one.open(plan=replace(demo_plan(), profile=profile, special_days=days))
    return found


def at(offices: Offices, now: datetime) -> None:
    """Let it be the same instant everywhere."""
    for one in offices.values():
        one.now = now


def fire(offices: Offices, now: datetime) -> set[str]:
    """A round of the clock for all at once; gives the zones in which the Kasubbag hears something."""
    at(offices, now)
    before = {zone: len(one.heard(KASUBBAG)) for zone, one in offices.items()}
    (first, *_) = offices.values()
    first.database.write_now(lambda tx: limits.fire(tx, first.bureau, [one.office_id for one in offices.values()], now))
    first.operate(lambda work: None)
    return {zone for zone, one in offices.items() if len(one.heard(KASUBBAG)) > before[zone]}


def test_a_card_says_the_hour_of_its_own_zone(offices: Offices) -> None:
    """The same press at the same instant; half an hour from then by three clocks."""
    said = {}
    for zone, one in offices.items():
        one.propose()
        one.press(CAMAT, "Perintahkan sekarang")
        said[zone] = one.heard(KASUBBAG)[-1].text
    for zone, hour in (("WIB", "08.30"), ("WITA", "09.30"), ("WIT", "10.30")):
        assert f"hari ini pukul {hour} {zone}" in said[zone]


def test_working_days_are_each_offices_own(offices: Offices) -> None:
    """Two working days end at the hour at which they began; a day off of one office moves its own limit alone."""
    for one in offices.values():
        one.hand_out()
    said = {zone: one.heard(KASI)[-1].text for zone, one in offices.items()}
    # Friday is Wafat Yesus Kristus; in WIT Thursday is off as well.
    assert "Senin, 6 April, pukul 08.00 WIB" in said["WIB"]
    assert "Senin, 6 April, pukul 09.00 WITA" in said["WITA"]
    assert "Selasa, 7 April, pukul 10.00 WIT" in said["WIT"]


def test_a_collection_is_proposed_when_the_office_has_opened(offices: Offices) -> None:
    """Half past seven comes to the east first."""
    early = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    open_now = set()
    for zone, one in offices.items():
        calendar = one.database.read_now(lambda tx, one=one: one.bureau.calendar(tx, one.office_id, early))  # type: ignore[misc]
        found = one.database.read_now(lambda tx, one=one: periods.find(tx, one.office_id, _first(one)))  # type: ignore[misc]
        assert found is not None
        if opening.is_time(calendar, replace(found, opens_on=early.date()), early):
            open_now.add(zone)
    assert open_now == {"WITA", "WIT"}


def _first(one: Counter) -> int:
    return one.database.read_now(lambda tx: schedule(tx, one.office_id)[0].id)


def test_a_morning_comes_to_each_zone_by_itself(offices: Offices) -> None:
    """Whoever waits beyond a limit hears at 08.00 of his own clock; where Thursday is off, not on Thursday."""
    for one in offices.values():
        one.propose()
        one.press(CAMAT, "Perintahkan sekarang")
    assert fire(offices, MORNING + timedelta(minutes=31)) == {"WIB", "WITA", "WIT"}
    thursday = datetime(2026, 4, 1, 23, 0, tzinfo=UTC)
    assert fire(offices, thursday) == set()
    assert fire(offices, thursday + timedelta(hours=1)) == {"WITA"}
    assert fire(offices, thursday + timedelta(hours=2)) == {"WIB"}
    monday = datetime(2026, 4, 5, 23, 0, tzinfo=UTC)
    assert fire(offices, monday) == {"WIT"}
    left = select(Deadline.next_at)
    assert all(one > monday for one in offices["WIB"].database.read_now(lambda tx: tx.execute(left).scalars().all()))


def test_papers_print_the_hour_of_their_own_zone(offices: Offices) -> None:
    """The Lembar Disposisi of the same instant bears three hours."""
    hours = {"WIB": "08.00", "WITA": "09.00", "WIT": "10.00"}
    for zone, one in offices.items():
        one.propose()
        one.press(CAMAT, "Perintahkan sekarang")
        row = one.operate(lambda work, one=one: request(work, cycles.load(work.tx, one.cycle_id), Kind.DISPOSISI))  # type: ignore[misc]
        printed = words(one.operate(lambda work, row=row: dossier.compose(work, row)))  # type: ignore[misc]
        assert f"{hours[zone]} {zone}" in printed
        assert not any(f" {other} " in printed for other in ZONES if other != zone)
