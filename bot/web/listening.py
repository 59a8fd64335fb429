"""Taking the ports that the settings name, before anything else starts; a web server is imported only for them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.metrics import Metrics
from bot.services.bureau import Bureau
from bot.settings import Settings
from handlers.webhook import Webhook
from storage.database import Database

if TYPE_CHECKING:
    from bot.web.health import HealthServer
    from bot.web.server import VerificationServer

LOG = structlog.get_logger(__name__)
_SERVED = {"WEB": "Halaman verifikasi", "HEALTH": "Keadaan bot"}


class ListeningError(Exception):
    """Nothing can be served where the settings say; the text is one Indonesian sentence."""


def listen(host: str, port: int, *, room: str = "WEB") -> socket.socket:
    """Take the port on the host (a name, an IPv4 or IPv6 address), named by these settings; raises ListeningError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family)
    except OSError:
        raise ListeningError(
            f"{_SERVED[room]} tidak dapat dilayani pada {host} porta {port}: porta itu dipakai program lain atau "
            f"alamatnya tidak ada pada komputer ini. Mohon {room}_HOST dan {room}_PORT diperiksa."
        ) from None


def open_page(
    settings: Settings,
    database: Database,
    bureau: Bureau,
    *,
    now: Callable[[], datetime],
    clock: Callable[[], float],
    webhook: Webhook | None = None,
) -> VerificationServer | None:
    """The verification page with its port taken, None where the settings want none; raises ListeningError.

    `now` is the office's time, `clock` counts seconds. A webhook is served beside the page.
    """
    if settings.web_port:
        from bot.web.server import VerificationServer

        taken = listen(settings.web_host, settings.web_port)
        return VerificationServer(taken, database, bureau, now=now, clock=clock, webhook=webhook)
    if settings.public_url:
        # Papers outlive this run: their QR codes would lead nowhere for good.
        LOG.warning("PUBLIC_URL names a page that is not served", setting="WEB_PORT")
    return None


def open_health(
    settings: Settings, metrics: Metrics, database: Database, now: Callable[[], datetime]
) -> HealthServer | None:
    """What supervisors ask, with its port taken, None where the settings want none; raises ListeningError."""
    if not settings.health_port:
        return None
    from bot.web.health import HealthServer

    listening = listen(settings.health_host, settings.health_port, room="HEALTH")
    return HealthServer(listening, metrics, database, now)
