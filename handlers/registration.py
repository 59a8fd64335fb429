"""Telling Telegram where to bring updates, and looking now and then whether it still does."""

from __future__ import annotations

from typing import Any

import structlog
from telegram.error import InvalidToken, RetryAfter, TelegramError

from handlers.api import Caller
from handlers.intake import KINDS, REFUSED, PollingStopped
from handlers.pace import Pace, backoff
from handlers.telegram_errors import seconds_to_wait

LOG = structlog.get_logger(__name__)
EVERY = 60.0
CONNECTIONS = 40
"""How many posts Telegram may make at once: its own default."""


class Registration:
    """Keeps the bot's webhook at one address; the process that works does this, beginning with its first act."""

    def __init__(self, api: Caller, address: str, secret: str, pace: Pace) -> None:
        self._api = api
        self._address = address
        self._secret = secret
        self._pace = pace
        self._failed_at: int | None = None

    async def run(self) -> None:
        """Register, then look every minute, until cancelled; raises PollingStopped for a refused token."""
        failures, keep = 0, self._register
        while True:
            try:
                await keep()
            except InvalidToken:
                raise PollingStopped(REFUSED) from None
            except TelegramError as error:
                failures += 1
                wait = seconds_to_wait(error) if isinstance(error, RetryAfter) else backoff(failures)
                LOG.warning("webhook not registered", error=type(error).__name__, failures=failures, wait=wait)
            else:
                failures, keep, wait = 0, self._look, EVERY
            await self._pace.sleep(wait)

    async def _register(self) -> None:
        """Say where; what waits at Telegram is never dropped."""
        parameters = {
            "url": self._address,
            "secret_token": self._secret,
            "allowed_updates": list(KINDS),
            "max_connections": CONNECTIONS,
        }
        await self._api.call("setWebhook", parameters)
        LOG.info("webhook registered")

    async def _look(self) -> None:
        info: dict[str, Any] = await self._api.call("getWebhookInfo", {})
        if info.get("url") != self._address:
            LOG.warning("webhook was taken away")
            await self._register()
        elif info.get("last_error_date") not in {None, self._failed_at}:
            self._failed_at = info["last_error_date"]
            waiting = info.get("pending_update_count")
            LOG.warning("Telegram could not bring updates", reason=info.get("last_error_message"), waiting=waiting)
