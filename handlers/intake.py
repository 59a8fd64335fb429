"""The way in: updates are fetched as raw JSON, stored and committed, and only then confirmed to Telegram."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeGuard

import structlog
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.crash_points import CrashPoint, reach
from handlers.api import Caller
from handlers.pace import Pace, backoff
from handlers.telegram_errors import seconds_to_wait
from storage import intake
from storage.database import Database
from storage.intake import Incoming

LOG = structlog.get_logger(__name__)
KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
BATCH = 100
LONG_POLL = 30
SILENCE = 120.0
UNREADABLE = "null"
"""Kept of an update that no JSON can be made of; like every other that cannot be handled it ends dead."""
REFUSED = "Telegram menolak TELEGRAM_TOKEN. Mohon token disalin kembali dari @BotFather."
SILENT = f"Telegram tidak menjawab selama {SILENCE:.0f} detik; bot berhenti agar dijalankan kembali."


class PollingStopped(Exception):  # noqa: N818 - named by what it says
    """Updates can no longer be fetched; the process must end with an error, so that its supervisor acts."""


class Poller:
    """Fetches updates one batch after another and feeds to the lanes what is to be handled."""

    def __init__(
        self,
        api: Caller,
        database: Database,
        feed: Callable[[Sequence[Incoming]], None],
        *,
        now: Callable[[], datetime],
        pace: Pace,
    ) -> None:
        self._api = api
        self._database = database
        self._feed = feed
        self._now = now
        self._pace = pace
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled; raises PollingStopped for a refused token or when nothing at all comes back."""
        while True:
            try:
                await self._watched()
            except InvalidToken:
                raise PollingStopped(REFUSED) from None
            except PollingStopped:
                raise
            except Exception as error:  # noqa: BLE001 - polling outlives whatever fails: network, Telegram, database
                self._failures += 1
                await self._pace.sleep(self._wait_after(error))
            else:
                self._failures = 0

    async def _watched(self) -> None:
        """One round, which must end, well or badly, before the silence is too long."""
        rounds = asyncio.ensure_future(self._round())
        alarm = asyncio.ensure_future(self._pace.sleep(SILENCE))
        try:
            await asyncio.wait({rounds, alarm}, return_when=asyncio.FIRST_COMPLETED)
            if not rounds.done():
                raise PollingStopped(SILENT)
            rounds.result()
        finally:
            rounds.cancel()
            alarm.cancel()

    async def _round(self) -> None:
        """Fetch, store, commit, feed, and only then move the offset that confirms."""
        parameters: dict[str, Any] = {"timeout": LONG_POLL, "limit": BATCH, "allowed_updates": list(KINDS)}
        if self._offset is not None:
            parameters["offset"] = self._offset
        reach(CrashPoint.BEFORE_CONFIRM)
        batch = await self._fetch(parameters)
        reach(CrashPoint.AFTER_CONFIRM)
        if not batch:
            return
        incoming = [one for one in map(incoming_of, batch) if one is not None]
        if len(incoming) < len(batch):
            LOG.error("updates without an id", count=len(batch) - len(incoming))
        if not incoming:
            raise ValueError("nothing that could be confirmed")
        now = self._now()
        reach(CrashPoint.BEFORE_STORE)
        # The lanes are fed below, and nobody else has anything to do.
        due = set(await self._database.write(lambda tx: intake.store(tx, incoming, now), wakes=False))
        reach(CrashPoint.AFTER_STORE)
        self._feed([one for one in incoming if one.update_id in due])
        self._offset = incoming[-1].update_id + 1

    async def _fetch(self, parameters: dict[str, Any]) -> list[dict[str, Any]]:
        """The next batch; a webhook of an earlier run, which forbids polling, is removed."""
        try:
            batch: list[dict[str, Any]] = await self._api.call("getUpdates", parameters, read_timeout=LONG_POLL + 10)
        except Conflict as error:
            if "webhook" not in str(error):
                raise
            LOG.warning("webhook removed, updates are polled")
            await self._api.call("deleteWebhook", {})
            return []
        return batch

    def _wait_after(self, error: Exception) -> float:
        wait = seconds_to_wait(error) if isinstance(error, RetryAfter) else backoff(self._failures)
        event = "another instance is running" if isinstance(error, Conflict) else "polling failed"
        level = LOG.warning if isinstance(error, TelegramError) else LOG.error
        level(event, error=type(error).__name__, failures=self._failures, wait=wait)
        return wait


def incoming_of(raw: object) -> Incoming | None:
    """Give an update as it is stored, whatever it says; None without an id by which Telegram could be told of it."""
    update_id = raw.get("update_id") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not _is_id(update_id):
        return None
    try:
        # Escaped, since half a character would otherwise keep the database from taking the whole batch.
        text = json.dumps(raw)
    except RecursionError:
        text = UNREADABLE
    return Incoming(update_id, sender_of(raw), text)


def sender_of(raw: dict[str, Any]) -> int | None:
    """Give the numeric id of the person behind a raw update, or None if there is none to be read."""
    for kind in KINDS:
        content = raw.get(kind)
        sender = content.get("from") if isinstance(content, dict) else None
        if isinstance(sender, dict) and _is_id(sender.get("id")):
            return int(sender["id"])
    return None


def _is_id(value: object) -> TypeGuard[int]:
    """Whether a database can keep it: an integer, and no more than a BIGINT holds."""
    return type(value) is int and 0 < value < 2**63
