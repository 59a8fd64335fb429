"""The bot is killed without warning while a form is filled: nothing is lost and nothing is doubled."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.clock import SystemClock
from bot.demo.child import BotChild
from bot.demo.play import collecting
from bot.demo.play.answers import UNITS
from bot.demo.play.filling import Filling, of_form
from bot.demo.play.scenes import Play
from bot.demo.play.stage import OFFICE
from bot.demo.play.theatre import Theatre
from bot.demo.play.transcript import Transcript
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate, OutboxMessage
from storage.records import Answer, AuditEntry, Form
from storage.tables import Unit

pytestmark = pytest.mark.usefixtures("unmeasured")

OPENING = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
"""Wednesday, 1 April 2026, 07.30 WITA."""


@pytest.fixture
async def play(tmp_path: Path) -> AsyncIterator[tuple[Play, BotChild]]:
    """A cycle whose forms are handed out, played by the real bot in a process of its own."""
    theatre = await Theatre.build(tmp_path, OFFICE, SystemClock(), Transcript(lambda _: None, "Asia/Makassar"))
    child = BotChild(theatre.settings, tmp_path / "bot.log")
    try:
        theatre.time.begin(OPENING)
        theatre.import_office(OFFICE)
        await child.start()
        await theatre.stage.polled()
        await theatre.cast()
        await theatre.join()
        play = Play(theatre, 2026, 1, eventful=False)
        for scene in (collecting.order, collecting.prepare, collecting.distribute):
            await scene(play)
        yield play, child
    finally:
        await child.stop()
        await theatre.close()


async def kill(child: BotChild) -> None:
    """End the process as a power cut does, and start it again."""
    process = child._process
    assert process is not None
    os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
    await child.start()


def pending(tx: Transaction) -> tuple[int, int]:
    """How many updates are not done, and how many messages that could go out are not sent."""
    updates = select(func.count()).where(IntakeUpdate.state != "done")
    messages = select(func.count()).where(OutboxMessage.state.in_(("pending", "sending", "dead")))
    return tx.execute(updates).scalar_one(), tx.execute(messages).scalar_one()


async def at_rest(database: Database) -> None:
    """Wait until nothing is on its way: a question whose sending is in doubt comes once more, after its answer."""
    async with asyncio.timeout(30):
        while sum(database.read_now(pending)):  # noqa: ASYNC110 - the bot is another process
            await asyncio.sleep(0.01)


def answers(tx: Transaction) -> dict[str, str | None]:
    """The answers of Seksi Pemerintahan by field."""
    query = select(Answer.field, Answer.value).join(Form, Form.id == Answer.form_id).join(Unit, Unit.id == Form.unit_id)
    return {row.field: row.value for row in tx.execute(query.where(Unit.code == "PEM"))}


def recorded(tx: Transaction) -> int:
    """How many answers the audit has."""
    return tx.execute(select(func.count()).where(AuditEntry.action == "AnswerGiven")).scalar_one()


async def test_a_form_survives_a_bot_that_is_killed_at_each_answer(play: tuple[Play, BotChild]) -> None:
    """Before an answer, or right after it was written: each is kept once, and the form goes on where it stood."""
    played, child = play
    official, known = played.person("KASI-PEM"), UNITS["KASI-PEM"]
    filling = Filling(official, known, played.time)
    question, database = await filling.begin(), played.theatre.database
    for _ in range(2):
        await at_rest(database)
        await kill(child)
        await filling.answer(question)
        question = await official.reads(of_form)
        await filling.answer(question)
        await kill(child)
        question = await official.reads(of_form)
    await filling.finish(question)
    given = database.read_now(answers)
    assert len(given) == database.read_now(recorded)
    await filling.send()
    await played.kasubbag.reads("Seksi Pemerintahan")
    await at_rest(database)
    assert database.read_now(answers) == given
