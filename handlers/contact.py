"""The bot's contact with Telegram: the connection that all calls share, and how the bot introduces itself."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.settings import Settings
from handlers.api import Api
from handlers.downloads import Downloads
from handlers.intake import REFUSED
from handlers.pace import Pace, backoff
from handlers.reception import Reception
from handlers.request import AiohttpRequest

LOG = structlog.get_logger(__name__)
AWAY = "Telegram tidak dapat dihubungi. Mohon sambungan internet dan TELEGRAM_API_URL diperiksa, lalu diulangi."


class DiscreetBot(Bot):
    """A Bot that keeps its token for itself: python-telegram-bot's prints it, and says it when it is refused."""

    async def initialize(self) -> None:
        """Get ready; raises InvalidToken without the token."""
        try:
            await super().initialize()
        except InvalidToken:
            raise InvalidToken from None

    def __repr__(self) -> str:
        return type(self).__name__


class UnansweredError(Exception):
    """Telegram could not be reached, or it refused the token; the text says which, in Indonesian."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One bot at one Bot API server, over one pool of connections."""

    request: AiohttpRequest
    bot: Bot
    api: Api
    downloads: Downloads

    async def close(self) -> None:
        """Give the connections back."""
        await self.request.shutdown()


def contact_of(settings: Settings, request: AiohttpRequest | None = None) -> Contact:
    """The contact that the settings name, over connections of its own unless they are given; nothing is called yet."""
    token, address = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    request = request or AiohttpRequest()
    bot = DiscreetBot(token, base_url=f"{address}/bot", base_file_url=f"{address}/file/bot", request=request)
    api = Api(request, f"{address}/bot{token}")
    return Contact(request, bot, api, Downloads(api, request, f"{address}/file/bot{token}"))


async def bot_username(settings: Settings) -> str:
    """The bot's name, asked of Telegram; raises UnansweredError if it does not answer or refuses the token."""
    address, token = settings.telegram_api_url, settings.telegram_token.get_secret_value()
    try:
        async with DiscreetBot(token, base_url=f"{address}/bot", request=AiohttpRequest()) as bot:
            return bot.username
    except TelegramError as error:
        raise UnansweredError(REFUSED if isinstance(error, InvalidToken) else AWAY) from None


async def introduced(reception: Reception, pace: Pace) -> None:
    """Let the bot introduce itself; while Telegram is away it is tried again, as after a morning's power cut.

    Raises UnansweredError for a refused token.
    """
    failures = 0
    while True:
        try:
            await reception.start()
        except InvalidToken:
            raise UnansweredError(REFUSED) from None
        except TelegramError as error:
            failures += 1
            LOG.warning("Telegram not reached", error=type(error).__name__, failures=failures)
            await pace.sleep(backoff(failures))
        else:
            return
