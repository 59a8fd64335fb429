from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import outbox
from storage.database import Database, Transaction
from storage.outbox import Letter
from storage.tables import Officer
from tests.storage.edge_rows import NOW, add_officer, outbox_row, states

TEXT = {"text": "Mohon diperiksa"}


def put_for(tx: Transaction, key: str, officer_id: int = 1, batch: str | None = None) -> None:
    """Write a card for an officer, which waits for a batch if one is named."""
    outbox.put(tx, key=key, now=NOW, officer_id=officer_id, payload=TEXT, batch=batch, waiting=batch is not None)


async def test_an_effect_is_written_once(database: Database) -> None:
    """A second effect under the same key writes nothing and gives None."""
    first = await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, chat_id=5, payload=TEXT))
    second = await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, chat_id=6, payload={"text": "lain"}))
    assert first is not None
    assert second is None
    kept = await database.read(lambda tx: outbox_row(tx, first))
    assert (kept.chat_id, kept.payload, kept.state, kept.priority) == (5, TEXT, "pending", 1)


async def test_an_effect_needs_someone_to_go_to(database: Database) -> None:
    """Neither chat nor officer is a programming error."""
    with pytest.raises(ValueError, match="chat or an officer"):
        await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, payload=TEXT))


async def test_waiting_needs_a_named_batch(database: Database) -> None:
    """Waiting for nothing in particular would be waiting for ever."""
    with pytest.raises(ValueError, match="batch"):
        await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, chat_id=5, payload=TEXT, waiting=True))


async def test_an_edit_needs_its_target(database: Database) -> None:
    """An edit that names no effect would wait for ever."""
    with pytest.raises(ValueError, match="edit"):
        await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, chat_id=5, method="edit", payload=TEXT))


async def test_a_new_telephone_gets_everything(database: Database) -> None:
    """What was written for the former one, waiting or pending, goes to the new one."""
    await database.write(lambda tx: add_officer(tx, telegram_id=77))
    await database.write(lambda tx: put_for(tx, "pending"))
    await database.write(lambda tx: put_for(tx, "waiting", batch="berkas"))
    await database.write(lambda tx: outbox.release_person(tx, 1, 88))
    assert await database.read(states) == {"pending": "pending", "waiting": "waiting"}
    rows = await database.read(lambda tx: [outbox_row(tx, row_id).chat_id for row_id in (1, 2)])
    assert rows == [88, 88]


async def test_it_goes_to_the_officers_chat(database: Database) -> None:
    """The chat of an officer who has joined is looked up when the effect is written."""
    await database.write(lambda tx: add_officer(tx, telegram_id=77))
    row = await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, officer_id=1, payload=TEXT))
    assert row is not None
    kept = await database.read(lambda tx: outbox_row(tx, row))
    assert (kept.chat_id, kept.officer_id, kept.state) == (77, 1, "pending")


async def test_a_card_waits_for_one_who_has_not_joined(database: Database) -> None:
    """It is sent, to his chat, when he comes."""
    await database.write(add_officer)
    row = await database.write(lambda tx: outbox.put(tx, key="a", now=NOW, officer_id=1, payload=TEXT))
    assert row is not None
    assert (await database.read(lambda tx: outbox_row(tx, row))).state == "waiting"
    await database.write(lambda tx: outbox.release_person(tx, 1, 88))
    kept = await database.read(lambda tx: outbox_row(tx, row))
    assert (kept.state, kept.chat_id) == ("pending", 88)


async def test_what_waits_for_person_and_documents_waits_for_both(database: Database) -> None:
    """Whichever comes first, the effect is pending only after the other."""
    await database.write(lambda tx: add_officer(tx, 1))
    await database.write(lambda tx: add_officer(tx, 2))
    for officer in (1, 2):
        await database.write(lambda tx, officer=officer: put_for(tx, f"card-{officer}", officer, "berkas"))  # type: ignore[misc]
    await database.write(lambda tx: outbox.release_person(tx, 1, 11))
    assert set((await database.read(states)).values()) == {"waiting"}
    await database.write(lambda tx: outbox.release_batch(tx, "berkas"))
    assert await database.read(states) == {"card-1": "pending", "card-2": "waiting"}
    await database.write(lambda tx: outbox.release_person(tx, 2, 22))
    assert await database.read(states) == {"card-1": "pending", "card-2": "pending"}


