"""The nursery of a cluster: each of its bots is `bot run` with an environment of its own."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from bot.bench.nursery import serve

PRELOADED = ("bot.app", "bot.cli", "bot.operator.seal_check", "bot.web.server", "psycopg")


def run_bot(order: dict[str, Any]) -> None:
    """Be `bot run`."""
    os.environ.update(order["environment"])
    os.chdir(os.environ["DATA_DIR"])
    sys.argv = ["bot", "run"]
    import_module("bot.__main__").main()


if __name__ == "__main__":
    for name in PRELOADED:
        import_module(name)
    serve(run_bot)
