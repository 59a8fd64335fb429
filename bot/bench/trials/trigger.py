"""A trigger at each crash point, set from outside while the bot rests, pulled inside the bot's process."""

from __future__ import annotations

import mmap
import os
import signal
import struct
from collections.abc import Mapping
from pathlib import Path

from bot.crash_points import CrashPoint

_PLACES = {point: number for number, point in enumerate(CrashPoint)}
_WORD = struct.Struct("i")
_STRUCK = len(_PLACES)


class Trigger:
    """A file of one number a point: so many more visits, the last of which ends the process; 0 lets all pass.

    One number more tells at which point the process was ended.
    """

    def __init__(self, path: Path) -> None:
        size = (_STRUCK + 1) * _WORD.size
        if not path.exists():
            path.write_bytes(bytes(size))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), size)

    def set(self, visits: Mapping[CrashPoint, int]) -> None:
        """Let the process end at that visit of each point, whichever comes first; other points let it pass."""
        for point in CrashPoint:
            self._write(_PLACES[point], visits.get(point, 0))

    def struck(self) -> CrashPoint | None:
        """Where the process ended since this was asked last; None if it did not."""
        place = self._read(_STRUCK) - 1
        self._write(_STRUCK, 0)
        return list(CrashPoint)[place] if place >= 0 else None

    @property
    def pulled(self) -> bool:
        """Whether a process has ended, or is about to, of which `struck` has not been asked yet."""
        return self._read(_STRUCK) > 0

    def visit(self, point: CrashPoint) -> None:
        """Count a visit, and end this process and its children without warning if it is the one."""
        place = _PLACES[point]
        left = self._read(place)
        if left == 0:
            return
        self._write(place, left - 1)
        if left == 1:
            self._write(_STRUCK, place + 1)
            os.killpg(0, signal.SIGKILL)

    def _read(self, place: int) -> int:
        found: int = _WORD.unpack_from(self._memory, place * _WORD.size)[0]
        return found

    def _write(self, place: int, value: int) -> None:
        _WORD.pack_into(self._memory, place * _WORD.size, value)
