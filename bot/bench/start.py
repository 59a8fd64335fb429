"""`start`: from the command to the first poll, and what an idle bot holds in memory, beside a bare echo bot."""

from __future__ import annotations

import asyncio
import compileall
import shutil
import tempfile
from pathlib import Path
from statistics import median
from time import monotonic

import bot
from bot.bench import office
from bot.bench.machine import running
from bot.bench.report import Report
from bot.bench.stub import TOKEN, Stub
from bot.clock import SystemClock

UNITS = 6
IDLE = 3.0
"""Seconds after the first poll at which memory is read."""
PATIENCE = 30.0
NOTES = (
    f"Kantor dengan {UNITS} unit; bytecode sudah dikompilasi; memori dibaca {IDLE:.0f} detik sesudah polling pertama.",
    "Pembanding: bot gema python-telegram-bot dengan pengaturan bawaan.",
)


def measure(runs: int) -> Report:
    """Start both `runs` times, one after the other; every figure is a median."""
    for package in ("bot", "handlers", "storage", "reminders"):
        compileall.compile_dir(Path(bot.__file__).parents[1] / package, quiet=2)
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    template = folder / "asal"
    template.mkdir()
    await asyncio.to_thread(office.make, template, UNITS, SystemClock().now())
    ours, peers = [], []
    for number in range(runs):
        data = folder / f"ukur{number}"
        shutil.copytree(template, data)
        ours.append(await _started("bot.bench.ours", str(data)))
        peers.append(await _started("bot.bench.echo"))
    figures, peer = _medians(ours), _medians(peers)
    return Report(
        name="start",
        runs=runs,
        figures=figures,
        peers={"echo": peer},
        ratios={name: figures[name] / peer[name] for name in figures},
        notes=NOTES,
    )


async def _started(module: str, *arguments: str) -> tuple[float, float]:
    """Seconds until the first getUpdates, and megabytes held when idle."""
    async with Stub() as stub:
        begun = monotonic()
        async with running(module, stub.address, TOKEN, *arguments) as measured:
            async with asyncio.timeout(PATIENCE):
                await stub.polled.wait()
            seconds = monotonic() - begun
            await asyncio.sleep(IDLE)
            return seconds, measured.resident_mb()


def _medians(measured: list[tuple[float, float]]) -> dict[str, float]:
    return {
        "cold_start_s": median(seconds for seconds, _ in measured),
        "idle_rss_mb": median(megabytes for _, megabytes in measured),
    }
