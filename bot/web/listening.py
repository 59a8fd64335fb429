"""Taking the port of the verification page, before anything else starts; a web server is imported only for it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from bot.services.bureau import Bureau
from bot.settings import Settings
from storage.database import Database

if TYPE_CHECKING:
    from bot.web.server import VerificationServer

LOG = structlog.get_logger(__name__)


class ListeningError(Exception):
    """The page cannot be served where the settings say; the text is one Indonesian sentence."""


def listen(host: str, port: int) -> socket.socket:
    """Take the port on the host (a name, an IPv4 or IPv6 address); raises ListeningError."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server((str(address[0]), port), family=family)
    except OSError:
        raise ListeningError(
            f"Halaman verifikasi tidak dapat dilayani pada {host} porta {port}: porta itu dipakai program lain atau "
            "alamatnya tidak ada pada komputer ini. Mohon WEB_HOST dan WEB_PORT diperiksa."
        ) from None


def open_page(
    settings: Settings, database: Database, bureau: Bureau, *, now: Callable[[], datetime], clock: Callable[[], float]
) -> VerificationServer | None:
    """The verification page with its port taken, None where the settings want none; raises ListeningError.

    `now` is the office's time, `clock` counts seconds.
    """
    if settings.web_port:
        from bot.web.server import VerificationServer

        return VerificationServer(listen(settings.web_host, settings.web_port), database, bureau, now=now, clock=clock)
    if settings.public_url:
        # Papers outlive this run: their QR codes would lead nowhere for good.
        LOG.warning("PUBLIC_URL names a page that is not served", setting="WEB_PORT")
    return None
