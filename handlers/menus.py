"""The command menu: a general one, and each officer's own by his roles once he has pressed Start."""

from __future__ import annotations

import structlog
from telegram import Bot, BotCommandScopeChat
from telegram.error import TelegramError

from bot.services.commands import menu
from bot.services.work import Person

LOG = structlog.get_logger(__name__)


async def publish_general(bot: Bot) -> None:
    """Register the menu of whoever has no roles yet; best effort, since commands work without a menu."""
    try:
        await bot.set_my_commands(menu((), is_admin=False))
    except TelegramError as error:
        LOG.warning("menu not registered", error=type(error).__name__)


async def publish_own(bot: Bot, person: Person) -> None:
    """Register an officer's own menu in his chat; best effort."""
    commands = menu({role for role, _ in person.held}, is_admin=person.is_admin)
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(person.telegram_id))
    except TelegramError as error:
        LOG.warning("menu not registered", officer_id=person.officer_id, error=type(error).__name__)
