"""The peer of `answers`: python-telegram-bot as it comes, which sends each text back and stores nothing."""

from __future__ import annotations

import sys
from typing import Any

from telegram import Update
from telegram.ext import Application, MessageHandler, filters


async def echo(update: Update, _context: Any) -> None:
    """Send the text back."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main(address: str, token: str) -> None:
    """Poll the Bot API at `address` until SIGINT or SIGTERM."""
    application = Application.builder().token(token).base_url(f"{address}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
