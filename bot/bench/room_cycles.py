"""Cycle after cycle in one training room, played by its own autopilot: what it holds in memory in the end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import monotonic

from rich.progress import track

from bot.bench import room_years
from bot.bench.room_process import RoomFailedError, RoomProcess, opened

CYCLES = 100
SETTLED = 10
"""After so many cycles, caches and pools have what they need."""
LONGEST = 900.0
"""Seconds after which no further cycle is begun, once SETTLED are played."""
_ENDING = "selesai dan diarsipkan"
_YEAR = 4
_TRIES = 3
"""An official who waited too long on a busy machine leaves his part to the next play."""


async def grown(folder: Path) -> dict[str, float]:
    """Play CYCLES, or as many as there is time for; the room's memory after the last, beside that after SETTLED."""
    async with opened(folder) as room:
        await room.ready()
        now = datetime.fromisoformat((await room.state())["clock"]["now"])
        await room_years.add(room.folder, CYCLES // _YEAR, now)
        held: list[float] = []
        begun = monotonic()
        for _ in track(range(CYCLES), description="siklus"):
            await _archived(room)
            held.append(room.resident_mb())
            if len(held) >= SETTLED and monotonic() - begun > LONGEST:
                break
        seconds = monotonic() - begun
    settled = held[min(SETTLED, len(held)) - 1]
    return {
        "cycles": len(held),
        "cycle_s": seconds / len(held),
        "memory_settled_mb": settled,
        "memory_end_mb": held[-1],
        "memory_growth": held[-1] / settled,
    }


async def _archived(room: RoomProcess) -> None:
    for _ in range(_TRIES):
        ending = await room.play()
        if _ENDING in ending:
            return
    raise RoomFailedError(ending)
