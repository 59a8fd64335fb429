"""`restart`: from the command to the first answer in a country's database, and the memory that the process holds."""

from __future__ import annotations

import asyncio
import compileall
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from rich.console import Console

import bot
from bot.bench import cloning, office
from bot.bench.answers import settle, until
from bot.bench.cloning import Copies
from bot.bench.deadlines import Told
from bot.bench.machine import running
from bot.bench.many_offices import DISTINCT
from bot.bench.report import Report, medians
from bot.bench.stub import TOKEN, Stub
from bot.clock import SystemClock

UNITS = 8
"""With the four of the SOP these are the twelve officials of an office."""
QUESTIONS = 3
IDLE = 3.0
"""Seconds after the first answer at which memory is read."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """Offices in which one cycle runs, offices in which two overlap, audit entries, and messages not sent yet."""

    once: int = 2_070
    twice: int = 5_215
    audit: int = 1_000_000
    unsent: int = 10_000

    @property
    def officials(self) -> int:
        """Everyone who has joined."""
        return (self.once + self.twice) * (UNITS + 4)

    @property
    def tasks(self) -> int:
        """Open tasks: every unit fills its form."""
        return (self.once + 2 * self.twice) * UNITS


COUNTRY = Sizes()
NOTES = (
    f"{COUNTRY.officials} pejabat terdaftar di {COUNTRY.once + COUNTRY.twice} kantor, {COUNTRY.tasks} tugas terbuka,",
    f"sedikitnya {COUNTRY.audit} catatan audit, {COUNTRY.unsent} pesan belum terkirim; laju kirim seperti sehari-hari.",
    "Dihitung dari perintah sampai balasan pertama tiba; bytecode sudah dikompilasi; SQLite dengan synchronous=FULL.",
    f"Memori proses dibaca {IDLE:.0f} detik sesudah balasan itu, sambil pesan yang tertunda dikirimkan.",
    "Mesin yang juga dipakai proses lain memperlambat semuanya.",
)

_AUDIT = """
WITH RECURSIVE counted(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counted WHERE i < ?)
INSERT INTO audit_entry (office_id, chain, seq, at, action, detail, previous, digest)
SELECT office_id, 'cycle:' || cycle.id, i, opened_at, 'AnswerGiven', ?, hex(randomblob(32)), hex(randomblob(32))
FROM cycle CROSS JOIN counted WHERE cycle.id > ?
"""
_UNSENT = """
INSERT INTO outbox_message
(key, office_id, officer_id, chat_id, method, payload, priority, state, attempts, created_at)
SELECT 'tunggu:' || officer.id, office_id, officer.id, telegram_id, 'message', newest.payload, 1, 'pending', 0,
joined_at
FROM officer CROSS JOIN (SELECT payload FROM outbox_message WHERE method = 'message' ORDER BY id DESC LIMIT 1) newest
WHERE officer.id > ? LIMIT ?
"""
_DETAIL = '{"field":"ind:1.1","note":null,"unit":1,"value":"10"}'


def measure(runs: int) -> Report:
    """Build the database once, and start the bot on `runs` copies of it; every figure is a median."""
    for package in ("bot", "handlers", "storage", "reminders"):
        compileall.compile_dir(Path(bot.__file__).parents[1] / package, quiet=2)
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, console.status("") as status:
        return asyncio.run(_measure(Path(folder), runs, status.update))


async def _measure(folder: Path, runs: int, told: Told) -> Report:
    user = await build(folder / "asal", COUNTRY, told)
    measured = []
    for number in range(1, runs + 1):
        told(f"ukuran {number} dari {runs}")
        measured.append(await once(folder / "asal", folder / f"ukur{number}", user))
    figures = medians(measured)
    return Report(name="restart", runs=runs, figures=figures, peers={}, ratios={}, notes=NOTES)


async def build(folder: Path, sizes: Sizes, told: Told) -> int:
    """Make one office by services and copy it; gives the chat of one of its own PPTK, who will write."""
    told("kantor contoh")
    opened = await asyncio.to_thread(_first_office, folder)
    await settle(folder)
    told("kantor lainnya")
    await asyncio.to_thread(_multiply, folder, opened, sizes)
    return opened.pptk[0]


def _first_office(folder: Path) -> office.Opened:
    folder.mkdir()
    desk = office.found(folder, SystemClock().now())
    opened = office.propose(desk, office.plan(UNITS, desk.now, questions=QUESTIONS), office.FIRST_CHAT)
    office.hand_out(desk, opened)
    return opened


def _multiply(folder: Path, opened: office.Opened, sizes: Sizes) -> None:
    without = frozenset({"outbox_message"})
    changed = DISTINCT | {("period", "year"): "year + m % 2"}
    office_id = opened.office_id
    with cloning.bulk(folder) as connection:
        cloning.make(connection, Copies(office_id, 1, sizes.once - 1, without=without, changed=changed))
        cloning.make(connection, Copies(office_id, sizes.once, sizes.twice, 2, without=without, changed=changed))
        cycles = sizes.once + 2 * sizes.twice - 1
        connection.execute(_AUDIT, (-(-sizes.audit // cycles), _DETAIL, opened.cycle_id))
        connection.execute(_UNSENT, (cloning.STRIDE, sizes.unsent))


async def once(template: Path, folder: Path, user: int) -> dict[str, float]:
    """Start on a copy in which everyone is as he was left, while one text waits at Telegram."""
    await asyncio.to_thread(shutil.copytree, template, folder)
    # What the copy left to be written would slow down what is measured.
    await asyncio.to_thread(os.sync)
    stub = Stub(0.0, str(office.TARGET), at=int(SystemClock().now().timestamp()))
    try:
        async with stub:
            stub.play([user], 1)
            begun = monotonic()
            async with running(
                "bot.bench.ours", stub.address, TOKEN, str(folder), str(folder / "jeda.json")
            ) as started:
                await until(lambda: stub.answered > 0, started, PATIENCE)
                seconds = stub.waits[0][0] + stub.waits[0][1] - begun
                await asyncio.sleep(IDLE)
                return {"first_answer_s": seconds, "rss_mb": started.resident_mb()}
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)
