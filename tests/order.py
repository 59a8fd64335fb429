"""The order of a run with several workers: whatever takes long begins, and what shares something costly stays together.

pytest-xdist gives each worker an equal part of the tests, in their order, and one that is done takes from the end of
another's part: those should be short tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, islice

import pytest

LONG = ("tests/trials/", "tests/dialogues/", "tests/demo/", "tests/browser/", "tests/bench/", "tests/gates/")
SHARED = ("moments", "played", "undisturbed")
"""Fixtures of a session that each worker would have to make for itself."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin every worker's part with long tests; all workers must come to the same order."""
    if hasattr(config, "workerinput"):
        items[:] = dealt(items, config.workerinput["workercount"])


def dealt(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """All tests, so ordered that as many equal parts begin with about as many groups of long ones."""
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = iter(item for item in items if not item.nodeid.startswith(LONG))
    groups = _groups(long)
    ordered = list[pytest.Item]()
    for number in range(workers):
        begins = [item for group in groups[number::workers] for item in group]
        size = (len(items) - len(ordered)) // (workers - number)
        ordered += [*begins, *islice(short, max(0, size - len(begins)))]
    return ordered


def _groups(items: Sequence[pytest.Item]) -> list[list[pytest.Item]]:
    """The tests of a module, or of what they share."""
    by_group = sorted(items, key=_group)
    return [list(found) for _, found in groupby(by_group, key=_group)]


def _group(item: pytest.Item) -> tuple[int, str]:
    shared = next((name for name in SHARED if name in getattr(item, "fixturenames", ())), "")
    folder = next(number for number, prefix in enumerate(LONG) if item.nodeid.startswith(prefix))
    return folder, shared or item.nodeid.partition("::")[0]
