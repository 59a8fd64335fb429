"""`bot run` as its supervisor knows it: a process that says how it is, ends when told, and never just stands still."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.operator.terminal import MENDABLE
from bot.simulator.client import Stage
from bot.simulator.ports import free_port
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN, StageSettings
from bot.worker import GRACE
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate, OutboxMessage, Stranger

pytestmark = pytest.mark.usefixtures("unmeasured")
STRANGERS = 300
_SHORT_SILENCE = "from handlers import intake; intake.SILENCE = 0.5; import sys; sys.argv = ['bot', 'run']; "
_RUN = "from bot.__main__ import main; main()"


@pytest.fixture
async def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    """A local Bot API, and a folder of one's own for the bot."""
    simulator = Simulator(StageSettings(flood_limits=False, log_calls=False))
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "TELEGRAM_API_URL": await simulator.start(),
        "TELEGRAM_TOKEN": DEFAULT_TOKEN,
        "DATA_DIR": "data",
        "LOG_FORMAT": "json",
    }.items():
        monkeypatch.setenv(name, value)
    async with Stage(os.environ["TELEGRAM_API_URL"]) as stage:
        yield stage
    await simulator.stop()


@asynccontextmanager
async def running(*arguments: str, log: int = DEVNULL) -> AsyncIterator[Process]:
    """Our interpreter with these arguments; it is gone afterwards."""
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, stdout=log, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_a_second_process_on_the_same_file_is_refused(stage: Stage) -> None:
    """Started by hand beside the one that runs already, it says so and ends: nothing is sent by two."""
    async with running("-m", "bot", "run") as first:
        await stage.polled()
        async with running("-m", "bot", "run") as second:
            assert second.stderr is not None
            said = await second.stderr.read()
            assert await second.wait() == MENDABLE
        assert "SQLite yang sedang dipakai proses bot lain" in said.decode()
        assert first.returncode is None


async def test_a_process_at_work_ends_within_its_grace(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ready, and SIGTERM in the middle of traffic ends it; whatever was confirmed is stored, nothing is cut."""
    port = free_port()
    monkeypatch.setenv("HEALTH_PORT", str(port))
    async with running("-m", "bot", "run") as process, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
        await stage.polled()
        async with web.get("/readyz") as answer:
            assert (answer.status, await answer.json()) == (200, {"ready": True, "duty": "working", "reasons": {}})
        phones = [await stage.phone(1000 + number, "Tamu") for number in range(STRANGERS)]
        await asyncio.gather(*(phone.say("Selamat pagi") for phone in phones))
        async with web.get("/metrics") as answer:
            assert 'kinerja_pulse_age_seconds{pulse="poll"}' in await answer.text()
        process.terminate()
        async with asyncio.timeout(GRACE + 10):  # the machine may be busy with other tests
            assert await process.wait() == 0
    confirmed = STRANGERS - (await stage.get("updates"))["pending"]
    updates, refused, on_their_way = Database("sqlite:///data/kinerja.db").read_now(counts)
    assert sum(updates.values()) >= confirmed > 0
    assert set(updates) <= {"done", "pending"}
    assert (refused, on_their_way) == (updates["done"], 0)


def counts(tx: Transaction) -> tuple[dict[str, int], int, int]:
    """Updates by state, strangers refused, and messages whose outcome nobody wrote down."""
    states = tx.execute(select(IntakeUpdate.state, func.count()).group_by(IntakeUpdate.state))
    refused = tx.scalar(select(func.count()).select_from(Stranger)) or 0
    sending = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.state == "sending")
    return {row[0]: row[1] for row in states}, refused, tx.scalar(sending) or 0


async def test_a_poll_that_never_comes_back_ends_the_process(stage: Stage) -> None:
    """The supervisor is told by the exit code, whoever looks by one sentence."""
    await stage.faults("delay", method="getUpdates", times=None, seconds=60)
    async with running("-c", _SHORT_SILENCE + _RUN) as process:
        _, said = await process.communicate()
    assert process.returncode == 2
    assert said.decode().startswith("Telegram tidak menjawab selama")
