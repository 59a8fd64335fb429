"""The server beside the bot: its port, its end, and clients that only hold their connection."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.settings import load_settings
from bot.web import server
from bot.web.listening import ListeningError, listen, open_page
from storage.database import Database
from tests.services.paper_office import PaperOffice
from tests.web.served import Served, serve

TOKEN = "123456:" + "A" * 35


def test_a_port_in_use_is_said_at_once() -> None:
    """One sentence names host, port and the settings to look at."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ListeningError, match=rf"127\.0\.0\.1 porta {port}.*WEB_HOST dan WEB_PORT"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "tidak-ada.invalid"])
def test_a_host_that_is_not_ours(host: str) -> None:
    """An address of another machine, or a name that nobody has, is no place to listen."""
    with pytest.raises(ListeningError):
        listen(host, 0)


def test_ipv6_is_an_address_too() -> None:
    """Loopback's IPv6 address can be listened on."""
    with listen("::1", 0) as listening:
        assert listening.family == socket.AF_INET6


def test_bot_run_ends_where_the_port_is_taken(tmp_path: Path) -> None:
    """The operator reads the sentence, and the exit code says that it can be mended."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        settings = {"TELEGRAM_TOKEN": TOKEN, "WEB_PORT": str(port), "DATA_DIR": str(tmp_path / "data")}
        run = [sys.executable, "-m", "bot", "run"]
        done = subprocess.run(run, cwd=tmp_path, env=os.environ | settings, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Halaman verifikasi tidak dapat dilayani" in done.stderr


@pytest.mark.parametrize(("public_url", "warned"), [("", []), ("https://kantor.example", ["WEB_PORT"])])
def test_no_page_is_served_without_a_port(sqlite_url: str, tmp_path: Path, public_url: str, warned: list[str]) -> None:
    """Where papers name a page all the same, the log says which setting is missing."""
    settings = load_settings(None, telegram_token=TOKEN, data_dir=tmp_path, public_url=public_url)
    office = PaperOffice(Database(sqlite_url))
    with capture_logs() as logs:
        assert open_page(settings, office.database, office.bureau, now=lambda: office.now, clock=lambda: 0.0) is None
    assert [line["setting"] for line in logs] == warned


def test_no_web_server_is_imported_where_none_is_wanted() -> None:
    """The composition root alone loads neither starlette nor uvicorn."""
    code = "import sys, bot.app; print({'starlette', 'uvicorn'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout.strip() == b"set()"


async def test_signals_stay_with_the_bot(office: PaperOffice) -> None:
    """While the page is served, SIGTERM is heard by whoever heard it before."""
    before = signal.getsignal(signal.SIGTERM)
    async with serve(office, lambda: 0.0) as served, aiohttp.ClientSession(served.url) as web, web.get("/") as answer:
        assert answer.status == 200
        assert signal.getsignal(signal.SIGTERM) is before


async def test_it_ends_although_clients_hold_on(office: PaperOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a request, or a page that is still looked for: the server ends within its grace."""
    asked, never = asyncio.Event(), asyncio.Event()

    async def stuck(_work: object) -> None:
        asked.set()
        await never.wait()

    async with asyncio.timeout(10), serve(office, lambda: 0.0) as served:
        monkeypatch.setattr(office.database, "read", stuck)
        host, port = served.url.removeprefix("http://").split(":")
        holding = [await asyncio.open_connection(host, int(port)) for _ in range(2)]
        holding[0][1].write(b"GET / HTTP/1.1\r\nHost: a\r\n")
        holding[1][1].write(f"GET {served.address()} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        await asked.wait()
    with pytest.raises(OSError, match=r"(?i)connect"):
        await asyncio.open_connection(host, int(port))
    for _reader, writer in holding:
        writer.close()


async def test_a_connection_lives_for_a_while(office: PaperOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that sends its request a letter at a time is cut off."""
    monkeypatch.setattr(server, "LIFE", 0.05)
    async with asyncio.timeout(10), serve(office, lambda: 0.0) as served:
        assert await said_to_silence(served) == b""


async def test_too_many_connections(office: PaperOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes beyond the bound is cut off at once, so that the bot keeps room for its own."""
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 0)
    async with asyncio.timeout(10), serve(office, lambda: 0.0) as served:
        assert await said_to_silence(served) == b""


async def said_to_silence(served: Served) -> bytes:
    """What the server says to a client that says nothing whole."""
    host, port = served.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        writer.write(b"GET / HT")
        return await reader.read()
    except ConnectionResetError:
        return b""
    finally:
        writer.close()
