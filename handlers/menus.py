"""The command menu of each officer's chat, by his roles."""

from __future__ import annotations

from collections.abc import Iterable

import structlog
from bot.services.commands import Menu
from telegram import Bot, BotCommandScopeChat, BotCommandScopeDefault
from telegram.error import TelegramError

LOG = structlog.get_logger(__name__)


async def publish_menus(bot: Bot, general: Menu, personal: Iterable[tuple[int, Menu]]) -> None:
    """Register the general menu and each officer's own; best effort, since commands work without a menu."""
    try:
        await bot.set_my_commands(list(general), scope=BotCommandScopeDefault())
        for chat, menu in personal:
            await bot.set_my_commands(list(menu), scope=BotCommandScopeChat(chat))
    except TelegramError as error:
        LOG.warning("menus not registered", error=type(error).__name__)
