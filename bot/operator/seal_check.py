"""The configured certificate of the seal is looked at before the bot starts, not when the first Dokumen is due."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.documents.models.seal import SealError
from bot.settings import Settings, SettingsError


def check_seal(settings: Settings, now: datetime) -> datetime | None:
    """Open each configured certificate; raises SettingsError with one sentence for one that could not seal now.

    Gives when the first of them ends. Without a configured one there is nothing to look at: an office's own is made at
    its first need.
    """
    place = settings.seal_certificate
    if place is None:
        return None
    from bot.documents.sealing.certificate import checked

    try:
        found = [checked(path, settings.seal_password.get_secret_value(), now) for path in _files(place)]
    except SealError as error:
        raise SettingsError(str(error)) from error
    return min(one.certificate.not_valid_after_utc for one in found)


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = sorted(place.glob("*.p12"))
    if not found:
        raise SettingsError(f"Folder {place} tidak berisi berkas .p12; mohon diperiksa SEAL_CERTIFICATE.")
    return found
