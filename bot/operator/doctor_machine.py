"""What the machine gives: room on its disk, files for their owner alone, and free ports."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from bot.clock import Clock
from bot.operator.findings import Finding, fine, notice, wrong
from bot.settings import Settings
from bot.texts.formats import angka
from bot.web.listening import ListeningError, listen
from storage.audit import KEY_FILE

MEGABYTE = 1_000_000
LITTLE, TOO_LITTLE = 2_000 * MEGABYTE, 300 * MEGABYTE
POSIX = os.name == "posix"


def disk(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """A full disk stops every write."""
    folder = _existing(settings.data_dir)
    free = shutil.disk_usage(folder).free
    gigabytes = angka(round(Decimal(free) / (1_000 * MEGABYTE), 1))
    said = f"Penyimpanan: {gigabytes} GB kosong untuk folder {settings.data_dir}"
    if free >= LITTLE:
        yield fine(f"{said}.")
    else:
        yield (wrong if free < TOO_LITTLE else notice)(f"{said}; mohon ruang dikosongkan.")


def permissions(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """Names, NIP, keys and the token are for the account that runs the bot, and for nobody else."""
    if not POSIX:
        yield fine("Izin berkas: tidak diperiksa pada Windows; folder ini hanya bagi akun yang menjalankan bot.")
        return
    if settings.data_dir.exists() and not os.access(settings.data_dir, os.W_OK):
        yield wrong(f"Izin berkas: folder {settings.data_dir} tidak dapat ditulis; mohon izinnya diperiksa.")
    open_to_others = [path for path in _secret(settings) if stat.S_IMODE(path.stat().st_mode) & 0o077]
    if open_to_others:
        names = " ".join(map(str, open_to_others))
        yield notice(f"Izin berkas: dapat dibuka akun lain. Mohon 'chmod go-rwx {names}'.")
    else:
        yield fine("Izin berkas: data, kunci, dan .env hanya dapat dibuka pemiliknya.")


def ports(settings: Settings, _clock: Clock) -> Iterator[Finding]:
    """A port that is taken may be the running bot's own."""
    for room, host, port in (
        ("WEB", settings.web_host, settings.web_port),
        ("HEALTH", settings.health_host, settings.health_port),
    ):
        if not port:
            continue
        try:
            listen(host, port, room=room).close()
        except ListeningError as error:
            yield notice(f"Porta: {error} Bila bot sedang berjalan, hal ini wajar.")
        else:
            yield fine(f"Porta: {room}_PORT {port} bebas.")


def _secret(settings: Settings) -> list[Path]:
    """What of it there is; within a closed folder its files are closed, too."""
    folder = settings.data_dir
    inside = [folder / KEY_FILE, *folder.glob("segel/*.p12"), *folder.glob("*.db")]
    kept = [folder] if folder.exists() and not stat.S_IMODE(folder.stat().st_mode) & 0o077 else [folder, *inside]
    return [path for path in (*kept, Path(".env")) if path.exists()]


def _existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    whole = folder.absolute()
    return next(one for one in (whole, *whole.parents) if one.exists())
