"""What handles updates and calls Telegram is measured without knowing it."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.metrics import Metrics, Pulse
from handlers.api import File
from handlers.measuring import MeasuredApi, handling


class Desk:
    """Answers or fails as it is told."""

    error: Exception | None = None

    async def call(
        self,
        method: str,
        parameters: dict[str, Any],
        files: dict[str, File] | None = None,
        read_timeout: float | None = None,
    ) -> Any:
        if self.error is not None:
            raise self.error
        return [method, parameters, files, read_timeout]


async def test_updates_are_counted_by_kind_and_outcome() -> None:
    """Each try for itself; what a kind is called is never taken from the update."""
    metrics = Metrics(clock=count().__next__)

    async def handle(update_id: int, raw: dict[str, Any]) -> None:
        if update_id == 2:
            raise ValueError

    handle_measured = handling(handle, metrics)
    await handle_measured(1, {"update_id": 1, "message": {}})
    with pytest.raises(ValueError):
        await handle_measured(2, {"update_id": 2, "callback_query": {}})
    await handle_measured(3, {"update_id": 3, "poll_of_a_stranger": {}})
    assert metrics.updates == {("message", "done"): 1, ("callback_query", "failed"): 1, ("other", "done"): 1}
    assert (sum(metrics.handling.counts), metrics.handling.total) == (2, 2)


async def test_calls_are_counted_and_timed() -> None:
    """A poll is a pulse and takes as long as nobody writes, so it is not timed; an error keeps its name only."""
    metrics, desk = Metrics(clock=count().__next__), Desk()
    metrics.work(Pulse.POLL)
    api = MeasuredApi(desk, metrics)
    assert await api.call("sendMessage", {"text": "x"}, None, 5) == ["sendMessage", {"text": "x"}, None, 5]
    await api.call("getUpdates", {})
    desk.error = BadRequest("kepada Bapak Camat")
    with pytest.raises(BadRequest):
        await api.call("sendMessage", {})
    assert metrics.calls == {("sendMessage", "ok"): 1, ("getUpdates", "ok"): 1, ("sendMessage", "BadRequest"): 1}
    assert (sum(metrics.sending.counts), metrics.ages()[Pulse.POLL]) == (1, 2)
