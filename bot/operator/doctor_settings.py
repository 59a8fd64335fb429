"""Whether .env means what it says: no misspelt name, and all that the way of receiving needs."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from bot.clock import Clock
from bot.operator.findings import Finding, fine, notice, wrong
from bot.settings import Settings, SettingsError, check_mode, unknown_names


def dotenv(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """A misspelt name leaves its setting at the default, and nobody else would say so."""
    unknown = unknown_names()
    for name in unknown:
        meant = get_close_matches(name.lower(), Settings.model_fields, n=1)
        said = f"; mungkin maksudnya {meant[0].upper()}" if meant else ""
        yield notice(f"Setelan: {name} pada .env tidak dikenal, sehingga diabaikan{said}.")
    try:
        check_mode(settings)
    except SettingsError as error:
        yield from (wrong(f"Setelan: {line}") for line in str(error).splitlines())
    else:
        if not unknown:
            yield fine(f"Setelan: dapat dipakai; pesan diterima dengan {settings.mode}.")
