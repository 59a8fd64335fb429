"""The program's commands as a tree: what may be typed, with the options of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from bot.cli import app


def _below(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from _below(one, (*path, name))


COMMANDS: dict[tuple[str, ...], Any] = dict(_below(typer.main.get_command(app), ()))
"""Each command by the words after `bot`; the program itself by none."""


def options(path: tuple[str, ...]) -> set[str]:
    """The options that a command knows."""
    found = {name for one in COMMANDS[path].params for name in (*one.opts, *one.secondary_opts)}
    return {name for name in found if name.startswith("-")} | {"--help"}
