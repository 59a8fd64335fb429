"""Cycles under faults, deaths and odd acts that are drawn from a seed: each ends as an undisturbed one does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.trials.ending import Ending
from bot.bench.trials.mischief import Seeded
from bot.bench.trials.verdict import tried


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 21))])
async def test_a_cycle_ends_the_same_whatever_a_seed_brings(seed: int, tmp_path: Path, undisturbed: Ending) -> None:
    """The same tasks, answers, deeds, and kinds and versions of papers; every message once, if its fate is known."""
    fate = Seeded(seed)
    found, _ = await tried(tmp_path, fate)
    assert fate.done.total() > 0
    assert found.essence().differences(undisturbed.essence()) == []
