"""A press's answer, which skips the outbox: it stops the button's spinner, and is worthless once it is late."""

from __future__ import annotations

import structlog
from telegram import Bot
from telegram.error import TelegramError

LOG = structlog.get_logger(__name__)
LONGEST = 200


async def answer(bot: Bot, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
    """Answer a press of a button, best effort: an error is logged, never raised."""
    try:
        await bot.answer_callback_query(query_id, text=text[:LONGEST] if text else None, show_alert=alert)
    except TelegramError as error:
        LOG.info("press not answered", error=type(error).__name__)
