"""Taking the port of the verification page, before anything else starts; imports no web server."""

from __future__ import annotations

import socket


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
