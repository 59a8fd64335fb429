"""The benchmarks by name."""

from __future__ import annotations

from collections.abc import Callable

from bot.bench.report import Report


def _answers(runs: int) -> Report:
    from bot.bench.answers import measure

    return measure(runs)


def _deadlines(runs: int) -> Report:
    from bot.bench.deadlines import measure

    return measure(runs)


def _documents(runs: int) -> Report:
    from bot.bench.documents import measure

    return measure(runs)


def _room(runs: int) -> Report:
    from bot.bench.room import measure

    return measure(runs)


def _start(runs: int) -> Report:
    from bot.bench.start import measure

    return measure(runs)


BENCHMARKS: dict[str, Callable[[int], Report]] = {
    "answers": _answers,
    "deadlines": _deadlines,
    "documents": _documents,
    "room": _room,
    "start": _start,
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
