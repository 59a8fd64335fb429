"""LISTEN and NOTIFY: what one process commits wakes another that shares its PostgreSQL database."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress

import structlog
from sqlalchemy import URL, Connection, func, select

from storage.engines import session

LOG = structlog.get_logger(__name__)
UPDATE = "kinerja_update"
"""An update was stored; its payload is the update's id."""

WAKE = "kinerja_wake"
"""Something else was written, such as a message to be sent."""

BREATH = 0.25
AGAIN = 1.0


def tell(tx: Connection, channel: str, payload: str = "") -> None:
    """Tell every listening process once this transaction is committed; on SQLite there is no other process."""
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_notify(channel, payload)))


class Notices:
    """Listens in a thread and calls back on the event loop, in the order of the commits.

    `missed` is called whenever it begins to listen, at first and after the connection was lost: until then anything may
    have happened unheard.
    """

    def __init__(self, url: URL, heard: Callable[[str, str], object], missed: Callable[[], object]) -> None:
        self._url = url
        self._heard = heard
        self._missed = missed
        self._stopping = threading.Event()

    async def run(self) -> None:
        """Listen until stopped."""
        loop = asyncio.get_running_loop()

        def post(call: Callable[..., object], *arguments: str) -> None:
            # A closed loop has nobody left who listens.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(call, *arguments)

        await asyncio.to_thread(self._listen, post)

    def stop(self) -> None:
        """Listen no more: `run` returns within a breath."""
        self._stopping.set()

    def _listen(self, post: Callable[..., None]) -> None:
        from psycopg import Error

        while not self._stopping.is_set():
            try:
                self._attend(post)
            except Error as error:
                LOG.warning("not listening", error=type(error).__name__)
                self._stopping.wait(AGAIN)

    def _attend(self, post: Callable[..., None]) -> None:
        with session(self._url) as connection:
            for channel in (UPDATE, WAKE):
                connection.execute(f"LISTEN {channel}")
            post(self._missed)
            while not self._stopping.is_set():
                for notice in connection.notifies(timeout=BREATH):
                    post(self._heard, notice.channel, notice.payload)
