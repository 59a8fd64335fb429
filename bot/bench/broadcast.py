"""`broadcast`: three thousand reminders come due at once, go out within Telegram's limits, and hold up no reply."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic

from rich.console import Console

from bot.bench import burst, office
from bot.bench.answers import until
from bot.bench.burst import Template
from bot.bench.crowd import TEXT
from bot.bench.deadlines import Told, build
from bot.bench.limited import Limited
from bot.bench.machine import Measured, running
from bot.bench.many_offices import CYCLES, DUE, UNITS, Sizes, wind_to
from bot.bench.report import Report, medians
from bot.bench.stub import TOKEN
from bot.bench.watching import percentile
from bot.clock import SystemClock

RTT = 0.05
PER_SECOND = 30
THOUGHT = 6.0
"""Seconds between two texts of the same user, so that his form has enough to ask."""
LEAD = timedelta(seconds=15)
"""Between the start of the bot and the second in which everything is due."""
WARM = 2.0
PATIENCE = 60.0
"""Seconds beyond the floor after which a run is given up."""
_GAPS = "jeda.json"


@dataclass(frozen=True, slots=True)
class Crowds:
    """Offices whose PPTK are reminded, offices whose Kasubbag is, and users who answer."""

    filling: int = 590
    waiting: int = 50
    users: int = 20

    @property
    def reminders(self) -> int:
        """Messages: a PPTK of each office has two tasks that are due, and one message about both."""
        return self.filling * (UNITS - 1) + self.waiting

    @property
    def sizes(self) -> Sizes:
        """The database, with a few tasks that are due later."""
        due = self.filling * UNITS + self.waiting
        return Sizes(self.filling, self.waiting, self.users, due + self.users + UNITS * CYCLES)


CROWDS = Crowds()
NOTES = (
    f"{CROWDS.reminders} pengingat jatuh tempo sekaligus; {CROWDS.users} orang menjawab tiap {THOUGHT:.0f} detik.",
    "Lantai: (pengingat + balasan) / 30 detik, sebab balasan juga memakai batas 30 pesan per detik.",
    "over_floor: kelebihan di atas lantai, dari saat jatuh tempo sampai pengingat terakhir tiba; 0,02 berarti 2 %.",
    "Server uji menolak (429) pesan ke-31 dalam satu detik mana pun dan pesan kedua ke satu orang dalam satu detik.",
    f"Laju kirim seperti sehari-hari; reply_* memuat pulang-pergi {1000 * RTT:.0f} md, separuh pergi, separuh pulang.",
    "Mesin yang juga dipakai proses lain memperlambat balasan dan mengacak jarak antarpesan.",
)


def measure(runs: int) -> Report:
    """Build the database once and measure on `runs` copies of it; every figure is a median."""
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, console.status("") as status:
        return asyncio.run(_measure(Path(folder), runs, status.update))


async def _measure(folder: Path, runs: int, told: Told) -> Report:
    found = await build(folder / "asal", CROWDS.sizes, told)
    measured = []
    for number in range(1, runs + 1):
        told(f"ukuran {number} dari {runs}")
        measured.append(await once(found, folder / f"ukur{number}", CROWDS))
    figures = medians(measured)
    return Report(name="broadcast", runs=runs, figures=figures, peers={}, ratios={}, notes=NOTES)


async def once(found: Template, folder: Path, crowds: Crowds) -> dict[str, float]:
    """Measure on a copy; raises AssertionError unless everyone is reminded once."""
    await asyncio.to_thread(shutil.copytree, found.folder, folder)
    ahead = wind_to(folder, DUE - LEAD)
    due = monotonic() + (DUE - SystemClock().now()).total_seconds() - ahead
    server = Limited(RTT, str(office.TARGET), int((DUE - LEAD).timestamp()), PER_SECOND)
    try:
        async with server, running("bot.bench.ours", server.address, TOKEN, str(folder), str(folder / _GAPS)) as bot:
            await until(lambda: server.is_awaited, bot, PATIENCE)
            await _through(server, found.made.users, due, crowds, bot)
        burst.check(found, folder)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)
    return _figures(server, set(found.made.users), due)


async def _through(server: Limited, users: Sequence[int], due: float, crowds: Crowds, bot: Measured) -> None:
    if due - WARM < monotonic():
        raise AssertionError("bot belum siap ketika semua jatuh tempo")
    await asyncio.sleep(due - WARM - monotonic())
    rate, longest = len(users) / THOUGHT, crowds.reminders / PER_SECOND + PATIENCE
    server.offer(users, rate, longest, 0.0, "")
    others = set(users)
    await until(lambda: sum(chat not in others for _, chat in server.sent) >= crowds.reminders, bot, longest)


def _figures(server: Limited, users: set[int], due: float) -> dict[str, float]:
    last = max(at for at, chat in server.sent if chat not in users)
    meanwhile = [(at, chat) for at, chat in server.sent if due <= at <= last]
    replies = sum(chat in users for _, chat in meanwhile)
    floor = len(meanwhile) / PER_SECOND
    texts = [one for one in server.come.values() if one.kind == TEXT and due <= one.due <= last - THOUGHT]
    if not all(one.prompted for one in texts):
        raise AssertionError("ada isian yang tidak dibalas")
    waits = [one.prompted - one.could for one in texts]
    return {
        "over_floor": (last - due) / floor - 1,
        "reply_p50_ms": 1000 * percentile(waits, 0.5),
        "reply_p99_ms": 1000 * percentile(waits, 0.99),
        "flood_429": float(server.refused),
        "reminders": float(len(meanwhile) - replies),
        "replies": float(replies),
        "seconds": last - due,
        "floor_s": floor,
        "most_in_a_second": float(server.overall.most),
    }
