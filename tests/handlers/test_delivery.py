import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from handlers.buckets import Limits
from handlers.delivery import ASTRAY, PATIENCE, POLL
from storage import outbox_queue
from storage.database import Database
from tests.handlers.dispatch import FREE, NOW, Dispatch
from tests.handlers.pacing import until


@pytest.fixture
async def dispatch(sqlite_database: Database) -> AsyncIterator[Dispatch]:
    """A dispatch that is not started yet."""
    dispatch = Dispatch(sqlite_database)
    yield dispatch
    await dispatch.kill()


async def test_it_sends_as_soon_as_something_is_written(dispatch: Dispatch) -> None:
    """A commit wakes it; the message id and the time are recorded after the call."""
    dispatch.start()
    await dispatch.pace.asleep(POLL)
    row = await dispatch.put("halo", 5)
    await dispatch.become(halo="sent")
    sent = await dispatch.row(row)
    assert (dispatch.desk.said, sent.message_id, sent.sent_at) == ([(5, "halo")], 101, NOW)


async def test_the_slow_poll_finds_what_no_wake_told(dispatch: Dispatch) -> None:
    """Another process may have written; it is found a few seconds later."""
    dispatch.start()
    dispatch.database.on_wake = None
    await dispatch.pace.asleep(POLL)
    await dispatch.put("halo")
    assert dispatch.desk.calls == []
    dispatch.pace.advance(POLL)
    await dispatch.become(halo="sent")


async def test_an_idle_outbox_rests(dispatch: Dispatch) -> None:
    """The wake that its own commit causes ends in a look, not in another commit."""
    await dispatch.put("halo")
    dispatch.start()
    await dispatch.become(halo="sent")
    await dispatch.pace.asleep(POLL)
    assert dispatch.desk.methods == ["sendMessage"]


async def test_a_row_is_sending_before_the_call(dispatch: Dispatch) -> None:
    """Whoever looks while Telegram is asked sees that it is on its way."""
    gate = dispatch.desk.hold(1)
    await dispatch.put("halo")
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    assert await dispatch.states() == {"halo": "sending"}
    gate.set()
    await dispatch.become(halo="sent")


async def test_a_chat_hears_one_after_the_other(dispatch: Dispatch) -> None:
    """The next goes out only after the one before it is answered, however fast the others are."""
    gate = dispatch.desk.hold(1)
    for key in ("satu", "dua", "tiga"):
        await dispatch.put(key, 1)
    for chat in (2, 3):
        await dispatch.put(f"lain {chat}", chat)
    dispatch.start()
    await dispatch.become(**{"lain 2": "sent", "lain 3": "sent"})
    assert (await dispatch.states())["dua"] == "pending"
    gate.set()
    await dispatch.become(satu="sent", dua="sent", tiga="sent")
    assert [text for chat, text in dispatch.desk.said if chat == 1] == ["satu", "dua", "tiga"]


async def test_it_is_waited_for_until_it_is_recorded(dispatch: Dispatch) -> None:
    """Whoever asks about a chat hears when its message is known as sent, at once where nothing is on its way."""
    gate = dispatch.desk.hold(1)
    row = await dispatch.put("halo", 1)
    delivery = dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    await delivery.recorded(2)
    waiting = asyncio.create_task(delivery.recorded(1))
    await dispatch.pace.asleep(PATIENCE)
    gate.set()
    await waiting
    assert (await dispatch.row(row)).message_id is not None


async def test_it_is_not_waited_for_longer_than_a_moment(dispatch: Dispatch) -> None:
    """While Telegram does not answer, people's updates are handled all the same; the next do not wait anew."""
    gate = dispatch.desk.hold(1)
    await dispatch.put("halo", 1)
    delivery = dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    waiting = asyncio.create_task(delivery.recorded(1))
    await dispatch.pace.asleep(PATIENCE)
    dispatch.pace.advance(PATIENCE)
    await waiting
    await delivery.recorded(1)
    assert await dispatch.states() == {"halo": "sending"}
    gate.set()


async def test_replies_overtake_cards_and_cards_reminders(dispatch: Dispatch) -> None:
    """What waits for a chat goes by priority."""
    for key, priority in (("pengingat", 2), ("kartu", 1), ("jawaban", 0)):
        await dispatch.put(key, priority=priority)
    dispatch.start()
    await dispatch.become(pengingat="sent")
    assert [text for _, text in dispatch.desk.said] == ["jawaban", "kartu", "pengingat"]


async def test_many_chats_are_served_beside_each_other(dispatch: Dispatch) -> None:
    """Two hundred slow chats are all on their way at once, and not more than allowed."""
    gates = [dispatch.desk.hold(chat) for chat in range(300)]
    for chat in range(300):
        await dispatch.put(f"ke {chat}", chat)
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 256)
    for gate in gates:
        gate.set()
    await dispatch.become(**{f"ke {chat}": "sent" for chat in range(300)})
    assert dispatch.desk.most_at_once == 256


