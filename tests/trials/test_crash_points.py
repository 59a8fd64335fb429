"""The bot is killed at each crash point of a whole cycle, and started again: nothing is lost and nothing is doubled."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.bench.trials.ending import Ending
from bot.bench.trials.house import House
from bot.bench.trials.kills import TICKS
from bot.bench.trials.verdict import tried
from bot.crash_points import CrashPoint


@dataclass(frozen=True, slots=True)
class EachOnce:
    """All points are armed at which the bot has not died yet; the first that it comes to ends it."""

    async def as_time_passes(self, house: House) -> None:
        """Arm those of the clock."""
        house.victim.trigger.set(dict.fromkeys(_left(house) & TICKS, 1))

    async def before_act(self, house: House) -> None:
        """Arm all that are left."""
        house.victim.trigger.set(dict.fromkeys(_left(house), 1))


def _left(house: House) -> set[CrashPoint]:
    return set(CrashPoint) - {death.point for death in house.victim.deaths}


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
