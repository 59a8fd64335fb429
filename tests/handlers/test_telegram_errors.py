from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from handlers.telegram_errors import (
    FAULT_TRIES,
    LOADING_TRIES,
    UNKNOWN_WAITS,
    NotSent,
    OutcomeUnknown,
    ServerFault,
    is_uneditable,
    judge,
    seconds_to_wait,
)


@pytest.mark.parametrize(
    ("error", "meaning", "counts"),
    [
        (RetryAfter(7), "flood", False),
        (Forbidden("bot was blocked by the user"), "unreachable", False),
        (BadRequest("Chat not found"), "unreachable", False),
        (BadRequest("Button_data_invalid"), "refused", False),
        (ChatMigrated(-100), "moved", False),
        (OutcomeUnknown("reset"), "again", True),
        (TimedOut(), "again", True),
        (NotSent("refused"), "outage", False),
        (InvalidToken(), "outage", False),
        (ServerFault("502"), "again", True),
        (NetworkError("other"), "again", True),
        (Conflict("?"), "again", True),
        (TelegramError("Invalid server response"), "again", True),
        (ValueError("a file that is away"), "again", True),
    ],
)
def test_every_error_has_its_meaning(error: Exception, meaning: str, *, counts: bool) -> None:
    """The first matching class decides, since BadRequest is a NetworkError, too."""
    verdict = judge(error, 0)
    assert (verdict.meaning, verdict.counts) == (meaning, counts)


def test_waits_are_told_or_grow() -> None:
    """A flood waits as told, anything else longer each time; a moved chat is named."""
    assert judge(RetryAfter(timedelta(seconds=30)), 0).wait == 30
    assert [judge(OutcomeUnknown(), tries).wait for tries in range(4)] == [1, 4, 15, 60]
    assert [judge(OSError("a file that is away"), tries).wait for tries in range(4)] == [1, 2, 4, 8]
    assert judge(ServerFault("502"), 20).wait == 60
    assert judge(ChatMigrated(-100), 0).chat_id == -100


def test_an_outage_is_waited_out_and_a_poisoned_message_is_not() -> None:
    """Not sent never counts; unknown outcomes, faults of the server and files that can't be loaded end at last."""
    assert judge(NotSent("x"), 10_000).meaning == "outage"
    assert sum(UNKNOWN_WAITS) > 30 * 60
    most = {OutcomeUnknown(): len(UNKNOWN_WAITS) + 1, ServerFault("500"): FAULT_TRIES, OSError(): LOADING_TRIES}
    for error, tries in most.items():
        assert [judge(error, tries - left).meaning for left in (2, 1)] == ["again", "refused"]


def test_seconds_are_read_whatever_their_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """Number or timedelta, and never less than one."""
    assert seconds_to_wait(RetryAfter(3)) == 3
    assert seconds_to_wait(RetryAfter(timedelta(seconds=0))) == 1
    monkeypatch.setattr(RetryAfter, "retry_after", 9)
    assert seconds_to_wait(RetryAfter(3)) == 9


@pytest.mark.parametrize(
    ("text", "uneditable"),
    [
        ("Bad Request: message to edit not found", True),
        ("Bad Request: message can't be edited", True),
        ("MESSAGE_ID_INVALID", True),
        ("can't parse entities: unexpected end tag", False),
    ],
)
def test_a_message_that_is_gone_is_told_from_a_wrong_one(text: str, *, uneditable: bool) -> None:
    """Only a message that cannot be edited any more is sent anew."""
    assert is_uneditable(BadRequest(text)) is uneditable
