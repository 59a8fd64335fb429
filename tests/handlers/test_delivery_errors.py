from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from handlers.delivery import POLL
from handlers.telegram_errors import FAULT_TRIES, UNKNOWN_WAITS, NotSent, OutcomeUnknown, ServerFault
from storage import outbox
from storage.database import Database
from tests.handlers.dispatch import Dispatch
from tests.storage.edge_rows import add_officer


@pytest.fixture
async def dispatch(sqlite_database: Database) -> AsyncIterator[Dispatch]:
    """A dispatch that is not started yet."""
    dispatch = Dispatch(sqlite_database)
    yield dispatch
    await dispatch.kill()


async def test_a_429_is_waited_out_by_its_chat(dispatch: Dispatch) -> None:
    """The chat rests as long as told, with its order kept; the others do not."""
    dispatch.desk.arrange(RetryAfter(4), chat=1)
    await dispatch.put("satu", 1)
    await dispatch.put("dua", 1)
    await dispatch.put("lain", 2)
    dispatch.start()
    await dispatch.become(lain="sent", satu="pending")
    await dispatch.pace.asleep(4)
    dispatch.pace.advance(3.5)
    await dispatch.put("lagi", 2)
    await dispatch.become(lagi="sent")
    assert (await dispatch.states())["satu"] == "pending"
    dispatch.pace.advance(0.5)
    await dispatch.become(satu="sent", dua="sent")
    assert [text for chat, text in dispatch.desk.said if chat == 1] == ["satu", "satu", "dua"]


async def test_a_429_of_two_chats_is_waited_out_by_the_bot(dispatch: Dispatch) -> None:
    """When the limit is the bot's, nobody is asked anything until it is over."""
    for chat in (1, 2):
        dispatch.desk.arrange(RetryAfter(4), chat=chat)
        await dispatch.put(f"ke {chat}", chat)
    dispatch.start()
    await dispatch.become(**{"ke 1": "pending", "ke 2": "pending"})
    await dispatch.pace.asleep(4)
    await dispatch.put("lain", 3)
    await dispatch.pace.asleep(4)
    assert len(dispatch.desk.calls) == 2
    dispatch.pace.advance(4)
    await dispatch.become(**{"ke 1": "sent", "ke 2": "sent", "lain": "sent"})


SHUT = [Forbidden("Forbidden: bot was blocked by the user"), BadRequest("Chat not found")]
"""What Telegram says of a person who blocked the bot, and of one who has not started this bot."""


@pytest.mark.parametrize("error", SHUT)
async def test_an_officer_whose_chat_is_shut_is_told_of_and_waited_for(dispatch: Dispatch, error: Exception) -> None:
    """His messages wait, the alert goes out, and all is sent when he is back: also to an office's new bot."""
    await dispatch.database.write(lambda tx: add_officer(tx, 9, telegram_id=1))
    for key in ("satu", "dua"):
        await dispatch.put(key, None, officer_id=9)
    dispatch.desk.arrange(error)
    dispatch.start()
    await dispatch.become(satu="waiting", dua="waiting")
    assert dispatch.alerted == [9]
    await dispatch.database.write(lambda tx: outbox.release_person(tx, 9, 1))
    await dispatch.become(satu="sent", dua="sent")


async def test_an_alert_that_fails_loses_nothing(dispatch: Dispatch) -> None:
    """The outcome is recorded whatever becomes of the alert."""
    await dispatch.database.write(lambda tx: add_officer(tx, 9, telegram_id=1))
    await dispatch.put("satu", None, officer_id=9)
    dispatch.alert_fails = True
    dispatch.desk.arrange(Forbidden("blocked"))
    dispatch.start()
    await dispatch.become(satu="waiting")


@pytest.mark.parametrize("error", SHUT)
async def test_a_stranger_whose_chat_is_shut_is_forgotten(dispatch: Dispatch, error: Exception) -> None:
    """Without an officer there is nobody to alert about or to wait for."""
    await dispatch.put("satu")
    dispatch.desk.arrange(error)
    dispatch.start()
    await dispatch.become(satu="dead")
    assert dispatch.alerted == []


async def test_what_telegram_refuses_is_dead_and_the_next_goes_on(dispatch: Dispatch) -> None:
    """A 400 is permanent: the reason is kept with the row, and not in the log."""
    row = await dispatch.put("<rahasia", 1)
    await dispatch.put("dua", 1)
    dispatch.desk.arrange(BadRequest("Can't parse entities: <rahasia"))
    with capture_logs() as logs:
        dispatch.start()
        await dispatch.become(**{"<rahasia": "dead", "dua": "sent"})
    assert "parse entities" in (await dispatch.row(row)).error
    assert "rahasia" not in repr(logs)


