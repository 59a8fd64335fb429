"""The training room's page in a real Chromium: how soon it can be used, how soon a press shows, how it scrolls."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from bot.bench import room_scripts as scripts
from bot.bench.room_process import RoomFailedError, RoomProcess, opened

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

ACTS = 60
MESSAGES = 2_000
SCROLLING_MS = 4_000
WIDTH, HEIGHT = 1600, 900
PATIENCE_MS = 30_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_WORDS = ("/tugas", "/status", "/bantuan")
_LISTING, _OPENING = "/tugas", "Buka"
_AT_ONCE = 8
_TEXT = (
    "<b>Formulir Data Kinerja</b> nomor {number}\nYth. Bapak Kasi Pemerintahan, mohon diisi paling lambat "
    "<b>Rabu, 15 April 2026 pukul 15.30 WITA</b>.\n<blockquote>Setiap angka disertai bukti dukungnya.</blockquote>"
)
_KEYS = {
    "inline_keyboard": [[{"text": "Isi sekarang", "callback_data": "-"}], [{"text": "Nanti", "callback_data": "-"}]]
}


def browser_path() -> str:
    """Where Chromium is; raises LookupError, with one sentence, where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise LookupError("Pengukuran ruang latihan memerlukan Chromium; pada Debian: apt-get install chromium.")
    return found


@asynccontextmanager
async def browsing() -> AsyncIterator[Browser]:
    """A Chromium that runs already, as a person's does."""
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            await browser.close()


async def looked_at(browser: Browser, folder: Path) -> tuple[dict[str, float], list[float], list[float]]:
    """Open a new room; how soon it can be used in seconds, each act's answer and each frame in milliseconds."""
    page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="id-ID")
    page.set_default_timeout(PATIENCE_MS)
    try:
        async with opened(folder) as room:
            soon = await _usable(page, room)
            await room.ready()
            await page.keyboard.press("Escape")
            acts = await _acted(page, room)
            await _filled(room)
            frames: list[float] = await page.evaluate(scripts.SCROLL, SCROLLING_MS)
            return soon, acts, frames
    finally:
        await page.close()


async def _usable(page: Page, room: RoomProcess) -> dict[str, float]:
    """From the command until the first phone takes a text, and until its first card can be pressed."""
    await page.goto(room.address)
    await page.wait_for_selector(".telepon.dipilih .ketik")
    usable = monotonic() - room.begun
    await page.wait_for_selector(".telepon.dipilih .papan .tuts")
    return {"page_s": usable, "card_s": monotonic() - room.begun}


async def _acted(page: Page, room: RoomProcess) -> list[float]:
    """The Camat lists his tasks and opens one by its button, then another official writes a command, and so on."""
    camat, *others = await room.people()
    writers, words = cycle(others), cycle(_WORDS)
    waited: list[float] = []

    async def act(script: str, user: int, what: str) -> None:
        took = await page.evaluate(script, [user, what, PATIENCE_MS])
        if took is None:
            raise RoomFailedError(f"Tidak ada jawaban atas '{what}' pada telepon {user}.")
        waited.append(float(took))
        await room.settle()

    while len(waited) < ACTS:
        await act(scripts.WRITE, camat, _LISTING)
        await act(scripts.PRESS, camat, _OPENING)
        await act(scripts.WRITE, next(writers), next(words))
    return waited


async def _filled(room: RoomProcess) -> None:
    """Let the bot send MESSAGES, to all phones in turns, a few at once."""
    people = await room.people()

    async def send(first: int) -> None:
        for number in range(first, MESSAGES, _AT_ONCE):
            chat = people[number % len(people)]
            text = _TEXT.format(number=number)
            await room.send("sendMessage", chat_id=chat, text=text, parse_mode="HTML", reply_markup=_KEYS)

    await asyncio.gather(*(send(first) for first in range(_AT_ONCE)))
    await asyncio.sleep(1)
