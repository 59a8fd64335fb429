"""The cycle is played once a run; every dialogue begins at one of its moments, with a bot and phones of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import pytest

from bot.calendars import Published, published
from bot.demo.play import collecting, concluding
from bot.demo.play.scenes import Play
from bot.documents.workbook.reading import read_office
from tests.builders import DEMO_WORKBOOK
from tests.dialogues.office import BEFORE, PATIENCE, Moment, Office, at_work, build, capture, restore

MOMENTS = (
    ("prepared", collecting.order),
    ("released", collecting.prepare),
    ("filling", collecting.distribute),
    ("", collecting.fill_first),
    ("", collecting.fill_own),
    ("", collecting.fill_with_correction),
    ("", collecting.fill_unusual),
    ("", collecting.fill_idle),
    ("receiving", collecting.fill_last),
    ("recapping", collecting.receive),
    ("reporting", concluding.recap),
    ("reviewing", concluding.report),
    ("composing", concluding.agree),
    ("signing", concluding.compose),
    ("signed_once", concluding.sign_first),
    ("archiving", concluding.sign_last),
)
"""What is played, and under which name the moment after it is remembered."""


@pytest.fixture(scope="session")
def moments(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Moment]:
    """Every moment of one undisturbed cycle, by name."""
    return asyncio.run(_record(tmp_path_factory.mktemp("moments")))


async def _record(folder: Path) -> dict[str, Moment]:
    theatre = await build(folder / "theatre")
    found: dict[str, Moment] = {}
    try:
        theatre.time.begin(BEFORE)
        theatre.import_office(DEMO_WORKBOOK)
        await theatre.cast(PATIENCE)
        async with at_work(theatre):
            await theatre.join()
            found["joined"] = await capture(theatre, folder / "joined")
            played = Play(theatre, 2026, 1, eventful=False)
            first = theatre.plan.officials[0]
            watcher = await theatre.stage.phone(theatre.people[first.code].phone.user_id, first.name)
            await watcher.catch_up()
            played.next_day_at(7, 30)
            await watcher.expect("jadwal pengumpulan")
            found["proposed"] = await capture(theatre, folder / "proposed")
            for name, scene in MOMENTS:
                await scene(played)
                if name:
                    found[name] = await capture(theatre, folder / name)
    finally:
        await theatre.close()
    return found


_plan = cache(read_office)
_days_off = cache(published)


async def _known(year: int) -> Published:
    return _days_off(year)


@pytest.fixture
async def office(
    request: pytest.FixtureRequest, moments: dict[str, Moment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Office]:
    """The office at the moment that the test names: `parametrize("office", ["filling"], indirect=True)`."""
    # The cycle was played with a process for each of them; starting two more would outlast most dialogues.
    monkeypatch.setattr("bot.demo.play.theatre.read_office", _plan)
    monkeypatch.setattr("bot.app.published_apart", _known)
    theatre = await build(tmp_path / "theatre")
    try:
        await restore(theatre, moments[request.param])
        async with at_work(theatre):
            yield Office(theatre)
    finally:
        await theatre.close()
