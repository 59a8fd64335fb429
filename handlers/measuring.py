"""Puts a measure around what handles updates and calls Telegram; neither knows of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.metrics import Metrics, Pulse
from handlers.api import Caller
from handlers.intake import KINDS

Handle = Callable[[int, dict[str, Any]], Awaitable[object]]


def handling(handle: Handle, metrics: Metrics) -> Handle:
    """The same, with each try counted, and timed if it succeeds."""
    clock, updates, timed = metrics.clock, metrics.updates, metrics.handling

    async def measured(update_id: int, raw: dict[str, Any]) -> None:
        began = clock()
        kind = next((one for one in KINDS if one in raw), "other")
        try:
            await handle(update_id, raw)
        except Exception:
            updates[kind, "failed"] += 1
            raise
        updates[kind, "done"] += 1
        timed.observe(clock() - began)

    return measured


class MeasuredApi:
    """Calls the Bot API, each call counted by its outcome; a poll that came back is a pulse, anything else is timed."""

    def __init__(self, api: Caller, metrics: Metrics) -> None:
        self._api = api
        self._metrics = metrics

    async def call(self, method: str, parameters: dict[str, Any], *more: Any, **named: Any) -> Any:
        """Call a method and give back its `result`. Raises TelegramError."""
        metrics = self._metrics
        began = metrics.clock()
        try:
            result = await self._api.call(method, parameters, *more, **named)
        except Exception as error:
            metrics.calls[method, type(error).__name__] += 1
            raise
        metrics.calls[method, "ok"] += 1
        if method == "getUpdates":
            metrics.beat(Pulse.POLL)
        else:
            metrics.sending.observe(metrics.clock() - began)
        return result
