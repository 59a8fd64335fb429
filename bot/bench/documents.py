"""`documents`: the final document of 20 units and 500 indicators, beside bare tables of the same rows by its peers."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psutil  # type: ignore[import-untyped]
from pypdf import PdfReader
from rich.progress import track

from bot.bench import paper, printers
from bot.bench.gaps import Gaps
from bot.bench.report import Report, medians
from bot.bench.rows import Taken, long_table, taken
from bot.documents.layout.page import build, width
from bot.documents.models.performance import PerformanceDocument
from bot.services.papers.press import Press

FEW, MANY = 1_000, 10_000
PEERS: dict[str, Callable[[Sequence[Taken]], bytes]] = {
    "reportlab_table": printers.longtable,
    "fpdf2": printers.fpdf2,
    "typst": printers.typeset,
}
NOTES = (
    f"Dokumen akhir utuh, disegel: {paper.UNITS} unit, {paper.UNITS * paper.ACTIVITIES * paper.INDICATORS} indikator.",
    "rows_per_s: semua baris tabel dokumen dibagi waktu seluruhnya. loop_gap_ms: jeda terpanjang pada proses bot.",
    f"row_growth: waktu per baris pada tabel {MANY} baris dibanding {FEW} baris.",
    "Pembanding: hanya tabel dengan baris yang sama, tanpa bagian dokumen yang lain.",
    "Rasio: waktu dokumen utuh dibagi waktu pembanding.",
)


def measure(runs: int) -> Report:
    """Make the document and the peers' tables `runs` times, one after the other; every figure is a median."""
    document = paper.document()
    tables = taken(document)
    rows = sum(len(one.rows) for one in tables)
    ours: list[dict[str, float]] = []
    peers: dict[str, list[float]] = {name: [] for name in PEERS}
    with TemporaryDirectory(prefix="bangku-") as folder:
        for _ in track(range(runs), description="mengukur"):
            ours.append(asyncio.run(_pressed(document, Path(folder))) | {"row_growth": _apart(_growth)})
            for name in PEERS:
                peers[name].append(_apart(_printed, name, tables))
    figures = medians(ours)
    figures["rows"] = rows
    figures["rows_per_s"] = rows / figures["seconds"]
    return Report(
        name="documents",
        runs=runs,
        figures=figures,
        peers={name: {"seconds": median(found), "rows_per_s": rows / median(found)} for name, found in peers.items()},
        ratios={name: figures["seconds"] / median(found) for name, found in peers.items()},
        notes=NOTES,
    )


async def _pressed(document: PerformanceDocument, folder: Path) -> dict[str, float]:
    """Have the bot's own press make and seal it, while a loop like the bot's is watched.

    The worker has its libraries loaded and the office its certificate, as after the first paper of a day.
    """
    press, gaps, seal = Press(), Gaps(), paper.seal(folder)
    try:
        await press.make(paper.document(units=paper.PROGRAMS), seal=seal)
        gc.collect()
        gc.freeze()
        watching = asyncio.create_task(gaps.watch())
        begun = perf_counter()
        made = await press.make(document, seal=seal)
        seconds = perf_counter() - begun
        watching.cancel()
        peak = max(_peak_mb(child.pid) for child in psutil.Process().children())
    finally:
        press.close()
    pages = len(PdfReader(BytesIO(made.content)).pages)
    gap = max((gap for _, gap in gaps.found), default=0.0)
    return {
        "seconds": seconds,
        "pages": pages,
        "file_mb": len(made.content) / 1e6,
        "loop_gap_ms": gap * 1000,
        "peak_mb": peak,
    }


def _peak_mb(process: int) -> float:
    """The most memory that a process has held, in megabytes of a million bytes, as Linux tells it."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    (kilobytes,) = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(kilobytes) * 1024 / 1e6


def _apart(work: Callable[..., float], *arguments: object) -> float:
    """Do something in a process of its own, so that nobody inherits another's memory and caches."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments).result()


def _printed(name: str, tables: Sequence[Taken]) -> float:
    """Seconds that a peer takes; it has its libraries and fonts loaded by a small table before."""
    PEERS[name]([Taken(tables[0].widths, tables[0].rows[:3])])
    begun = perf_counter()
    PEERS[name](tables)
    return perf_counter() - begun


def _growth() -> float:
    """How much more a row of a long table costs than one of a shorter table."""
    few, many = (_long(count) for count in (FEW, MANY))
    return (many / MANY) / (few / FEW)


def _long(rows: int) -> float:
    document = paper.document(units=paper.PROGRAMS)
    begun = perf_counter()
    build(document, "Tabel panjang", [long_table(rows, width(document))])
    return perf_counter() - begun
