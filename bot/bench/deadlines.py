"""`deadlines`: 10,000 of a million rungs come in one second; APScheduler's own job store beside it, in the same run."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from rich.console import Console

from bot.bench import many_offices
from bot.bench.answers import settle
from bot.bench.burst import ANSWERS, THOUGHT, Template, burst, template
from bot.bench.many_offices import DUE, Sizes
from bot.bench.report import Report, medians
from bot.bench.watching import percentile
from bot.clock import FixedClock
from bot.services.bureau import Bureau
from bot.sop.definition import long_ikis
from reminders.rounds import Rounds
from reminders.sweep import Sweep
from storage.audit import load_key
from storage.database import Database

SIZES = Sizes()
TICKS = 2000
"""One a second of the clock, with nothing due."""
IDLE_FROM = DUE - timedelta(minutes=50)
PEERS = {"default": "apscheduler SQLAlchemyJobStore", "off": "apscheduler SQLAlchemyJobStore, misfire_grace_time=None"}
NOTES = (
    f"{SIZES.tasks} tugas terbuka, SQLite dengan synchronous=FULL; {SIZES.due} jatuh tempo pada detik yang sama.",
    f"Selama itu {SIZES.users} pemakai menjawab {ANSWERS} isian, masing-masing {THOUGHT} detik sesudah ditanyakan.",
    "Bot: proses utuh; keterlambatan dilihat dari sambungan kedua; laju kirim seperti sehari-hari, 30 pesan per detik.",
    "Pembanding: pekerjaan yang hanya mencatat waktu, tanpa pesan, tanpa pemakai, tanpa tugas lain.",
)

Told = Callable[[str], object]


def measure(runs: int) -> Report:
    """Build the database once, and measure the bot and its peers `runs` times; every figure is a median."""
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, console.status("") as status:
        return asyncio.run(_measure(Path(folder), runs, status.update))


async def _measure(folder: Path, runs: int, told: Told) -> Report:
    found = await build(folder / "asal", SIZES, told)
    ours: list[dict[str, float]] = []
    peers: dict[str, list[dict[str, float]]] = {name: [] for name in PEERS.values()}
    for number in range(1, runs + 1):
        told(f"ukuran {number} dari {runs}: bot")
        ours.append(await _ours(found, folder / f"ukur{number}"))
        for grace, name in PEERS.items():
            told(f"ukuran {number} dari {runs}: {name}")
            peers[name].append(await _peer(folder / f"{grace}{number}.db", SIZES.due, grace))
    strict, lenient = peers.values()
    return Report(
        name="deadlines",
        runs=runs,
        figures=medians(ours),
        peers={name: medians(found) for name, found in peers.items()},
        ratios={
            "apscheduler_lateness": _ratio(ours, lenient, "lateness_p99_ms"),
            "apscheduler_loop_gap": _ratio(ours, strict, "loop_gap_ms"),
        },
        notes=NOTES,
    )


def _ratio(ours: Sequence[Mapping[str, float]], peers: Sequence[Mapping[str, float]], name: str) -> float:
    """How many times the peer's figure is ours, run by run."""
    return median(peer[name] / max(our[name], 0.001) for our, peer in zip(ours, peers, strict=True))


async def build(folder: Path, sizes: Sizes, told: Told) -> Template:
    """A database in which so many rungs come at DUE; `told` hears what is being done."""
    told("kantor contoh")
    made, originals = await asyncio.to_thread(many_offices.begin, folder, sizes)
    await settle(folder)
    await asyncio.to_thread(many_offices.multiply, folder, sizes, originals, told)
    return template(folder, made, sizes.due)


async def _ours(found: Template, folder: Path) -> dict[str, float]:
    await asyncio.to_thread(_copy, found.folder, folder)
    try:
        return await idle(folder, TICKS) | await burst(found, folder)
    finally:
        shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    shutil.copytree(source, target)
    # What the copy left to be written would slow down every commit that is measured.
    os.sync()


async def idle(folder: Path, count: int) -> dict[str, float]:
    """Milliseconds that a tick takes while nothing is due, the clock a second further each time.

    The deadlines' tick, and the one that has something to do with each new minute: beat, and look for periods.
    """
    database = Database(f"sqlite:///{folder / 'kinerja.db'}")
    bureau, clock = Bureau(long_ikis(), load_key(folder)), FixedClock(IDLE_FROM)
    rounds, sweep = Rounds(database, bureau, clock), Sweep(database, bureau, clock)
    seconds, minutes = list[float](), list[float]()
    database.start()
    try:
        # With the first minute begins an hour, too.
        await sweep.tick()
        for number in range(1, count + 1):
            seconds.append(await _taken(rounds.tick))
            clock.advance(timedelta(seconds=1))
            if number % 60 == 0:
                minutes.append(await _taken(sweep.tick))
    finally:
        await database.close()
    return {
        "idle_tick_p50_ms": percentile(seconds, 0.5),
        "idle_tick_p99_ms": percentile(seconds, 0.99),
        "idle_minute_p50_ms": percentile(minutes, 0.5),
    }


async def _taken(tick: Callable[[], Awaitable[None]]) -> float:
    begun = perf_counter()
    await tick()
    return 1000 * (perf_counter() - begun)


async def _peer(target: Path, count: int, grace: str) -> dict[str, float]:
    arguments = (sys.executable, "-m", "bot.bench.jobs", str(target), str(count), grace)
    pipe, nowhere = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*arguments, stdout=pipe, stderr=nowhere)
    output, _ = await process.communicate()
    read: dict[str, float] = json.loads(output)
    return read
