"""`latency`: how soon a person is answered while 200 others write at a rate that waits for nobody."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from bot.bench import cloning, office
from bot.bench.answers import SETTLING, settle, until
from bot.bench.crowd import ACT, TAP, TEXT, Act, Crowd, Wait
from bot.bench.machine import running
from bot.bench.many_offices import DISTINCT
from bot.bench.ours import LIFTED
from bot.bench.report import Report, medians
from bot.bench.stub import TOKEN
from bot.bench.watching import connect, percentile
from bot.clock import SystemClock
from bot.services import claims

RTT = 0.05
TAP_SHARE = 0.1
SKIP, ORDER = "Lewati dulu", "Perintahkan sekarang"
"""Buttons: the user's under each question, and the Camat's under step 1, after which the Kasubbag has a card."""
_UNITS = 2
_CHATS = 100
_CARD = "SELECT payload FROM outbox_message WHERE office_id = ? AND chat_id = ? AND method = 'message' ORDER BY id"


@dataclass(frozen=True, slots=True)
class Sizes:
    """Users, what they write a second and for how long, and in how many other offices a Camat gives his order."""

    users: int = 200
    rate: float = 150.0
    seconds: float = 60.0
    orders: int = 60

    @property
    def questions(self) -> int:
        """Indicators a form, so that every text and every skipped question finds one that is asked."""
        return 4 + int(self.rate * self.seconds * (1 + TAP_SHARE) / self.users)


SIZES = Sizes()
NOTES = (
    f"{SIZES.users} pemakai menulis {SIZES.rate:.0f} jawaban per detik selama {SIZES.seconds:.0f} detik.",
    f"Jadwalnya tetap, dijawab atau belum; ditambah {TAP_SHARE:.0%} ketukan tombol dan {SIZES.orders} perintah Camat.",
    f"Pulang-pergi ke Telegram {1000 * RTT:.0f} md, separuh pergi, separuh pulang; termasuk di dalam setiap angka.",
    "Dihitung sejak pesan dapat diambil; with_polling_* juga menghitung waktu menunggu getUpdates berikutnya tiba.",
    "Bot: berkas SQLite dengan synchronous=FULL; batas kirim Telegram (SEND_RATE, CHAT_RATE) dilepas.",
    "Mesin yang juga dipakai proses lain memperlambat semuanya.",
)


@dataclass(frozen=True, slots=True)
class Template:
    """A database in which everything is settled, who writes in it, and who presses what."""

    folder: Path
    users: tuple[int, ...]
    acts: tuple[Act, ...]


def measure(runs: int) -> Report:
    """Build the database once and measure on `runs` copies of it; every figure is a median."""
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder:
        return asyncio.run(_measure(Path(folder), runs))


async def _measure(folder: Path, runs: int) -> Report:
    found = await build(folder / "asal", SIZES)
    measured = [await once(found, folder / f"ukur{number}", SIZES) for number in range(runs)]
    figures = medians(measured)
    return Report(name="latency", runs=runs, figures={**figures, "send_rate": LIFTED}, peers={}, ratios={}, notes=NOTES)


async def build(folder: Path, sizes: Sizes) -> Template:
    """An office whose PPTK write, and copies of a small one in which step 1 lies with the Camat."""
    writing, ordering = await asyncio.to_thread(_two_offices, folder, sizes)
    await settle(folder)
    with closing(sqlite3.connect(folder / "kinerja.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        cloning.make(connection, cloning.Copies(ordering.office_id, 1, sizes.orders - 1, changed=DISTINCT))
    return Template(folder, writing.pptk, tuple(_acts(folder, ordering, sizes.orders)))


def _two_offices(folder: Path, sizes: Sizes) -> tuple[office.Opened, office.Opened]:
    folder.mkdir()
    desk = office.found(folder, SystemClock().now())
    writing = office.propose(desk, office.plan(sizes.users, desk.now, questions=sizes.questions), office.FIRST_CHAT)
    office.hand_out(desk, writing)
    return writing, office.propose(desk, office.plan(_UNITS, desk.now, code="PERINTAH", questions=1), _CHATS)


def _acts(folder: Path, ordering: office.Opened, count: int) -> Iterable[Act]:
    camat, kasubbag = ordering.chats["CAMAT"], ordering.chats["KASUBBAG"]
    claim = claims.read(_button(folder, ordering.office_id, camat, ORDER))
    assert claim is not None
    for number in range(count):
        further = cloning.STRIDE * number
        yield Act(camat + further, str(replace(claim, task=claim.task + further)), kasubbag + further)


def _button(folder: Path, office_id: int, chat: int, label: str) -> str:
    """What the button with this label says, on the newest card that has it."""
    with closing(connect(folder)) as connection:
        payloads = [json.loads(payload) for (payload,) in connection.execute(_CARD, (office_id, chat))]
    said = [one["data"] for payload in payloads for row in payload["buttons"] for one in row if one["text"] == label]
    return str(said[-1])


async def once(found: Template, folder: Path, sizes: Sizes) -> dict[str, float]:
    """Measure on a copy of the database; raises AssertionError unless everything offered was answered."""
    await asyncio.to_thread(shutil.copytree, found.folder, folder)
    crowd = Crowd(RTT, str(office.TARGET), int(SystemClock().now().timestamp()))
    try:
        async with crowd, running("bot.bench.ours", crowd.address, TOKEN, str(folder)) as bot:
            await until(lambda: crowd.is_awaited, bot, SETTLING)
            before = bot.cpu_seconds()
            crowd.offer(found.users, sizes.rate, sizes.seconds, TAP_SHARE, SKIP)
            crowd.offer_acts(found.acts, sizes.seconds)
            await crowd.through()
            await until(lambda: not crowd.unanswered, bot, SETTLING)
            spent = bot.cpu_seconds() - before
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)
    return figures(crowd.come.values()) | {"cpu_ms": 1000 * spent / len(crowd.come)}


def figures(waits: Collection[Wait]) -> dict[str, float]:
    """Milliseconds from when an update could be had until its answer was at the server and the round trip was over."""
    by_kind: dict[str, list[Wait]] = {kind: [one for one in waits if one.kind == kind] for kind in (TEXT, TAP, ACT)}
    prompts = [one.prompted - one.could for one in by_kind[TEXT]]
    felt = [one.prompted - one.due for one in by_kind[TEXT]]
    taps = [one.acknowledged - one.could for one in by_kind[TAP]]
    cards = [one.prompted - one.could for one in by_kind[ACT]]
    return {
        "prompt_p50_ms": _ms(prompts, 0.5),
        "prompt_p99_ms": _ms(prompts, 0.99),
        "tap_p99_ms": _ms(taps, 0.99),
        "next_card_p95_ms": _ms(cards, 0.95),
        "with_polling_p50_ms": _ms(felt, 0.5),
        "with_polling_p99_ms": _ms(felt, 0.99),
        "answers": float(len(prompts)),
        "taps": float(len(taps)),
        "cards": float(len(cards)),
    }


def _ms(seconds: Sequence[float], share: float) -> float:
    return 1000 * percentile(seconds, share)
