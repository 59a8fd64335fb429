"""A process in which the bot is loaded but does not run: each line that it reads is a bot, forked in milliseconds."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import select
import signal
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

# Loaded before the fork, since a bot imports them when it starts or at its first act.
import babel.core  # noqa: F401
import psycopg  # noqa: F401

import bot.web.server  # noqa: F401
from bot import crash_points
from bot.app import App
from bot.bench.trials.haste import HastyPace
from bot.bench.trials.trigger import Trigger
from bot.clock import FixedClock, WoundClock
from bot.logging import configure_logging
from bot.settings import Settings, load_settings
from handlers.contact import Contact, contact_of
from handlers.request import AiohttpRequest

TICK = 0.05
GLANCE = 0.005
PATIENCE = 1.5
"""Seconds that a call waits for Telegram's answer: in a trial it never comes later unless it is meant to."""


def main() -> None:
    """Run a bot for each line, one at a time; say its process id, and afterwards how it ended."""
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(order)
        _say(child)
        _say(_ended(child))


def _ended(child: int) -> int:
    """Wait for a bot and give its exit code; neither it nor this process outlives whoever asked for it."""
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        # Nothing is asked for while a bot lives, so that only the end of the input can be read.
        if select.select([sys.stdin], [], [], GLANCE)[0]:
            for end in (os.killpg, os.kill):
                with suppress(ProcessLookupError):
                    end(child, signal.SIGKILL)
            sys.exit()


def _impatient(settings: Settings) -> Contact:
    return contact_of(settings, AiohttpRequest(read_timeout=PATIENCE))


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _become(order: dict[str, Any]) -> None:
    """Be the bot, as a process group of its own, until it ends; never returns."""
    os.setsid()
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(log, 1)
    os.dup2(log, 2)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = load_settings(None, **order["settings"])
    configure_logging(settings.log_level, settings.log_format, settings.secrets)
    if order["trigger"]:
        crash_points.visitor = Trigger(Path(order["trigger"])).visit
    assert settings.clock_file is not None
    clock = WoundClock(settings.clock_file, FixedClock(datetime.fromisoformat(order["base"])))
    try:
        asyncio.run(App(settings, clock, HastyPace(), _impatient, TICK).run())
    except BaseException:  # noqa: BLE001 - a fork must never go on as its parent
        sys.excepthook(*sys.exc_info())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
