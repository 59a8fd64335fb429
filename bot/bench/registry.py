"""The benchmarks by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.bench.report import Report


def _of(module: str) -> Callable[[int], Report]:
    def measured(runs: int) -> Report:
        # Imported when it is asked for, as the report is, since each needs packages that only `.[test]` brings.
        report: Report = import_module(f"bot.bench.{module}").measure(runs)
        return report

    return measured


BENCHMARKS: dict[str, Callable[[int], Report]] = {
    "answers": _of("answers"),
    "broadcast": _of("broadcast"),
    "crash": _of("crash"),
    "deadlines": _of("deadlines"),
    "documents": _of("documents"),
    "latency": _of("latency"),
    "nation": _of("nation"),
    "restart": _of("restart"),
    "room": _of("room"),
    "simulate": _of("simulate"),
    "start": _of("start"),
    "takeover": _of("takeover"),
}


def measure(name: str, *, runs: int, as_json: bool) -> str:
    """Run a benchmark so many times and give what is to be printed.

    Raises LookupError, with one sentence, for a name that no benchmark has and for a missing package of the peers.
    """
    if name not in BENCHMARKS:
        known = ", ".join(sorted(BENCHMARKS))
        raise LookupError(f"Tidak ada pengukuran bernama '{name}'; yang tersedia: {known}.")
    try:
        report = BENCHMARKS[name](runs)
    except ModuleNotFoundError as error:
        raise LookupError(f"Pengukuran memerlukan paket {error.name}; pasanglah dengan ekstra [test].") from error
    return report.as_json() if as_json else report.as_text()
