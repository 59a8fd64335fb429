"""A bot that cannot run is tried again ever later, and whoever plays is told where its log lies."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from bot.clock import FixedClock
from bot.demo.child import BotChild
from bot.demo.training import keeper
from bot.demo.training.keeper import Keeper
from bot.simulator.backstage import Backstage
from bot.simulator.clock import StageClock
from bot.simulator.settings import StageSettings


class Frail:
    """A bot that ends as soon as it was started."""

    log = Path("bot.log")

    def __init__(self) -> None:
        self.starts = 0
        self.kills = 0

    async def start(self) -> None:
        self.starts += 1

    async def died(self) -> None:
        await asyncio.sleep(0)

    def kill(self) -> None:
        self.kills += 1

    async def stop(self) -> None:
        """There is nothing to end."""


async def test_a_bot_that_keeps_dying(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pause is longer than the one before; one that was killed on purpose comes back without delay."""
    monkeypatch.setattr(keeper, "_SOONEST", 0.001)
    child, told, enough = Frail(), list[str](), asyncio.Event()

    def tell(sentence: str) -> None:
        told.append(sentence)
        if len(told) == 3:
            kept.kill()
        if len(told) == 4:
            enough.set()

    backstage = Backstage(StageSettings(), StageClock())
    kept = Keeper(cast("BotChild", cast("Any", child)), backstage, FixedClock(datetime(2026, 4, 1, tzinfo=UTC)), tell)
    kept.start()
    await enough.wait()
    await kept.stop()
    assert (child.kills, child.starts >= 4, kept.alive, kept.started) == (1, True, False, False)
    assert all("bot.log" in one for one in told[:3])
    assert told[3] == "Proses bot berhenti dan dijalankan kembali; tidak ada data yang hilang."
