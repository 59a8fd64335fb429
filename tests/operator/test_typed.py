"""Commands that were typed wrongly."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from bot.cli import app
from tests.commands import COMMANDS

ENGLISH = ("Usage", "Options", "Commands", "Arguments", "OPTIONS", "COMMAND", "ARGS", "Show", "default", "required")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("exprt", "Perintah 'exprt' tidak dikenal; mungkin maksudnya 'export'. Mohon lihat 'bot --help'."),
        ("zzz", "Perintah 'zzz' tidak dikenal. Mohon lihat 'bot --help'."),
        ("calendar ad", "Perintah 'ad' tidak dikenal; mungkin maksudnya 'add'. Mohon lihat 'bot calendar --help'."),
        ("verify", "'file' belum disebutkan. Mohon lihat 'bot verify --help'."),
        ("export --out x.zip", "'--period' belum disebutkan. Mohon lihat 'bot export --help'."),
        ("export --periode x", "Pilihan '--periode' tidak dikenal. Mohon lihat 'bot export --help'."),
        ("demo --port banyak", "Nilai '--port' tidak dapat dipakai. Mohon lihat 'bot demo --help'."),
        ("demo --port 70000", "Nilai '--port' tidak dapat dipakai. Mohon lihat 'bot demo --help'."),
        ("demo --port", "Nilai pilihan '--port' belum sesuai. Mohon lihat 'bot --help'."),
        ("verify a b", "Ada kata yang berlebih pada perintah ini. Mohon lihat 'bot verify --help'."),
    ],
)
def test_what_was_typed_wrongly_is_one_sentence(typed: str, said: str) -> None:
    """It is Indonesian, names what is wrong and where to look, and the exit code is 2."""
    result = CliRunner().invoke(app, typed.split(), prog_name="bot")
    assert (result.exit_code, result.stderr, result.stdout) == (2, f"{said}\n", "")


def test_a_command_that_is_asked_for_help_is_no_error() -> None:
    """Help ends with 0; without a subcommand it is printed as well, and the exit code says that nothing was done."""
    asked, bare = (CliRunner().invoke(app, arguments, prog_name="bot") for arguments in (["--help"], ["calendar"]))
    assert (asked.exit_code, asked.stderr) == (0, "")
    assert (bare.exit_code, bare.stderr) == (2, "")
    assert "Menghapus catatan" in bare.output


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_is_in_the_operators_language(path: tuple[str, ...]) -> None:
    """The help of every command has no heading, and no word about an option, that is left in English."""
    asked = CliRunner().invoke(app, [*path, "--help"], prog_name="bot")
    assert asked.exit_code == 0
    assert asked.output.split()[0] == "Pemakaian:"
    assert "Menampilkan penjelasan ini." in asked.output
    assert re.findall(rf"\b({'|'.join(ENGLISH)})\b", asked.output) == []
