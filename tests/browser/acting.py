"""What a person does at one phone of the page: reads, presses, writes, sends files, and looks at papers."""

from __future__ import annotations

import base64
import re
import shutil
from collections.abc import Sequence

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import FileChooser, FilePayload, Locator, Page, ViewportSize, expect

from bot.demo.files import picture
from tests.browser.onlooker import GRAVE, SCAN, Onlooker
from tests.demo.room import Training

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE: ViewportSize = {"width": 1400, "height": 900}
SMALL: ViewportSize = {"width": 360, "height": 740}
PATIENCE = 30_000

IN_BROWSER = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium in PATH (Debian's package is 'chromium')"),
]
"""The marks of a module whose tests share one Chromium and one training room."""

_HAND_OVER = """(target, {kind, name, type, content}) => {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type }));
  const told = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...told, clipboardData: data })
    : new DragEvent(kind, { ...told, dataTransfer: data });
  target.dispatchEvent(event);
}"""


def photo(caption: str) -> FilePayload:
    """A picture as a camera leaves it."""
    return {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": picture(caption)}


def paper(caption: str) -> FilePayload:
    """A PDF of one page."""
    return {"name": f"{caption}.pdf", "mimeType": "application/pdf", "buffer": picture(caption, "PDF")}


class Visitor(Onlooker):
    """A person with the page open, and files at hand for whatever asks for one."""

    def __init__(self, page: Page, room: Training) -> None:
        super().__init__(page)
        self.room = room
        self.at_hand: Sequence[FilePayload] = ()
        page.on("filechooser", self._choose)

    async def _choose(self, chooser: FileChooser) -> None:
        await chooser.set_files(self.at_hand)

    async def comes(self) -> Visitor:
        """Go to the page, which shows all phones."""
        await self.page.goto(self.room.address)
        await expect(self.page.locator("section.telepon")).to_have_count(len(self.room.state()["officials"]))
        return self

    def phone(self, code: str) -> Handset:
        """The phone of an official by his code."""
        user = next(one["user_id"] for one in self.room.state()["officials"] if one["code"] == code)
        return Handset(self, self.page.locator(f"#telepon-{user}"), self.page.locator(f"#telepon-{user}-tab"))

    @property
    def viewer(self) -> Locator:
        """The dialog that shows a file."""
        return self.page.locator("#penampil")

    async def shortcomings(self) -> list[str]:
        """What axe finds serious in the whole page."""
        results = await Axe().run(self.page, options=SCAN)
        found = [one for one in results.response["violations"] if one["impact"] in GRAVE]
        return [f"{one['id']}: {node['target']}" for one in found for node in one["nodes"]]


class Handset:
    """One official's phone."""

    def __init__(self, visitor: Visitor, node: Locator, tab: Locator) -> None:
        self.visitor = visitor
        self.node = node
        self.tab = tab
        self.line = node.locator("textarea")
        self.messages = node.locator(".baris")
        self.notice = node.locator(".pemberitahuan")

    def message(self, fragment: str | re.Pattern[str]) -> Locator:
        """The newest message of the bot with these words."""
        return self.node.locator(".baris.bot", has_text=fragment).last

    def own(self, fragment: str) -> Locator:
        """The newest message of the official with these words."""
        return self.node.locator(".baris.saya", has_text=fragment).last

    def key(self, label: str) -> Locator:
        """The newest button under a message with this label."""
        return self.node.locator(".papan .tuts", has_text=label).last

    async def reads(self, fragment: str | re.Pattern[str]) -> Locator:
        """Wait for words of the bot."""
        await expect(self.message(fragment)).to_be_visible()
        return self.message(fragment)

    async def presses(self, label: str) -> None:
        """Press the newest button with this label."""
        await self.key(label).click()

    async def writes(self, text: str) -> None:
        """Type a text and send it by Enter."""
        await self.line.fill(text)
        await self.line.press("Enter")

    async def attaches(self, *files: FilePayload) -> None:
        """Choose files by the button beside the line; they wait in the tray."""
        self.visitor.at_hand = files
        await self.node.get_by_role("button", name="Lampirkan berkas atau foto").click()
        await expect(self.node.locator(".keping li")).to_have_count(len(files))

    async def is_handed(self, kind: str, file: FilePayload) -> None:
        """Let a file fall on the phone, or paste it into the line."""
        target = self.line if kind == "paste" else self.node.locator(".percakapan")
        content = base64.b64encode(file["buffer"]).decode()
        given = {"kind": kind, "name": file["name"], "type": file["mimeType"], "content": content}
        await target.evaluate(_HAND_OVER, given)
        await expect(self.node.locator(".keping li")).to_have_count(1)

    async def sends(self) -> None:
        """Press [Kirim] beside the line."""
        await self.node.get_by_role("button", name="Kirim", exact=True).last.click()
        await expect(self.node.locator(".baki")).to_be_hidden()

    async def chooses(self, message: Locator, act: str) -> None:
        """Take an act from the menu of a message."""
        await message.locator(".gelembung").click(button="right")
        await self.visitor.page.get_by_role("menuitem", name=act).click()
