"""`simulate`: whole cycles under faults, deaths, odd acts and lost time, drawn from seeds, which all end alike."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from statistics import median
from time import monotonic

import structlog
from rich.console import Console
from rich.progress import track

from bot.bench.report import Listing, Report
from bot.bench.trials.mischief import MISCHIEFS, Seeded
from bot.bench.trials.verdict import JudgedError, tried

NOTES = (
    "Setiap benih menentukan apa yang terjadi sebelum tindakan yang mana; siklus 9 pejabat dari perintah sampai arsip.",
    "Semua benih berakhir sama: tugas dan hasilnya, jawaban, tindakan setiap pejabat, dokumen; tidak ada yang hilang,",
    "pesan berulang hanya bila nasib pengirimannya tidak diketahui; rantai audit cocok.",
)


def measure(seeds: int) -> Report:
    """Play the cycles of the first so many seeds; raises JudgedError, which names the seed, at the first other end."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), seeds))


async def _measure(folder: Path, seeds: int) -> Report:
    wanted, _ = await tried(_emptied(folder / "siklus"))
    happened, deaths, seconds = Counter[str](), 0, list[float]()
    for seed in track(range(1, seeds + 1), description="benih", console=Console(stderr=True)):
        begun, fate = monotonic(), Seeded(seed)
        try:
            found, died = await tried(_emptied(folder / "siklus"), fate)
            if others := found.essence().differences(wanted.essence()):
                raise JudgedError("\n".join(others))
        except AssertionError as error:
            raise JudgedError(f"benih {seed}: {error}") from error
        happened += fate.done
        deaths += len(died)
        seconds.append(monotonic() - begun)
    return Report(
        name="simulate",
        runs=seeds,
        figures={
            "seeds": float(seeds),
            "events": float(happened.total()),
            "deaths": float(deaths),
            "cycle_s": median(seconds),
        },
        peers={},
        ratios={},
        notes=NOTES,
        listings=(
            Listing(
                "yang terjadi", tuple(sorted(MISCHIEFS)), (tuple(float(happened[one]) for one in sorted(MISCHIEFS)),)
            ),
        ),
    )


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
