"""What the commands of the operator share: settings, one sentence for what can be mended, and a bar for long work."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import structlog
import typer

from bot.incidents import Kind, describe, new_code
from bot.settings import Settings, SettingsError, load_settings

MENDABLE = 2
FAULT = 70
"""What nobody foresaw, by the custom of sysexits.h."""

MANY = 5
"""So many cycles or files take long enough to be watched."""
T = TypeVar("T")

_NO_TOKEN = "0000000:" + "0" * 35


def settings_of(*, token: bool = True) -> Settings:
    """The settings; a command that never speaks to Telegram needs no token."""
    try:
        return load_settings() if token else load_settings(telegram_token=_NO_TOKEN)
    except SettingsError as error:
        stop(str(error))


@contextmanager
def told(*errors: type[Exception]) -> Iterator[None]:
    """Turn errors that the operator can mend into one sentence."""
    try:
        yield
    except errors as error:
        stop(str(error))


@contextmanager
def written(target: Path) -> Iterator[None]:
    """Say in one sentence that a file cannot be written."""
    try:
        yield
    except OSError:
        stop(f"Berkas {target} tidak dapat ditulis; mohon diperiksa nama, folder, dan izinnya.")


def stop(sentence: str) -> NoReturn:
    """End the command with a sentence on the error stream."""
    typer.echo(sentence, err=True)
    raise typer.Exit(MENDABLE)


def failed(error: Exception, random: Callable[[int], bytes] = secrets.token_bytes) -> int:
    """Log what nobody foresaw, without its secrets, and say the code under which it stands; gives the exit code."""
    from bot.logging import configure_logging

    if not structlog.is_configured():
        try:
            hidden = load_settings(telegram_token=_NO_TOKEN).secrets
        except SettingsError:
            hidden = ()
        configure_logging("WARNING", "console", hidden, sys.stderr)
    code = new_code(Kind.COMMAND, random)
    structlog.get_logger(__name__).error("command failed", code=code, error=describe(error), exc_info=error)
    typer.echo(
        f"Mohon maaf, terjadi gangguan yang tidak terduga. Kode {code} menandainya pada catatan kerja.", err=True
    )
    return FAULT


def watched(work: Sequence[T], label: str) -> Iterable[T]:
    """Gives back what is done one by one, with a bar on the error stream where it takes long."""
    from rich.console import Console
    from rich.progress import track

    return track(work, label, console=Console(stderr=True), transient=True, disable=len(work) < MANY)
