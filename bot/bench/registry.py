"""The benchmarks by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.bench import answers
from bot.bench.report import Report

BENCHMARKS: dict[str, Callable[[int], Report]] = {"answers": answers.measure}


def measure(name: str, *, runs: int, as_json: bool) -> str:
    """Run a benchmark so many times and give what is to be printed; raises LookupError for a name that none has."""
    if name not in BENCHMARKS:
        known = ", ".join(sorted(BENCHMARKS))
        raise LookupError(f"Tidak ada pengukuran bernama '{name}'; yang tersedia: {known}.")
    report = BENCHMARKS[name](runs)
    return report.as_json() if as_json else report.as_text()
