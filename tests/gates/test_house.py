"""The house rules that no tool knows: layout, sizes, names, the clock, and what the repository never mentions."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.gates.checkout import PRODUCT, files, functions, imports, sources, text

TOP = {
    *PRODUCT,
    *("tests", "pyproject.toml", ".env.example", "README.md", "constraints.txt", "LICENSE", ".ci", ".gitignore"),
}
VAGUE = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)(_|$)")
CLOCKS = {Path("bot/clock.py"), Path("bot/simulator/clock.py")}
"""The bot's clock, and the one of the simulator, which shares no code with the bot."""

READS_TIME = re.compile(r"\b(datetime\.now|time\.time|time\.time_ns|date\.today|datetime\.today)\(|\butcnow\b")
# Put together from parts, so that this file does not hold what it looks for.
REGISTRIES = re.compile(
    "|".join(["pypi" + r"\.org", "python" + "hosted", "npm" + r"js\.(org|com)", "debian" + r"\.org"])
)
MACHINE = re.compile(r"(?<![\w.:/])/" + r"(work|root|home|Users)/")


def size(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of a function without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def test_only_the_agreed_entries_stand_at_the_top() -> None:
    """The layout's top level is fixed."""
    assert {path.parts[0] for path in files()} - TOP == set()


def test_no_file_is_long() -> None:
    """A Python file has 300 lines at most."""
    assert [path for path in sources(*PRODUCT, "tests") if text(path).count("\n") > 300] == []


def test_no_function_is_long() -> None:
    """A function of the product has 50 lines at most."""
    long = [
        f"{path}:{function.lineno} {function.name}, {size(function)} lines"
        for path in sources(*PRODUCT)
        for function in functions(text(path))
        if size(function) > 50
    ]
    assert long == []


def test_every_module_says_what_it_is() -> None:
    """A module of the product begins with a docstring; an __init__.py is empty or one line."""
    modules = sources(*PRODUCT)
    silent = [path for path in modules if text(path) and not ast.get_docstring(ast.parse(text(path)))]
    empty = [path for path in modules if not text(path) and path.name != "__init__.py"]
    chatty = [path for path in modules if path.name == "__init__.py" and text(path).count("\n") > 1]
    assert (silent, empty, chatty) == ([], [], [])


def test_no_name_is_vague() -> None:
    """No file or folder is a drawer for whatever has no place."""
    assert [path for path in sources(*PRODUCT, "tests") if any(map(VAGUE.search, [*path.parts[:-1], path.stem]))] == []


def test_the_time_is_read_in_one_place() -> None:
    """Only the clocks ask the machine for the time; a monotonic counter is no time of day."""
    readers = [
        f"{path}:{number}"
        for path in sources(*PRODUCT)
        if path not in CLOCKS
        for number, line in enumerate(text(path).splitlines(), 1)
        if READS_TIME.search(line)
    ]
    assert readers == []


def test_every_room_of_the_bot_has_its_layer() -> None:
    """A new module of bot is placed among the layers in pyproject.toml, or it could import and be imported at will."""
    linter = tomllib.loads(text(Path("pyproject.toml")))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in linter["contracts"] if contract["type"] == "layers")
    placed = {name.strip("() ") for layer in layers for name in layer.split("|")}
    rooms = {".".join(path.with_suffix("").parts[:2]) for path in sources("bot")} - {"bot.__init__"}
    assert rooms - placed == set()


def test_the_sop_needs_the_standard_library_only() -> None:
    """bot/sop imports itself and the standard library."""
    foreign = [
        f"{path}: {name}"
        for path in sources("bot")
        if path.parts[:2] == ("bot", "sop")
        for name in imports(text(path))
        if name.partition(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("bot.sop.")
    ]
    assert foreign == []


def test_the_repository_names_no_registry_and_no_machine() -> None:
    """No file holds the host name of a package registry or an absolute path of somebody's machine."""
    named = [
        f"{path}:{number} {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(text(path).splitlines(), 1)
        if REGISTRIES.search(line) or MACHINE.search(line)
    ]
    assert named == []


def test_every_test_states_a_behaviour() -> None:
    """Each test has a docstring, so that the tests read as the specification."""
    silent = [
        f"{path}:{function.lineno} {function.name}"
        for path in sources("tests")
        for function in functions(text(path))
        if function.name.startswith("test_") and not ast.get_docstring(function)
    ]
    assert silent == []


@pytest.mark.parametrize(
    "line", ["at = datetime.now(UTC)", "import time; time.time()", "datetime.utcnow", "date.today()"]
)
def test_a_reading_of_the_time_is_recognised(line: str) -> None:
    """Each usual way to read the time of day would be found."""
    assert READS_TIME.search(line)


@pytest.mark.parametrize("line", ["clock.now()", "time.monotonic()", "loop.time()", "self.now(", "uptime.time_ns"])
def test_a_duration_is_no_reading_of_the_time(line: str) -> None:
    """Our clock and counters of durations stay allowed."""
    assert not READS_TIME.search(line)


@pytest.mark.parametrize(
    "line", ["see https://" + "pypi" + ".org/x", "open('" + "/home" + "/ani/a')", "= /root" + "/.cache"]
)
def test_a_host_or_a_path_is_recognised(line: str) -> None:
    """A registry's address and a machine's path would be found."""
    assert REGISTRIES.search(line) or MACHINE.search(line)


@pytest.mark.parametrize("line", ["https://example.invalid/home/page", "bot/work/x", "./home/x", "/homes/x"])
def test_an_address_or_a_relative_path_is_no_machine(line: str) -> None:
    """Paths within an address or below a folder of ours stay allowed."""
    assert not MACHINE.search(line)


@pytest.mark.parametrize("name", ["utils", "pdf_helpers", "task_manager", "misc", "common"])
def test_a_vague_name_is_recognised(name: str) -> None:
    """The names that say nothing would be found, alone or as a part."""
    assert VAGUE.search(name)
