"""How the process is, for supervisors and Prometheus, on an address of its own that the public never reaches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from socket import socket

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.incidents import describe
from bot.metrics import Duty, Metrics, Pulse
from bot.web.exposition import exposition
from bot.web.server import GRACE, Guest
from storage.backlog import Backlog, backlog
from storage.database import Database

LOG = structlog.get_logger(__name__)
STALE = 120.0
"""What has not come around for so many seconds stands still."""

PATIENCE = 5.0


class HealthServer:
    """`/healthz`, `/readyz` and `/metrics` on a socket that listens already; `now` is the office's time."""

    def __init__(self, listening: socket, metrics: Metrics, database: Database, now: Callable[[], datetime]) -> None:
        self._listening = listening
        self._metrics = metrics
        self._database = database
        self._now = now
        routes = [Route("/healthz", self._alive), Route("/readyz", self._ready), Route("/metrics", self._figures)]
        self._server = Guest(
            uvicorn.Config(
                Starlette(routes=routes),
                ws="none",
                lifespan="off",
                log_config=None,
                log_level="error",
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=GRACE,
            )
        )

    async def run(self) -> None:
        """Serve until stopped."""
        host, port = self._listening.getsockname()[:2]
        LOG.info("health served", host=host, port=port)
        await self._server.serve([self._listening])

    def stop(self) -> None:
        """Take no more connections: `run` returns after the answers under way, or a second."""
        self._server.should_exit = True

    def close(self) -> None:
        """Give the port back, whether or not anything was served."""
        self._listening.close()

    async def _alive(self, _request: Request) -> Response:
        """The loop turns, or nobody would hear this."""
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        reasons = faults(self._metrics)
        if await self._backlog() is None:
            reasons["database"] = "no answer"
        plain = {"ready": not reasons, "duty": self._metrics.duty, "reasons": reasons}
        return JSONResponse(plain, 503 if reasons else 200)

    async def _figures(self, _request: Request) -> Response:
        found = await self._backlog()
        return Response(exposition(self._metrics, found), media_type=CONTENT_TYPE_LATEST)

    async def _backlog(self) -> Backlog | None:
        """What waits; None where the database does not answer in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._database.read(partial(backlog, now=self._now()))
        except Exception as error:  # noqa: BLE001 - that it does not answer is the finding
            LOG.warning("database does not answer", error=describe(error))
            return None


def faults(metrics: Metrics) -> dict[str, str]:
    """Why the process is not ready by its own figures, by the part at fault."""
    if metrics.duty is Duty.STARTING:
        return {"duty": "starting"}
    ages = metrics.ages()
    ages.pop(Pulse.CHORES, None)  # those of thousands of offices take minutes
    return {pulse: f"silent for {age:.0f} s" for pulse, age in ages.items() if age > STALE}
