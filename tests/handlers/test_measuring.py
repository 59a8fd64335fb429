"""What handles updates and calls Telegram is measured without knowing it."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from telegram.error import BadRequest

from bot.metrics import Metrics, Pulse
from handlers.api import File
from handlers.measuring import MeasuredApi, handling
from tests.handlers.desk import Call, Desk


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
    desk.arrange("terkirim", [], BadRequest("kepada Bapak Camat"))
    files: dict[str, File] = {"document": ("a.pdf", b"%PDF", "application/pdf")}
    assert await api.call("sendDocument", {}, files, read_timeout=5) == "terkirim"
    assert desk.calls == [Call("sendDocument", {}, files)]
    assert desk.calls[0].read_timeout == 5
    await api.call("getUpdates", {})
    with pytest.raises(BadRequest):
        await api.call("sendMessage", {})
    assert metrics.calls == {("sendDocument", "ok"): 1, ("getUpdates", "ok"): 1, ("sendMessage", "BadRequest"): 1}
    assert (sum(metrics.sending.counts), metrics.ages()[Pulse.POLL]) == (1, 2)
