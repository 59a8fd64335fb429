"""`room`: the training room's page in Chromium, and what cycle after cycle leaves in its memory."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from statistics import median, quantiles

from bot.bench import room_cycles, room_page
from bot.bench.report import Report, medians

NOTES = (
    "page_s: dari perintah bot demo sampai telepon pertama dapat dipakai; card_s: sampai ada kartu yang dapat ditekan.",
    f"press: {room_page.ACTS} perintah dan tekanan tombol bergantian, sampai jawaban bot tampak di halaman.",
    f"scroll_frame: jarak antarbingkai selagi semua telepon digulir, dengan {room_page.MESSAGES} pesan tambahan.",
    f"memory_growth: memori semua proses setelah siklus terakhir dibagi setelah siklus ke-{room_cycles.SETTLED};",
    f"diukur sekali, paling banyak {room_cycles.CYCLES} siklus dalam {room_cycles.LONGEST / 60:.0f} menit.",
    "Tidak ada pembanding: tidak dikenal perangkat lain dengan ruang latihan seperti ini.",
)


def measure(runs: int) -> Report:
    """Open `runs` new rooms in a browser, then play many cycles in another; pages' figures are of all runs together.

    Raises LookupError where there is no Chromium.
    """
    room_page.browser_path()
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    soon: list[dict[str, float]] = []
    acts: list[float] = []
    frames: list[float] = []
    async with room_page.browsing() as browser:
        for number in range(runs):
            opened, answered, scrolled = await room_page.looked_at(browser, folder / f"ukur{number}")
            soon.append(opened)
            acts += answered
            frames += scrolled
    figures = medians(soon)
    figures |= {"press_p50_ms": median(acts), "press_p95_ms": _p95(acts)}
    figures |= {"scroll_frame_p50_ms": median(frames), "scroll_frame_p95_ms": _p95(frames)}
    figures |= await room_cycles.grown(folder / "siklus")
    return Report(name="room", runs=runs, figures=figures, peers={}, ratios={}, notes=NOTES)


def _p95(found: list[float]) -> float:
    return quantiles(found, n=20, method="inclusive")[-1]
