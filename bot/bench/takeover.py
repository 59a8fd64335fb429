"""`takeover`: the process that works is killed under load; how soon another answers, and that nothing is lost."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import ColumnElement, String, func, select, type_coerce

from bot.bench import office
from bot.bench.member import Member
from bot.bench.one_address import OneAddress
from bot.bench.postgresql import serving, version
from bot.bench.posting import PostingStub
from bot.bench.report import Report
from bot.bench.rest import left
from bot.clock import SystemClock
from storage import audit
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Answer, AuditEntry

USERS = 200
RATE = 100.0
"""Answers a second before each kill: every user thinks for USERS / RATE seconds."""
PROCESSES = 3
WARM = 3.0
"""Seconds under load, with every process there again, before the one that works is killed."""
SETTLING = 180.0
SLOWEST = 60.0
A_RUN = 8
"""Questions a user may need for one run; a form has as many as all runs need."""
_DOUBT = "%untuk isian yang mana%"


def measure(runs: int) -> Report:
    """Kill the working process `runs` times; the seconds are a median. Raises AssertionError if anything is lost."""
    with tempfile.TemporaryDirectory(prefix="bangku-") as folder, serving() as url:
        return asyncio.run(_measure(Path(folder), url, runs))


async def _measure(folder: Path, url: str, runs: int) -> Report:
    now, questions = SystemClock().now(), A_RUN * runs
    made = await asyncio.to_thread(office.make, folder, USERS, now, url, questions)
    database = Database(url)
    members = [Member(f"p{number}", folder, url) for number in range(PROCESSES)]
    stub = PostingStub(str(office.TARGET), int(now.timestamp()), USERS / RATE)
    async with stub, OneAddress([one.port for one in members]) as front:
        try:
            for one in members:
                await one.start(stub.address, front.url)
            await _until(lambda: stub.registered.is_set() and not database.read_now(left), SETTLING)
            stub.play(made.chats, questions)
            found = [await _killed(stub, members, front.url) for _ in range(runs)]
            stub.rest()
            await _until(lambda: stub.accepted == stub.written and not database.read_now(left), SETTLING)
        finally:
            for one in members:
                await one.kill()
    kept = database.read_now(lambda tx: check(tx, audit.load_key(folder), stub.written))
    seconds, rates = [one[0] for one in found], [one[1] for one in found]
    return Report(
        name="takeover",
        runs=runs,
        figures={
            "seconds": median(seconds),
            "slowest_s": max(seconds),
            "answers_per_s": median(rates),
            "answers": float(kept),
            "sent_twice": float(stub.repeated),
        },
        peers={},
        ratios={},
        notes=(
            f"{version(url)} dengan pengaturan bawaan; {PROCESSES} proses di belakang satu alamat, {USERS} pemakai.",
            f"Proses yang bekerja dimatikan dengan SIGKILL pada {RATE:.0f} jawaban per detik, lalu dijalankan lagi.",
            "seconds: dari saat itu sampai proses lain menyampaikan jawaban pertamanya.",
            "Sesudahnya diperiksa: setiap pesan pemakai tercatat satu kali, tidak ada yang hilang atau ganda.",
        ),
    )


async def _killed(stub: PostingStub, members: list[Member], public_url: str) -> tuple[float, float]:
    """Kill whoever works; seconds until another has answered, and the answers a second just before."""
    loop = asyncio.get_running_loop()
    for one in members:
        while not await one.listens():  # noqa: ASYNC110 - it is another process
            await asyncio.sleep(0.1)
    before, since = stub.answered, loop.time()
    await asyncio.sleep(WARM)
    rate = (stub.answered - before) / (loop.time() - since)
    worker = next(one for one in members if one.name == stub.worker)
    killed = loop.time()
    await worker.kill()
    others = [one.name for one in members if one is not worker]
    await _until(lambda: any(stub.answered_at.get(name, 0.0) > killed for name in others), SLOWEST)
    answered = min(at for name in others if (at := stub.answered_at.get(name, 0.0)) > killed)
    await worker.start(stub.address, public_url)
    return answered - killed, rate


def check(tx: Transaction, key: bytes, written: int) -> int:
    """Count the answers; raises AssertionError unless each text is one, or was asked about again, exactly once."""

    def count(table: type[Answer | AuditEntry | IntakeUpdate | OutboxMessage], *conditions: ColumnElement[bool]) -> int:
        return int(tx.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one())

    answers, recorded = count(Answer), count(AuditEntry, AuditEntry.action == "AnswerGiven")
    doubted = count(OutboxMessage, type_coerce(OutboxMessage.payload, String).like(_DOUBT))
    done = count(IntakeUpdate, IntakeUpdate.state == "done")
    if not (answers == recorded and answers + doubted == done == written):
        raise AssertionError(
            f"{written} pesan, {done} ditangani, {answers} jawaban, {doubted} ragu, {recorded} tercatat"
        )
    audit.verify_all(tx, key)
    return answers


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - it stands for what other processes do
            await asyncio.sleep(0.01)
