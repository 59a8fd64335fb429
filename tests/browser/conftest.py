"""One training room and one Chromium a module, and the people who open the page in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize, async_playwright, expect

from tests.browser.acting import CHROMIUM, PATIENCE, SMALL, WIDE, Visitor
from tests.conftest import leave_unmeasured
from tests.demo.room import Training

_SEEN = {"ruang-latihan.panduan": "sudah", "ruang-latihan.panel": "tutup"}
_BEEN_HERE = "".join(f"localStorage?.setItem('{name}', '{value}');" for name, value in _SEEN.items())


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Training]:
    """A training room on its first morning; its processes are measured by the tests of the room itself."""
    with pytest.MonkeyPatch.context() as patch:
        leave_unmeasured(patch)
        training = Training(tmp_path_factory.mktemp("latihan")).ready()
    yield training
    training.end()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all visitors."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        await browser.close()


async def _visit(browser: Browser, room: Training, viewport: ViewportSize) -> AsyncIterator[Visitor]:
    context = await browser.new_context(viewport=viewport, locale="id-ID")
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(_BEEN_HERE)
    visitor = Visitor(await context.new_page(), room)
    yield await visitor.comes()
    await context.close()
    assert visitor.complaints == []


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser, room: Training) -> AsyncIterator[Visitor]:
    """Somebody at a desk, who has seen the tour; the browser must have nothing to complain of in the end."""
    async for one in _visit(browser, room, WIDE):
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def passer_by(browser: Browser, room: Training) -> AsyncIterator[Visitor]:
    """The same with a telephone."""
    async for one in _visit(browser, room, SMALL):
        yield one
