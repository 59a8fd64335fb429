"""What the commands of the operator share: settings, one sentence for what can be mended, and a bar for long work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from bot.settings import Settings, SettingsError, load_settings

MENDABLE = 2
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


def watched(work: Sequence[T], label: str) -> Iterable[T]:
    """Gives back what is done one by one, with a bar on the error stream where it takes long."""
    from rich.console import Console
    from rich.progress import track

    return track(work, label, console=Console(stderr=True), transient=True, disable=len(work) < MANY)
