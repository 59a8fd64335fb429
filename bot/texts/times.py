"""Instants and spans as people say them: 'hari ini pukul 08.15 WITA', '1 jam 20 menit'."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from bot.texts.formats import hari_tanggal_waktu, setempat, waktu

_MINUTE = timedelta(minutes=1)


# One round of reminders speaks of few instants to many people.
@lru_cache(256)
def kapan(at: datetime, now: datetime, zone: str) -> str:
    """An instant as seen from now: 'hari ini pukul 08.15 WITA', or with its day: 'Senin, 6 April, pukul 08.45 WITA'."""
    there, here = setempat(at, zone), setempat(now, zone)
    if there.date() == here.date():
        return f"hari ini {waktu(at, zone)}"
    if there.date() == here.date() + timedelta(days=1):
        return f"besok, {hari_tanggal_waktu(at, zone, tahun=False)}"
    return hari_tanggal_waktu(at, zone, tahun=there.year != here.year)


def lama(span: timedelta) -> str:
    """A span of working time to the nearest minute: '12 menit', '1 jam', '7 jam 30 menit'."""
    minutes = max(0, (span + _MINUTE / 2) // _MINUTE)
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] * bool(hours) + [f"{rest} menit"] * bool(rest or not hours)
    return " ".join(parts)
