"""Ports of this machine for whoever must know one before it is opened."""

import socket


def free_port() -> int:
    """A port of loopback that nobody else uses now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
