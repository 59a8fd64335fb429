"""The webhook beside the verification page: whoever knows the secret may bring an update, kept waiting by nobody."""

from __future__ import annotations

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.crash_points import CrashPoint, reach
from bot.incidents import describe
from handlers.webhook import MOST_BYTES, MalformedError, Webhook

LOG = structlog.get_logger(__name__)
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of the header, not what it holds
TRUST = "trust"
"""The state's key of a function that tells the connection that it is Telegram's."""


class Intake:
    """Answers posts to the webhook's path itself and leaves everything else to the site; `root` is the site's path."""

    def __init__(self, webhook: Webhook, site: ASGIApp, root: str = "") -> None:
        self._webhook = webhook
        self._site = site
        self._paths = {webhook.path, f"{root}{webhook.path}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; 200 only for an update that is stored and committed."""
        if scope["path"] in self._paths:
            answer = Response(status_code=await self._taken(Request(scope, receive)))
            reach(CrashPoint.BEFORE_CONFIRM)
            await answer(scope, receive, send)
            reach(CrashPoint.AFTER_CONFIRM)
        else:
            await self._site(scope, receive, send)

    async def _taken(self, request: Request) -> int:
        """The status: Telegram brings an update again unless it is 200."""
        if request.method != "POST":
            return 405
        if not self._webhook.admits(request.headers.get(SECRET, "")):
            LOG.warning("update refused", reason="secret")
            return 403
        request.scope["state"][TRUST]()
        try:
            body = await _body(request)
            if body is None:
                return 413
            await self._webhook.take(body)
        except (MalformedError, ClientDisconnect):
            LOG.warning("update refused", reason="malformed")
            return 400
        except Exception as error:  # noqa: BLE001 - it concerns this update alone, which comes again
            LOG.error("update not stored", error=describe(error))
            return 503
        return 200


async def _body(request: Request) -> bytes | None:
    """The whole body, None if it is larger than any update."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return None
    return bytes(body)
