"""The token and the passwords stand in no log, error, page, repr, database or backup, whatever goes wrong."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from aiohttp import web
from telegram.ext import ApplicationBuilder
from typer.testing import CliRunner

from bot.app import App
from bot.cli import app
from bot.clock import SystemClock
from bot.settings import Settings, load_settings
from bot.simulator.client import Stage
from bot.simulator.ports import free_port
from bot.simulator.server import Simulator
from bot.simulator.settings import StageSettings
from handlers.contact import Contact, UnansweredError, bot_username, contact_of
from storage.audit import load_key
from tests.builders import DEMO_WORKBOOK
from tests.security.secrecy import DATABASE_PASSWORD, HALF, SEAL_PASSWORD, TOKEN, leaking_files, leaks

NOWHERE = "http://127.0.0.1:9"
ENVIRONMENT = {
    "TELEGRAM_TOKEN": TOKEN,
    "TELEGRAM_API_URL": NOWHERE,
    "SEAL_PASSWORD": SEAL_PASSWORD,
    "LOG_LEVEL": "DEBUG",
}
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def settings_at(address: str = NOWHERE) -> Settings:
    """Settings that hold every kind of secret."""
    return load_settings(
        None,
        telegram_token=TOKEN,
        telegram_api_url=address,
        database_url=f"postgresql://kantor:{quote(DATABASE_PASSWORD, safe='')}@127.0.0.1:9/kinerja",
        seal_password=SEAL_PASSWORD,
    )


@asynccontextmanager
async def telegram(answer: Answer) -> AsyncIterator[str]:
    """A Bot API that answers everything the same way; gives its address."""
    server = web.Application()
    server.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def says(status: int, body: str) -> Answer:
    """An answer with this status and text."""

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(status=status, text=body, content_type="application/json")

    return answer


def refused(status: int, description: str, **more: Any) -> Answer:
    """Telegram's way to say no."""

    async def answer(request: web.Request) -> web.Response:
        # A proxy may well repeat the address that it was asked for.
        told = {"ok": False, "error_code": status, "description": f"{description} {request.path}", **more}
        return web.json_response(told, status=status)

    return answer


async def _reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    raise ConnectionResetError


async def _redirect(request: web.Request) -> web.StreamResponse:
    raise web.HTTPFound(f"http://127.0.0.1:9{request.path}")


ANSWERS = [
    *(refused(code, "Galat") for code in (400, 401, 403, 404, 409, 413, 500, 502)),
    refused(429, "Tunggu", parameters={"retry_after": 3}),
    refused(400, "Pindah", parameters={"migrate_to_chat_id": -5}),
    *(says(200, body) for body in ("", "{", "[]", "null", '{"ok": true}', '{"ok": true, "result": {"file_path": 5}}')),
    *(_reset, _redirect),
]


async def failures(contact: Contact, settings: Settings) -> list[BaseException]:
    """What each kind of call to Telegram raises."""
    calls: list[Awaitable[Any]] = [
        contact.api.call("getUpdates", {"timeout": 0}),
        contact.api.call("sendDocument", {"chat_id": 1}, {"document": ("a.pdf", b"%PDF", "application/pdf")}),
        contact.bot.initialize(),
        contact.bot.answer_callback_query("1"),
        contact.downloads.fetch("F"),
        bot_username(settings),
    ]
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    return [one for one in outcomes if isinstance(one, BaseException)]


async def shown(address: str) -> str:
    """All that the failures at an address say of themselves, as a traceback and as a value."""
    settings = settings_at(address)
    contact = contact_of(settings)
    await contact.request.initialize()
    found = await failures(contact, settings)
    await contact.close()
    assert found
    return "\n".join(f"{one!r} {one} {''.join(traceback.format_exception(one))}" for one in found)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_no_error_of_telegram_says_the_token(answer: Answer) -> None:
    """Whatever a server answers, even one that repeats the address: no text and no traceback has the token."""
    async with telegram(answer) as address:
        assert leaks(await shown(address)) == []


async def test_no_error_of_the_network_says_the_token() -> None:
    """Refused connections, unknown servers and addresses that are none."""
    for address in (
        "http://127.0.0.1:9",
        "http://tidak-ada.invalid",
        "http://[::1]:9",
        "http://a..b:1",
        "http://x/%zz",
    ):
        assert leaks(await shown(address)) == [], address


async def test_a_refused_token_is_not_repeated() -> None:
    """The sentence for the operator names the setting instead."""
    async with telegram(refused(401, "Unauthorized")) as address:
        with pytest.raises(UnansweredError, match="TELEGRAM_TOKEN") as caught:
            await bot_username(settings_at(address))
    assert leaks("".join(traceback.format_exception(caught.value))) == []


async def test_nothing_that_holds_a_secret_shows_it() -> None:
    """Printing the settings, the bot or what stands around them tells nothing."""
    settings = settings_at()
    contact = contact_of(settings)
    application = ApplicationBuilder().bot(contact.bot).updater(None).build()
    holders = [settings, App(settings, SystemClock()), contact, contact.bot, contact.api, contact.downloads]
    for one in (*holders, contact.request, application, settings.telegram_token, settings.seal_password):
        assert leaks(f"{one!r} {one} {[one]}") == [], type(one)
    assert leaks(settings.model_dump_json(exclude={"database_url"})) == []


