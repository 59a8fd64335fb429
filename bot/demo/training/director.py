"""The director of the training room: tells the page how all stands, and hands on what the page asks for."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.demo.training import phrases
from bot.demo.training.machine import Machine
from bot.demo.training.refusing import Refused
from bot.demo.training.room import ZONE, Room, RoomError
from bot.demo.training.trouble import Trouble
from bot.simulator.backstage import Backstage
from bot.simulator.memory import Memory
from bot.simulator.signals import Signal

if TYPE_CHECKING:
    from bot.demo.training.house import House
    from bot.demo.training.moving import Moving
    from bot.demo.training.playing import Playing
    from bot.demo.training.state import Look, Onlooker

LOG = structlog.get_logger(__name__)
_GLANCE = 0.25
_EMPTY: dict[str, Any] = {
    "office": "",
    "cycle": None,
    "steps": [],
    "officials": [],
    "panel": {"outbox": [], "deadlines": [], "audit": []},
}


@dataclass(slots=True)
class _Rooms:
    """What there is once the house is open."""

    house: House
    onlooker: Onlooker
    moving: Moving
    playing: Playing


class Director:
    """Stands between the page and the house; `n` grows with whatever the page should know.

    Light until `open`: what it needs of the bot is imported then, when the page is served already.
    """

    def __init__(self, room: Room, base: Clock, backstage: Backstage, memory: Memory) -> None:
        self.message = phrases.PREPARING
        # Counted on from the machine's time, so that a page which waited for an earlier process is answered at once.
        self.n = int(base.machine().timestamp())
        self._room = room
        self._base = base
        self._backstage = backstage
        self._memory = memory
        self._trouble = Trouble(backstage)
        self._signal = Signal()
        self._machine: Machine | None = None
        self._rooms: _Rooms | None = None
        self._look: Look | None = None
        self._watching: asyncio.Task[None] | None = None
        self._beginning: asyncio.Task[None] | None = None
        self._url = self._key = ""

    async def open(self, url: str, key: str) -> None:
        """Bring the house to life on the stage at an address, which `key` opens for programs beyond loopback.

        Raises RoomError if the office cannot be used.
        """
        self._url, self._key = url, key
        goes_on = self._room.opened
        self._machine = machine = Machine(self._room, self._backstage, self._base, url, key, self.tell)
        machine.start()
        house = (await asyncio.to_thread(_load))(machine)
        try:
            await house.open()
            rooms = await asyncio.to_thread(self._furnished, house)
            self._look = await rooms.onlooker.look(house.time.now())
        except BaseException:
            await house.close()
            raise
        self._rooms = rooms
        self._watching = asyncio.create_task(self._watch(rooms))
        self.tell(phrases.CONTINUED if goes_on else phrases.READY)

    def _furnished(self, house: House) -> _Rooms:
        from bot.demo.training.moving import Moving
        from bot.demo.training.playing import Playing
        from bot.demo.training.state import Onlooker

        onlooker = Onlooker(house.database, house.audit_key)
        moving = Moving(house, onlooker, self._moved)
        return _Rooms(house, onlooker, moving, Playing(house, moving.pass_until, self.tell))

    async def close(self) -> None:
        """End all that runs; what is kept stays."""
        await _ended(self._beginning)
        await self._leave()

    async def _leave(self) -> None:
        rooms, self._rooms = self._rooms, None
        if rooms is not None:
            rooms.moving.pace.set(0)
            await rooms.playing.stop()
            await _ended(self._watching)
            await rooms.house.close()
        machine, self._machine = self._machine, None
        if machine is not None:
            await machine.stop()

    async def changed(self, after: int, seconds: float) -> None:
        """Wait while the state is the one with this number, so many seconds at most."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while self.n == after and (rest := end - loop.time()) > 0:
            await self._signal.wait(rest)

    def state(self) -> dict[str, Any]:
        """How all stands; times are ISO with the office's offset, `world` changes when all starts over."""
        rooms, look = self._rooms, self._look
        alive = rooms is not None and rooms.house.keeper.alive
        return {
            "n": self.n,
            "ready": rooms is not None,
            "world": self._backstage.world.name,
            **(look.plain if look else _EMPTY),
            "clock": self._clock(),
            "playing": rooms.playing.what if rooms else "",
            "trouble": self._trouble.plain(alive=alive),
            "message": self.message,
        }

    def _clock(self) -> dict[str, Any]:
        clock, coming = self._backstage.clock, self._look.coming if self._look else None
        zone = ZoneInfo(self._rooms.onlooker.zone if self._rooms else ZONE)
        return {
            "zone": zone.key,
            "now": clock.now().astimezone(zone).isoformat(timespec="seconds"),
            "offset_s": int(clock.offset.total_seconds()),
            "speed": self._rooms.moving.pace.speed if self._rooms else 0,
            "next_deadline": coming.at.astimezone(zone).isoformat() if coming and coming.at else None,
            "next_deadline_label": coming.label if coming else "",
        }

    async def advance(self, minutes: float) -> str:
        """Let minutes pass; like all that follow it gives what to say, or raises Refused."""
        return self._told(self._opened().moving.advance(minutes))

    async def working_days(self, count: int) -> str:
        """Let working days pass, until the same time of day."""
        return self._told(await self._opened().moving.working_days(count))

    async def to_deadline(self) -> str:
        """Let time pass until the next reminder or limit, or else until the next period opens."""
        return self._told(await self._opened().moving.to_deadline())

    async def run_at(self, speed: int) -> str:
        """Let the time run so many times as fast; 0 is the present as it goes by itself."""
        return self._told(self._opened().moving.run_at(speed))

    async def play(self, what: str) -> str:
        """Let the officials play a 'langkah' or a 'siklus' by themselves, or end that by 'berhenti'."""
        return self._told(await self._opened().playing.play(what))

    async def trouble(self, what: str, *, on: bool, user_id: int) -> str:
        """Kill the bot, or begin or end another trouble; see Trouble."""
        rooms = self._opened()
        if what == "kill":
            rooms.house.keeper.kill()
            return self._told(phrases.KILLED)
        people = self._look.plain["officials"] if self._look else []
        who = next((str(one["address"]) for one in people if one["user_id"] == user_id), str(user_id))
        said = self._trouble.make(what, on=on, user_id=user_id, who=who)
        if said is None:
            raise Refused(phrases.NO_PERSON if what == "block" else phrases.ODD)
        return self._told(said)

    async def fresh(self) -> str:
        """Start over with the same office."""
        self._opened()
        self._beginning = asyncio.create_task(self._again())
        return self._told(phrases.AGAIN)

    async def _again(self) -> None:
        await self._leave()
        self._look = None
        self.tell(phrases.PREPARING)
        self._backstage.reset()
        self._room.clear()
        self._memory.save()
        try:
            await self.open(self._url, self._key)
        except RoomError as error:
            self.tell(phrases.NOT_BEGUN.format(reason=error))

    def tell(self, sentence: str) -> None:
        """Say something to whoever plays."""
        self.message = sentence
        self._note()

    def _told(self, sentence: str) -> str:
        self.tell(sentence)
        return sentence

    def _opened(self) -> _Rooms:
        if self._rooms is None:
            raise Refused(phrases.PREPARING)
        return self._rooms

    def _moved(self) -> None:
        self._room.note_hour(self._base)
        self._note()

    def _note(self) -> None:
        self.n += 1
        self._signal.notify()

    async def _watch(self, rooms: _Rooms) -> None:
        """Look again whenever the data or the minute changed, a few times a second at most."""
        house, mark = rooms.house, None
        shown = ""
        while True:
            now = house.time.now()
            present = (*house.stamps(), now.replace(second=0, microsecond=0))
            if present != mark and (look := await _looked(rooms.onlooker, now)) is not None:
                mark, self._look = present, look
            told = json.dumps(
                [self._look.plain if self._look is not None else None, self._trouble.plain(alive=house.keeper.alive)]
            )
            if told != shown:
                shown = told
                self._note()
            self._room.note_hour(self._base)
            await asyncio.sleep(_GLANCE)


async def _looked(onlooker: Onlooker, now: datetime) -> Look | None:
    """How the office stands; None where a look fails, as it may while the database is under repair."""
    try:
        return await onlooker.look(now)
    except Exception:  # one look that fails must not end all later ones
        LOG.exception("look failed")
        return None


async def _ended(task: asyncio.Task[None] | None) -> None:
    """Cancel a task and wait for its end."""
    if task is not None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def _load() -> type[House]:
    """Import what the house needs of the bot, which takes a moment."""
    from bot.demo.training.house import House

    return House
