"""Whether Telegram knows the bot, how it delivers, and whether this machine's clock agrees with Telegram's."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.operator.findings import Finding, fine, notice, wrong
from bot.settings import Settings
from handlers.checkup import Standing, UnreachedError, ask
from handlers.intake import REFUSED

TOLERATED = timedelta(seconds=5)
TOO_FAR = timedelta(minutes=1)


def telegram(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Ask Telegram, and compare what it says."""
    try:
        found = asyncio.run(ask(settings))
    except UnreachedError as error:
        yield wrong(
            f"Telegram: tidak dapat dihubungi ({error}). Mohon sambungan internet dan TELEGRAM_API_URL diperiksa."
        )
        return
    yield from _bot(found)
    if found.time is not None:
        yield _clock(clock.machine(), found.time)


def _bot(found: Standing) -> Iterator[Finding]:
    if found.username is None:
        yield wrong(REFUSED)
        return
    yield fine(f"Telegram: bot @{found.username} dikenal, {found.waiting} kiriman menunggu diambil.")
    if found.webhook_error:
        yield notice(f"Telegram: webhook terakhir gagal ({found.webhook_error}). Mohon alamat umum diperiksa.")


def _clock(here: datetime, there: datetime) -> Finding:
    """A header tells whole seconds, and was on its way for some."""
    apart = abs(here - there)
    said = f"Jam: berselisih {round(apart.total_seconds())} detik dari Telegram"
    if apart <= TOLERATED:
        return fine(f"{said}.")
    mend = "Mohon disamakan: 'w32tm /resync' pada Windows, 'timedatectl set-ntp true' pada Linux."
    return (wrong if apart > TOO_FAR else notice)(f"{said}; batas waktu SOP ikut bergeser. {mend}")
