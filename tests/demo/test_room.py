"""The training room's folder, its time, and the sentences about what an official should do next."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.clock import FixedClock, wind
from bot.demo.training import phrases
from bot.demo.training.founding import begins, read_plan
from bot.demo.training.machine import EVE
from bot.demo.training.room import OFFICE, Room, RoomError
from bot.sop.model import FormStatus, Role, StepKind

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def entered(out: Path) -> Room:
    """A room that nobody else is in."""
    room = Room(out)
    room.enter()
    return room


def test_the_example_office_begins_when_its_bot_is_started() -> None:
    """Its bot may start before the workbook is read, at the afternoon that the workbook will say."""
    eve, morning = begins(read_plan(OFFICE), time(14, 0))
    assert (eve, morning) == (EVE, datetime(2026, 3, 31, 23, 30, tzinfo=UTC))


def test_only_what_is_the_rooms_own_is_cleared_away(tmp_path: Path) -> None:
    """A stranger's file stays, and the workbook unless it is to go; a certificate of later hours never seals again."""
    room = entered(tmp_path)
    room.furnish(None)
    room.note(opened=True)
    for name in ("kinerja.db", "kinerja.db-wal", "berkas/0", "backup/lama.db", "segel/K.p12", "catatan-saya.txt"):
        (room.folder / name).parent.mkdir(exist_ok=True)
        (room.folder / name).write_text("isi")
    room.clear()
    assert not room.opened
    assert sorted(one.name for one in room.folder.iterdir()) == ["catatan-saya.txt", "kantor.xlsx", "terkunci"]
    room.clear(office=True)
    assert not room.office.exists()
    room.leave()
    room.leave()


def test_another_office_needs_a_fresh_start(tmp_path: Path) -> None:
    """What is kept belongs to one office; its workbook need not be named again."""
    mine = tmp_path / "kantor-saya.xlsx"
    mine.write_bytes(b"isi")
    room = entered(tmp_path)
    room.furnish(None)
    room.furnish(mine)
    room.note(opened=True)
    room.furnish(None)
    room.furnish(mine)
    with pytest.raises(RoomError, match="--fresh"):
        room.furnish(OFFICE)
    with pytest.raises(RoomError, match="tidak ditemukan"):
        room.furnish(tmp_path / "tiada.xlsx")
    room.leave()


def test_the_hour_is_never_earlier_than_it_was(tmp_path: Path) -> None:
    """It is noted now and then with a margin, and exactly at an orderly end; a new room has none."""
    room, clock = entered(tmp_path), FixedClock(AT)
    assert room.hour() is None
    wind(room.clock_file, timedelta(hours=-24))
    room.note_hour(clock)
    clock.advance(timedelta(seconds=4))
    room.note_hour(clock)
    found = Room(tmp_path)
    room.leave()
    found.enter()
    hour = found.hour()
    assert hour is not None
    assert hour >= clock.now() - timedelta(hours=24)
    found.note_hour(clock, closing=True)
    assert found.hour() == clock.now() - timedelta(hours=24)
    found.leave()


def test_notes_that_are_damaged_count_for_nothing(tmp_path: Path) -> None:
    """The room is then a new one."""
    room = entered(tmp_path)
    (room.folder / "latihan.json").write_text("{")
    room.leave()
    again = entered(tmp_path)
    assert not again.opened
    again.leave()


@pytest.mark.parametrize(
    ("status", "answered", "said"),
    [
        (FormStatus.DIBAGIKAN, 0, "Tekan [Terima & mulai isi] lalu jawab 11 isian."),
        (FormStatus.DIISI, 4, "Jawab pertanyaan bot: 4 dari 11 isian sudah terisi."),
        (FormStatus.DIISI, 11, "Semua isian terjawab; periksa ringkasan lalu tekan [Kirim]."),
        (FormStatus.DIKEMBALIKAN, 11, "Tekan [Perbaiki isian], ikuti arahannya, lalu tekan [Kirim]."),
    ],
)
def test_who_fills_a_form_is_told_how_far_he_is(status: FormStatus, answered: int, said: str) -> None:
    """The sentence names the button, or how many answers there are."""
    assert phrases.to_fill(status, answered, 11) == said


def test_each_step_names_what_to_press() -> None:
    """A sentence follows from the step alone wherever nothing else must be known."""
    told = {StepKind.ISI, StepKind.TERIMA, StepKind.SUSUN, StepKind.ARSIP}
    assert all(phrases.todo(kind, Role.KASUBBAG) for kind in StepKind if kind not in told)
    assert phrases.to_receive(2, 6, 3).endswith("2 formulir sudah masuk; 3 dari 6 masih ditunggu.")
    assert phrases.to_receive(6, 6, 0).endswith("6 formulir sudah masuk.")
