"""The bot is killed at each crash point of a whole cycle, and started again: nothing is lost and nothing is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bench.trials.ending import Ending
from bot.bench.trials.kills import EachOnce
from bot.bench.trials.verdict import tried
from bot.crash_points import CrashPoint


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_cycle_ends_the_same_though_the_bot_is_killed_at_every_point(
    kind: str, tmp_path: Path, undisturbed: Ending, request: pytest.FixtureRequest
) -> None:
    """Answers, transitions, messages and the text of every PDF are those of a cycle in which the bot lived on.

    On SQLite it polls, on PostgreSQL it has a webhook.
    """
    url = request.getfixturevalue("postgresql_empty_url") if kind == "postgresql" else None
    _, deaths = await tried(tmp_path, EachOnce(), wanted=undisturbed, database_url=url)
    assert {death.point for death in deaths} == set(CrashPoint)
