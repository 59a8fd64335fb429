"""The nursery of a trial: its bots have a time that stands still, haste, and a trigger that kills them."""

from __future__ import annotations

import asyncio
import gc
import signal
from datetime import datetime
from pathlib import Path
from typing import Any

# Loaded before the fork, since a bot imports them when it starts or at its first act.
import babel.core  # noqa: F401
import psycopg  # noqa: F401

import bot.web.server  # noqa: F401
from bot import crash_points
from bot.app import App
from bot.bench.nursery import serve
from bot.bench.trials.haste import HastyPace
from bot.bench.trials.trigger import Trigger
from bot.clock import FixedClock, WoundClock
from bot.logging import configure_logging
from bot.settings import Settings, load_settings
from handlers.contact import Contact, contact_of
from handlers.request import AiohttpRequest

TICK = 0.05
PATIENCE = 1.5
"""Seconds that a call waits for Telegram's answer: in a trial it never comes later unless it is meant to."""


def _impatient(settings: Settings) -> Contact:
    return contact_of(settings, AiohttpRequest(read_timeout=PATIENCE))


def _become(order: dict[str, Any]) -> None:
    """Be the bot until it ends."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = load_settings(None, **order["settings"])
    configure_logging(settings.log_level, settings.log_format, settings.secrets)
    if order["trigger"]:
        crash_points.visitor = Trigger(Path(order["trigger"])).visit
    assert settings.clock_file is not None
    clock = WoundClock(settings.clock_file, FixedClock(datetime.fromisoformat(order["base"])))
    asyncio.run(App(settings, clock, HastyPace(), _impatient, TICK).run())


if __name__ == "__main__":
    gc.collect()
    gc.freeze()
    serve(_become)
