"""What a figure was measured on, and the processes that are measured."""

from __future__ import annotations

import asyncio
import os
import platform
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psutil  # type: ignore[import-untyped]

STOPPING = 20.0


def machine() -> dict[str, str | int]:
    """Python, processors, platform and SQLite, as they change what is measured."""
    return {
        "python": platform.python_version(),
        "cpus": os.cpu_count() or 1,
        "platform": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
    }


class ProcessEnded(Exception):  # noqa: N818 - it states what was found
    """A measured process ended by itself."""


class Measured:
    """A process of its own that is being measured."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._seen = psutil.Process(process.pid)

    def cpu_seconds(self) -> float:
        """Processor time used by it so far, in all its threads; raises ProcessEnded."""
        if self._process.returncode is not None:
            raise ProcessEnded(f"proses yang diukur berhenti sendiri dengan kode {self._process.returncode}")
        times = self._seen.cpu_times()
        return float(times.user + times.system)

    def resident_mb(self) -> float:
        """Memory that it holds now, in megabytes of a million bytes."""
        return float(self._seen.memory_info().rss) / 1e6


@asynccontextmanager
async def running(module: str, *arguments: str) -> AsyncIterator[Measured]:
    """Run `python -m module` beside us, and end it with SIGTERM."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", module, *arguments)
    try:
        yield Measured(process)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), STOPPING)
            except TimeoutError:
                process.kill()
                await process.wait()
