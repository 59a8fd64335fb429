"""An office on stage: simulator and bot in one process, its officials, and moments to begin a dialogue at."""

from __future__ import annotations

import asyncio
import copy
import shutil
import signal
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.app import App
from bot.clock import SystemClock, WoundClock
from bot.demo.officials import Official
from bot.demo.play.theatre import Theatre
from bot.demo.play.transcript import Transcript
from bot.simulator.client import Phone
from bot.simulator.state import World
from bot.sop.model import Cycle
from storage import cycles, forms
from storage.backup import backup
from storage.database import Transaction
from storage.forms import REQUESTED
from storage.records import Document, DocumentBytes, Upload, UploadBytes, UploadPicture
from storage.tables import Heartbeat
from tests.builders import DEMO_WORKBOOK
from tests.digest import differences, digest

BEFORE = datetime(2026, 3, 31, 6, 0, tzinfo=UTC)
"""Tuesday, 14.00 WITA, the day before the period opens."""

PATIENCE = 15.0
UNCHANGED = "Tidak ada yang berubah."
NOT_MINE = "Dalam SOP langkah ini dilaksanakan oleh jabatan lain."
HEARTBEATS = Heartbeat.__tablename__
FILES = (Upload.__tablename__, UploadBytes.__tablename__, UploadPicture.__tablename__)
PICTURES = (Document.__tablename__, DocumentBytes.__tablename__)


@dataclass(frozen=True)
class Moment:
    """A point of the cycle to which every dialogue can go back: the bot's data, what stands on the phones, the time."""

    database: Path
    key: Path
    world: dict[str, Any]
    next_update: int
    now: datetime


_UNFINISHED = f"""
SELECT (SELECT count(*) FROM outbox_message
        WHERE state IN ('pending', 'sending') OR batch IS NOT NULL AND state = 'waiting')
     + (SELECT count(*) FROM document WHERE state IN ('requested', 'rendering'))
     + (SELECT count(*) FROM upload WHERE state = '{REQUESTED}')
"""
_KEPT = ("people", "chats", "files", "queries", "_messages", "_sequence")


class Office:
    """The office of one dialogue; its people are reached by short names."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.stage = theatre.stage
        self.time = theatre.time
        self.lines: list[str] = []

    def __getitem__(self, code: str) -> Official:
        return self.theatre.people[code]

    @property
    def camat(self) -> Official:
        return self["CAMAT"]

    @property
    def sekretaris(self) -> Official:
        return self["SEKRETARIS"]

    @property
    def kasubbag(self) -> Official:
        return self["KASUBBAG-PK"]

    @property
    def analis(self) -> Official:
        return self["ANALIS"]

    @property
    def kasi(self) -> Official:
        """Seksi Pemerintahan: three sub kegiatan."""
        return self["KASI-PEM"]

    @property
    def trantib(self) -> Official:
        """Seksi Ketenteraman dan Ketertiban Umum: one sub kegiatan and a negative IKU."""
        return self["KASI-TRANTIB"]

    async def stranger(self, name: str = "Orang Lain") -> Phone:
        """Someone who is in no office."""
        return await self.stage.phone(990_001, name)

    def state(self) -> Cycle:
        """The cycle as it is stored."""
        return self.theatre.database.read_now(lambda tx: cycles.load(tx, 1, lock=False).state)

    def answers(self) -> dict[str, dict[str, str]]:
        """Every answer of every form, by unit."""

        def read(tx: Transaction) -> dict[str, dict[str, str]]:
            return {
                form.unit: {key: given.value for key, given in form.answers.items()}
                | {f"bukti:{one.id}": one.name for one in form.evidence}
                for form in forms.all_forms(tx, 1)
            }

        return self.theatre.database.read_now(read)

    @asynccontextmanager
    async def unchanged(self, *besides: str) -> AsyncIterator[None]:
        """Whatever happens inside leaves all that is stored as it was, but bookkeeping, heartbeats and named tables."""
        await at_rest(self.theatre)
        before = self.theatre.database.read_now(digest)
        yield
        await self.stage.settle(quiet=0.03)
        found = differences(before, self.theatre.database.read_now(digest))
        changed = {name: rows for name, rows in found.items() if name not in {HEARTBEATS, *besides}}
        assert changed == {}, changed


async def data_of(official: Official, label: str) -> tuple[str, int]:
    """What the newest button with this label on an official's phone says, and under which message it stands."""
    for message in reversed(await official.phone.messages()):
        for button in (one for row in message.buttons for one in row):
            if button.label.startswith(label) and button.data is not None:
                return button.data, message.id
    raise AssertionError(f"{official.address} has no button {label!r}")


