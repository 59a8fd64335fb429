from typing import Any
from unittest.mock import AsyncMock

import pytest
from structlog.testing import capture_logs
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from handlers.callback_answers import answer


@pytest.mark.parametrize(
    ("text", "shown"), [(None, None), ("", None), ("Sudah diterima.", "Sudah diterima."), ("a" * 300, "a" * 200)]
)
async def test_a_press_is_answered(text: str | None, shown: str | None) -> None:
    """The text is cut where Telegram would refuse it."""
    bot: Any = AsyncMock(spec=Bot)
    await answer(bot, "q1", text, alert=True)
    bot.answer_callback_query.assert_awaited_once_with("q1", text=shown, show_alert=True)


@pytest.mark.parametrize("error", [BadRequest("query is too old"), NetworkError("down")])
async def test_a_press_that_cannot_be_answered_stops_nothing(error: Exception) -> None:
    """Old queries and outages are logged and forgotten."""
    bot: Any = AsyncMock(spec=Bot)
    bot.answer_callback_query.side_effect = error
    with capture_logs() as logs:
        await answer(bot, "q1")
    assert logs[0]["event"] == "press not answered"
