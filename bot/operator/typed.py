"""What is said of a command that was typed wrongly: one sentence in the operator's language, and where to look."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperGroup

from bot.operator.terminal import stop


class Commands(TyperGroup):
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
