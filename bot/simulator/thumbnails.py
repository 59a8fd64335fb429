"""The first page of a paper in small, as Telegram's servers draw it; whoever starts the simulator lends the hand."""

import asyncio
from collections.abc import Callable
from hashlib import sha256

from bot.simulator.files import StoredFile

Draw = Callable[[bytes, str], bytes | None]
_KEPT = 200


class Thumbnails:
    """Draws one at a time, beside the loop, and keeps the latest; without a hand there are none."""

    def __init__(self, draw: Draw | None) -> None:
        self.draw = draw
        self._kept: dict[str, bytes | None] = {}
        self._turn = asyncio.Lock()

    async def of(self, stored: StoredFile) -> bytes | None:
        """Return a small JPEG of a file, None for one that cannot be shown."""
        if self.draw is None:
            return None
        content = stored.read()
        name = sha256(content).hexdigest()
        async with self._turn:
            if name not in self._kept:
                self._kept[name] = await asyncio.to_thread(self.draw, content, stored.mime)
                while len(self._kept) > _KEPT:
                    del self._kept[next(iter(self._kept))]
            return self._kept[name]