@pytest.mark.parametrize(("notice", "fails"), [(False, False), (False, True), (True, False)])
async def test_whose_message_is_refused_is_told_so(dispatch: Dispatch, notice: bool, fails: bool) -> None:
    """Under the code that stands in the log; a word about a refusal that is refused itself causes no other."""
    await dispatch.database.write(lambda tx: add_officer(tx, 9, telegram_id=1))
    row = await dispatch.put("kartu", None, officer_id=9, payload={"text": "kartu", "notice": notice})
    dispatch.alert_fails = fails
    dispatch.desk.arrange(BadRequest("Button_data_invalid"))
    with capture_logs() as logs:
        dispatch.start()
        await dispatch.become(kartu="dead")
    code = f"S{row:X}"
    assert dispatch.refused == ([] if notice else [(9, code)])
    assert code in [line.get("code") for line in logs]


async def test_a_chat_that_moved_is_followed(dispatch: Dispatch) -> None:
    """The message goes to the chat's new number."""
    await dispatch.put("satu", 1)
    dispatch.desk.arrange(ChatMigrated(77), chat=1)
    dispatch.start()
    await dispatch.become(satu="sent")
    assert dispatch.desk.said == [(1, "satu"), (77, "satu")]


@pytest.mark.parametrize("error", [OutcomeUnknown("reset"), ServerFault("502")])
async def test_an_unknown_outcome_is_sent_once_more(dispatch: Dispatch, error: Exception) -> None:
    """The try is counted, the chat rests for a moment, and the message goes out again."""
    row = await dispatch.put("satu", 1)
    dispatch.desk.arrange(error)
    dispatch.start()
    await dispatch.failed(row, 1)
    await dispatch.pace.asleep(1)
    dispatch.pace.advance(1)
    await dispatch.become(satu="sent")
    assert len(dispatch.desk.calls) == 2


async def test_a_message_that_never_gets_an_answer_ends(dispatch: Dispatch) -> None:
    """After several unknown outcomes it is dead, and the chat goes on."""
    row = await dispatch.put("satu", 1)
    await dispatch.put("dua", 1)
    dispatch.desk.arrange(*[OutcomeUnknown("no answer")] * (len(UNKNOWN_WAITS) + 1))
    dispatch.start()
    await dispatch.pace.passing(dispatch.become(satu="dead", dua="sent"))
    assert (await dispatch.row(row)).attempts == len(UNKNOWN_WAITS) + 1


async def test_each_kind_of_error_is_counted_apart(dispatch: Dispatch) -> None:
    """After a long disturbance with answers a single one without is not the end of a message."""
    await dispatch.put("satu", 1)
    busy = [ServerFault("502")] * (2 * len(UNKNOWN_WAITS))
    dispatch.desk.arrange(*busy, OutcomeUnknown("reset"), *busy)
    dispatch.start()
    await dispatch.pace.passing(dispatch.become(satu="sent"))
    assert len(dispatch.desk.calls) == 2 * len(busy) + 2


async def test_hours_of_faults_end_no_message(dispatch: Dispatch) -> None:
    """While Telegram answers nobody, nothing is given up, and what it takes at last goes out."""
    await dispatch.put("satu", 1)
    dispatch.desk.arrange(*[ServerFault("502")] * (FAULT_TRIES + 1))
    dispatch.start()
    await dispatch.pace.passing(dispatch.become(satu="sent"))
    assert len(dispatch.desk.calls) == FAULT_TRIES + 2


async def test_a_file_that_cannot_be_loaded_is_tried_again(dispatch: Dispatch) -> None:
    """The database may be away for a moment; the try is counted."""
    row = await dispatch.put("berkas", 1, method="document", payload={"document_id": 3})
    dispatch.start()
    await dispatch.failed(row, 1)
    assert dispatch.desk.calls == []


async def test_an_outage_holds_everybody_and_loses_nothing(dispatch: Dispatch) -> None:
    """Not reached at all: the bot waits 1, 2, 4 … seconds, tries are not counted, and then all is sent."""
    rows = [await dispatch.put(f"ke {chat}", chat) for chat in range(20)]
    dispatch.at_once = 20
    dispatch.desk.arrange(*[NotSent("refused")] * 40)
    dispatch.start()
    for wait in (1, 2):
        await dispatch.pace.asleep(wait)
        dispatch.pace.advance(wait)
    await dispatch.become(**{f"ke {chat}": "sent" for chat in range(20)})
    assert [(await dispatch.row(row)).attempts for row in rows] == [0] * 20
    await dispatch.pace.asleep(POLL)


async def test_a_new_outage_begins_with_a_short_wait(dispatch: Dispatch) -> None:
    """One success, and the next failure waits a second only."""
    for number in range(3):
        await dispatch.put(f"m{number}", 1)
    dispatch.desk.arrange(NotSent("x"), {"message_id": 5}, NotSent("x"))
    dispatch.start()
    await dispatch.pace.asleep(1)
    dispatch.pace.advance(1)
    await dispatch.become(m0="sent")
    await dispatch.pace.asleep(1)
    dispatch.pace.advance(1)
    await dispatch.become(m1="sent", m2="sent")
