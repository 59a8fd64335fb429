"""The program's commands in the operator's language: their help, and one sentence about what was typed wrongly."""

from __future__ import annotations

import sys
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from bot.operator.terminal import stop

HEADINGS = {
    "ARGUMENTS_PANEL_TITLE": "Argumen",
    "OPTIONS_PANEL_TITLE": "Pilihan",
    "COMMANDS_PANEL_TITLE": "Perintah",
    "DEFAULT_STRING": "[bawaan: {}]",
    "REQUIRED_LONG_STRING": "[wajib]",
}
"""What Typer's help calls its parts, by the name under which `typer.rich_utils` has it."""
OPTIONS, SUBCOMMAND = "[PILIHAN]", "PERINTAH [ARGUMEN]..."
Function = TypeVar("Function", bound=Callable[..., Any])


class _Explained:
    """Help without an English word but the names of what is typed; mixed into Typer's own classes."""

    def get_usage(self, ctx: Any) -> str:
        """The line that shows how the command is typed."""
        usage: str = super().get_usage(ctx)  # type: ignore[misc]
        return usage.replace("Usage:", "Pemakaian:", 1)

    def get_help_option(self, ctx: Any) -> Any:
        """--help itself."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        option.help = "Menampilkan penjelasan ini."
        return option

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print it; only now, since Rich takes long to load."""
        from typer import rich_utils

        for name, word in HEADINGS.items():
            setattr(rich_utils, name, word)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Explained, TyperCommand):
    """One of the program's commands."""


class Program(typer.Typer):
    """Collects commands that explain themselves."""

    def __init__(self, **named: Any) -> None:
        super().__init__(cls=Commands, options_metavar=OPTIONS, subcommand_metavar=SUBCOMMAND, **named)

    def command(self, name: str | None = None, **named: Any) -> Callable[[Function], Function]:
        """Make a function a command."""
        return super().command(name, cls=Command, **named)


class Commands(_Explained, TyperGroup):
    """The program's commands; what cannot be read of them ends with exit code 2."""

    def main(self, *args: Any, **named: Any) -> Any:
        """As every group does it, but for the words about what was typed wrongly."""
        if not named.get("standalone_mode", True):
            return super().main(*args, **named)
        try:
            ended = super().main(*args, **{**named, "standalone_mode": False})
        except typer.TyperException as error:
            if said := sentence(error):
                typer.echo(said, err=True)
            sys.exit(error.exit_code)
        except typer.Abort:
            sys.exit(1)
        sys.exit(ended or 0)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """A command that is none is named, with the one that is near."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, self.commands, n=1)
            meant = f"; mungkin maksudnya '{near[0]}'" if near else ""
            stop(f"Perintah '{name}' tidak dikenal{meant}. {_look(ctx)}")
        return super().resolve_command(ctx, args)


def sentence(error: typer.TyperException) -> str:
    """Told by what the error carries; a command without its subcommand has printed its help, which is enough."""
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", None)
    if parameter is not None:
        hint, missing = parameter.get_error_hint(), hasattr(error, "param_type")
        said = f"{hint} belum disebutkan." if missing else f"Nilai {hint} tidak dapat dipakai."
    elif option is not None:
        known = hasattr(error, "possibilities")
        said = f"Pilihan '{option}' tidak dikenal." if known else f"Nilai pilihan '{option}' belum sesuai."
    elif error.message:
        said = "Ada kata yang berlebih pada perintah ini."
    else:
        return ""
    return f"{said} {_look(getattr(error, 'ctx', None))}"


def _look(ctx: Any) -> str:
    path = "bot" if ctx is None else ctx.command_path
    return f"Mohon lihat '{path} --help'."
