"""`bot demo`: the real bot on a local Telegram, its office played by scripted officials, from order to archive."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

import bot
from bot.clock import SystemClock
from bot.demo.child import BotChild, BotDiedError
from bot.demo.officials import CueMissedError
from bot.demo.play import collecting, concluding
from bot.demo.play.checking import CycleFaultyError, check, cycle_of
from bot.demo.play.scenes import Play, Scene
from bot.demo.play.theatre import DATA, OfficeFaultyError, Theatre
from bot.demo.play.transcript import Transcript
from bot.office_plan import PeriodPlan
from bot.simulator.client import StageError

OFFICE = Path(bot.__file__).parent / "contoh_kantor.xlsx"
FAILED = 1
_EVE = (14, 0)
_OPENING = (7, 30)


class AudienceGoneError(Exception):
    """Nobody presses Enter any more."""


@dataclass(slots=True)
class Show:
    """How a play is shown: by itself or at each Enter, and how long officials wait for the bot."""

    auto: bool = True
    once: bool = True
    patience: float = 20.0
    office: Path = OFFICE


async def play(*, auto: bool, once: bool, out: Path) -> int:
    """Play the cycle of Triwulan I, without `once` those of the whole year, into the folder `out`.

    With `auto` it runs by itself, otherwise a scene at each Enter. Gives the exit code: 0 only if every cycle was
    archived with all its documents and its audit verifies.
    """
    return await perform(Show(auto, once), out)


async def perform(show: Show, out: Path) -> int:
    """Play with the given manner; every process that was started is ended, however the play ends."""
    transcript = Transcript(typer.echo, "Asia/Makassar")
    asked_to_end = _end_on_termination()
    try:
        folder = _cleared(out)
    except OSError:
        typer.echo(f"Folder {out} tidak dapat dibuat atau ditulis; mohon pilih folder lain.", err=True)
        return FAILED
    try:
        theatre = await Theatre.build(folder, show.office, SystemClock(), transcript)
    except OfficeFaultyError as error:
        typer.echo(str(error), err=True)
        return FAILED
    child = BotChild(theatre.settings, folder / "bot.log")
    try:
        return await _perform(show, theatre, child)
    finally:
        asked_to_end()
        await child.stop()
        await theatre.close()


def _cleared(out: Path) -> Path:
    """The folder for a new play, by its whole path; an earlier play's data must not be taken for its own."""
    folder = out.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*(folder / DATA).glob("*"), folder / "bot.log"):
        if old.is_file():
            old.unlink()
    return folder


def _end_on_termination() -> Callable[[], object]:
    """Let SIGTERM end the play as Ctrl-C does; gives what undoes it."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None
    with suppress(NotImplementedError):
        loop.add_signal_handler(signal.SIGTERM, task.cancel)
        return lambda: loop.remove_signal_handler(signal.SIGTERM)
    return lambda: None


async def _perform(show: Show, theatre: Theatre, child: BotChild) -> int:
    scene = "Persiapan"
    try:
        await _watched(_open(show, theatre, child), child)
        for number, period in enumerate(theatre.plan.periods[: 1 if show.once else None]):
            performed = Play(theatre, period.year, period.quarter, eventful=number == 0)
            for one in await _scenes(performed, period):
                scene = one.title
                await _announce(show, theatre, scene)
                await _watched(one.run(performed), child)
            scene = "Pemeriksaan akhir"
            await _close(theatre, performed)
    except _FAULTS as error:
        _report(scene, error, child)
        return FAILED
    return 0


async def _open(show: Show, theatre: Theatre, child: BotChild) -> None:
    """The day before the first period: the office is imported, the bot starts, everyone joins."""
    first = theatre.plan.periods[0]
    opening = Play(theatre, first.year, first.quarter, eventful=True)
    assert first.opens_on is not None
    eve = next(
        day
        for back in range(1, 30)
        if opening.calendar.is_working_day(day := first.opens_on.fromordinal(first.opens_on.toordinal() - back))
    )
    theatre.time.begin(opening.at(eve, *_EVE))
    theatre.transcript.heading("Persiapan: kantor diimpor, bot dijalankan, para pejabat bergabung")
    theatre.import_office(show.office)
    async with _working("Bot sedang dijalankan …"):
        await child.start()
        await theatre.stage.polled()
    page = theatre.settings.public_url
    theatre.transcript.note(theatre.time.now(), f"Halaman verifikasi dokumen, selama peragaan berlangsung: {page}")
    await theatre.cast(show.patience)
    await theatre.join()


async def _scenes(performed: Play, period: PeriodPlan) -> list[Scene]:
    """The scenes of a cycle, after time has passed until the day on which its period opens."""
    assert period.opens_on is not None
    performed.time.until(performed.at(performed.calendar.first_working_day(period.opens_on), *_OPENING))
    eventful = performed.eventful
    return [*collecting.scenes(eventful=eventful), *concluding.scenes(eventful=eventful)]


async def _announce(show: Show, theatre: Theatre, title: str) -> None:
    await theatre.stage.settle(quiet=0.1)
    await theatre.listen()
    if not show.auto:
        typer.echo(f"\nBerikutnya: {title}. Tekan Enter …", nl=False)
        if not await _entered():
            raise AudienceGoneError(
                "Masukan berakhir, sehingga peragaan dihentikan; dengan --auto peragaan berjalan sendiri."
            )
    theatre.transcript.heading(title)


async def _entered() -> bool:
    """Wait for Enter; False at the end of the input."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()

    def hand_over(typed: str) -> None:
        if not line.done():
            line.set_result(typed)

    def read() -> None:
        typed = sys.stdin.readline()
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(hand_over, typed)

    # A daemon, for whoever presses Ctrl-C must not be asked for an Enter first.
    threading.Thread(target=read, daemon=True).start()
    return bool(await line)


async def _watched(scene: Coroutine[Any, Any, None], child: BotChild) -> None:
    """Play a scene, and notice at once when the bot's process ends."""
    tasks = playing, dying = asyncio.create_task(scene), asyncio.create_task(child.died())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if dying.done():
            raise BotDiedError("Proses bot berhenti sendiri.")
        playing.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _close(theatre: Theatre, performed: Play) -> None:
    """What the cycle left: its documents in the folder, its audit verified."""
    async with _working("Dokumen dan catatan audit diperiksa …"):
        await theatre.stage.settle()
    await theatre.listen()
    outcome = check(theatre, cycle_of(theatre, performed.year, performed.quarter))
    theatre.transcript.heading(f"{performed.period} selesai")
    typer.echo(f"{len(outcome.documents)} dokumen ada di {theatre.folder}:")
    for name in outcome.documents:
        typer.echo(f"  {name}")
    typer.echo(f"Catatan audit: {outcome.entries} entri, segel cocok, dan mengarah pada keadaan yang tersimpan.")


_FAULTS = (
    AudienceGoneError,
    CueMissedError,
    StageError,
    AssertionError,
    BotDiedError,
    CycleFaultyError,
    OfficeFaultyError,
)


@asynccontextmanager
async def _working(what: str) -> AsyncIterator[None]:
    """Say on a terminal that something takes its time."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(what):
        yield


def _report(scene: str, error: BaseException, child: BotChild) -> None:
    """Say where the play stopped, why, and what the bot logged last."""
    typer.echo(f"\nPeragaan berhenti pada: {scene}", err=True)
    typer.echo(str(error) or type(error).__name__, err=True)
    lines = child.last_lines()
    if lines and not isinstance(error, AudienceGoneError):
        typer.echo("\nCatatan terakhir bot:\n" + "\n".join(lines), err=True)
