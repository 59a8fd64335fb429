"""README.md: what it says to be typed can be typed, and its services run what there is."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from bot.bench.registry import BENCHMARKS
from bot.cli import app
from bot.settings import Settings
from bot.worker import GRACE
from tests.commands import COMMANDS, options
from tests.gates.checkout import PRODUCT, ROOT

FOREIGN = {"DIR", "PGPASSWORD"}
"""Names in capitals that are no settings: a place to be filled in, and one that PostgreSQL's library reads."""

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The code blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def typed() -> list[list[str]]:
    """The words after each `bot` that is to be typed."""
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    fenced = "\n".join(block for language in ("sh", "powershell", "ini") for block in blocks(language))
    lines = [*re.findall(r"`([^`]+)`", prose), *fenced.splitlines()]
    found = (re.search(r"(?:^|[/\\]|kinerja )bot ([^&]+)", line.replace("\n", " ")) for line in lines)
    return [shlex.split(one[1]) for one in found if one]


def path_of(words: list[str]) -> tuple[str, ...]:
    """The command that words name, as far as they name one."""
    path = tuple[str, ...]()
    while words[len(path) :] and (*path, words[len(path)]) in COMMANDS:
        path = (*path, words[len(path)])
    return path


def test_every_command_exists() -> None:
    """Each `bot COMMAND`, with its subcommand and its options, is one of the program's."""
    named = {path_of(words) for words in typed()}
    assert {("run",), ("hold",), ("calendar", "add"), ("calendar", "remove")} <= named
    for words in typed():
        path, given = path_of(words), {word for word in words if word.startswith("--")}
        assert given <= options(path), words
        left = set(words[len(path) :]) - given
        assert not (left and hasattr(COMMANDS[path], "commands")), words


def test_every_option_exists() -> None:
    """Each option that is named by itself is one that some command knows, or Docker."""
    named = set(re.findall(r"`(--[a-z-]+)[^`]*`", TEXT)) - {"--env"}
    assert {"--office", "--fresh", "--runs", "--json"} <= named <= set().union(*map(options, COMMANDS))


def test_every_setting_exists() -> None:
    """Each name in capitals is one that the program reads."""
    named = set(re.findall(r"`([A-Z_]+)(?:=[^`]*)?`", TEXT)) - FOREIGN
    assert {"TELEGRAM_TOKEN", "DATABASE_URL", "MODE"} <= named <= {name.upper() for name in Settings.model_fields}


def test_every_benchmark_is_in_the_table() -> None:
    """The table and the command's own help name what there is."""
    table = TEXT.partition("| `bot bench …` |")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z]+)[^`]*`", " ".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))
    known = sorted(BENCHMARKS)
    assert sorted(named) == known
    help_text = typer.main.get_command(app).commands["bench"].params[0].help  # type: ignore[attr-defined]
    assert help_text == f"{', '.join(known)}."


def test_the_unit_of_systemd_runs_the_bot(tmp_path: Path) -> None:
    """It starts again whatever happens, and gives a stop more time than the bot takes."""
    (text,) = blocks("ini")
    unit = configparser.ConfigParser(interpolation=None)
    unit.read_string(text)
    service = unit["Service"]
    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/bot run"
    assert service["Restart"] == "always"
    assert int(service["TimeoutStopSec"]) >= GRACE + 2
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here that could read it")
    path = tmp_path / "data-kinerja.service"
    # What stands in this folder on an office's server does not on this machine.
    path.write_text(text.replace(service["ExecStart"], "/bin/true run"), encoding="utf-8")
    read = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True, check=False)
    assert path.name not in read.stderr


def test_the_container_holds_the_product_and_no_secret() -> None:
    """Every room is copied by its name; neither .env nor data can come in; it stops as any service does."""
    (text,) = (block for block in blocks("sh") if "docker build" in block)
    copied = {name for line in re.findall(r"^COPY (.+) \S+$", text, re.MULTILINE) for name in line.split()}
    assert copied == {*PRODUCT, "pyproject.toml", "constraints.txt", "README.md", "LICENSE"}
    assert "-c constraints.txt" in text
    assert "USER kinerja" in text
    (port,) = re.findall(r"HEALTH_PORT=(\d+)", text)
    assert f"http://127.0.0.1:{port}/readyz" in text
    (stop,) = re.findall(r"--stop-timeout (\d+)", text)
    assert int(stop) >= GRACE + 2


def test_the_task_of_windows_runs_the_bot() -> None:
    """At start-up and again after an end, in this folder, with nobody logged on and without a limit."""
    install, task = blocks("powershell")
    assert "-c constraints.txt" in install
    for part in (
        '-Execute "$PWD\\.venv\\Scripts\\bot.exe" -Argument "run" -WorkingDirectory "$PWD"',
        "-AtStartup",
        "-RepetitionInterval",
        "-MultipleInstances IgnoreNew",
        "-ExecutionTimeLimit ([TimeSpan]::Zero)",
        "-LogonType S4U",
    ):
        assert part in task