def test_no_command_says_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away or a certificate that is none ends a command with one sentence, also at DEBUG."""
    monkeypatch.chdir(tmp_path)
    address = f"postgresql://kantor:{quote(DATABASE_PASSWORD, safe='')}@127.0.0.1:9/kinerja"
    (tmp_path / "segel.p12").write_bytes(b"bukan sertifikat")
    for name, value in {**ENVIRONMENT, "DATA_DIR": str(tmp_path / "data")}.items():
        monkeypatch.setenv(name, value)
    for more in ({"DATABASE_URL": address}, {"SEAL_CERTIFICATE": "segel.p12"}):
        run = [sys.executable, "-m", "bot", "run"]
        ended = subprocess.run(run, env={**os.environ, **more}, capture_output=True, timeout=60, check=False)
        assert ended.returncode == 2, ended
        assert leaks(ended.stdout + ended.stderr) == [], more
    load_key(tmp_path / "data")
    moved = CliRunner().invoke(app, ["migrate", "--to", address])
    assert (moved.exit_code, leaks(moved.output)) == (2, []), moved.output
    monkeypatch.setenv("DATABASE_URL", address)
    for code, words in ((2, ["migrate"]), (2, ["import", str(DEMO_WORKBOOK)]), (2, ["release"]), (1, ["doctor"])):
        done = CliRunner().invoke(app, words)
        assert (done.exit_code, leaks(done.output)) == (code, []), done.output


async def _command(*words: str) -> str:
    return (await asyncio.to_thread(CliRunner().invoke, app, list(words))).output


async def _through_every_trouble(stage: Stage, link: str, page: str, health: str) -> list[bytes]:
    """Let Telegram fail in each of its ways while someone comes in and sends a file; gives what the pages said."""
    await stage.polled()
    phone = await stage.phone(880_001, "Orang")
    for kind, method in (
        ("reset_before", "sendMessage"), ("error", "sendMessage"), ("reset_after", "getUpdates"),
        ("error", "getUpdates"), ("bad_request", "setMyCommands"), ("error", "getFile"), ("reset_before", "getFile"),
    ):  # fmt: skip
        await stage.faults(kind, method=method)
    await phone.start(link)
    await phone.expect("Selamat datang")
    await phone.send_document("surat.pdf", b"%PDF-1.7 contoh", "application/pdf")
    await phone.send_photo(b"bukan gambar")
    await phone.forge("lanjut:1:0:", 1)
    pages = list[bytes]()
    async with aiohttp.ClientSession() as session:
        shown = [page + path for path in ("/", "/v/AAAABBBBCCCC", "/v/%00", "/tidak-ada")]
        for address in (*shown, *(health + path for path in ("/healthz", "/readyz", "/metrics", "/tidak-ada"))):
            async with session.get(address) as response:
                pages.append(await response.read() + str(response.headers).encode())
    await phone.say("/bantuan")
    await phone.expect("/tugas")
    return pages


async def test_a_bot_in_trouble_leaves_no_secret_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its log at DEBUG, its pages, its figures, its database, a backup and its errors, until its token is refused."""
    simulator = Simulator(StageSettings(token=TOKEN, flood_limits=False))
    address, port, health_port = await simulator.start(), free_port(), free_port()
    page, health = (f"http://127.0.0.1:{one}" for one in (port, health_port))
    monkeypatch.chdir(tmp_path)
    more = {"TELEGRAM_API_URL": address, "PUBLIC_URL": page, "DATA_DIR": str(tmp_path / "data")}
    more |= {"WEB_PORT": str(port), "HEALTH_PORT": str(health_port), "LOG_FILE": str(tmp_path / "catatan")}
    for name, value in {**ENVIRONMENT, **more}.items():
        monkeypatch.setenv(name, value)
    said = await _command("import", str(DEMO_WORKBOOK)) + (invited := await _command("invite"))
    with (tmp_path / "keluaran").open("wb") as stream:
        bot = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", stdout=stream, stderr=stream)
    try:
        async with Stage(address) as stage:
            link = invited.splitlines()[0].partition("start=")[2]
            pages = await _through_every_trouble(stage, link, page, health)
            said += await _command("backup", "cadangan.db") + await _command("doctor")
            await stage.settings(token=f"7654322:{HALF[::-1]}")
            # It ends the call that waits for updates, so that the next one is refused.
            await (await stage.phone(880_002, "Lain")).say("halo")
            assert await asyncio.wait_for(bot.wait(), 60) == 2
    finally:
        if bot.returncode is None:
            bot.kill()
            await bot.wait()
        await simulator.stop()
    assert leaks(said) == []
    assert [leaks(one) for one in pages] == [[]] * len(pages)
    assert leaking_files(tmp_path) == {}
    assert b"Telegram menolak TELEGRAM_TOKEN" in (tmp_path / "keluaran").read_bytes()
    assert b"polling failed" in (tmp_path / "catatan").read_bytes()
