"""The bot's life as rows: where it was silent for longer than a restart takes, nobody else is to blame."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from bot.sop.working_time import Interval
from storage import heartbeats
from storage.database import Database
from storage.heartbeats import TOLERANCE
from storage.tables import Heartbeat

NOON = datetime(2026, 4, 1, 4, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
Span = tuple[datetime, datetime]


@pytest.fixture
def database(database_url: str) -> Database:
    """A database of each kind."""
    return Database(database_url)


def lived(database: Database, *spans: Span) -> None:
    """Let the bot have been alive in these spans."""
    rows = [{"started_at": start, "last_at": last} for start, last in spans]
    database.write_now(lambda tx: tx.execute(insert(Heartbeat), rows))


def spans(database: Database) -> list[Span]:
    """What the rows say, in the order in which they were written."""
    query = select(Heartbeat.started_at, Heartbeat.last_at).order_by(Heartbeat.id)
    return [(row.started_at, row.last_at) for row in database.read_now(lambda tx: tx.execute(query).all())]


def outages(database: Database, since: datetime = NOON - DAY, until: datetime = NOON + DAY) -> list[Interval]:
    """The outages of a window."""
    return database.read_now(lambda tx: heartbeats.outages(tx, since, until))


def test_a_span_grows_with_each_beat(database: Database) -> None:
    """One row holds the whole life of a process."""
    span = database.write_now(lambda tx: heartbeats.begin(tx, NOON))
    database.write_now(lambda tx: heartbeats.beat(tx, span, NOON + MINUTE))
    database.write_now(lambda tx: heartbeats.beat(tx, span, NOON + 2 * MINUTE))
    assert spans(database) == [(NOON, NOON + 2 * MINUTE)]


def test_a_beat_never_shortens_its_span(database: Database) -> None:
    """A clock that was corrected by a second takes nothing back."""
    span = database.write_now(lambda tx: heartbeats.begin(tx, NOON))
    database.write_now(lambda tx: heartbeats.beat(tx, span, NOON - MINUTE))
    assert spans(database) == [(NOON, NOON)]


def test_a_span_told_by_a_clock_that_was_ahead_is_cut(database: Database) -> None:
    """It would hide every outage until the time that it spoke of."""
    lived(database, (NOON - HOUR, NOON + DAY))
    database.write_now(lambda tx: heartbeats.begin(tx, NOON))
    assert spans(database) == [(NOON - HOUR, NOON), (NOON, NOON)]


def test_a_clock_without_a_battery_destroys_nothing(database: Database) -> None:
    """A process that starts in the year 2000 leaves what is known alone."""
    lived(database, (NOON - HOUR, NOON))
    wrong = NOON.replace(year=2000)
    database.write_now(lambda tx: heartbeats.begin(tx, wrong))
    assert spans(database) == [(NOON - HOUR, NOON), (wrong, wrong)]
    assert outages(database, NOON - HOUR, NOON) == []


def test_without_a_row_nothing_is_known(database: Database) -> None:
    """Nothing counts as an outage before the first life that is on record."""
    assert outages(database) == []
    lived(database, (NOON, NOON + DAY))
    assert outages(database) == []


def test_a_gap_between_two_lives_is_an_outage(database: Database) -> None:
    """From the last beat of the one to the start of the other."""
    lived(database, (NOON - HOUR, NOON), (NOON + HOUR, NOON + DAY))
    assert outages(database) == [(NOON, NOON + HOUR)]


def test_a_restart_is_no_outage(database: Database) -> None:
    """A silence within the tolerance is none, a longer one is."""
    lived(database, (NOON, NOON), (NOON + TOLERANCE, NOON + TOLERANCE + MINUTE))
    assert outages(database, until=NOON + TOLERANCE + MINUTE) == []
    late = NOON + 3 * TOLERANCE
    lived(database, (late, late))
    assert outages(database, until=late) == [(NOON + TOLERANCE + MINUTE, late)]


def test_lives_that_overlap_cover_each_other(database: Database) -> None:
    """While any process lived, the bot did."""
    lived(database, (NOON, NOON + 5 * HOUR), (NOON + HOUR, NOON + 2 * HOUR), (NOON + 6 * HOUR, NOON + DAY))
    assert outages(database) == [(NOON + 5 * HOUR, NOON + 6 * HOUR)]


def test_an_outage_is_cut_to_the_window(database: Database) -> None:
    """Only what lies within it is told."""
    lived(database, (NOON, NOON), (NOON + DAY, NOON + DAY))
    assert outages(database, NOON + HOUR, NOON + 2 * HOUR) == [(NOON + HOUR, NOON + 2 * HOUR)]
    assert outages(database, NOON + DAY, NOON + DAY + MINUTE) == []
    assert outages(database, NOON - DAY, NOON) == []


def test_a_silence_counts_once_it_is_over(database: Database) -> None:
    """After the last beat the bot counts as alive until it comes back: whoever asks may be ahead of its next beat."""
    lived(database, (NOON - HOUR, NOON))
    assert outages(database, until=NOON + HOUR) == []
    lived(database, (NOON + 2 * HOUR, NOON + DAY))
    assert outages(database, until=NOON + HOUR) == [(NOON, NOON + HOUR)]


_MINUTES = st.integers(0, 600)


@given(st.lists(st.tuples(_MINUTES, st.integers(0, 60)), max_size=8), _MINUTES, _MINUTES)
def test_outages_are_exactly_the_long_silences(lives: list[tuple[int, int]], one: int, other: int) -> None:
    """A minute of the window is in an outage if and only if it lies in a long silence after the first life."""
    since, until = sorted((one, other))
    begun = sorted(lives)
    alive = [Interval(NOON + start * MINUTE, NOON + (start + length) * MINUTE) for start, length in begun]
    found = heartbeats.silences(alive, NOON + since * MINUTE, NOON + until * MINUTE)
    assert [(start, end) for start, end in found if start >= end] == []
    down = {minute for start, end in found for minute in range((start - NOON) // MINUTE, (end - NOON) // MINUTE)}
    assert down == {minute for minute in range(since, until) if _silent_for(minute, begun) > TOLERANCE}


def _silent_for(minute: int, lives: Sequence[tuple[int, int]]) -> timedelta:
    """How long the silence between two lives lasts in which a minute lies; nothing outside one."""
    before = [start + length for start, length in lives if start <= minute]
    after = [start for start, _ in lives if start > minute]
    if not before or not after or max(before) > minute:
        return timedelta()
    return (min(after) - max(before)) * MINUTE
