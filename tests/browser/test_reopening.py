"""A training room that is closed and opened again, before a page that stays open."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.acting import IN_BROWSER, Visitor
from tests.demo.room import Training

pytestmark = IN_BROWSER


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the room is kept."""
    return tmp_path_factory.mktemp("latihan")


@pytest.fixture(scope="module")
def room(folder: Path) -> Iterator[Training]:
    """The room as it is opened first; its test closes it."""
    training = Training(folder).ready()
    yield training
    training.end()


async def test_a_room_goes_on_where_it_was_left(room: Training, visitor: Visitor, folder: Path) -> None:
    """The page says that nobody answers, and goes on with the same chats once the room is open again."""
    camat, kasubbag = visitor.phone("CAMAT"), visitor.phone("KASUBBAG-PK")
    await camat.presses("Perintahkan sekarang")
    await kasubbag.reads("Disposisi Camat")
    await camat.writes("Mohon segera ditindaklanjuti.")
    await expect(camat.own("Mohon segera ditindaklanjuti.")).to_be_visible()
    assert await asyncio.to_thread(room.end) == 0
    await expect(visitor.page.locator("#telepon .terputus")).to_be_visible()
    again = await asyncio.to_thread(Training, folder, "--port", str(urlsplit(room.address).port))
    try:
        await asyncio.to_thread(again.ready)
        await expect(visitor.page.locator("#telepon .terputus")).to_be_hidden()
        await expect(camat.own("Mohon segera ditindaklanjuti.")).to_have_count(1)
        await kasubbag.presses("Lepaskan & perintahkan Analis")
        await visitor.phone("ANALIS").reads("Bagikan formulir")
        await visitor.page.close()
        assert all("net::ERR_" in one for one in visitor.complaints), visitor.complaints
        visitor.complaints.clear()
    finally:
        await asyncio.to_thread(again.end)
