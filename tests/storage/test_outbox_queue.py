from datetime import timedelta
from typing import Any, Literal

import pytest
from sqlalchemy import delete, select

from bot.services.people import invitations
from storage import outbox, outbox_queue
from storage.database import Database
from storage.messages import OutboxMessage
from storage.outbox_queue import Outgoing, Result
from storage.tables import Officer
from tests.storage.edge_rows import NOW, add_officer, outbox_row, states


async def put(database: Database, key: str, chat: int = 1, **more: Any) -> int:
    """Write an effect and give its id."""
    payload = more.pop("payload", {"text": key})
    row = await database.write(lambda tx: outbox.put(tx, key=key, now=NOW, chat_id=chat, payload=payload, **more))
    assert row is not None
    return row


async def claim(database: Database, limit: int = 10, *excluded: int) -> list[Outgoing]:
    """Claim what is next."""
    return await database.write(lambda tx: outbox_queue.claim(tx, limit, NOW, excluded))


async def record(database: Database, *results: Result) -> None:
    """Record outcomes."""
    await database.write(lambda tx: outbox_queue.record(tx, results, NOW))


async def test_replies_go_before_cards_and_cards_before_reminders(database: Database) -> None:
    """Priority decides, then age; a chat gives one at a time."""
    for key, chat, priority in (("reminder", 1, 2), ("card", 1, 1), ("second card", 2, 1), ("reply", 1, 0)):
        await put(database, key, chat, priority=priority)
    assert [one.payload["text"] for one in await claim(database)] == ["reply", "second card"]
    assert await database.read(states) == {
        "reminder": "pending",
        "card": "pending",
        "second card": "sending",
        "reply": "sending",
    }


async def test_excluded_chats_and_the_limit_hold(database: Database) -> None:
    """Nothing goes to a chat that is busy, and no more than asked for."""
    for chat in (1, 2, 3, 4):
        await put(database, f"to {chat}", chat)
    assert [one.chat_id for one in await claim(database, 2, 1)] == [2, 3]
    assert await claim(database, 5, 1, 4) == []


