"""The bot itself as the benchmarks start it: its real composition; Telegram's rates may be lifted, nothing else."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.bench.gaps import noting
from bot.settings import Settings, load_settings

LIFTED = 1_000_000.0
CLOCK = "jam"


def settings(address: str, token: str, folder: Path, *, lifted: bool = True) -> Settings:
    """As of a deployment with an SQLite file in `folder`; `lifted` is without Telegram's limits on sending.

    Where the folder has a file for the clock, that winds it.
    """
    clock = folder / CLOCK
    rates = {"send_rate": LIFTED, "chat_rate": LIFTED} if lifted else {}
    return load_settings(
        None,
        telegram_token=token,
        telegram_api_url=address,
        data_dir=folder,
        database_url=f"sqlite:///{folder / 'kinerja.db'}",
        clock_file=clock if clock.exists() else None,
        log_level="WARNING",
        **rates,
    )


def main(address: str, token: str, folder: str, gaps: str = "") -> None:
    """Run until SIGINT or SIGTERM; with a file for the gaps of its loop, at Telegram's rates, and note them there."""
    # Here, since the workers that render papers import this module, too, and need nothing of the bot's own.
    from bot.app import App, clock_of
    from bot.logging import configure_logging

    chosen = settings(address, token, Path(folder), lifted=not gaps)
    configure_logging(chosen.log_level, chosen.log_format, chosen.secrets)
    running = App(chosen, clock_of(chosen)).run()
    asyncio.run(noting(running, Path(gaps)) if gaps else running)


if __name__ == "__main__":
    main(*sys.argv[1:])
