"""The clocks: the machine's, one that stands still, and one that another process winds."""

import os
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.clock import FixedClock, SystemClock, WoundClock, read_offset, wind

NOON = datetime(2026, 4, 1, 4, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def offset_file(tmp_path: Path) -> Path:
    """Name a file that does not exist yet."""
    return tmp_path / "jam"


def test_the_systems_clock_is_aware_and_goes_forward() -> None:
    """The machine's time comes in UTC."""
    clock = SystemClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert clock.now() >= first
    assert clock.machine() >= first


def test_a_fixed_clock_stands_until_it_is_moved() -> None:
    """Only advancing moves it, either way."""
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    assert clock.advance(HOUR) == clock.now() == NOON + HOUR
    assert clock.advance(-HOUR) == clock.machine() == NOON


def test_a_fixed_clock_speaks_utc() -> None:
    """An instant of another zone is the same instant in UTC."""
    clock = FixedClock(NOON.astimezone(timezone(timedelta(hours=8))))
    assert (clock.now(), clock.now().tzinfo) == (NOON, UTC)


def test_a_fixed_clock_refuses_a_time_without_zone() -> None:
    """A naive time is no instant."""
    with pytest.raises(ValueError, match="naive"):
        FixedClock(NOON.replace(tzinfo=None))


def test_without_a_file_the_clock_is_not_wound(offset_file: Path) -> None:
    """A missing file means no offset."""
    assert WoundClock(offset_file, FixedClock(NOON)).now() == NOON
    assert read_offset(offset_file) == timedelta(0)


def test_winding_moves_a_running_clock(offset_file: Path) -> None:
    """Every winding is seen by the next reading, even when the text keeps its length; so is its removal."""
    clock = WoundClock(offset_file, FixedClock(NOON))
    seen = []
    for hours in (1, 2, 2, -1):
        wind(offset_file, hours * HOUR)
        seen.append(clock.now() - NOON)
    offset_file.unlink()
    assert seen == [HOUR, 2 * HOUR, 2 * HOUR, -HOUR]
    assert clock.now() == NOON


def test_a_wound_clock_runs_with_its_base(offset_file: Path) -> None:
    """Between windings it goes on with the clock beneath."""
    base = FixedClock(NOON)
    wind(offset_file, HOUR)
    clock = WoundClock(offset_file, base)
    before = clock.now()
    base.advance(HOUR)
    assert clock.now() - before == HOUR


def test_winding_leaves_the_machines_own_time_alone(offset_file: Path) -> None:
    """How far the machine has come is seen beneath every winding."""
    base = FixedClock(NOON)
    clock = WoundClock(offset_file, WoundClock(offset_file, base))
    wind(offset_file, 24 * HOUR)
    assert clock.machine() == NOON
    base.advance(HOUR)
    assert clock.machine() == NOON + HOUR


def test_an_unchanged_file_is_not_read_again(offset_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the time costs no reading of the file while it stays the same."""
    wind(offset_file, HOUR)
    clock = WoundClock(offset_file, FixedClock(NOON))
    clock.now()
    monkeypatch.setattr("bot.clock.read_offset", lambda path: pytest.fail("read again"))
    assert clock.now() == NOON + HOUR


def test_windings_that_look_alike_are_told_apart(offset_file: Path) -> None:
    """Two windings in one tick of the file system's clock, and an edit in place by hand, are both seen."""
    clock = WoundClock(offset_file, FixedClock(NOON))
    seen = []
    for hours in (1, 2):
        wind(offset_file, hours * HOUR)
        os.utime(offset_file, ns=(0, 0))
        seen.append(clock.now() - NOON)
    offset_file.write_text("1800")
    seen.append(clock.now() - NOON)
    assert seen == [HOUR, 2 * HOUR, HOUR / 2]


def test_whole_seconds_are_kept_as_text(offset_file: Path) -> None:
    """The file holds a plain number, which a person can read and write."""
    wind(offset_file, timedelta(minutes=1, milliseconds=900))
    assert offset_file.read_text() == "60"
    offset_file.write_text("-3600\n")
    assert read_offset(offset_file) == -HOUR


@pytest.mark.parametrize("content", [b"", b"besok", b"\xff\xfe", b"1.5", b"9" * 30])
def test_a_file_that_holds_no_seconds_is_refused_by_name(offset_file: Path, content: bytes) -> None:
    """A spoiled file is an error that names it, not a silent offset of nothing."""
    offset_file.write_bytes(content)
    with pytest.raises(ValueError, match="jam tidak berisi jumlah detik"):
        WoundClock(offset_file, FixedClock(NOON)).now()


def test_winding_leaves_nothing_else_behind(offset_file: Path) -> None:
    """Neither a finished nor a failed winding leaves its draft in the folder."""
    wind(offset_file, HOUR)
    assert list(offset_file.parent.iterdir()) == [offset_file]
    folder = offset_file.parent / "folder"
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        wind(folder, HOUR)
    assert sorted(offset_file.parent.iterdir()) == [folder, offset_file]
