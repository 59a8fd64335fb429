"""`bot demo`: the training room. The page is served first; then the office moves in, and the bot begins to work."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from aiohttp import web

from bot.clock import Clock, SystemClock
from bot.demo.training import phrases
from bot.demo.training.director import Director
from bot.demo.training.room import Room, RoomError
from bot.demo.training.routes import add_stage_routes
from bot.logging import configure_logging
from bot.simulator.clock import StageClock
from bot.simulator.memory import Memory
from bot.simulator.server import Simulator
from bot.simulator.settings import StageSettings

MENDABLE = 2
_ELSEWHERE = ("192.0.2.1", 9)
_ANY = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on


@dataclass(frozen=True, slots=True)
class Options:
    """How a training room is opened: where it is kept and served, for which office, and whether with a browser."""

    out: Path = Path("demo")
    office: Path | None = None
    fresh: bool = False
    browser: bool = True
    host: str = "127.0.0.1"
    port: int = 8765


async def train(options: Options) -> int:
    """Open the room until Ctrl-C or SIGTERM; gives the exit code, 2 for what whoever started it can mend."""
    room = Room(options.out)
    try:
        room.enter()
    except RoomError as error:
        typer.echo(str(error), err=True)
        return MENDABLE
    try:
        if options.fresh:
            room.clear(office=True)
        room.furnish(options.office)
        return await _serve(options, room, SystemClock())
    except RoomError as error:
        typer.echo(str(error), err=True)
        return MENDABLE
    finally:
        room.leave()


async def _serve(options: Options, room: Room, base: Clock) -> int:
    configure_logging("WARNING", "console", stream=sys.stderr)
    settings = StageSettings(flood_limits=False, log_calls=False)
    extras: list[Callable[[web.Application], None]] = []

    def add(app: web.Application) -> None:
        for extra in extras:
            extra(app)

    simulator = Simulator(settings, StageClock(base.now), add, _drawn)
    if not room.opened:
        room.clear()
    memory = Memory(simulator.backstage, room.folder)
    memory.load()
    director = Director(room, base, simulator.backstage, memory)
    extras += [memory.watch, lambda app: add_stage_routes(app, director)]
    url = await _bound(simulator, options)
    try:
        _greet(simulator.entrance(_outer(url, options)), options, once=bool(simulator.guard.key))
        await _until_asked(director.open(_inner(url, options), simulator.guard.secret))
    finally:
        typer.echo(phrases.ENDING)
        await director.close()
        memory.close()
        await simulator.stop()
    return 0


def _drawn(content: bytes, mime: str) -> bytes | None:
    """A thumbnail. What draws it is read in with the first, for the page must be there at once."""
    from bot.documents.thumbnails import thumbnail

    return thumbnail(content, mime)


async def _bound(simulator: Simulator, options: Options) -> str:
    try:
        return await simulator.start(options.host, options.port)
    except OSError as error:
        await simulator.stop()
        if error.errno == errno.EADDRINUSE:
            raise RoomError(phrases.PORT_TAKEN.format(port=options.port, other=options.port + 1)) from error
        raise RoomError(phrases.NO_HOST.format(host=options.host)) from error
    except OverflowError as error:
        await simulator.stop()
        raise RoomError(phrases.NO_HOST.format(host=options.host)) from error


def _inner(url: str, options: Options) -> str:
    """The address at which programs of this machine reach the stage."""
    return f"http://127.0.0.1:{url.rpartition(':')[2]}" if options.host in _ANY else url


def _outer(url: str, options: Options) -> str:
    """The address at which people find the stage: where it listens everywhere, that of this machine in its network."""
    if options.host not in _ANY:
        return url
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Nothing is sent: it only shows which of its addresses the machine would use.
        with suppress(OSError):
            probe.connect(_ELSEWHERE)
        return f"http://{probe.getsockname()[0]}:{url.rpartition(':')[2]}"


def _greet(address: str, options: Options, *, once: bool) -> None:
    typer.echo(phrases.ADDRESS.format(address=address))
    if once:
        typer.echo(phrases.ONCE_ONLY)
    typer.echo(phrases.HOW_TO_END.format(folder=options.out))
    sys.stdout.flush()
    if options.browser and _has_display():
        # Some browsers keep the call waiting until they are closed.
        asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


async def _until_asked(opening: Coroutine[Any, Any, None]) -> None:
    """Wait for Ctrl-C or SIGTERM while the house opens and works; raises what keeps it from opening."""
    loop, asked = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, asked.set)
    work, ending = asyncio.create_task(opening), asyncio.create_task(asked.wait())
    await asyncio.wait((work, ending), return_when=asyncio.FIRST_COMPLETED)
    if work.done():
        work.result()
    await ending
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
