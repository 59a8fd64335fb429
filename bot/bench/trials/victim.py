"""The bot that is killed: started again by itself each time, with a note of where it was and what was on its way."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.bench.trials.trigger import Trigger
from bot.crash_points import CrashPoint
from bot.settings import Settings
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.tables import Heartbeat

_STOPPING = 15.0
_GLANCE = 0.01


class VictimFailedError(Exception):
    """The bot ended by itself; the text says with which code, and where its log is."""


@dataclass(frozen=True, slots=True)
class Death:
    """Where the bot was killed (None: from outside), the chats to which a message was on its way, and its last span."""

    point: CrashPoint | None
    sending: tuple[int, ...]
    span: int


class Victim:
    """One bot of a trial; `trigger` says where it dies next, `deaths` where it did."""

    def __init__(self, settings: Settings, base: datetime, folder: Path) -> None:
        self.log = folder / "bot.log"
        self.trigger = Trigger(folder / "pemicu")
        self.deaths: list[Death] = []
        self._order = {
            "settings": _plain(settings),
            "trigger": str(folder / "pemicu"),
            "base": base.isoformat(),
            "log": str(self.log),
        }
        self._database = Database(settings.database_url)
        self._pid: int | None = None
        self._ending = False
        self._nursery: asyncio.subprocess.Process | None = None
        self._life: asyncio.Task[None] | None = None
        self._may_live = asyncio.Event()
        self._may_live.set()

    async def start(self) -> None:
        """Load the bot, and let it live until `stop`, however often it is killed."""
        self._nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.bench.trials.nursery"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._life = asyncio.create_task(self._live())

    @asynccontextmanager
    async def away(self) -> AsyncIterator[None]:
        """The bot is killed, and stays dead for as long as this lasts."""
        self._may_live.clear()
        buried = len(self.deaths)
        while len(self.deaths) == buried:
            # Again and again, since one that is just being born is not known yet.
            await self.kill()
            self.check()
            await asyncio.sleep(_GLANCE)
        try:
            yield
        finally:
            self._may_live.set()

    async def kill(self) -> None:
        """End the bot from outside, as a power cut does."""
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._pid, signal.SIGKILL)

    def check(self) -> None:
        """Raise whatever ended the bot for good."""
        if self._life is not None and self._life.done():
            self._life.result()

    async def stop(self) -> None:
        """End it as a supervisor does; raises VictimFailedError unless it ends well."""
        self._ending = True
        if self._pid is not None:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGTERM)
        if self._life is not None:
            await asyncio.wait_for(asyncio.shield(self._life), _STOPPING)

    async def end(self) -> None:
        """Leave nothing behind, however the trial went."""
        self._ending = True
        await self.kill()
        if self._nursery is not None:
            assert self._nursery.stdin is not None
            self._nursery.stdin.close()
            await self._nursery.wait()
        if self._life is not None:
            await asyncio.gather(self._life, return_exceptions=True)

    async def _live(self) -> None:
        while True:
            await self._may_live.wait()
            code = await self._lived()
            if self._ending and code == 0:
                return
            if code != -signal.SIGKILL:
                raise VictimFailedError(f"bot berhenti sendiri dengan kode {code}; catatannya di {self.log}")
            self.trigger.set({})
            self.deaths.append(self._database.read_now(lambda tx: _seen(tx, self.trigger.struck())))
            if self._ending:
                return

    async def _lived(self) -> int:
        """From the fork to the end of one bot."""
        assert self._nursery is not None
        stdin, stdout = self._nursery.stdin, self._nursery.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(f"{json.dumps(self._order)}\n".encode())
        _, pid = (await stdout.readline()).split()
        self._pid = int(pid)
        _, _, code = (await stdout.readline()).split()
        self._pid = None
        return int(code)


def _seen(tx: Transaction, point: CrashPoint | None) -> Death:
    """What the database tells of a bot that has just died."""
    rows = tx.execute(select(OutboxMessage.chat_id).where(OutboxMessage.state == "sending"))
    span = newest_span(tx)
    return Death(point, tuple(chat for chat in rows.scalars() if chat is not None), 0 if span is None else span[0])


def newest_span(tx: Transaction) -> tuple[int, datetime] | None:
    """The heartbeats of the bot that was started last: their id and the last of them; None before the first."""
    query = select(Heartbeat.id, Heartbeat.last_at).order_by(Heartbeat.id.desc()).limit(1)
    found = tx.execute(query).first()
    return None if found is None else (found.id, found.last_at)


def _plain(settings: Settings) -> dict[str, Any]:
    shown = settings.model_dump(mode="json")
    return {**shown, "telegram_token": settings.telegram_token.get_secret_value(), "seal_password": ""}
