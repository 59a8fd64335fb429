"""`answers`: one form answer along its whole durable path, beside a bare bot that echoes and stores nothing."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

from sqlalchemy import func, select

from bot.bench import office
from bot.bench.machine import Measured, running
from bot.bench.ours import LIFTED
from bot.bench.report import Report
from bot.bench.stub import TOKEN, Stub
from bot.clock import SystemClock
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import Answer, Document

USERS = 200
ANSWERS = 22
"""A user; fewer than a form's questions, so that every text answers one."""
LONGEST = 10.0
"""Seconds after which a run is counted as far as it came: the peer needs minutes for all of it at a round trip."""
SETTLING = 120.0
RTTS = {"rtt0": 0.0, "rtt50": 0.05}
NOTES = (
    f"{USERS} pemakai, masing-masing paling banyak {ANSWERS} jawaban; setiap ukuran paling lama {LONGEST:.0f} detik.",
    "Bot: berkas SQLite dengan synchronous=FULL; batas kirim Telegram (SEND_RATE, CHAT_RATE) dilepas.",
    "Pembanding: bot gema python-telegram-bot dengan pengaturan bawaan, tanpa penyimpanan.",
)


@dataclass(frozen=True, slots=True)
class Speed:
    """What one process did: messages sent back a second, and its processor time in milliseconds each."""

    rate: float
    cpu_ms: float


def measure(runs: int) -> Report:
    """Measure both, side by side at each round trip, `runs` times; every figure is a median."""
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    template = folder / "asal"
    template.mkdir()
    made = await asyncio.to_thread(office.make, template, USERS, SystemClock().now())
    await _settle(template)
    ours: dict[str, list[Speed]] = {name: [] for name in RTTS}
    peers: dict[str, list[Speed]] = {name: [] for name in RTTS}
    for _ in range(runs):
        for name, rtt in RTTS.items():
            peers[name].append(await _peer(made.chats, rtt))
            ours[name].append(await _ours(template, folder / "ukur", made.chats, rtt))
    return Report(
        name="answers",
        runs=runs,
        figures={**_medians(ours), "send_rate": LIFTED},
        peers={"python-telegram-bot echo": _medians(peers)},
        ratios={
            f"echo_{name}": median(our.rate / peer.rate for our, peer in zip(ours[name], peers[name], strict=True))
            for name in RTTS
        },
        notes=NOTES,
    )


def _medians(found: dict[str, list[Speed]]) -> dict[str, float]:
    rates = {f"updates_per_s_{name}": median(one.rate for one in speeds) for name, speeds in found.items()}
    everything = [one.cpu_ms for speeds in found.values() for one in speeds]
    return rates | {"cpu_ms": median(everything)}


async def _settle(template: Path) -> None:
    """Let the bot send and render whatever the way to the forms has left, so that only answers are measured."""
    database = Database(f"sqlite:///{template / 'kinerja.db'}")
    async with Stub() as stub, running("bot.bench.ours", stub.address, TOKEN, str(template)) as bot:
        await _until(lambda: database.read_now(_is_idle), bot, SETTLING)


def _is_idle(tx: Transaction) -> bool:
    unsent = select(func.count()).where(OutboxMessage.state.in_(("pending", "sending", "waiting")))
    unmade = select(func.count()).where(Document.state == "requested")
    return tx.execute(unsent).scalar_one() == 0 and tx.execute(unmade).scalar_one() == 0


async def _ours(template: Path, folder: Path, chats: tuple[int, ...], rtt: float) -> Speed:
    shutil.copytree(template, folder)
    try:
        stub = Stub(rtt, str(office.TARGET), at=int(SystemClock().now().timestamp()))
        async with stub, running("bot.bench.ours", stub.address, TOKEN, str(folder)) as bot:
            speed = await _speed(stub, chats, bot)
            sent = stub.answered
        _check(Database(f"sqlite:///{folder / 'kinerja.db'}"), sent)
        return speed
    finally:
        shutil.rmtree(folder)


def _check(database: Database, sent: int) -> None:
    """Every message that was counted must rest on an answer in the database; raises AssertionError."""
    kept = database.read_now(lambda tx: tx.execute(select(func.count()).select_from(Answer)).scalar_one())
    if kept < sent:
        raise AssertionError(f"{sent} pesan terkirim, tetapi hanya {kept} jawaban tersimpan")


async def _peer(chats: tuple[int, ...], rtt: float) -> Speed:
    stub = Stub(rtt, str(office.TARGET), at=int(SystemClock().now().timestamp()))
    async with stub, running("bot.bench.echo", stub.address, TOKEN) as peer:
        return await _speed(stub, chats, peer)


async def _speed(stub: Stub, chats: tuple[int, ...], process: Measured) -> Speed:
    """From the first text until everyone has had his last answer, or for as long as a run may take."""
    await _until(lambda: stub.calls["getUpdates"] > 0, process, SETTLING)
    cpu, start = process.cpu_seconds(), monotonic()
    stub.play(chats, ANSWERS)
    await _until(lambda: stub.answered >= len(chats) * ANSWERS or monotonic() - start > LONGEST, process, SETTLING)
    return Speed(stub.answered / (monotonic() - start), 1000 * (process.cpu_seconds() - cpu) / stub.answered)


async def _until(condition: Callable[[], bool], process: Measured, seconds: float) -> None:
    """Wait until a condition holds; raises ProcessEnded or TimeoutError."""
    async with asyncio.timeout(seconds):
        while not condition():
            process.cpu_seconds()
            await asyncio.sleep(0.02)
