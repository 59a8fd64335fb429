"""The way out: whatever the outbox holds is sent within Telegram's limits, in order a chat, once unless in doubt."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.crash_points import CrashPoint, reach
from bot.incidents import Kind, code, describe
from handlers.buckets import Limits, Traffic
from handlers.pace import Bell, Pace, backoff
from handlers.sending import Sender
from handlers.telegram_errors import Verdict
from handlers.tries import Tries
from storage import outbox_queue
from storage.database import Database, Transaction
from storage.outbox_queue import Outgoing, Result

LOG = structlog.get_logger(__name__)
POLL = 5.0
AT_ONCE = 256
PATIENCE = 4.0
"""Seconds. Telegram has answered by then, or the reply to that person could not be sent either."""
ASTRAY = 30.0
"""Seconds between looks for what is 'sending' and nobody sends, where processes share a database: one that has lost the
right to work may have claimed it late."""


@dataclass(frozen=True, slots=True)
class _OnItsWay:
    """The one message that is on its way to a chat, until when it is waited for, and the bell of its being recorded."""

    id: int
    patience_ends: float
    recorded: Bell


class Delivery:
    """Sends the outbox: rows are committed as 'sending' before the call, and their outcome after it, in batches.

    `on_unreachable` is awaited with an officer's id before it is recorded that he is out of reach, and `on_refused`
    with his id and the incident's code before a message that Telegram refuses is given up, so they may be called again
    after a crash.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        *,
        now: Callable[[], datetime],
        pace: Pace,
        limits: Limits,
        on_unreachable: Callable[[int], Awaitable[object]],
        on_refused: Callable[[int, str], Awaitable[object]],
        at_once: int = AT_ONCE,
    ) -> None:
        self._database = database
        self._sender = sender
        self._now = now
        self._pace = pace
        self._traffic = Traffic(limits, pace.monotonic())
        self._on_unreachable = on_unreachable
        self._on_refused = on_refused
        self._at_once = at_once
        self._bell = Bell(pace)
        self._told = False
        self._busy: dict[int, _OnItsWay] = {}
        self._tries = Tries()
        self._results: list[tuple[int, Result]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._outages = 0
        self._faults = 0
        self._in_doubt = True
        self._recovered = pace.monotonic()
        self._stopping = False

    def wake(self) -> None:
        """Look at the outbox now; to be called on the event loop after a commit that may have written to it."""
        self._bell.ring()

    async def recorded(self, chat_id: int) -> None:
        """Wait, but not long, until what is on its way to a chat is recorded: on its screen it may stand already."""
        one = self._busy.get(chat_id)
        left = one.patience_ends - self._pace.monotonic() if one else 0.0
        if one is not None and left > 0:
            await one.recorded.wait(left)

    def stop(self) -> None:
        """Begin nothing more: `run` returns once what is on its way has been recorded."""
        self._stopping = True
        self._bell.ring()

    @property
    def _over(self) -> bool:
        return self._stopping and not self._busy

    async def run(self) -> None:
        """Deliver until stopped; what was on its way when the last process ended is sent once more."""
        try:
            while not self._over:
                try:
                    await self._step()
                    self._faults = 0
                except Exception as error:  # noqa: BLE001 - delivery outlives a database that is away
                    self._faults += 1
                    self._in_doubt = True
                    LOG.error("delivery failed", error=describe(error))
                    await self._pace.sleep(backoff(self._faults))
        finally:
            for task in self._tasks:
                task.cancel()

    async def _step(self) -> None:
        looked = self._pace.monotonic()
        if self._in_doubt or (self._database.shared and looked - self._recovered >= ASTRAY):
            await self._recover()
            self._recovered = looked
        if not await self._turn():
            self._told = await self._bell.wait(self._patience(looked))

    async def _recover(self) -> None:
        """Take back what is 'sending' in the database only: a process died with it, or its claim seemed to fail."""
        truly = [one.id for one in self._busy.values()]
        if await self._database.read(lambda tx: outbox_queue.astray(tx, truly)):
            rows = await self._database.write(lambda tx: outbox_queue.recover(tx, truly))
            LOG.warning("sent once more after a stop", rows=rows)
        self._in_doubt = False

    async def _turn(self) -> bool:
        """Record what is finished and send what is next; False if nothing more can be sent at the moment."""
        results, limit = list(self._results), self._room()
        now, blocked = self._now(), self._traffic.blocked(self._pace.monotonic())
        told, self._told = self._told, False
        # Unless someone wrote, a look that takes no write lock, so that an idle outbox costs nothing.
        if not results and not (told and limit) and not await self._is_due(limit, now, blocked):
            return False
        finished = {chat for chat, _ in results}
        excluded = blocked | (self._busy.keys() - finished)

        def work(tx: Transaction) -> list[Outgoing]:
            outbox_queue.record(tx, [result for _, result in results], now)
            return outbox_queue.claim(tx, limit, now, excluded) if limit else []

        if results:
            reach(CrashPoint.BEFORE_RECORD)
        claimed = await self._database.write(work, wakes=False)
        if results:
            reach(CrashPoint.AFTER_RECORD)
        del self._results[: len(results)]
        for chat in finished:
            self._busy.pop(chat).recorded.ring()
        for one in claimed:
            self._launch(one)
        return 0 < limit == len(claimed)

    async def _is_due(self, limit: int, now: datetime, blocked: set[int]) -> bool:
        if not limit:
            return False
        excluded = blocked | self._busy.keys()
        return bool(await self._database.read(lambda tx: outbox_queue.next_due(tx, 1, now, excluded)))

    def _room(self) -> int:
        if self._stopping:
            return 0
        return max(0, min(self._at_once - len(self._tasks), self._traffic.allowance(self._pace.monotonic())))

    def _patience(self, looked: float) -> float:
        """Until when nothing can change by itself, as it was before the turn: a pause may have ended during it."""
        if self._results or self._over:
            return 0.0
        change = looked + min(POLL, self._traffic.next_change(looked))
        return max(0.0, change - self._pace.monotonic())

    def _launch(self, one: Outgoing) -> None:
        now = self._pace.monotonic()
        self._traffic.take(one.chat_id, now)
        self._busy[one.chat_id] = _OnItsWay(one.id, now + PATIENCE, Bell(self._pace))
        task = asyncio.create_task(self._deliver(one))
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._bell.ring()

    async def _deliver(self, one: Outgoing) -> None:
        reach(CrashPoint.BEFORE_SEND)
        try:
            sent = await self._sender.send(one)
            reach(CrashPoint.AFTER_SEND)
        except Exception as error:  # noqa: BLE001 - whatever fails concerns this message, not the others
            self._traffic.landed(one.chat_id, self._pace.monotonic(), well=False)
            result = await self._follow(one, error, self._tries.judge(one.id, error))
        else:
            self._traffic.landed(one.chat_id, self._pace.monotonic())
            self._answered()
            result = Result(one.id, "sent", one.chat_id, one.attempts, sent.message_id, sent.replaced)
        if result.state != "pending":
            self._tries.forget(one.id)
        self._results.append((one.chat_id, result))

    def _answered(self) -> None:
        self._outages = 0
        self._tries.answered()

    async def _follow(self, one: Outgoing, error: Exception, verdict: Verdict) -> Result:
        """Do what the verdict on an error asks for, and give what is to be recorded."""
        name, now = describe(error), self._pace.monotonic()
        LOG.warning("message not sent", outbox_id=one.id, meaning=verdict.meaning, error=name, attempts=one.attempts)
        attempts = one.attempts + verdict.counts
        if verdict.meaning == "outage":
            self._pause_for_outage(now)
        elif verdict.meaning != "again":
            self._answered()
        if verdict.meaning == "flood":
            self._traffic.flood(one.chat_id, verdict.wait, now)
        elif verdict.meaning == "again":
            self._traffic.pause_chat(one.chat_id, verdict.wait, now)
        elif verdict.meaning == "refused":
            await self._tell_refused(one, name)
            return Result(one.id, "dead", one.chat_id, attempts, error=f"{name}: {error}")
        elif verdict.meaning == "unreachable":
            await self._tell_unreachable(one)
            return Result(one.id, "unreachable", one.chat_id, officer_id=one.officer_id, error=name)
        return Result(one.id, "pending", one.chat_id, attempts, error=name, moved_to=verdict.chat_id)

    def _pause_for_outage(self, now: float) -> None:
        """Wait longer each time; the calls which failed together are one failure."""
        if not self._traffic.paused(now):
            self._outages += 1
            self._traffic.pause_all(backoff(self._outages), now)

    async def _tell_refused(self, one: Outgoing, error: str) -> None:
        incident = code(Kind.MESSAGE, one.id)
        LOG.error("message refused", code=incident, outbox_id=one.id, error=error)
        if one.officer_id is None or one.payload.get("notice"):
            return
        try:
            await self._on_refused(one.officer_id, incident)
        except Exception as failure:  # noqa: BLE001 - a failed alert must not lose the outcome
            LOG.error("alert failed", officer_id=one.officer_id, error=describe(failure))

    async def _tell_unreachable(self, one: Outgoing) -> None:
        if one.officer_id is None:
            return
        try:
            await self._on_unreachable(one.officer_id)
        except Exception as error:  # noqa: BLE001 - a failed alert must not lose the outcome
            LOG.error("alert failed", officer_id=one.officer_id, error=describe(error))
