import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter

from handlers.intake import KINDS, SILENCE, Poller, PollingStopped, sender_of
from storage import intake
from storage.database import Database
from storage.intake import Incoming
from tests.handlers.desk import Desk
from tests.handlers.pacing import WoundPace, until

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


@dataclass
class Door:
    """A poller at work on a scripted Telegram."""

    database: Database
    desk: Desk = field(default_factory=Desk)
    pace: WoundPace = field(default_factory=WoundPace)
    fed: list[Incoming] = field(default_factory=list)
    task: asyncio.Task[None] | None = None

    def open(self) -> asyncio.Task[None]:
        """Start polling; after what was arranged, Telegram answers nothing more."""
        self.desk.arrange(Quiet())
        poller = Poller(self.desk, self.database, self.fed.extend, now=lambda: NOW, pace=self.pace)
        self.task = asyncio.create_task(poller.run())
        return self.task

    async def asked(self, times: int) -> list[int | None]:
        """Wait for so many calls and give their offsets."""
        await until(lambda: len(self.desk.calls) >= times)
        return [call.parameters.get("offset") for call in self.desk.calls]


class Quiet(Exception):  # noqa: N818 - it ends a script, nothing is wrong
    """Ends a test's script; the poller then only backs off."""


@pytest.fixture
async def door(sqlite_database: Database) -> AsyncIterator[Door]:
    """A door that is closed at the end."""
    door = Door(sqlite_database)
    yield door
    if door.task is not None:
        door.task.cancel()
        await asyncio.wait([door.task])


def message(update_id: int, user_id: int = 7) -> dict[str, Any]:
    """A raw update."""
    return {"update_id": update_id, "message": {"from": {"id": user_id}, "text": "Baik"}}


async def test_a_batch_is_stored_fed_and_only_then_confirmed(door: Door) -> None:
    """The offset that confirms moves after the commit, and the lanes get what was stored, in order."""
    door.desk.arrange([message(10), message(11, 8)])
    door.open()
    assert await door.asked(2) == [None, 12]
    assert [(one.update_id, one.user_id) for one in door.fed] == [(10, 7), (11, 8)]
    assert [one.update_id for one in await door.database.read(intake.pending)] == [10, 11]


async def test_only_the_agreed_kinds_are_asked_for(door: Door) -> None:
    """allowed_updates is explicit in every call."""
    door.open()
    await door.asked(1)
    assert door.desk.calls[0].method == "getUpdates"
    assert door.desk.calls[0].parameters["allowed_updates"] == list(KINDS)


async def test_a_quiet_poll_is_followed_by_the_next(door: Door) -> None:
    """An empty batch changes nothing."""
    door.desk.arrange([], [message(10)], [])
    door.open()
    assert await door.asked(4) == [None, None, 11, 11]


async def test_a_crash_between_storing_and_confirming_loses_and_doubles_nothing(door: Door) -> None:
    """Telegram delivers the batch again; what is done already is confirmed, but not fed once more."""
    stored = [Incoming(10, 7, "{}")]
    await door.database.write(lambda tx: intake.store(tx, stored, NOW))
    await door.database.write(lambda tx: intake.finish(tx, 10, NOW))
    door.desk.arrange([message(10), message(11)])
    door.open()
    assert await door.asked(2) == [None, 12]
    assert [one.update_id for one in door.fed] == [11]


