"""The verification page as a web application: a code in, what the paper is out; it reads and never writes."""

from __future__ import annotations

import math
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.incidents import Kind, describe, new_code
from bot.services.papers.verifying import Verified, read_code
from bot.web.limiter import Limiter
from bot.web.pages import Pages

LOG = structlog.get_logger(__name__)
Look = Callable[[str], Awaitable[Verified | None]]
"""Finds the paper with a code."""

_STATIC = Path(__file__).parent / "static"
_INCIDENT = "kinerja.incident"
_TYPES = {"verifikasi.css": "text/css", "verifikasi.js": "text/javascript"}


class Site:
    """The handlers of the routes; `bot_name` is asked for anew, since the bot learns it after it has started."""

    def __init__(self, look: Look, bot_name: Callable[[], str], limiter: Limiter, root: str = "") -> None:
        self._look = look
        self._bot_name = bot_name
        self._limiter = limiter
        self._root = root
        self._pages = Pages(root)
        self._assets = {name: (_STATIC / name).read_bytes() for name in _TYPES}
        routes = [
            Route("/", self._entry),
            Route("/v", self._typed),
            Route("/v/{code:path}", self._result),
            Route("/static/{name}", self._asset),
        ]
        handlers = {404: self._missing, 405: self._refused, 500: self._failed}
        self._inner: ASGIApp = Starlette(routes=routes, exception_handlers=handlers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, unless its client asks too often; a fault of ours is logged by its name alone."""
        if self._root and scope["path"].startswith(f"{self._root}/"):
            # Some proxies leave the path under which they show the site, others take it away.
            scope = {**scope, "path": scope["path"].removeprefix(self._root)}
        try:
            await (self._limited(scope) or self._inner)(scope, receive, send)
        except Exception as error:  # noqa: BLE001 - it concerns this request alone, which has its answer
            LOG.error("page failed", code=scope.get(_INCIDENT), error=describe(error))

    def _limited(self, scope: Scope) -> Response | None:
        """The answer to a client that asks too often; the empty form, style and script are never counted."""
        client, path = scope.get("client"), scope["path"]
        free = path.startswith("/static/") or (path in {"/", "/v"} and not scope["query_string"])
        if free or not client:
            return None
        seconds = math.ceil(self._limiter.wait(client[0]))
        if not seconds:
            return None
        return HTMLResponse(self._pages.too_often(seconds), 429, {"Retry-After": str(seconds)})

    async def _entry(self, _request: Request) -> Response:
        return HTMLResponse(self._pages.entry())

    async def _typed(self, request: Request) -> Response:
        """The form, or the way to the page of the code that was typed into it."""
        typed = request.query_params.get("kode")
        if typed is None:
            return HTMLResponse(self._pages.entry())
        code = read_code(typed)
        return RedirectResponse(f"{self._root}/v/{code}", 303) if code else self._unknown()

    async def _result(self, request: Request) -> Response:
        code = read_code(request.path_params["code"])
        found = await self._look(code) if code else None
        if found is None:
            return self._unknown()
        return HTMLResponse(self._pages.result(found, self._bot_name()))

    async def _asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._assets:
            return self._unknown()
        return Response(self._assets[name], media_type=_TYPES[name])

    async def _missing(self, _request: Request, _error: Exception) -> Response:
        return self._unknown()

    async def _refused(self, _request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return HTMLResponse(self._pages.refused(), 405, error.headers)

    async def _failed(self, request: Request, _error: Exception) -> Response:
        incident = request.scope[_INCIDENT] = new_code(Kind.PAGE, secrets.token_bytes)
        return HTMLResponse(self._pages.failed(incident), 500)

    def _unknown(self) -> Response:
        return HTMLResponse(self._pages.unknown(), 404)
