"""Flood limits, and the life of a press, on a clock that the test holds."""

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.limits import FloodLimits
from bot.simulator.settings import StageSettings

SETTINGS = StageSettings(overall_rate=10, overall_burst=4, chat_rate=0.5, chat_burst=2)


def test_a_chat_takes_its_burst_and_then_its_rate() -> None:
    """Two messages pass at once, the next only after two seconds."""
    limits = FloodLimits(SETTINGS, at=0)
    limits.charge(1, at=0)
    limits.charge(1, at=0)
    with pytest.raises(ApiError) as refused:
        limits.charge(1, at=0.5)
    assert refused.value.parameters == {"retry_after": 2}
    limits.charge(1, at=2)


def test_the_bot_as_a_whole_has_a_limit() -> None:
    """Many chats together are bounded, too, and a refused message costs nothing."""
    limits = FloodLimits(SETTINGS, at=0)
    for chat in range(4):
        limits.charge(chat, at=0)
    with pytest.raises(ApiError, match="Too Many Requests: retry after 1"):
        limits.charge(9, at=0)
    limits.charge(9, at=0.1)
    limits.charge(9, at=0.2)


def test_an_album_is_counted_whole() -> None:
    """Messages sent at once pass together and are paid for together."""
    limits = FloodLimits(SETTINGS, at=0)
    limits.charge(1, at=0, count=3)
    limits.charge(1, at=0, count=0)
    with pytest.raises(ApiError, match="retry after 5"):
        limits.charge(1, at=0)


def test_limits_can_be_lifted() -> None:
    """A benchmark's thousand messages to one chat pass."""
    limits = FloodLimits(StageSettings(flood_limits=False), at=0)
    for _ in range(1000):
        limits.charge(1, at=0)
    assert SETTINGS.changed({"flood_limits": False}).flood_limits is False