async def test_a_batch_releases_only_its_own(database: Database) -> None:
    """Documents of another batch leave a card waiting; a batch named without waiting holds nothing."""
    await database.write(lambda tx: add_officer(tx, telegram_id=11))
    await database.write(lambda tx: put_for(tx, "a", batch="satu"))
    await database.write(lambda tx: put_for(tx, "b", batch="dua"))
    await database.write(lambda tx: outbox.put(tx, key="c", now=NOW, chat_id=1, payload=TEXT, batch="dua"))
    await database.write(lambda tx: outbox.release_batch(tx, "satu"))
    assert await database.read(states) == {"a": "pending", "b": "waiting", "c": "pending"}


async def test_one_who_blocked_the_bot_misses_nothing(database: Database) -> None:
    """Pending effects wait, new ones wait as well, and all of them go out when he is back."""
    await database.write(lambda tx: add_officer(tx, telegram_id=77))
    await database.write(lambda tx: put_for(tx, "before"))
    later = NOW + timedelta(hours=1)
    await database.write(lambda tx: outbox.mark_unreachable(tx, 1, later))
    await database.write(lambda tx: put_for(tx, "after"))
    assert await database.read(states) == {"before": "waiting", "after": "waiting"}
    unreachable = select(Officer.unreachable_at)
    assert await database.read(lambda tx: tx.execute(unreachable).scalar_one()) == later
    await database.write(lambda tx: outbox.release_person(tx, 1, 77))
    assert await database.read(states) == {"before": "pending", "after": "pending"}
    assert await database.read(lambda tx: tx.execute(unreachable).scalar_one()) is None


def letter(key: str, officer_id: int = 1) -> Letter:
    """A letter about a task."""
    return Letter(key, 1, officer_id, None, TEXT)


async def test_letters_are_written_to_those_who_can_be_reached(database: Database) -> None:
    """Who has not joined, or blocks the bot, has none waiting for him when he comes."""

    def write(tx: Transaction) -> None:
        add_officer(tx, 1, telegram_id=77)
        add_officer(tx, 2)
        add_officer(tx, 3, telegram_id=79, unreachable_at=NOW)
        outbox.put_letters(tx, [letter("a"), letter("b", 2), letter("c", 3), letter("d")], NOW, 2)

    await database.write(write)
    assert await database.read(states) == {"a": "pending", "d": "pending"}
    kept = await database.read(lambda tx: outbox_row(tx, 1))
    assert (kept.chat_id, kept.officer_id, kept.office_id, kept.payload) == (77, 1, 1, TEXT)
    assert (kept.priority, kept.method, kept.created_at) == (2, "message", NOW)


async def test_a_letter_is_written_once(database: Database) -> None:
    """One whose key is there already is left out, the others of its round are not."""
    await database.write(lambda tx: add_officer(tx, telegram_id=77))
    await database.write(lambda tx: outbox.put_letters(tx, [letter("a")], NOW, 2))
    await database.write(lambda tx: outbox.put_letters(tx, [letter("a"), letter("b")], NOW, 2))
    assert await database.read(states) == {"a": "pending", "b": "pending"}


async def test_a_round_without_letters_writes_none(database: Database) -> None:
    """There is nobody to speak to."""
    await database.write(lambda tx: outbox.put_letters(tx, [], NOW, 2))
    assert await database.read(states) == {}


async def test_a_letter_that_was_pending_when_its_reader_left_waits_for_him(database: Database) -> None:
    """What was on its way is kept as any message is."""
    await database.write(lambda tx: add_officer(tx, telegram_id=77))
    await database.write(lambda tx: outbox.put_letters(tx, [letter("a")], NOW, 2))
    await database.write(lambda tx: outbox.mark_unreachable(tx, 1, NOW))
    assert await database.read(states) == {"a": "waiting"}