async def test_the_bots_rate_is_kept(dispatch: Dispatch) -> None:
    """With ten a second one goes out, and the next after a tenth of a second."""
    dispatch.limits = replace(FREE, overall=10)
    for number in range(3):
        await dispatch.put(f"ke {number}", number)
    dispatch.start()
    for number in range(3):
        await dispatch.become(**{f"ke {number}": "sent"})
        await dispatch.pace.asleep(0.1)
        assert len(dispatch.desk.calls) == number + 1
        dispatch.pace.advance(0.1)


async def test_a_chats_rate_is_kept_and_others_go_on(dispatch: Dispatch) -> None:
    """After its burst a chat waits a second for each; a reply that comes meanwhile is next."""
    dispatch.limits = Limits(overall=10_000, chat=1, chat_burst=2)
    for number in range(3):
        await dispatch.put(f"m{number}", 1, priority=2)
    await dispatch.put("lain", 2)
    dispatch.start()
    await dispatch.become(m0="sent", m1="sent", lain="sent")
    await dispatch.pace.asleep(1)
    await dispatch.put("jawaban", 1, priority=0)
    dispatch.pace.advance(1)
    await dispatch.become(jawaban="sent")
    assert (await dispatch.states())["m2"] == "pending"
    await dispatch.pace.asleep(1)
    dispatch.pace.advance(1)
    await dispatch.become(m2="sent")


async def test_an_edit_follows_its_card(dispatch: Dispatch) -> None:
    """A more urgent edit waits for the card, then changes the message that it became."""
    gate = dispatch.desk.hold(1)
    card = await dispatch.put("kartu")
    await dispatch.put("ubah", priority=0, method="edit", payload={"text": "selesai", "target": card})
    dispatch.start()
    gate.set()
    await dispatch.become(kartu="sent", ubah="sent")
    assert dispatch.desk.methods == ["sendMessage", "editMessageText"]
    assert dispatch.desk.calls[1].parameters["message_id"] == 101


async def test_stopping_finishes_what_is_on_its_way(dispatch: Dispatch) -> None:
    """Nothing new begins, and what was asked of Telegram is recorded."""
    gate = dispatch.desk.hold(1)
    await dispatch.put("satu")
    await dispatch.put("dua")
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    assert dispatch.delivery is not None
    assert dispatch.task is not None
    dispatch.delivery.stop()
    gate.set()
    await dispatch.task
    assert await dispatch.states() == {"satu": "sent", "dua": "pending"}


async def test_after_a_crash_what_was_on_its_way_is_sent_once_more(dispatch: Dispatch) -> None:
    """Nobody knows whether it arrived; a repeated message is harmless, a lost one is not."""
    gate = dispatch.desk.hold(1)
    await dispatch.put("satu")
    await dispatch.put("dua")
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    await dispatch.kill()
    assert await dispatch.states() == {"satu": "sending", "dua": "pending"}
    gate.set()
    with capture_logs() as logs:
        dispatch.start()
        await dispatch.become(satu="sent", dua="sent")
    assert [text for _, text in dispatch.desk.said] == ["satu", "satu", "dua"]
    assert logs[0] == {"event": "sent once more after a stop", "rows": 1, "log_level": "warning"}


async def test_a_database_that_is_away_is_waited_for(dispatch: Dispatch, monkeypatch: pytest.MonkeyPatch) -> None:
    """A claim that failed sends nothing; when the database is back everything goes out."""

    def away(*_: object) -> None:
        raise OSError

    await dispatch.put("halo")
    with monkeypatch.context() as patched:
        patched.setattr(outbox_queue, "claim", away)
        dispatch.start()
        await dispatch.pace.asleep(1)
        dispatch.pace.advance(1)
        await dispatch.pace.asleep(2)
    dispatch.pace.advance(2)
    await dispatch.become(halo="sent")
    assert dispatch.desk.said == [(1, "halo")]


async def test_an_outcome_is_kept_until_it_is_recorded(dispatch: Dispatch, monkeypatch: pytest.MonkeyPatch) -> None:
    """If recording fails after the call, it is recorded later and the message is not sent again."""

    def away(*_: object) -> None:
        raise OSError

    gate = dispatch.desk.hold(1)
    await dispatch.put("halo")
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    with monkeypatch.context() as patched:
        patched.setattr(outbox_queue, "record", away)
        gate.set()
        await dispatch.pace.asleep(1)
    dispatch.pace.advance(1)
    await dispatch.become(halo="sent")
    assert dispatch.desk.said == [(1, "halo")]


async def test_what_was_claimed_after_the_look_of_its_beginning_is_not_lost(postgresql_database: Database) -> None:
    """A claim of a process that no longer works may be committed late: it is found, and what travels is left alone."""
    dispatch = Dispatch(postgresql_database)
    gate = dispatch.desk.hold(1)
    await dispatch.put("di jalan")
    dispatch.start()
    await until(lambda: dispatch.desk.at_once == 1)
    await dispatch.pace.asleep(POLL)
    dispatch.database.on_wake = None
    await dispatch.put("tersesat", 2)
    await dispatch.database.write(lambda tx: outbox_queue.claim(tx, 1, NOW, [1]))
    dispatch.pace.advance(ASTRAY)
    await dispatch.become(tersesat="sent", **{"di jalan": "sending"})
    gate.set()
    await dispatch.stop()
    assert dispatch.desk.said == [(1, "di jalan"), (2, "tersesat")]
