"""constraints.txt: exact versions of everything that an installation with the tests brings, and nothing else."""

import tomllib
from importlib.metadata import requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.gates.checkout import ROOT

LINES = (ROOT / "constraints.txt").read_text(encoding="ascii").splitlines()
PINS = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in LINES)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WANTED = [Requirement(line) for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]]


def installed_with(wanted: list[Requirement]) -> set[str]:
    """The names of all packages that these requirements bring to this interpreter, their own requirements included."""
    found: set[tuple[str, frozenset[str]]] = set()
    waiting = list(wanted)
    while waiting:
        requirement = waiting.pop()
        name, extras = canonicalize_name(requirement.name), frozenset(requirement.extras)
        if (name, extras) in found:
            continue
        found.add((name, extras))
        for line in requires(name) or []:
            needed = Requirement(line)
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *extras}):
                waiting.append(needed)
    return {name for name, _ in found}


def test_every_line_is_an_exact_pin() -> None:
    """A line is a name and a version, without an address, and each name comes once."""
    assert all(version and not set(version) & set("@ ;/<>*") for version in PINS.values())
    assert len(PINS) == len(LINES)


def test_everything_that_is_installed_is_pinned() -> None:
    """No package comes in the version of the day."""
    assert installed_with(WANTED) - PINS.keys() == set()


def test_nothing_else_is_pinned() -> None:
    """A package that nothing asks for any more leaves constraints.txt, too."""
    assert PINS.keys() - installed_with(WANTED) == set()


def test_the_pins_satisfy_the_project() -> None:
    """Each pinned version lies within the range that pyproject.toml names."""
    outside = [str(want) for want in WANTED if not want.specifier.contains(PINS[canonicalize_name(want.name)])]
    assert outside == []
