"""`bot doctor`: what commonly keeps an office's bot from working, looked at one by one; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.clock import Clock
from bot.incidents import describe
from bot.operator.doctor_database import audit_chains, database, held_messages
from bot.operator.doctor_machine import disk, permissions, ports
from bot.operator.doctor_papers import calendar, fonts, seal
from bot.operator.doctor_settings import dotenv
from bot.operator.doctor_telegram import telegram
from bot.operator.findings import Finding, wrong
from bot.settings import Settings

Check = Callable[[Settings, Clock], Iterable[Finding]]
CHECKS: dict[str, Check] = {
    "Setelan": dotenv,
    "Telegram": telegram,
    "Basis data": database,
    "Jejak audit": audit_chains,
    "Pesan keluar": held_messages,
    "Huruf": fonts,
    "Kalender": calendar,
    "Segel": seal,
    "Penyimpanan": disk,
    "Izin berkas": permissions,
    "Porta": ports,
}


def examine(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Carry out each check in turn; one that fails is a finding and keeps no other from being made."""
    for name, check in CHECKS.items():
        try:
            yield from check(settings, clock)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a machine is what is looked for
            yield wrong(f"{name}: tidak dapat diperiksa ({describe(error)}).")
