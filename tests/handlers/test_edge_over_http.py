"""Intake, lanes and delivery together, over HTTP, against the strict Bot API and its faults."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.simulator.client import Phone, Stage
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN
from handlers.api import Api
from handlers.delivery import Delivery
from handlers.intake import Poller
from handlers.lanes import Lanes
from handlers.pace import LoopPace
from handlers.request import AiohttpRequest
from handlers.sending import Sender, StoredFile
from storage import intake, outbox
from storage.database import Database, Transaction
from tests.handlers.dispatch import FREE
from tests.handlers.pacing import until_read
from tests.storage.edge_rows import states

NOW = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)
FILE = StoredFile("Rekapitulasi TW I.pdf", "application/pdf", b"%PDF-1.7 contoh")


class HastyPace(LoopPace):
    """A second passes in a fiftieth, so that no test waits for a pause."""

    def monotonic(self) -> float:
        return super().monotonic() * 50

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds / 50)


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """A Bot API on loopback and its people."""
    simulator = Simulator()
    async with Stage(await simulator.start()) as stage:
        await stage.settings(flood_limits=False)
        yield stage
    await simulator.stop()


@asynccontextmanager
async def edge(stage: Stage, database: Database) -> AsyncIterator[None]:
    """A bot that says after people what they say, until it is killed."""

    async def echo(update_id: int, raw: dict[str, Any]) -> None:
        message = raw["message"]

        def work(tx: Transaction) -> None:
            if intake.finish(tx, update_id, NOW):
                chat, text = message["chat"]["id"], message["text"]
                outbox.put(tx, key=f"echo:{update_id}", now=NOW, chat_id=chat, payload={"text": text}, priority=0)

        await database.write(work)

    async with AiohttpRequest(connect_timeout=2, read_timeout=5) as request:
        api = Api(request, f"{stage.url}/bot{DEFAULT_TOKEN}")
        lanes = Lanes(echo, database, now=lambda: NOW, pace=HastyPace())
        poller = Poller(api, database, lanes.feed, now=lambda: NOW, pace=LoopPace())
        sender = Sender(api, _load, _remember)
        alerts: dict[str, Any] = {"on_unreachable": _alert, "on_refused": _alert}
        delivery = Delivery(database, sender, now=lambda: NOW, pace=HastyPace(), limits=FREE, **alerts)
        database.on_wake = delivery.wake
        await lanes.resume()
        tasks = [asyncio.create_task(run) for run in (poller.run(), delivery.run())]
        yield
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks)
        await lanes.close()


async def _load(kind: str, file_id: int, *, whole: bool = False) -> StoredFile:
    return FILE


async def _remember(kind: str, file_id: int, telegrams: str) -> None:
    return None


async def _alert(officer_id: int, code: str = "") -> None:
    return None


async def heard(phone: Phone) -> list[str]:
    """What the bot has said to one person, repetitions dropped."""
    return list(dict.fromkeys(message.text for message in await phone.messages() if message.from_bot))


async def all_sent(database: Database, count: int) -> None:
    """Wait until that many effects are written and all of them are sent."""

    async def look() -> bool:
        found = list((await database.read(states)).values())
        return found == ["sent"] * count

    await until_read(look)


async def talk(phones: list[Phone], words: list[str]) -> None:
    """Everyone says the same words, in order."""
    for word in words:
        for phone in phones:
            await phone.say(word)


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "reset_after", "times": 3},
        {"kind": "reset_before", "times": 3},
        {"kind": "error", "code": 502, "times": 3},
        {"kind": "flood", "retry_after": 1, "times": 3},
    ],
    ids=lambda fault: str(fault["kind"]),
)
async def test_every_answer_arrives_in_order(stage: Stage, sqlite_database: Database, fault: dict[str, Any]) -> None:
    """Whatever the network and Telegram do to some calls, each person hears everything in his order."""
    phones = [await stage.phone(number, f"Pejabat {number}") for number in (1, 2, 3)]
    words = ["satu", "dua", "tiga", "empat"]
    await talk(phones, words)
    await stage.faults(method="sendMessage", **fault)
    async with edge(stage, sqlite_database):
        await all_sent(sqlite_database, 12)
    assert [await heard(phone) for phone in phones] == [words] * 3


async def test_what_telegram_delivers_twice_is_answered_once(stage: Stage, sqlite_database: Database) -> None:
    """Confirmed updates that come again change nothing."""
    phone = await stage.phone(1, "Pejabat 1")
    async with edge(stage, sqlite_database):
        await talk([phone], ["satu", "dua"])
        await all_sent(sqlite_database, 2)
        await stage.redeliver(2)
        await phone.say("tiga")
        await all_sent(sqlite_database, 3)
    spoken = [message.text for message in await phone.messages() if message.from_bot]
    assert spoken == ["satu", "dua", "tiga"]


async def test_a_killed_bot_goes_on_where_it_was(stage: Stage, sqlite_database: Database) -> None:
    """Killed again and again at whatever moment, it loses no word and keeps the order."""
    phones = [await stage.phone(number, f"Pejabat {number}") for number in (1, 2)]
    words = [f"kata {number}" for number in range(10)]
    await talk(phones, words)
    for turns in range(1, 30, 4):
        async with edge(stage, sqlite_database):
            for _ in range(turns * 5):
                await asyncio.sleep(0)
    async with edge(stage, sqlite_database):
        await all_sent(sqlite_database, 20)
    assert [await heard(phone) for phone in phones] == [words] * 2


async def test_files_buttons_and_edits_pass_the_strict_api(stage: Stage, sqlite_database: Database) -> None:
    """A document with buttons under it arrives whole; its caption and its buttons can be changed and taken away."""
    phone = await stage.phone(1, "Pejabat 1")
    await phone.start()
    buttons = [[{"text": "Setujui", "data": "t:1:1:s"}]]
    card = {"document_id": 1, "caption": "<b>Mohon persetujuan</b>", "buttons": buttons, "silent": True}
    database = sqlite_database

    async def put(key: str, method: str, **payload: Any) -> int:
        row = await database.write(
            lambda tx: outbox.put(tx, key=key, now=NOW, chat_id=1, method=method, payload=payload)
        )
        assert row is not None
        return row

    async with edge(stage, database):
        target = await put("card", "document", **card)
        message = await phone.expect_document("Rekapitulasi TW I.pdf")
        assert message.buttons
        await put("edit", "edit", target=target, text="Disetujui", buttons=buttons)
        await put("same", "edit", target=target, text="Disetujui", buttons=buttons)
        await put("strip", "strip", target=target)
        question = await put("ask", "message", text="Alasannya?", force_reply=True, reply_to=message.id)
        await put("anew", "edit", target=question, text="Terima kasih")
        # The echo of /start is the seventh.
        await all_sent(database, 7)
    [changed] = [seen for seen in await phone.messages() if seen.id == message.id]
    assert await phone.download(changed) == FILE.content
    assert (changed.text, changed.buttons) == ("Disetujui", ())
