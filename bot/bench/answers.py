"""`answers`: one form answer along its whole durable path, beside an echo that stores nothing and an async ORM."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import monotonic

from sqlalchemy import func, select

from bot.bench import office
from bot.bench.machine import Measured, running
from bot.bench.ours import LIFTED
from bot.bench.report import Report
from bot.bench.rest import left
from bot.bench.stub import TOKEN, Stub
from bot.clock import SystemClock
from storage.database import Database
from storage.records import Answer

USERS = 200
ANSWERS = 22
"""A user; fewer than a form's questions, so that every text answers one."""
LONGEST = 10.0
"""Seconds after which a run is counted as far as it came: the peer needs minutes for all of it at a round trip."""
SETTLING = 120.0
MOST_DOUBTED = 0.02
"""The share of texts that the bot may ask about again."""
RTTS = {"rtt0": 0.0, "rtt50": 0.05}
NOTES = (
    f"{USERS} pemakai, masing-masing paling banyak {ANSWERS} jawaban; setiap ukuran paling lama {LONGEST:.0f} detik.",
    "Bot: berkas SQLite dengan synchronous=FULL; batas kirim Telegram (SEND_RATE, CHAT_RATE) dilepas.",
    "Pembanding: bot gema python-telegram-bot dengan pengaturan bawaan, tanpa penyimpanan.",
    "Pembanding: jalur jawaban yang sama di tabel yang sama dengan ORM asinkron SQLAlchemy dan aiosqlite, tanpa jeda.",
    "Mesin yang juga dipakai proses lain mengubah laju; nisbah dan cpu_ms lebih dapat dipercaya.",
)
ECHO, ORM = "python-telegram-bot echo", "SQLAlchemy async ORM"


@dataclass(frozen=True, slots=True)
class Speed:
    """How many texts one process answered, in how much time, and with how much of the processor's."""

    count: int
    seconds: float
    cpu_seconds: float

    @property
    def rate(self) -> float:
        """Texts a second."""
        return self.count / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of processor time a text."""
        return 1000 * self.cpu_seconds / self.count


def measure(runs: int) -> Report:
    """Measure all three, side by side at each round trip, `runs` times; every figure is a median."""
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    template = folder / "asal"
    template.mkdir()
    made = await asyncio.to_thread(office.make, template, USERS, SystemClock().now())
    await settle(template)
    ours: dict[str, list[Speed]] = {name: [] for name in RTTS}
    echoes: dict[str, list[Speed]] = {name: [] for name in RTTS}
    orm: dict[str, list[Speed]] = {"rtt0": []}
    for _ in range(runs):
        for name, rtt in RTTS.items():
            echoes[name].append(await _echo(made.chats, rtt))
            ours[name].append(await _stored("bot.bench.ours", template, folder / "ukur", made.chats, rtt))
        orm["rtt0"].append(await _stored("bot.bench.orm", template, folder / "ukur", made.chats, 0.0))
    return Report(
        name="answers",
        runs=runs,
        figures={**_medians(ours), "send_rate": LIFTED},
        peers={ECHO: _medians(echoes), ORM: _medians(orm)},
        ratios={
            **{f"echo_{name}": _ratio(ours[name], echoes[name]) for name in RTTS},
            "async_orm": _ratio(ours["rtt0"], orm["rtt0"]),
        },
        notes=NOTES,
    )


def _ratio(ours: list[Speed], peers: list[Speed]) -> float:
    """How many times the peer's rate ours is, run by run."""
    return median(our.rate / peer.rate for our, peer in zip(ours, peers, strict=True))


def _medians(found: dict[str, list[Speed]]) -> dict[str, float]:
    rates = {f"updates_per_s_{name}": median(one.rate for one in speeds) for name, speeds in found.items()}
    return rates | {"cpu_ms": median(one.cpu_ms for one in found["rtt0"])}


async def settle(template: Path) -> None:
    """Let the bot send and render whatever the way to the forms has left, so that only answers are measured."""
    database = Database(f"sqlite:///{template / 'kinerja.db'}")
    async with Stub() as stub, running("bot.bench.ours", stub.address, TOKEN, str(template)) as bot:
        await until(lambda: not database.read_now(left), bot, SETTLING)


async def _stored(module: str, template: Path, folder: Path, chats: tuple[int, ...], rtt: float) -> Speed:
    shutil.copytree(template, folder)
    try:
        stub = Stub(rtt, str(office.TARGET), at=int(SystemClock().now().timestamp()))
        async with stub, running(module, stub.address, TOKEN, str(folder)) as bot:
            speed = await _speed(stub, chats, bot)
        return _kept(Database(f"sqlite:///{folder / 'kinerja.db'}"), speed)
    finally:
        shutil.rmtree(folder)


def _kept(database: Database, speed: Speed) -> Speed:
    """Count the answers in the database and not the messages sent; raises AssertionError if the two are far apart.

    A text that overtakes the record of its question, as these users' texts now and then do, is asked about again.
    """
    kept = database.read_now(lambda tx: tx.execute(select(func.count()).select_from(Answer)).scalar_one())
    if kept < speed.count * (1 - MOST_DOUBTED):
        raise AssertionError(f"{speed.count} pesan terkirim, tetapi hanya {kept} jawaban tersimpan")
    return replace(speed, count=min(speed.count, kept))


async def _echo(chats: tuple[int, ...], rtt: float) -> Speed:
    stub = Stub(rtt, str(office.TARGET), at=int(SystemClock().now().timestamp()))
    async with stub, running("bot.bench.echo", stub.address, TOKEN) as peer:
        return await _speed(stub, chats, peer)


async def _speed(stub: Stub, chats: tuple[int, ...], process: Measured) -> Speed:
    """From the first text until everyone has had his last answer, or for as long as a run may take."""
    await until(lambda: stub.is_awaited, process, SETTLING)
    cpu, start = process.cpu_seconds(), monotonic()
    stub.play(chats, ANSWERS)
    await until(lambda: stub.answered >= len(chats) * ANSWERS or monotonic() - start > LONGEST, process, SETTLING)
    return Speed(stub.answered, monotonic() - start, process.cpu_seconds() - cpu)


async def until(condition: Callable[[], bool], process: Measured, seconds: float) -> None:
    """Wait until a condition holds; raises ProcessEnded or TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():
            process.cpu_seconds()
            await asyncio.sleep(0.02)
