"""Cycle after cycle in one training room, played by its own autopilot: what it holds in memory in the end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from time import monotonic

from rich.progress import track

from bot.bench import room_years
from bot.bench.room_process import RoomFailedError, opened

CYCLES = 100
SETTLED = 10
"""After so many cycles, caches and pools have what they need."""
LONGEST = 900.0
"""Seconds after which no further cycle is begun, once SETTLED are played."""
_ENDING = "selesai dan diarsipkan"
_YEAR = 4


async def grown(folder: Path) -> dict[str, float]:
    """Play CYCLES, or as many as there is time for; the room's memory after the last, beside that after SETTLED."""
    async with opened(folder) as room:
        await room.ready()
        now = datetime.fromisoformat((await room.state())["clock"]["now"])
        await room_years.add(room.folder, CYCLES // _YEAR, now)
        held: list[float] = []
        begun = monotonic()
        for _ in track(range(CYCLES), description="siklus"):
            ending = await room.play()
            if _ENDING not in ending:
                raise RoomFailedError(ending)
            held.append(room.resident_mb())
            if monotonic() - begun > LONGEST and len(held) >= SETTLED:
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
