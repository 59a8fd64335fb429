"""What a supervisor and Prometheus are told, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics, Pulse
from bot.web import health
from bot.web.health import STALE, HealthServer
from bot.web.listening import ListeningError, listen
from storage.database import Database
from tests.databases import NOW
from tests.storage.rows import fill, fill_outbox


class Watched:
    """A process as its watcher meets it: its figures, its hour, and what it answers."""

    def __init__(self, metrics: Metrics, web: aiohttp.ClientSession) -> None:
        self.metrics = metrics
        self.web = web
        self.seconds = 0.0

    async def ready(self) -> tuple[int, dict[str, Any]]:
        """The status and the reasons of /readyz."""
        async with self.web.get("/readyz") as answer:
            return answer.status, (await answer.json())["reasons"]

    async def figures(self) -> dict[str, float]:
        """The samples of /metrics by name and labels."""
        async with self.web.get("/metrics") as answer:
            text = await answer.text()
        found = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return {" ".join((one.name, *one.labels.values())): one.value for one in found}


@asynccontextmanager
async def watched(database: Database) -> AsyncIterator[Watched]:
    """Serve the health of a process with this database."""
    listening = listen("127.0.0.1", 0, room="HEALTH")
    port = listening.getsockname()[1]
    metrics = Metrics(clock=lambda: one.seconds)
    server = HealthServer(listening, metrics, database, lambda: NOW)
    running = asyncio.create_task(server.run())
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as web:
        one = Watched(metrics, web)
        yield one
    server.stop()
    await running
    server.close()


async def test_a_process_that_works_is_ready(sqlite_database: Database) -> None:
    """Alive from the start, ready once it works, and no longer when polls or ticks stand still."""
    async with watched(sqlite_database) as one:
        async with one.web.get("/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        assert await one.ready() == (503, {"duty": "starting"})
        one.metrics.work(*Pulse)
        assert await one.ready() == (200, {})
        one.seconds = STALE + 1
        one.metrics.beat(Pulse.SWEEP)
        assert await one.ready() == (503, {"poll": "silent for 121 s", "rounds": "silent for 121 s"})


async def test_a_process_that_stands_by_is_ready(sqlite_database: Database) -> None:
    """It takes over when the other one ends, however long that is."""
    async with watched(sqlite_database) as one:
        one.metrics.stand_by()
        one.seconds = 10 * STALE
        assert await one.ready() == (200, {})


@pytest.mark.parametrize("error", [ConnectionError("password=rahasia"), None])
async def test_a_database_that_does_not_answer(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    """Whether it fails or keeps silent: not ready, and figures without a backlog."""

    async def away(_work: Callable[..., object]) -> None:
        if error is not None:
            raise error
        await asyncio.Event().wait()

    monkeypatch.setattr(sqlite_database, "read", away)
    monkeypatch.setattr(health, "PATIENCE", 0.01)
    async with watched(sqlite_database) as one:
        one.metrics.stand_by()
        assert await one.ready() == (503, {"database": "no answer"})
        figures = await one.figures()
    assert figures["kinerja_database_up"] == 0
    assert "kinerja_outbox_pending" not in figures


async def test_the_figures_of_a_process(sqlite_database: Database) -> None:
    """Updates, calls, what waits, and the process itself; of persons and offices nothing."""
    async with watched(sqlite_database) as one:
        await sqlite_database.write(fill)
        await sqlite_database.write(lambda tx: fill_outbox(tx, "pending", "held", "sent"))
        one.metrics.updates["message", "done"] += 3
        one.metrics.calls["sendMessage", "ok"] += 2
        one.metrics.incidents["G"] += 1
        one.metrics.handling.observe(0.02)
        one.metrics.wrote(0.001, 2)
        one.metrics.work(Pulse.ROUNDS)
        one.seconds = 4.0
        figures = await one.figures()
    wanted = {
        "kinerja_updates_total message done": 3,
        "kinerja_api_calls_total sendMessage ok": 2,
        "kinerja_incidents_total G": 1,
        "kinerja_handling_seconds_bucket 0.01": 0,
        "kinerja_handling_seconds_bucket 0.025": 1,
        "kinerja_handling_seconds_bucket +Inf": 1,
        "kinerja_handling_seconds_sum": 0.02,
        "kinerja_writing_group_sum": 2,
        "kinerja_duty working": 1,
        "kinerja_duty standing_by": 0,
        "kinerja_pulse_age_seconds rounds": 4,
        "kinerja_outbox_pending": 1,
        "kinerja_outbox_held": 1,
        "kinerja_database_up": 1,
    }
    assert {name: figures.get(name) for name in wanted} == wanted
    assert any(name.startswith("python_info") for name in figures)
    assert not [name for name in figures if "Contoh" in name or str(2**40) in name]


def test_a_port_that_is_taken_names_its_settings() -> None:
    """The operator reads which settings to mend."""
    with listen("127.0.0.1", 0) as taken, pytest.raises(ListeningError, match="HEALTH_HOST dan HEALTH_PORT"):
        listen("127.0.0.1", taken.getsockname()[1], room="HEALTH")
