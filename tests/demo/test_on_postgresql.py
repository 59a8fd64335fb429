"""The whole cycle on PostgreSQL: the same bot, the same play, another database."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.demo.child import BotChild
from bot.demo.play import stage
from bot.demo.play.stage import OFFICE, Show
from bot.demo.play.theatre import Theatre
from bot.demo.play.transcript import Transcript
from bot.settings import load_settings

# The trials play a whole cycle on PostgreSQL in every run; here people's own words and the terminal are added.
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("unmeasured")]


async def test_a_whole_cycle_runs_on_postgresql(
    tmp_path: Path, postgresql_empty_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """From an empty database to the archive, with all documents and an audit that verifies and replays."""
    theatre = await Theatre.build(tmp_path, OFFICE, SystemClock(), Transcript(lambda _: None, "Asia/Makassar"))
    overrides = {name: getattr(theatre.settings, name) for name in type(theatre.settings).model_fields}
    theatre.settings = load_settings(None, **{**overrides, "database_url": postgresql_empty_url})
    child = BotChild(theatre.settings, tmp_path / "bot.log")
    try:
        code = await stage._perform(Show(once=True, patience=30.0), theatre, child)
    finally:
        await child.stop()
        await theatre.close()
    said = capsys.readouterr()
    assert code == 0, said.err
    assert "segel cocok" in said.out
