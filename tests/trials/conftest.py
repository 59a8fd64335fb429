"""One cycle in which nothing happens, with which all trials are compared."""

from __future__ import annotations

import asyncio

import pytest

from bot.bench.trials.ending import Ending
from bot.bench.trials.verdict import tried


@pytest.fixture(autouse=True)
def _unmeasured(unmeasured: None) -> None:
    """Each trial starts dozens of bots."""


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Ending:
    """How it ended."""
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        return asyncio.run(tried(tmp_path_factory.mktemp("undisturbed")))[0]
