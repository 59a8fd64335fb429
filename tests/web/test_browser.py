"""The verification page in a real Chromium: what a person with a telephone or a keyboard sees and does."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, FileChooser, Page, Request, ViewportSize, async_playwright, expect

from tests.services.issued import content_of
from tests.web.served import Served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SMALL: ViewportSize = {"width": 360, "height": 740}
FAR = "kantor.example"
"""A name that leads to loopback in the tests' browser, but is no secure context as localhost is."""

PATIENCE = 20_000
pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium in PATH (Debian's package is 'chromium')"),
]
expect.set_options(timeout=PATIENCE)
_DROP = """(bytes) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], "Dokumen <b>TW I</b>.pdf", {type: "application/pdf"}));
  for (const name of ["dragover", "drop"]) {
    document.getElementById("taruh").dispatchEvent(
      new DragEvent(name, {dataTransfer: transfer, bubbles: true, cancelable: true}));
  }
}"""


@dataclass
class Visitor:
    """A browser with one page, on a small dark screen; it notes each complaint and each request."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    choosers: asyncio.Queue[FileChooser] = field(default_factory=asyncio.Queue)

    def __post_init__(self) -> None:
        # From the first moment: a chooser that opens before anyone listens is lost.
        self.page.on("filechooser", self.choosers.put_nowait)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.requests.append(request.url)

    async def opens(self, url: str) -> None:
        """Go to a page, which must be there."""
        answer = await self.page.goto(url)
        assert answer is not None
        assert answer.ok

    async def drops(self, content: bytes) -> None:
        """Let a file fall on the page."""
        await self.page.evaluate(_DROP, list(content))

    async def is_told(self, standing: str, heading: str) -> None:
        """The verdict stands on the page."""
        result = self.page.locator("#hasil")
        await expect(result).to_contain_text(heading)
        await expect(result).to_have_attribute("data-standing", standing)
        await expect(result).to_contain_text("Dokumen <b>TW I</b>.pdf")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    """A Chromium that finds the far name on this machine."""
    async with async_playwright() as playwright:
        resolving = f"--host-resolver-rules=MAP {FAR} 127.0.0.1"
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", resolving])
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def visitor(browser: Browser) -> AsyncIterator[Visitor]:
    """A person with a telephone in dark mode."""
    page = await browser.new_page(viewport=SMALL, color_scheme="dark", locale="id-ID")
    page.set_default_timeout(PATIENCE)
    yield Visitor(page)
    await page.close()


async def test_a_file_is_judged_without_leaving_the_browser(served: Served, visitor: Visitor) -> None:
    """The right file is asli, a changed one berubah, an older version digantikan; nothing is requested meanwhile."""
    await visitor.opens(served.url + served.address())
    await expect(visitor.page.locator("h1")).to_have_text("Dokumen Data Capaian Kinerja")
    loaded = list(visitor.requests)
    current, older = content_of(served.paper()), content_of(served.paper(version=1))
    await visitor.drops(current)
    await visitor.is_told("berlaku", "Asli dan berlaku")
    await visitor.drops(current + b" ")
    await visitor.is_told("berubah", "Berubah, atau bukan dokumen ini")
    await visitor.drops(older)
    await visitor.is_told("digantikan", "Asli, tetapi sudah digantikan")
    assert visitor.requests == loaded
    assert len(loaded) == 3
    assert visitor.complaints == []


async def test_the_page_fits_a_small_dark_screen(served: Served, visitor: Visitor) -> None:
    """At 360 pixels nothing is wider than the screen, and dark mode is dark."""
    await visitor.opens(served.url + served.address())
    wide = await visitor.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= SMALL["width"]
    colour = await visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(20, 24, 28)"
    assert visitor.complaints == []


async def test_a_code_is_typed_and_a_file_chosen_by_keyboard(served: Served, visitor: Visitor) -> None:
    """Tab, letters and Enter are enough: from the form to the paper, and on to its file."""
    page = visitor.page
    await visitor.opens(f"{served.url}/")
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Langsung ke isi")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Kode verifikasi")).to_be_focused()
    await page.keyboard.type((served.paper().code or "").lower())
    await page.keyboard.press("Enter")
    await expect(page.locator(".keadaan")).to_contain_text("Berlaku")
    await expect(page.locator("#taruh")).to_be_visible()
    await page.keyboard.press("Tab")
    await expect(page.get_by_text("Langsung ke isi")).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Pilih berkas")).to_be_focused()
    await page.keyboard.press("Enter")
    chooser = await visitor.choosers.get()
    content = content_of(served.paper())
    await chooser.set_files({"name": "Dokumen <b>TW I</b>.pdf", "mimeType": "application/pdf", "buffer": content})
    await visitor.is_told("berlaku", "Asli dan berlaku")
    assert visitor.complaints == []


async def test_without_https_the_page_says_what_else_to_do(served: Served, visitor: Visitor) -> None:
    """A browser computes no hash on a plain address: the page says so and names the bot."""
    await visitor.opens(served.url.replace("127.0.0.1", FAR) + served.address())
    await expect(visitor.page.locator("#tidak-aman")).to_contain_text("bot @data_kinerja_bot")
    await expect(visitor.page.locator("#taruh")).to_be_hidden()
