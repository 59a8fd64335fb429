"""Trouble on demand: Telegram is away or too busy, or somebody blocks the bot."""

from __future__ import annotations

from typing import Any

from bot.demo.training import phrases
from bot.simulator import acts
from bot.simulator.backstage import Backstage

_REFUSED_CALLS = 10
_RETRY_AFTER = 3


class Trouble:
    """Begins and ends trouble on a stage."""

    def __init__(self, backstage: Backstage) -> None:
        self._backstage = backstage

    def make(self, what: str, *, on: bool, user_id: int, who: str) -> str | None:
        """Begin or end an outage, a flood (429 for the next calls) or a block; what to say, None if it cannot be."""
        if what == "outage":
            self._backstage.outage(on)
            return phrases.OUTAGE_ON if on else phrases.OUTAGE_OFF
        if what == "flood":
            self._flood(on)
            return phrases.FLOOD_ON.format(count=_REFUSED_CALLS) if on else phrases.FLOOD_OFF
        if what == "block" and user_id in self._backstage.world.people:
            (acts.block if on else acts.unblock)(self._backstage.world, user_id)
            self._backstage.world.note()
            return (phrases.BLOCKED if on else phrases.UNBLOCKED).format(who=who)
        return None

    def plain(self, *, alive: bool) -> dict[str, Any]:
        """What is wrong now, for the page; `alive` tells of the bot's process."""
        people = self._backstage.world.people.values()
        return {
            "outage": self._backstage.faults.outage,
            "flood": any(one["kind"] == "flood" for one in self._backstage.faults.listing()),
            "bot_alive": alive,
            "blocked": [one.id for one in people if one.blocked],
        }

    def _flood(self, on: bool) -> None:
        away = self._backstage.faults.outage
        self._backstage.faults.clear()
        self._backstage.outage(away)
        if on:
            self._backstage.faults.add({"kind": "flood", "times": _REFUSED_CALLS, "retry_after": _RETRY_AFTER})
