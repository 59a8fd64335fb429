"""The training room's folder: whose it is, what lies in it, how its time goes on, and how all is cleared away."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any

import bot
from bot.clock import Clock, read_offset
from bot.demo.training import phrases
from bot.simulator.memory import FILES, JOURNAL

ROOM = "ruang-latihan"
ZONE = "Asia/Makassar"
"""Of a room whose office is not known yet."""

OFFICE = Path(bot.__file__).parent / "contoh_kantor.xlsx"
_SEALS = "segel"
"""An office's own certificate is valid from its first use on, so that one of a later hour must not outlive a play."""
_OURS = (
    "kinerja.db*",
    "audit.key",
    "backup/*",
    "jam*",
    "bot.log",
    "kantor.xlsx",
    "latihan.json*",
    f"{JOURNAL}*",
    f"{FILES}/*",
    f"{_SEALS}/*.p12",
)
_NOTES = "latihan.json"
_HERE = "127.0.0.1"
_BEAT = timedelta(seconds=5)
"""So often it is written down how late it is: a room whose power was cut goes on no earlier than it was."""


class RoomError(Exception):
    """The room cannot be opened; the text is a sentence that says what to do."""


class Room:
    """A folder within that of the demo; its notes are the office's file, the hour, and the verification page's port."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.folder = out.resolve() / ROOM
        self.office = self.folder / "kantor.xlsx"
        self.log = self.folder / "bot.log"
        self.clock_file = self.folder / "jam"
        self._notes: dict[str, Any] = {}
        self._lock: IO[bytes] | None = None
        self._noted: datetime | None = None

    def enter(self) -> None:
        """Make the folder and lock it; raises RoomError if it cannot be written or is in use."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = (self.folder / "terkunci").open("wb")
        except OSError as error:
            raise RoomError(phrases.NO_FOLDER.format(folder=self.out)) from error
        if not _locked(self._lock):
            self._lock.close()
            raise RoomError(phrases.IN_USE.format(folder=self.out))
        with suppress(OSError, ValueError):
            self._notes = json.loads((self.folder / _NOTES).read_text(encoding="utf-8"))

    def leave(self) -> None:
        """Let others in."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def furnish(self, office: Path | None) -> None:
        """Keep the office's workbook; raises RoomError if it is not there, or another than that of what is kept."""
        wanted = office or (None if self.office.exists() else OFFICE)
        if wanted is None:
            return
        try:
            content = wanted.read_bytes()
        except OSError as error:
            raise RoomError(phrases.NO_OFFICE_FILE.format(file=wanted)) from error
        if self.opened and self.office.exists() and self.office.read_bytes() != content:
            raise RoomError(phrases.OTHER_OFFICE.format(folder=self.out))
        self.office.write_bytes(content)

    def clear(self, *, office: bool = False) -> None:
        """Delete what is the room's own, with `office` its workbook too; whatever else lies there is left alone."""
        for pattern in _OURS:
            for path in self.folder.glob(pattern):
                if path.is_file() and (office or path != self.office):
                    path.unlink()
        for name in ("backup", FILES, _SEALS):
            with suppress(OSError):
                (self.folder / name).rmdir()
        self._notes, self._noted = {}, None

    @property
    def opened(self) -> bool:
        """Whether an office was imported and everyone joined: only then there is anything to go on with."""
        return bool(self._notes.get("opened"))

    def note(self, **values: Any) -> None:
        """Write something down; it replaces what stood there, whole or not at all."""
        self._notes |= values
        draft = self.folder / f"{_NOTES}.baru"
        draft.write_text(json.dumps(self._notes), encoding="utf-8")
        draft.replace(self.folder / _NOTES)

    def note_hour(self, clock: Clock, *, closing: bool = False) -> None:
        """Write down how late it is by the base clock; once in a while is enough, except at the end."""
        now = clock.now()
        if closing or self._noted is None or now - self._noted >= _BEAT:
            self._noted = now
            self.note(hour=(now if closing else now + _BEAT).isoformat())

    def hour(self) -> datetime | None:
        """How late it was in the room when it was left, or a few seconds more; None for a new one."""
        noted = self._notes.get("hour")
        return datetime.fromisoformat(noted) + read_offset(self.clock_file) if noted else None

    def page_port(self) -> int:
        """A port for the verification page: the one of last time, since papers name it, or else a free one."""
        for wanted in (int(self._notes.get("page", 0)), 0):
            with suppress(OSError), socket.create_server((_HERE, wanted)) as found:
                port = int(found.getsockname()[1])
                self.note(page=port)
                return port
        raise RoomError(phrases.NO_HOST.format(host=_HERE))


def _locked(file: IO[bytes]) -> bool:
    """Take the lock of a file; where there are no such locks nobody is kept out."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
