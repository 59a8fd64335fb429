"""The shipped SOPs by version: a released table never changes, since cycles keep to it."""

import hashlib
import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.sop import versions
from bot.sop.definition import long_ikis
from bot.sop.errors import SopDefinitionError
from bot.sop.versions import DEFAULT, by_version, shipped
from storage.tables import FIRST_SOP

RELEASED = {"long-ikis@2022": "770923c09437639c"}
"""What each version says, as a fingerprint: cycles that run by it would change under the hands of their officials."""


def fingerprint(table: dict[str, Any]) -> str:
    """What a table says, whatever its comments and the order of its keys."""
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()[:16]


def test_a_released_version_says_what_it_said() -> None:
    """A changed limit or role goes into a table with a version of its own, whose fingerprint is added here."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in Path(versions.__file__).parent.glob("*.toml")]
    assert {table["version"]: fingerprint(table) for table in tables} == RELEASED
    assert shipped().keys() == RELEASED.keys()


def test_the_usual_version_is_the_paper_of_long_ikis() -> None:
    """An office that names none has it, and so have the cycles from before there were versions."""
    assert shipped()[DEFAULT] == long_ikis()
    assert DEFAULT == FIRST_SOP


def test_two_tables_of_one_version_are_refused() -> None:
    """A copy whose version was forgotten is found when the bot starts."""
    with pytest.raises(SopDefinitionError, match="dua tabel SOP memakai versi long-ikis@2022"):
        by_version([long_ikis(), replace(long_ikis(), number="lain")])


def test_the_usual_version_must_be_there() -> None:
    """Without it no office could open a cycle."""
    with pytest.raises(SopDefinitionError, match="tabel SOP long-ikis@2022 tidak ada"):
        by_version([replace(long_ikis(), version="lain@1")])
