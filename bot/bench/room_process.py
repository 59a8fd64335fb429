"""The training room as it is opened by whoever tries the bot: `bot demo` in a process of its own, spoken to by HTTP."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import psutil  # type: ignore[import-untyped]
from aiohttp import ClientSession

from bot.simulator.settings import DEFAULT_TOKEN

FOLDER = "ruang-latihan"
STOPPING = 30.0
WAIT = 20
Plain = dict[str, Any]


class RoomFailedError(RuntimeError):
    """The measured room did not do what it was asked for; the text is what it said."""


class RoomProcess:
    """An open room: its address, its folder, and since when, in monotonic seconds, the command runs."""

    def __init__(
        self, process: asyncio.subprocess.Process, session: ClientSession, out: Path, address: str, begun: float
    ) -> None:
        self.address = address
        self.begun = begun
        self.folder = out / FOLDER
        self._seen = psutil.Process(process.pid)
        self._session = session

    async def ready(self) -> None:
        """Wait until the office is there and the bot works."""
        state = await self.state()
        while not (state["ready"] and state["trouble"]["bot_alive"]):
            state = await self.state(state["n"])

    async def state(self, after: int = -1) -> Plain:
        """The director's state, waiting while it has this number."""
        async with self._session.get(f"{self.address}/_stage/state", params={"after": after, "wait": WAIT}) as answer:
            return dict(await answer.json())

    async def play(self) -> str:
        """Let the officials play a cycle; gives what is said at its end."""
        async with self._session.post(f"{self.address}/_stage/play", json={"what": "siklus"}) as answer:
            begun = await answer.json()
        if not begun["ok"]:
            raise RoomFailedError(begun["description"])
        state = await self.state()
        while state["playing"]:
            state = await self.state(state["n"])
        return str(state["message"])

    async def people(self) -> list[int]:
        """The user ids of the officials, in the order of their phones."""
        async with self._session.get(f"{self.address}/_control/users") as answer:
            return [int(one["user"]["id"]) for one in (await answer.json())["result"]]

    async def settle(self) -> None:
        """Wait until the bot has dealt with everything."""
        async with self._session.get(f"{self.address}/_control/settle", params={"quiet": "0.1"}) as answer:
            await answer.read()

    async def send(self, method: str, **fields: Any) -> None:
        """Call a method of the Bot API as the room's bot would."""
        async with self._session.post(f"{self.address}/bot{DEFAULT_TOKEN}/{method}", json=fields) as answer:
            if answer.status != 200:
                raise RoomFailedError(await answer.text())

    def resident_mb(self) -> float:
        """What the room, its bot and their processes hold in memory, in megabytes of a million bytes."""
        return float(sum(one.memory_info().rss for one in (self._seen, *self._seen.children(recursive=True)))) / 1e6


@asynccontextmanager
async def opened(out: Path) -> AsyncIterator[RoomProcess]:
    """Open a new room of the example office on a free port, and close it as Ctrl-C does."""
    begun = monotonic()
    command = ("-m", "bot", "demo", "--no-browser", "--port", "0", "--out", str(out))
    process = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    try:
        greeting = (await process.stdout.readline()).decode()
        address = greeting.partition("http")[2].strip().rstrip("/")
        if not address:
            raise RoomFailedError(greeting)
        async with ClientSession() as session:
            yield RoomProcess(process, session, out, f"http{address}", begun)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            try:
                await asyncio.wait_for(process.wait(), STOPPING)
            except TimeoutError:
                process.kill()
                await process.wait()