async def test_a_chat_with_a_long_queue_hides_nobody(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are found however many effects of one chat come before theirs."""
    monkeypatch.setattr(outbox_queue, "PAGE", 2)
    for number in range(5):
        await put(database, f"many {number}", 1)
    await put(database, "single", 2)
    assert [one.payload["text"] for one in await claim(database)] == ["many 0", "single"]


async def test_nothing_goes_before_its_time(database: Database) -> None:
    """An effect with a time is left until then."""
    await put(database, "later", not_before=NOW + timedelta(minutes=1))
    assert await claim(database) == []
    later = NOW + timedelta(minutes=1)
    assert len(await database.write(lambda tx: outbox_queue.claim(tx, 1, later, ()))) == 1


async def test_an_edit_waits_for_its_message(database: Database) -> None:
    """The edit is left while its target is not sent, though it is more urgent, and then knows the message."""
    card = await put(database, "card", priority=1)
    await put(database, "edit", priority=0, method="edit", payload={"text": "baru", "target": card})
    assert [one.id for one in await claim(database)] == [card]
    assert await claim(database) == []
    await record(database, Result(card, "sent", 1, message_id=55))
    [edit] = await claim(database)
    assert edit.target == outbox_queue.Target(card, "message", 55)


async def test_an_edit_of_what_was_never_sent_goes_on(database: Database) -> None:
    """A dead or deleted target has no message, so that the edit is sent as a message of its own."""
    gone = await put(database, "gone", 2)
    dead = await put(database, "dead", 1)
    await claim(database)
    await record(database, Result(dead, "dead", 1, error="x"))
    await database.write(lambda tx: tx.execute(delete(OutboxMessage).where(OutboxMessage.id == gone)))
    await put(database, "edit", 1, method="edit", payload={"text": "baru", "target": dead})
    await put(database, "strip", 2, method="strip", payload={"target": gone})
    assert [one.target and one.target.message_id for one in await claim(database)] == [None, None]


async def test_outcomes_are_written_down(database: Database) -> None:
    """Sent, to be tried again (perhaps in another chat) and dead are recorded together."""
    sent, again, dead = [await put(database, key, chat) for chat, key in enumerate(("sent", "again", "dead"), 1)]
    await claim(database)
    await record(
        database,
        Result(sent, "sent", 1, message_id=9),
        Result(again, "pending", 2, attempts=2, error="TimedOut", moved_to=22),
        Result(dead, "dead", 3, attempts=1, error="BadRequest"),
    )
    rows = [await database.read(lambda tx, one=one: outbox_row(tx, one)) for one in (sent, again, dead)]  # type: ignore[misc]
    assert [(row.state, row.message_id, row.attempts, row.error, row.chat_id) for row in rows] == [
        ("sent", 9, 0, None, 1),
        ("pending", None, 2, "TimedOut", 22),
        ("dead", None, 1, "BadRequest", 3),
    ]
    assert rows[0].sent_at == NOW


async def test_a_message_sent_anew_stands_for_the_old_one(database: Database) -> None:
    """Later edits of the same target go to the message that replaced it."""
    card = await put(database, "card")
    await claim(database)
    await record(database, Result(card, "sent", 1, message_id=5))
    edit = await put(database, "edit", method="edit", payload={"text": "baru", "target": card})
    await claim(database)
    await record(database, Result(edit, "sent", 1, message_id=6, replaced=card))
    assert (await database.read(lambda tx: outbox_row(tx, card))).message_id == 6


async def test_unreachable_officers_are_waited_for_and_strangers_are_not(database: Database) -> None:
    """What an officer could not be sent waits for him; without an officer nobody will come back for it."""
    await database.write(lambda tx: add_officer(tx, telegram_id=1))
    his = await put(database, "his", 1, officer_id=1)
    stranger = await put(database, "stranger", 2)
    await claim(database)
    await record(
        database,
        Result(his, "unreachable", 1, officer_id=1, error="Forbidden"),
        Result(stranger, "unreachable", 2, error="Forbidden"),
    )
    assert await database.read(states) == {"his": "waiting", "stranger": "dead"}


async def test_what_was_on_its_way_is_taken_back(database: Database) -> None:
    """After a stop, rows found 'sending' are pending again, except those known to be on their way."""
    first, second = await put(database, "first", 1), await put(database, "second", 2)
    await claim(database)
    assert await database.write(lambda tx: outbox_queue.recover(tx, [second])) == 1
    assert await database.read(states) == {"first": "pending", "second": "sending"}
    assert [one.id for one in await claim(database)] == [first]


@pytest.mark.parametrize("again", ["pending", "sending"])
@pytest.mark.parametrize("state", ["pending", "dead", "unreachable"])
async def test_who_was_shut_out_while_his_message_travelled_gets_it_no_more(
    database: Database, state: Literal["pending", "dead", "unreachable"], again: str
) -> None:
    """A failure that is recorded after a revocation brings no message back to the account that was shut out."""
    await database.write(lambda tx: add_officer(tx, 1, telegram_id=7))
    row = await put(database, "card", 7, officer_id=1)
    await claim(database)
    await database.write(lambda tx: invitations.revoke(tx, 1, NOW))
    await database.write(lambda tx: outbox.release_person(tx, 1, 8))
    if again == "sending":
        await claim(database)
    await record(database, Result(row, state, 7, attempts=1, officer_id=1, error="NetworkError"))
    kept = await database.read(lambda tx: outbox_row(tx, row))
    reachable = await database.read(lambda tx: tx.scalar(select(Officer.unreachable_at).where(Officer.id == 1)))
    assert (kept.state, kept.chat_id, reachable) == (again, 8, None)


async def test_what_nobody_sends_is_astray(database: Database) -> None:
    """A claim that came after its process had gone is told from what is truly on its way."""
    row = await put(database, "card")
    assert not await database.read(outbox_queue.astray)
    await claim(database)
    assert await database.read(outbox_queue.astray)
    assert not await database.read(lambda tx: outbox_queue.astray(tx, [row]))
