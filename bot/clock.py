"""The clock: the only place where the time is read."""

import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """Return the present instant, aware and in UTC."""
        ...

    def machine(self) -> datetime:
        """Return the machine's own time, which nobody winds: how far it goes says how long the machine was awake."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    def machine(self) -> datetime:
        """Return the same: it is not wound."""
        return self.now()


class FixedClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("naive datetime: a clock needs an aware instant")
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant at which the clock stands, in UTC."""
        return self._now

    def machine(self) -> datetime:
        """Return the same: to advance it is to let time pass."""
        return self._now

    def advance(self, amount: timedelta) -> datetime:
        """Move the clock by the amount (back when negative) and return its new time."""
        self._now += amount
        return self._now


class WoundClock:
    """A clock ahead of another by the seconds that stand in a file, so that another process can wind it.

    The file is read again whenever it changed; without a file the offset is nothing.
    """

    def __init__(self, offset_file: Path, base: Clock) -> None:
        self._file = offset_file
        self._base = base
        self._seen: tuple[int, int, int] | None = None
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """Return the base clock's time plus the offset; raise ValueError when the file holds no number of seconds."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return self._base.now()
        # Each winding replaces the file, so the inode tells two quick ones of the same length apart.
        seen = (found.st_mtime_ns, found.st_size, found.st_ino)
        if seen != self._seen:
            self._offset = read_offset(self._file)
            self._seen = seen
        return self._base.now() + self._offset

    def machine(self) -> datetime:
        """Return the machine's time beneath the base clock; a winding leaves it alone."""
        return self._base.machine()


def read_offset(path: Path) -> timedelta:
    """Return the offset that the file holds, nothing if there is no file; raise ValueError for anything but seconds."""
    try:
        return timedelta(seconds=int(path.read_bytes()))
    except FileNotFoundError:
        return timedelta(0)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"Berkas pengatur jam {path.name} tidak berisi jumlah detik.") from error


def wind(path: Path, offset: timedelta) -> None:
    """Write the offset as whole seconds into the file, which readers see either before or after, never half."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(str(offset // timedelta(seconds=1)))
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
