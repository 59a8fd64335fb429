"""The page for everyone: by keyboard alone, by day and by night, large and small; and time that is moved there."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, expect

from tests.browser.acting import IN_BROWSER, Visitor, photo

pytestmark = IN_BROWSER

DARK, LIGHT = "dark", "light"


async def test_everything_is_reached_by_keys(visitor: Visitor) -> None:
    """From the first Tab over the strip of phones to a pressed button and a sent text, without a mouse."""
    page, camat, analis = visitor.page, visitor.phone("CAMAT"), visitor.phone("ANALIS")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Langsung ke telepon")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await expect(camat.tab).to_be_focused()
    await _tab_until(visitor, camat.key("Kegiatan belum berjalan"))
    await page.keyboard.press("Enter")
    await camat.reads("Mohon alasannya dalam satu kalimat")
    await _tab_until(visitor, camat.line)
    await page.keyboard.type("/batal")
    await page.keyboard.press("Enter")
    await expect(camat.own("/batal")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(camat.tab).to_be_focused()
    for _ in range(3):
        await page.keyboard.press("ArrowRight")
    await expect(analis.tab).to_be_focused()
    await _tab_until(visitor, analis.line)


async def _tab_until(visitor: Visitor, wanted: Locator) -> None:
    for _ in range(40):
        await visitor.page.keyboard.press("Tab")
        if await wanted.evaluate("part => part === document.activeElement"):
            return
    raise AssertionError(f"Tab never came to {wanted}")


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
async def test_nothing_bars_anyone(visitor: Visitor, scheme: str) -> None:
    """Axe finds nothing serious on the page with all phones, with a file in the tray, a menu and a picture open."""
    await visitor.page.emulate_media(color_scheme="dark" if scheme == DARK else "light")
    phone = visitor.phone("KASI-PEM")
    await phone.attaches(photo("Balai desa"))
    assert await visitor.shortcomings() == []
    await phone.sends()
    await phone.node.locator(".baris.saya .foto").last.click()
    assert await visitor.shortcomings() == []
    await visitor.page.keyboard.press("Escape")
    await phone.message("Selamat datang").locator(".gelembung").click(button="right")
    assert await visitor.shortcomings() == []


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
async def test_nothing_bars_anyone_on_a_telephone(passer_by: Visitor, scheme: str) -> None:
    """Nor at 360 pixels, with the controls open."""
    await passer_by.page.emulate_media(color_scheme="dark" if scheme == DARK else "light")
    assert await passer_by.shortcomings() == []
    await passer_by.button("Kendali").click()
    assert await passer_by.shortcomings() == []


async def test_the_page_is_dark_at_night(visitor: Visitor) -> None:
    """Ground and words change places of brightness with what the system asks for."""
    brightness = """part => {
      const light = (value) => value.match(/[\\d.]+/g).slice(0, 3).reduce((sum, one) => sum + Number(one), 0);
      const style = getComputedStyle(part);
      return light(style.backgroundColor) - light(style.color);
    }"""
    phone = visitor.phone("CAMAT").node
    assert await phone.evaluate(brightness) > 0
    await visitor.page.emulate_media(color_scheme="dark")
    assert await phone.evaluate(brightness) < 0


async def test_time_that_is_moved_brings_a_reminder(visitor: Visitor) -> None:
    """A quarter of an hour and an hour pass; at the next limit the one who is awaited is reminded on his phone."""
    told, jump = visitor.page.locator(".kabar-sutradara"), visitor.button("Ke tenggat berikutnya")
    await expect(jump).to_contain_text("07.45")
    await visitor.button("+15 menit").click()
    await expect(told).to_contain_text("pukul 07.4")
    await visitor.button("+1 jam").click()
    await expect(told).to_contain_text("pukul 08.4")
    await expect(jump).to_contain_text("Pengingat pagi")
    await jump.click()
    await expect(visitor.clock).to_have_text("08.00")
    await visitor.phone("CAMAT").reads("mohon berkenan menindaklanjuti")
