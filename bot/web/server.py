"""Serves the verification page and the webhook on the bot's own event loop, beside all that the process does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from socket import socket
from typing import Any, cast
from urllib.parse import urlsplit

import structlog
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.services.bureau import Bureau
from bot.services.papers import verifying
from bot.services.papers.verifying import Verified
from bot.web.headers import strict
from bot.web.intake import TRUST, Intake
from bot.web.limiter import Limiter
from bot.web.site import Site
from handlers.webhook import Webhook
from storage.database import Database

LOG = structlog.get_logger(__name__)
LOOPBACK = ["127.0.0.1", "::1"]
"""Where a reverse proxy may stand whose word about the client's address is taken."""

MOST_CONNECTIONS = 100
MOST_TRUSTED = 100
MOST_HEAD = 8192
LIFE = 30.0
GRACE = 1


class Brief(H11Protocol):
    """A connection that ends after a while whatever happens on it: clients that only hold it take nothing away.

    Where too many are open the oldest ends, so that holding them keeps nobody out. Telegram's are neither counted nor
    ended.
    """

    _end: asyncio.TimerHandle
    _trusted = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; the oldest of too many strangers ends for it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRUST: self._trust}
        self._end = self.loop.call_later(LIFE, transport.abort)
        others = cast("set[Brief]", self.connections)
        strangers = [one for one in others if not one._trusted and not one.transport.is_closing()]
        if len(strangers) > MOST_CONNECTIONS:
            min(strangers, key=lambda one: one._end.when()).transport.abort()

    def _trust(self) -> None:
        self._trusted = True
        self._end.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self._end.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP gets no answer."""
        self.transport.abort()


class Guest(uvicorn.Server):
    """A server that leaves the process's signals to its host."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class VerificationServer:
    """The site, and the webhook if there is one, on a socket that listens already.

    `now` is the office's time, `clock` counts seconds.
    """

    def __init__(
        self,
        listening: socket,
        database: Database,
        bureau: Bureau,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        webhook: Webhook | None = None,
    ) -> None:
        async def look(code: str) -> Verified | None:
            return await database.read(lambda tx: verifying.of_any_office(tx, bureau, code, now()))

        public = urlsplit(bureau.public_url)
        site: ASGIApp = Site(look, lambda: bureau.bot_name, Limiter(clock), public.path)
        if webhook is not None:
            site = Intake(webhook, site, public.path)
        self._listening = listening
        self._server = Guest(_config(site, https=public.scheme == "https"))

    async def run(self) -> None:
        """Serve until stopped."""
        host, port = self._listening.getsockname()[:2]
        LOG.info("verification page served", host=host, port=port)
        try:
            await self._server.serve([self._listening])
        finally:
            for connection in list(self._server.server_state.connections):
                connection.transport.abort()

    def stop(self) -> None:
        """Take no more connections: `run` returns after the answers under way, or a second."""
        self._server.should_exit = True

    def close(self) -> None:
        """Give the port back, whether or not anything was served."""
        self._listening.close()


def _config(site: Any, *, https: bool) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        http=Brief,
        ws="none",
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        headers=strict(https=https),
        forwarded_allow_ips=LOOPBACK,
        limit_concurrency=MOST_CONNECTIONS + MOST_TRUSTED,
        h11_max_incomplete_event_size=MOST_HEAD,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=GRACE,
    )
