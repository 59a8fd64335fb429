"""`nation`: what a cycle of one office costs among 10, 100 and 1,000 offices, and what a country of them needs."""

from __future__ import annotations

import asyncio
import logging
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import structlog
from rich.console import Console

from bot.bench import country
from bot.bench.country import Costs, Country
from bot.bench.needs import ASSUMED, Need, needs
from bot.bench.papermill import Papermill
from bot.bench.report import Report
from storage.offices import OFFICES_KEPT

SIZES = (10, 100, 1000)
NOTES = (
    "Satu siklus penuh kantor contoh (6 unit, 13 sub kegiatan) tanpa gangguan, oleh layanan bot sendiri, di antara",
    "kantor lain yang sudah mengarsipkan satu siklus dan sedang mengisi formulir siklus berikutnya; berkas SQLite.",
    "CPU tanpa pembuatan PDF; PDF disimpan sebesar aslinya; tanpa bukti dukung dan tanpa pengingat.",
    f"Di atas {OFFICES_KEPT} kantor, tidak ada yang tersisa di memori bot dari pejabat sebelumnya: keadaan terburuk.",
    *ASSUMED,
)


def measure(runs: int) -> Report:
    """Play `runs` cycles at each size, one size after the other in each run; every figure is a median."""
    # What the bot notes for its operator is no part of the report.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, console.status("kantor contoh"):
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    mill, first = Papermill(), folder / "asal"
    first.mkdir()
    rush = await country.found(first, mill)
    mill.forget()
    found = [await _country(folder, first, mill, size) for size in SIZES]
    try:
        for one in found:
            # The first cycle of a process builds what all later ones use.
            await one.cycle()
        rounds = [[await one.cycle() for one in found] for _ in range(runs)]
    finally:
        for one in found:
            await one.place.database.close()
    printing = mill.seconds(len(SIZES) * (runs + 1))
    return _report(runs, rush, printing, [[costs[place] for costs in rounds] for place in range(len(SIZES))])


async def _country(folder: Path, first: Path, mill: Papermill, size: int) -> Country:
    target = folder / str(size)
    await asyncio.to_thread(shutil.copytree, first, target)
    await asyncio.to_thread(country.multiply, target, size)
    opened = country.opened(target, mill, size)
    opened.place.database.start()
    return opened


def _report(runs: int, rush: int, printing: float, found: Sequence[Sequence[Costs]]) -> Report:
    """Growth is that of each run's own three countries, so that a busy machine slows all of them alike."""
    growth = {
        name: max(
            median(getattr(last, name) / getattr(first, name) for first, last in zip(found[0], other, strict=True))
            for other in found[1:]
        )
        for name in Costs._fields
    }
    usual = Costs(*(median(getattr(one, name) for one in found[-1]) for name in Costs._fields))
    return Report(
        name="nation",
        runs=runs,
        figures={
            "cost_growth": max(growth["cpu"], growth["size"], growth["messages"]),
            **{f"{name}_growth": growth[name] for name in ("cpu", "size", "messages")},
            **{f"cpu_s_{size}": median(one.cpu for one in costs) for size, costs in zip(SIZES, found, strict=True)},
            **{f"mb_{size}": median(one.size for one in costs) / 1e6 for size, costs in zip(SIZES, found, strict=True)},
            **{
                f"messages_{size}": median(one.messages for one in costs)
                for size, costs in zip(SIZES, found, strict=True)
            },
            "updates": usual.updates,
            "pdf_cpu_s": printing,
        },
        peers={},
        ratios={},
        notes=NOTES,
        listings=(needs(Need(usual.cpu + printing, usual.size, usual.messages, rush)),),
    )
