"""`crash`: whole cycles of nine officials; the bot dies at each point, at the first visits to it in every act."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from itertools import count, product
from pathlib import Path
from statistics import median
from time import monotonic

import structlog
from rich.console import Console
from rich.progress import track

from bot.bench.postgresql import new_database, serving
from bot.bench.report import Listing, Report
from bot.bench.trials.ending import Ending
from bot.bench.trials.kills import Every
from bot.bench.trials.verdict import JudgedError, tried
from bot.bench.trials.victim import Death
from bot.crash_points import CrashPoint

NOTES = (
    "Setiap siklus: 9 pejabat, dari perintah sampai arsip; polling pada SQLite, webhook pada PostgreSQL.",
    "Sebelum setiap tindakan pejabat, bot disiapkan untuk mati (SIGKILL) pada kunjungan ke-n titik itu dalam",
    "tindakan tersebut, lalu dijalankan kembali; --runs: n terbesar. Setiap siklus diperiksa: jawaban, peralihan,",
    "pesan, dan isi setiap PDF sama dengan siklus tanpa gangguan; pesan berulang hanya bila sedang dikirim ketika",
    "bot mati; rantai audit cocok dan mengarah pada keadaan tersimpan.",
)
Place = Callable[[], str | None]


def measure(runs: int) -> Report:
    """Let the bot die at each point, at its first to `runs`-th visit in each act; raises JudgedError at a fault."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, serving() as url:
        numbers = count()
        places: dict[str, Place] = {
            "sqlite": lambda: None,
            "postgresql": lambda: new_database(url, f"siklus{next(numbers)}"),
        }
        return asyncio.run(_measure(Path(folder), runs, places))


async def _measure(folder: Path, runs: int, places: dict[str, Place]) -> Report:
    numbers = count()
    lives = list[float]()

    async def cycle(kind: str, fate: Every | None, wanted: Ending | None) -> tuple[Ending, list[Death]]:
        place = folder / f"siklus{next(numbers)}"
        place.mkdir()
        begun = monotonic()
        try:
            found = await tried(place, fate, wanted=wanted, database_url=places[kind]())
        finally:
            shutil.rmtree(place)
        lives.append(monotonic() - begun)
        return found

    wanted, _ = await cycle("sqlite", None, None)
    undisturbed = lives.pop()
    deaths = {kind: Counter[CrashPoint | None]() for kind in places}
    trials = list(product(range(1, runs + 1), CrashPoint, places))
    for visit, point, kind in track(trials, description="siklus", console=Console(stderr=True)):
        try:
            _, found = await cycle(kind, Every(point, visit), wanted)
        except AssertionError as error:
            raise JudgedError(f"{kind}, {point.value}, kunjungan ke-{visit}: {error}") from error
        deaths[kind].update(death.point for death in found)
    return Report(
        name="crash",
        runs=runs,
        figures={
            "deaths": float(sum(sum(one.values()) for one in deaths.values())),
            "cycles": float(len(lives)),
            "cycle_s": median(lives),
            "undisturbed_cycle_s": undisturbed,
        },
        peers={},
        ratios={},
        notes=NOTES,
        listings=tuple(_listing(kind, deaths[kind]) for kind in places),
    )


def _listing(kind: str, deaths: Counter[CrashPoint | None]) -> Listing:
    columns = tuple(point.value for point in CrashPoint)
    return Listing(f"kematian bot, {kind}", columns, (tuple(float(deaths[point]) for point in CrashPoint),))
