"""When a text may not have been meant for the open question."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.services.filling.doubt import is_doubtful
from bot.services.incoming import Message
from storage.prompts import OpenPrompt

NOON = datetime(2026, 4, 1, 4, 0, tzinfo=UTC)


def prompt(message_id: int | None = 10, *, sent: bool = True, last_text_at: datetime | None = None) -> OpenPrompt:
    """A question that was asked at noon."""
    return OpenPrompt(1, "isian", 1, 0, {}, NOON, last_text_at, message_id, sent)


def text(message_id: int = 11, *, seconds: int = 5, reply_to: int | None = None) -> Message:
    """A text that was written some seconds after noon."""
    return Message(1, message_id, NOON + timedelta(seconds=seconds), "2", reply_to)


@pytest.mark.parametrize(
    ("asked", "written", "doubtful"),
    [
        (prompt(), text(), False),
        (prompt(), text(9), True),
        (prompt(None, sent=False), text(), True),
        (prompt(None), text(), True),
        (prompt(last_text_at=NOON), text(seconds=0), True),
        (prompt(last_text_at=NOON), text(seconds=1), False),
        (prompt(last_text_at=NOON), text(seconds=0, reply_to=10), False),
        (prompt(), text(reply_to=4), True),
    ],
)
def test_a_text_answers_the_question_that_was_on_the_screen(
    asked: OpenPrompt, written: Message, doubtful: bool
) -> None:
    """A reply names its question; otherwise the question must be there, above, and not of the same second."""
    assert is_doubtful(asked, written) is doubtful
