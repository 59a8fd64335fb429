"""What a stage remembers: everything on the phones, in a journal that survives a power cut."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.simulator import acts
from bot.simulator.acts import Envelope
from bot.simulator.backstage import Backstage
from bot.simulator.clock import StageClock
from bot.simulator.memory import FILES, JOURNAL, Memory
from bot.simulator.settings import StageSettings
from bot.simulator.state import World

OFFICIAL = 4101
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + (640).to_bytes(4) + (480).to_bytes(4)


OPENED: list[Memory] = []


@pytest.fixture(autouse=True)
def _abandoned() -> Iterator[None]:
    """What a test leaves open is let go without another word, as at a power cut."""
    yield
    while OPENED:
        file = OPENED.pop()._file
        if file is not None:
            file.close()


def stage(folder: Path, kept: int = 300) -> tuple[Backstage, Memory]:
    """A stage that remembers in a folder."""
    backstage = Backstage(StageSettings(), StageClock())
    memory = Memory(backstage, folder, kept)
    memory.load()
    OPENED.append(memory)
    return backstage, memory


def peopled(folder: Path, kept: int = 300) -> tuple[World, Memory]:
    """A stage with one official."""
    backstage, memory = stage(folder, kept)
    backstage.world.add_person({"id": OFFICIAL, "first_name": "Camat", "is_bot": False})
    memory.save()
    return backstage.world, memory


def texts(world: World) -> list[str]:
    """What stands in the official's chat."""
    return [record.message.get("text", "") for record in world.chats[OFFICIAL].records.values()]


def says(world: World, *lines: str) -> None:
    """The official writes."""
    for line in lines:
        acts.say(world, OFFICIAL, line, Envelope())


def test_an_empty_folder_gives_an_empty_stage(tmp_path: Path) -> None:
    """There is nobody, and that is said."""
    memory = Memory(Backstage(StageSettings(), StageClock()), tmp_path)
    OPENED.append(memory)
    assert memory.load() is False


def test_everything_is_there_again(tmp_path: Path) -> None:
    """People, messages with their changes, presses with their answers, commands and profile, in the same order."""
    world, memory = peopled(tmp_path)
    says(world, "satu", "dua")
    memory.save()
    first, second = world.chats[OFFICIAL].records.values()
    acts.edit(world, OFFICIAL, first.message["message_id"], "satu, diubah")
    acts.delete(world, OFFICIAL, second.message["message_id"])
    query = acts.press(world, OFFICIAL, first.message["message_id"], "x:1:1")
    memory.save()
    query.answer, query.seq = {"text": "Terima kasih.", "show_alert": False}, world.sequence()
    world.commands["{}", "id"] = [{"command": "tugas", "description": "Tugas"}]
    world.profile["name"] = "Data Kinerja"
    acts.block(world, OFFICIAL)
    memory.close()
    again = stage(tmp_path)[0].world
    assert texts(again) == ["satu, diubah", "dua"]
    assert [record.deleted for record in again.chats[OFFICIAL].records.values()] == [False, True]
    assert again.queries[query.id].answer == query.answer
    assert again.commands == world.commands
    assert again.profile == world.profile
    assert again.people[OFFICIAL].blocked
    assert again.last_message_id == world.last_message_id
    assert again.latest > world.latest


def test_what_was_not_confirmed_is_delivered_again(tmp_path: Path) -> None:
    """The bot finds the same updates under the same ids, and new ones get new ids."""
    world, memory = peopled(tmp_path)
    says(world, "satu", "dua")
    waiting = world.updates.unconfirmed
    memory.close()
    again = stage(tmp_path)[0].world
    assert again.updates.unconfirmed == waiting
    says(again, "tiga")
    assert [one["update_id"] for one in again.updates.unconfirmed] == [500_000_001, 500_000_002, 500_000_003]


