"""A person before the training room's page, who opens it, presses, and notes what the browser complains of."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Locator, Page, expect

from tests.demo.room import Training

GRAVE = frozenset({"serious", "critical"})
SCAN: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
"""Without preloading, by which axe would load the style sheets once more from wrong addresses."""


class Onlooker:
    """A person before the page, who notes each complaint of the browser."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    @property
    def tour(self) -> Locator:
        """The dialog of the tour."""
        return self.page.locator("#panduan")

    @property
    def clock(self) -> Locator:
        """The time on the dial."""
        return self.page.locator("#panggung time.jam")

    def button(self, name: str, within: str = "#panggung") -> Locator:
        """A button of the stage by its name."""
        return self.page.locator(within).get_by_role("button", name=name)

    async def opens(self, room: Training, *, toured: bool = True) -> Onlooker:
        """Go to the page; with `toured` the tour, which opens by itself, is put away."""
        await self.page.goto(room.address)
        await expect(self.tour).to_be_visible()
        if toured:
            await self.page.keyboard.press("Escape")
            await expect(self.tour).to_be_hidden()
        return self

    async def findings(self) -> list[str]:
        """What axe finds serious in what is the stage's own."""
        parts = {"include": [["#panggung"], ["#samping"], ["#panduan"], ["#pesan-panggung"]]}
        results = await Axe().run(self.page, context=parts, options=SCAN)
        found = results.response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['target']}" for one in found if one["impact"] in GRAVE]
