"""The clock bar of the training room: every way in which its time is moved, and never back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.demo.training import phrases
from bot.demo.training.house import House
from bot.demo.training.pace import SPEEDS, Pace
from bot.demo.training.refusing import Refused
from bot.demo.training.state import Look, Onlooker
from bot.texts.formats import hari_tanggal_waktu

_FURTHEST = timedelta(days=62)
_MOST_DAYS = 30
_GLANCE, _GLANCES = 0.1, 30
_MINUTE = timedelta(minutes=1)


class Moving:
    """Moves the time of a house; `moved` is called after each move."""

    def __init__(self, house: House, onlooker: Onlooker, moved: Callable[[], None]) -> None:
        self.pace = Pace(house.time, moved)
        self._time = house.time
        self._onlooker = onlooker
        self._moved = moved

    def advance(self, minutes: float) -> str:
        """Let minutes pass; gives what to say, and raises Refused for none and for too many."""
        if not 0 < minutes <= _FURTHEST / _MINUTE:
            raise Refused(phrases.TOO_FAR)
        return self._until(self._time.now() + timedelta(minutes=minutes))

    async def working_days(self, count: int) -> str:
        """Let working days pass, until the same time of day."""
        if not 0 < count <= _MOST_DAYS:
            raise Refused(phrases.TOO_FAR)
        calendar = await self._onlooker.calendar(self._time.now())
        local = calendar.local(self._time.now())
        day = calendar.working_days_after(local.date(), count)
        return self._until(datetime.combine(day, local.timetz()))

    async def to_deadline(self) -> str:
        """Let time pass until the next reminder or limit, or else until the next period opens."""
        look = await self._settled()
        if look.coming.at is None:
            raise Refused(phrases.NO_DEADLINE)
        return f"{self._until(look.coming.at)} {look.coming.label}."

    def run_at(self, speed: int) -> str:
        """Let the time run so many times as fast; 0 is the present as it goes by itself."""
        if speed not in SPEEDS:
            raise Refused(phrases.ODD)
        self.pace.set(speed)
        return phrases.FASTER.format(speed=speed) if speed else phrases.REAL_TIME

    async def pass_until(self, at: datetime) -> None:
        """Let time pass until an instant; nothing happens if it has come already."""
        self._time.until(at)
        self._moved()

    async def _settled(self) -> Look:
        """How the office stands once the bot has fired whatever has come by now; it may be away, too."""
        for _ in range(_GLANCES):
            look = await self._onlooker.look(self._time.now())
            if not look.coming.overdue:
                break
            await asyncio.sleep(_GLANCE)
        return look

    def _until(self, at: datetime) -> str:
        self._time.until(at)
        self._moved()
        return phrases.MOVED.format(when=hari_tanggal_waktu(self._time.now(), self._onlooker.zone))
