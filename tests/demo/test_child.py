"""The bot of the training room and of a play is set up by them alone."""

from __future__ import annotations

from bot.demo.child import environment
from bot.settings import Settings, load_settings
from bot.simulator.settings import DEFAULT_TOKEN


def test_nothing_around_the_play_sets_up_its_bot() -> None:
    """Every setting is given, so that none comes from the shell in which someone plays."""
    given = environment(load_settings(None, telegram_token=DEFAULT_TOKEN))
    assert given.keys() >= {name.upper() for name in Settings.model_fields}