def test_after_a_power_cut_no_number_is_given_twice(tmp_path: Path) -> None:
    """A stage that did not close leaps over the numbers which its bot may have seen and the journal may not."""
    world, memory = peopled(tmp_path)
    says(world, "satu")
    memory.save()
    again = stage(tmp_path)[0].world
    assert texts(again) == ["satu"]
    assert again.last_message_id > world.last_message_id + 100
    assert again.updates.next_id > world.updates.next_id + 100


def test_a_torn_line_counts_for_nothing(tmp_path: Path) -> None:
    """The lines before it do."""
    world, memory = peopled(tmp_path)
    says(world, "satu")
    memory.save()
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(b'{"records": [[4101, {"seq"')
    again, second = stage(tmp_path)
    assert texts(again.world) == ["satu"]
    says(again.world, "dua")
    second.close()
    assert texts(stage(tmp_path)[0].world) == ["satu", "dua"]


@pytest.mark.parametrize("size", [None, 5])
def test_files_lie_on_the_disk(tmp_path: Path, size: int | None) -> None:
    """Their bytes are not in memory; one of which only the size is known stays so."""
    world, memory = peopled(tmp_path)
    stored = world.files.add("photo", "foto.png", "image/png", PICTURE if size is None else None, size)
    acts.send_file(world, OFFICIAL, stored, "foto", Envelope())
    assert stored.content is None
    memory.close()
    found = stage(tmp_path)[0].world.files.find(stored.file_id)
    assert found is not None
    assert found.read() == (PICTURE if size is None else bytes(5))
    assert len(list((tmp_path / FILES).iterdir())) == (1 if size is None else 0)


def test_only_the_newest_messages_are_kept(tmp_path: Path) -> None:
    """Old ones leave memory at once and the journal when it is written anew."""
    world, memory = peopled(tmp_path, kept=3)
    says(world, *map(str, range(9)))
    world.updates.drop()
    memory.save()
    assert texts(world) == ["6", "7", "8"]
    memory.close()
    again, second = stage(tmp_path, kept=3)
    assert texts(again.world) == ["6", "7", "8"]
    second.close()
    assert '"text": "2"' not in (tmp_path / JOURNAL).read_text(encoding="utf-8")


def test_old_presses_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Telegram forgets them."""
    monkeypatch.setattr("bot.simulator.memory.PRESSES_KEPT", 2)
    world, memory = peopled(tmp_path)
    pressed = [acts.press(world, OFFICIAL, 1, f"x:{number}").id for number in range(5)]
    memory.close()
    assert list(world.queries) == pressed[-2:]


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    """A save without news leaves the journal as it is; after the end there are no more."""
    world, memory = peopled(tmp_path)
    size = (tmp_path / JOURNAL).stat().st_size
    memory.save()
    assert (tmp_path / JOURNAL).stat().st_size == size
    memory.close()
    closed = (tmp_path / JOURNAL).read_bytes()
    says(world, "terlambat")
    memory.save()
    memory.close()
    assert (tmp_path / JOURNAL).read_bytes() == closed
    assert json.loads(closed.splitlines()[-1]) == {"closed": True}


def test_a_journal_that_grew_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It holds what still counts, and no more than about that."""
    monkeypatch.setattr("bot.simulator.memory._ROOM", 2_000)
    world, memory = peopled(tmp_path, kept=2)
    for number in range(60):
        says(world, f"pesan {number}")
        memory.save()
        world.updates.drop()
    assert (tmp_path / JOURNAL).stat().st_size < 8_000
    memory.close()
    assert texts(stage(tmp_path, kept=2)[0].world) == ["pesan 58", "pesan 59"]


def test_another_world_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """After a reset only the new one is remembered."""
    backstage, memory = stage(tmp_path)
    backstage.world.add_person({"id": OFFICIAL, "first_name": "Camat", "is_bot": False})
    memory.save()
    backstage.reset()
    memory.save()
    backstage.world.add_person({"id": 7, "first_name": "Analis", "is_bot": False})
    memory.close()
    assert list(stage(tmp_path)[0].world.people) == [7]