async def test_a_commit_that_seemed_to_fail_loses_nothing(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the answer to a commit is lost, the batch comes again, is found stored, and is fed all the same."""
    write = door.database.write

    async def write_and_fail(work: Any) -> Any:
        await write(work)
        raise ConnectionError

    door.desk.arrange([message(10)], [message(10)])
    with monkeypatch.context() as patched:
        patched.setattr(door.database, "write", write_and_fail)
        door.open()
        await door.pace.asleep(1)
        assert door.fed == []
    door.pace.advance(1)
    assert await door.asked(3) == [None, None, 11]
    assert [one.update_id for one in door.fed] == [10]


async def test_half_a_character_stops_nobody(door: Door) -> None:
    """A text that no database could take as it is does not keep its batch from being stored."""
    broken = {"update_id": 10, "message": {"from": {"id": 7}, "text": "\ud83d \x00"}}
    door.desk.arrange([broken, message(11)])
    door.open()
    assert await door.asked(2) == [None, 12]
    assert json.loads(door.fed[0].raw) == broken


async def test_what_was_not_stored_is_not_confirmed(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the database fails, the same batch is asked for again after a while."""

    def full(*_: object) -> list[int]:
        raise OSError("disk full")

    door.desk.arrange([message(10)], [message(10)])
    with monkeypatch.context() as patched:
        patched.setattr(intake, "store", full)
        door.open()
        await door.pace.asleep(1)
        assert door.fed == []
    door.pace.advance(1)
    assert await door.asked(3) == [None, None, 11]


async def test_failing_polls_back_off_to_a_minute_and_go_on(door: Door) -> None:
    """1, 2, 4 … 60 seconds; one success and the next failure begins at 1 again."""
    door.desk.arrange(*[NetworkError("down")] * 8, [])
    door.open()
    for wait in (1, 2, 4, 8, 16, 32, 60, 60):
        await door.pace.asleep(wait)
        door.pace.advance(wait)
    await door.pace.asleep(1)


async def test_telegram_may_name_the_pause(door: Door) -> None:
    """A 429 is waited out as long as it says."""
    door.desk.arrange(RetryAfter(17))
    door.open()
    await door.pace.asleep(17)


async def test_another_instance_is_named(door: Door) -> None:
    """A 409 is said clearly, and polling goes on."""
    door.desk.arrange(Conflict("terminated by other getUpdates request"), [message(10)])
    with capture_logs() as logs:
        door.open()
        await door.pace.asleep(1)
    assert logs[0]["event"] == "another instance is running"
    door.pace.advance(1)
    await until(lambda: len(door.fed) == 1)


async def test_a_webhook_of_an_earlier_run_is_removed(door: Door) -> None:
    """Telegram gives no updates to a poller while a webhook is set: it is deleted, and what waits is not dropped."""
    door.desk.arrange(Conflict("can't use getUpdates method while webhook is active"), True, [message(10)])
    door.open()
    await until(lambda: len(door.fed) == 1)
    assert door.desk.methods[:3] == ["getUpdates", "deleteWebhook", "getUpdates"]
    assert door.desk.calls[1].parameters == {}


async def test_a_refused_token_ends_polling(door: Door) -> None:
    """Nothing can be done about a 401, so the process has to end; the error does not show the token."""
    door.desk.arrange(InvalidToken("Unauthorized: 123456:AAA"))
    with pytest.raises(PollingStopped) as caught:
        await door.open()
    assert "123456" not in str(caught.value)


async def test_silence_ends_polling(door: Door) -> None:
    """A poll that neither succeeds nor fails for two minutes ends the process."""
    task = Poller(Deaf(), door.database, door.fed.extend, now=lambda: NOW, pace=door.pace).run()
    door.task = asyncio.create_task(task)
    await door.pace.asleep(SILENCE)
    door.pace.advance(SILENCE)
    with pytest.raises(PollingStopped, match="selama 120 detik"):
        await door.task


class Deaf:
    """Never answers."""

    async def call(self, *_: Any, **__: Any) -> Any:
        await asyncio.Event().wait()


@pytest.mark.parametrize(
    ("raw", "sender"),
    [
        ({"message": {"from": {"id": 7}}}, 7),
        ({"callback_query": {"from": {"id": 8}}}, 8),
        ({"my_chat_member": {"from": {"id": 9}}}, 9),
        ({"message": {"chat": {"id": 1}}}, None),
        ({"message": "?"}, None),
        ({"message": {"from": {"id": "7"}}}, None),
        ({"poll": {}}, None),
    ],
)
def test_the_sender_is_read_without_trust(raw: dict[str, Any], sender: int | None) -> None:
    """Whatever shape an update has, its sender is an integer or nobody."""
    assert sender_of(raw) == sender
