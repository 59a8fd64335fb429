"""The order in which several workers run the tests."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.order import LONG, dealt


def item(place: str, *fixtures: str) -> pytest.Item:
    """A test as far as the order knows it."""
    found: Any = SimpleNamespace(nodeid=f"tests/{place}", fixturenames=fixtures)
    return cast("pytest.Item", found)


SHORT = [item(f"sop/test_{module}.py::test_{number}") for module in "ab" for number in range(7)]
FILLED = [item(f"dialogues/test_{module}.py::test_{number}", "moments") for module in "xyz" for number in range(2)]
PLAYED = [item("demo/test_a.py::test_it"), item("demo/test_b.py::test_it", "played")]
ALL = [*FILLED, *SHORT[:7], *PLAYED, *SHORT[7:]]


@pytest.mark.parametrize("workers", [1, 2, 3, 40])
def test_no_test_is_lost_or_run_twice(workers: int) -> None:
    """However many workers there are, more than tests among them."""
    assert sorted(one.nodeid for one in dealt(ALL, workers)) == sorted(one.nodeid for one in ALL)


def test_both_halves_begin_with_long_tests_and_end_with_short_ones() -> None:
    """What is taken over from another worker's end is short, and in its own order."""
    ordered = dealt(ALL, 2)
    half = len(ALL) // 2
    for part in (ordered[:half], ordered[half:]):
        assert part[0].nodeid.startswith(LONG)
        assert not part[-1].nodeid.startswith(LONG)
    assert [one for one in ordered if one in SHORT] == SHORT


def test_what_shares_a_costly_fixture_stays_together() -> None:
    """The dialogues of all modules follow each other: the cycle in which they begin is played for one worker only."""
    ordered = dealt(ALL, 2)
    first = ordered.index(FILLED[0])
    assert ordered[first : first + len(FILLED)] == FILLED
