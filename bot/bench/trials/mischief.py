"""What may befall a working office, drawn from a seed: Telegram's faults, deaths of the bot, odd people, time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

from bot.bench.trials.house import House
from bot.bench.trials.kills import TICKS
from bot.crash_points import CrashPoint
from bot.services.claims import read
from bot.sop.definition import long_ikis
from bot.sop.model import StepKind
from storage import cycles
from storage.database import Transaction

SHARE = 0.3
"""So often does something befall an act."""

BEYOND_PATIENCE = 2.5
"""Seconds after which Telegram acts on a call for whose answer nobody waits any more."""

NOTICED = 0.3
"""Seconds in which the bot comes to notice that Telegram is away."""

OFFICE = 1
EXPIRED = "query is too old and response timeout expired or query ID is invalid"
CONSUMED = frozenset({"lanjut", "kirim", "terima", "terima_semua", "setujui", "bagikan_semua", "arsipkan"})
"""Buttons that are good for one press: a second one must change nothing."""

COMMANDS = ("/status", "/tugas", "/bantuan", "/arsip", "/start")
Mischief = Callable[[House, Random], Awaitable[None]]


class Seeded:
    """The fate that a seed names; `done` counts what happened, by its name."""

    def __init__(self, seed: int) -> None:
        self.done: Counter[str] = Counter()
        self._dice = Random(seed)  # noqa: S311 - a seed must always mean the same

    async def as_time_passes(self, house: House) -> None:
        """Now and then the bot dies of a tick."""
        if self._dice.random() < SHARE:
            house.victim.trigger.set({self._dice.choice(sorted(TICKS)): 1})

    async def before_act(self, house: House) -> None:
        """Let something happen, or nothing."""
        house.victim.trigger.set({})
        if self._dice.random() < SHARE:
            name = self._dice.choice(sorted(MISCHIEFS))
            self.done[name] += 1
            await MISCHIEFS[name](house, self._dice)


async def _storm(house: House, dice: Random) -> None:
    """Telegram says 429 several times."""
    await house.theatre.stage.faults("flood", times=dice.randint(1, 6), retry_after=1)


async def _server_error(house: House, dice: Random) -> None:
    await house.theatre.stage.faults("error", code=dice.choice((500, 502, 503)), times=dice.randint(1, 4))


async def _no_updates(house: House, dice: Random) -> None:
    """Polls fail, with effect or without."""
    kind = dice.choice(("error", "reset_before", "reset_after"))
    await house.theatre.stage.faults(kind, method="getUpdates", times=dice.randint(1, 3))


async def _reset(house: House, dice: Random) -> None:
    """A connection is cut before Telegram acts or after."""
    await house.theatre.stage.faults(dice.choice(("reset_before", "reset_after")), times=dice.randint(1, 3))


async def _timeout(house: House, dice: Random) -> None:
    """Telegram acts when nobody waits for its answer any more."""
    chat = dice.choice([one.phone.user_id for one in house.theatre.people.values()])
    house.excused.append(chat)
    await house.theatre.stage.faults("delay", seconds=BEYOND_PATIENCE, chat_id=chat)


async def _expired(house: House, _dice: Random) -> None:
    """A press is answered too late."""
    await house.theatre.stage.faults("bad_request", method="answerCallbackQuery", description=EXPIRED)


async def _again(house: House, dice: Random) -> None:
    """Updates come once more."""
    await house.theatre.stage.redeliver(dice.randint(1, 20))


async def _death(house: House, dice: Random) -> None:
    """The bot dies at some visit of some point during the act."""
    house.victim.trigger.set({dice.choice(list(CrashPoint)): dice.randint(1, 4)})


async def _power_cut(house: House, _dice: Random) -> None:
    """The bot dies from outside."""
    await house.victim.kill()


async def _blocked(house: House, dice: Random) -> None:
    """Somebody blocks the bot and thinks better of it; what is sent to him in between waits."""
    phone = dice.choice(list(house.theatre.people.values())).phone
    await phone.block()
    await phone.unblock()


async def _curious(house: House, dice: Random) -> None:
    """Several people ask for something one right after the other; a stranger does, too."""
    for one in dice.sample(list(house.theatre.people.values()), 3):
        await one.phone.say(dice.choice(COMMANDS))
    stranger = await house.theatre.stage.phone(990_001, "Orang Lain")
    await stranger.say(dice.choice(COMMANDS))


async def _pressed_again(house: House, dice: Random) -> None:
    """Buttons that have done their work are pressed again."""
    pressed = [
        query
        for query in house.theatre.simulator.backstage.world.queries.values()
        if (claim := read(query.data)) is not None and claim.verb in CONSUMED
    ]
    phones = {one.phone.user_id: one.phone for one in house.theatre.people.values()}
    for query in dice.sample(pressed, min(3, len(pressed))):
        await phones[query.user_id].forge(query.data, query.message_id)


async def _half_an_hour(house: House, _dice: Random) -> None:
    """Telegram is away for thirty minutes of the office's time."""
    await house.theatre.stage.outage(True)
    house.theatre.time.pass_by(minutes=30)
    await asyncio.sleep(NOTICED)
    await house.theatre.stage.outage(False)


async def _day_away(house: House, _dice: Random) -> None:
    """The bot is dead for a day; not while forms are filled, or their two days would be over soon."""
    if house.theatre.database.read_now(_is_filled):
        async with house.victim.away():
            house.theatre.time.pass_by(minutes=24 * 60)


async def _dawdling(house: House, dice: Random) -> None:
    """Time passes."""
    house.theatre.time.until(house.theatre.time.now() + timedelta(minutes=dice.randint(1, 10)))


def _is_filled(tx: Transaction) -> bool:
    """Whether every form of the running cycle has been sent."""
    isi = long_ikis().of_kind(StepKind.ISI).number
    open_ = [cycles.load(tx, one, lock=False).state.open_tasks for one in cycles.live_of(tx, OFFICE)]
    return bool(open_) and all(task.step > isi for task in open_[0])


MISCHIEFS: dict[str, Mischief] = {
    "429": _storm,
    "5xx": _server_error,
    "polling gagal": _no_updates,
    "sambungan putus": _reset,
    "lewat waktu": _timeout,
    "jawaban tombol kedaluwarsa": _expired,
    "update berulang": _again,
    "mati di titik": _death,
    "listrik padam": _power_cut,
    "diblokir": _blocked,
    "perintah lain": _curious,
    "tombol lama": _pressed_again,
    "Telegram hilang 30 menit": _half_an_hour,
    "bot mati 24 jam": _day_away,
    "waktu berlalu": _dawdling,
}
