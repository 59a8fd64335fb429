"""One address before several processes on this machine: each connection goes to the next one that answers."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

CHUNK = 65_536


class OneAddress:
    """A proxy of bytes on loopback, as the simplest of an office's web servers; `ports` are those behind it."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = deque(ports)
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        self._server.close()
        for task in list(self._connections):
            task.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        task.add_done_callback(self._connections.discard)
        with suppress(OSError, asyncio.CancelledError):
            behind = await self._next()
            if behind is not None:
                await self._relay((reader, writer), behind)
        writer.close()

    async def _next(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        """A connection to the process whose turn it is, or to the first after it that is there."""
        for _ in range(len(self._ports)):
            self._ports.rotate(-1)
            with suppress(OSError):
                return await asyncio.open_connection("127.0.0.1", self._ports[0])
        return None

    async def _relay(self, *ends: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
        """Pass bytes both ways until either side ends."""
        (here, to_here), (there, to_there) = ends
        ways = {asyncio.create_task(_pass(here, to_there)), asyncio.create_task(_pass(there, to_here))}
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            to_there.close()


async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while content := await reader.read(CHUNK):
            writer.write(content)
            await writer.drain()