async def forges(official: Official, data: str, message_id: int) -> str:
    """An official's client sends a press with any data; gives the toast."""
    query = await official.phone.forge(data, message_id)
    return (await official.phone.expect_toast(query)).text


async def play(*lines: Awaitable[Any]) -> list[Any]:
    """Act the lines of a dialogue one after the other; gives what each brought."""
    waiting = list(lines)
    done = []
    try:
        while waiting:
            done.append(await waiting.pop(0))
    finally:
        for line in waiting:
            line.close()  # type: ignore[attr-defined]
    return done


def shows(*labels: str) -> Any:
    """Suits a message with these buttons."""
    return lambda message: all(any(one.startswith(label) for one in message.labels) for label in labels)


async def build(folder: Path) -> Theatre:
    """A theatre; its clock runs on from wherever it is wound to."""
    theatre = await Theatre.build(folder, DEMO_WORKBOOK, SystemClock(), Transcript(lambda _: None, "Asia/Makassar"))
    quiet = {"log_level": "WARNING", "web_port": 0, "public_url": ""}
    theatre.settings = theatre.settings.model_copy(update=quiet)
    return theatre


@asynccontextmanager
async def at_work(theatre: Theatre) -> AsyncIterator[None]:
    """The real bot works while the dialogue runs, and ends as a supervisor ends it."""
    clock = WoundClock(theatre.settings.clock_file, theatre.time.base)  # type: ignore[arg-type]
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    running = asyncio.create_task(App(theatre.settings, clock).run())
    try:
        await theatre.stage.polled()
        yield
    finally:
        if not running.done():
            signal.raise_signal(signal.SIGTERM)
        await running
        for number, handler in before.items():
            signal.signal(number, handler)


async def capture(theatre: Theatre, folder: Path) -> Moment:
    """Remember this moment, once everything is said and every paper is made."""
    await at_rest(theatre)
    folder.mkdir()  # noqa: ASYNC240 - nothing else runs meanwhile
    backup(theatre.settings.database_url, folder / "kinerja.db")
    shutil.copy(theatre.settings.data_dir / "audit.key", folder / "audit.key")
    world = theatre.simulator.backstage.world
    kept = copy.deepcopy({name: getattr(world, name) for name in _KEPT})
    return Moment(folder / "kinerja.db", folder / "audit.key", kept, world.updates.next_id, theatre.time.now())


async def at_rest(theatre: Theatre) -> None:
    """Wait until nothing is left to be sent, made or fetched."""
    async with asyncio.timeout(30):
        while theatre.database.read_now(lambda tx: tx.execute(text(_UNFINISHED)).scalar_one()):  # noqa: ASYNC110 - the bot has no other sign of it
            await asyncio.sleep(0.01)
    await theatre.stage.settle(quiet=0.05)


async def restore(theatre: Theatre, moment: Moment) -> None:
    """Go back to a moment, before the bot starts."""
    data = theatre.settings.data_dir
    shutil.copy(moment.database, data / "kinerja.db")
    shutil.copy(moment.key, data / "audit.key")
    backstage = theatre.simulator.backstage
    backstage.world = World(backstage.world.settings, backstage.clock, moment.next_update)
    for name, value in copy.deepcopy(moment.world).items():
        setattr(backstage.world, name, value)
    theatre.time.begin(moment.now)
    await theatre.cast(PATIENCE)
