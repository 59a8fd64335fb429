"""What documents and limits stand on: typefaces, the published days off, the certificate of the seal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.calendars import cuti_bersama_known
from bot.clock import Clock
from bot.operator.findings import Finding, fine, notice, wrong
from bot.operator.seal_check import check_seal
from bot.settings import Settings, SettingsError

ANNOUNCED = 11
"""By this month the joint decree on the days off of the next year is usually out."""

SOON = timedelta(days=60)


def fonts(_settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Load each face; one whose licence forbids embedding is refused by that."""
    from bot.documents.layout.fonts import load

    yield fine(f"Huruf: {len(load())} huruf dokumen ada dan dapat disematkan.")


def calendar(_settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Look for cuti bersama, which comes with the national holidays of its year."""
    now = clock.now()
    year = now.year
    if not cuti_bersama_known(year):
        yield notice(f"Kalender: cuti bersama {year} belum ada pada paket holidays. {_newer()}")
    elif cuti_bersama_known(year + 1):
        yield fine(f"Kalender: hari libur dan cuti bersama {year} dan {year + 1} lengkap.")
    elif now.month < ANNOUNCED:
        yield fine(f"Kalender: hari libur dan cuti bersama {year} lengkap; {year + 1} belum diumumkan.")
    else:
        yield notice(f"Kalender: cuti bersama {year + 1} belum ada pada paket holidays. {_newer()}")


def _newer() -> str:
    return "Mohon 'pip install --upgrade holidays' dijalankan, atau hari libur dicatat dengan 'bot calendar add'."


def seal(settings: Settings, clock: Clock) -> Iterator[Finding]:
    """Open the configured certificate; an office's own is made and renewed by itself."""
    now = clock.now()
    try:
        until = check_seal(settings, now)
    except SettingsError as error:
        yield wrong(f"Segel: {error}")
        return
    if until is None:
        yield fine("Segel: sertifikat buatan sendiri, diperbarui dengan sendirinya.")
    else:
        yield _ending(until, now)


def _ending(until: datetime, now: datetime) -> Finding:
    said = f"Segel: sertifikat berlaku sampai {until:%d-%m-%Y}"
    return notice(f"{said}; mohon perpanjangan diurus.") if until - now < SOON else fine(f"{said}.")
