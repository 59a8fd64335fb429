"""What Telegram says of the bot and of the hour, asked once, by `bot doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.settings import Settings

SECONDS = 15


class UnreachedError(Exception):
    """Telegram did not answer; the text names the kind of failure, never the address, which holds the token."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The bot's name (None for a refused token), its webhook's last failure, how much waits, and Telegram's time."""

    username: str | None
    webhook_error: str
    waiting: int
    time: datetime | None


async def ask(settings: Settings) -> Standing:
    """Ask who the bot is and how it gets its updates; raises UnreachedError."""
    base = f"{settings.telegram_api_url}/bot{settings.telegram_token.get_secret_value()}"
    try:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session:
            me, time = await _call(session, f"{base}/getMe")
            if not me.get("ok"):
                return Standing(None, "", 0, time)
            hook, _ = await _call(session, f"{base}/getWebhookInfo")
    except (aiohttp.ClientError, OSError, ValueError) as error:
        raise UnreachedError(type(error).__name__) from None
    found = hook.get("result", {})
    return Standing(
        username=me["result"].get("username", ""),
        webhook_error=found.get("last_error_message", ""),
        waiting=found.get("pending_update_count", 0),
        time=time,
    )


async def _call(session: aiohttp.ClientSession, address: str) -> tuple[dict[str, Any], datetime | None]:
    async with session.get(address) as answer:
        if answer.status >= 500:
            raise OSError
        plain, date = await answer.json(content_type=None), answer.headers.get("Date")
    return plain, parsedate_to_datetime(date) if date else None
