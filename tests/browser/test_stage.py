"""The stage above the phones, its panel and its tour in a real Chromium, with a real training room behind them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.acting import IN_BROWSER, PATIENCE, SMALL, WIDE
from tests.browser.onlooker import Onlooker
from tests.demo.room import Training

FALSE, TRUE = "false", "true"

pytestmark = IN_BROWSER


@pytest_asyncio.fixture(loop_scope="module")
async def onlooker(browser: Browser) -> AsyncIterator[Onlooker]:
    """Somebody at a desk, here for the first time."""
    page = await browser.new_page(viewport=WIDE, locale="id-ID")
    page.set_default_timeout(PATIENCE)
    yield Onlooker(page)
    await page.close()


@pytest_asyncio.fixture(loop_scope="module")
async def small(browser: Browser) -> AsyncIterator[Onlooker]:
    """Somebody with a telephone at night."""
    page = await browser.new_page(viewport=SMALL, color_scheme="dark", locale="id-ID")
    page.set_default_timeout(PATIENCE)
    yield Onlooker(page)
    await page.close()


async def test_five_cards_greet_whoever_comes_first(room: Training, onlooker: Onlooker) -> None:
    """The tour opens once, says what to press as whom, speaks English if asked to, and comes back by its button."""
    tour = (await onlooker.opens(room, toured=False)).tour
    for number in range(1, 6):
        await expect(tour).to_contain_text(f"Kartu {number} dari 5")
        if number == 2:
            await expect(tour.get_by_role("listitem").first).to_contain_text("Bapak Camat menekan Perintahkan sekarang")
            await tour.get_by_role("button", name="English").click()
            await expect(tour).to_have_attribute("lang", "en")
            await expect(tour.get_by_role("heading")).to_have_text("Steps 1–4: the order goes out")
            await tour.get_by_role("button", name="Bahasa Indonesia").click()
        await tour.locator(".lanjut").click()
    await expect(tour).to_be_hidden()
    await onlooker.page.reload()
    await expect(onlooker.clock).to_be_visible()
    await expect(tour).to_be_hidden()
    await onlooker.button("Panduan").click()
    await expect(tour).to_contain_text("Kartu 1 dari 5")
    assert onlooker.complaints == []


async def test_the_keyboard_stays_in_the_tour(room: Training, onlooker: Onlooker) -> None:
    """Tab goes round among the card's buttons, arrows turn the cards, Escape gives the page back."""
    await onlooker.opens(room, toured=False)
    for _ in range(6):
        await onlooker.page.keyboard.press("Tab")
        await expect(onlooker.tour.locator(":focus")).to_have_count(1)
    await onlooker.tour.locator(".lanjut").focus()
    await onlooker.page.keyboard.press("ArrowRight")
    await expect(onlooker.tour).to_contain_text("Kartu 2 dari 5")
    await onlooker.page.keyboard.press("Escape")
    await expect(onlooker.tour).to_be_hidden()


async def test_a_card_lights_up_the_place_it_speaks_of(room: Training, onlooker: Onlooker) -> None:
    """The light of the first card lies around the timeline."""
    await onlooker.opens(room, toured=False)
    line, light = await onlooker.page.locator(".lini").bounding_box(), onlooker.tour.locator(".sorot")
    await expect(light).to_have_css("width", "1392px")
    box = await light.bounding_box()
    assert line is not None
    assert box is not None
    assert box["y"] <= line["y"]
    assert box["y"] + box["height"] >= line["y"] + line["height"]


async def test_the_timeline_says_who_holds_what_until_when(room: Training, onlooker: Onlooker) -> None:
    """Fourteen steps; the running one names holder and limit in words, and opens its details."""
    await onlooker.opens(room)
    steps = onlooker.page.get_by_role("list", name="Langkah SOP").get_by_role("listitem")
    await expect(steps).to_have_count(14)
    running = onlooker.page.locator('.langkah [aria-current="step"]')
    await expect(running).to_have_count(1)
    await expect(running).to_contain_text("Langkah 1, berjalan")
    await expect(running).to_contain_text("Bapak Camat")
    await expect(running).to_contain_text("batas")
    await running.get_by_role("button").click()
    await expect(onlooker.page.get_by_role("dialog", name="Rincian langkah 1", exact=True)).to_contain_text("Pelaksana")
    assert onlooker.complaints == []


async def test_the_clock_goes_on_by_a_press(room: Training, onlooker: Onlooker) -> None:
    """An hour passes by its button and by its key; time runs sixty times as fast until it is stopped."""
    await onlooker.opens(room)
    before = await _hours(onlooker)
    await onlooker.button("+1 jam").click()
    await expect(onlooker.page.locator(".kabar-sutradara")).to_contain_text("Jam dimajukan ke")
    await expect(onlooker.clock).to_have_text(re.compile(f"{before + 1:02d}\\.\\d\\d"))
    await onlooker.page.keyboard.press("j")
    await expect(onlooker.clock).to_have_text(re.compile(f"{before + 2:02d}\\.\\d\\d"))
    await onlooker.button("×60").click()
    await expect(onlooker.button("×60")).to_have_attribute("aria-pressed", TRUE)
    await expect(onlooker.page.locator(".laju")).to_have_text("×60, 1 menit = 1 jam")
    await onlooker.page.locator(".ruas").get_by_role("button", name="Berhenti").click()
    await expect(onlooker.button("×60")).to_have_attribute("aria-pressed", FALSE)
    assert onlooker.complaints == []


async def test_keys_sleep_while_someone_types(room: Training, onlooker: Onlooker) -> None:
    """A letter in a message moves no clock, nor does it once shortcuts are switched off; '?' tells of all."""
    await onlooker.opens(room)
    day = await onlooker.page.locator(".arloji .tanggal .panjang").text_content()
    await onlooker.page.locator("#telepon textarea").first.fill("")
    await onlooker.page.keyboard.type("hjm?")
    await expect(onlooker.page.locator("#telepon textarea").first).to_have_value("hjm?")
    await onlooker.page.locator("#telepon textarea").first.fill("")
    await onlooker.button("Pintasan").focus()
    await onlooker.page.keyboard.press("?")
    sheet = onlooker.page.get_by_role("dialog", name="Pintasan papan ketik")
    await expect(sheet).to_contain_text("ke tenggat berikutnya")
    await sheet.get_by_label("Pintasan satu huruf berlaku").uncheck()
    await onlooker.page.keyboard.press("Escape")
    await expect(sheet).to_be_hidden()
    await onlooker.page.keyboard.press("h")
    await expect(onlooker.page.locator(".arloji .tanggal .panjang")).to_have_text(day or "")
    assert onlooker.complaints == []


async def test_the_panel_shows_what_happens_behind(room: Training, onlooker: Onlooker) -> None:
    """Three tabs, walked by arrows: outbox, limits, audit; the panel closes, and stays closed at the next visit."""
    await onlooker.opens(room)
    side = onlooker.page.locator("#samping")
    tabs = side.get_by_role("tab")
    await expect(tabs).to_have_text([re.compile("Antrean keluar"), re.compile("Tenggat"), re.compile("Jejak audit")])
    await expect(side.get_by_role("tabpanel")).to_contain_text("terkirim")
    await tabs.first.focus()
    await onlooker.page.keyboard.press("ArrowRight")
    await expect(side.get_by_role("tabpanel")).to_contain_text("Langkah 1")
    await onlooker.page.keyboard.press("ArrowRight")
    await expect(side.get_by_role("tabpanel")).to_contain_text("Siklus diusulkan")
    await expect(tabs.nth(2)).to_have_attribute("aria-selected", TRUE)
    await side.get_by_role("button", name="Tutup panel").click()
    await expect(side).to_be_hidden()
    await expect(onlooker.button("Panel")).to_be_focused()
    await onlooker.page.reload()
    await expect(onlooker.clock).to_be_visible()
    await expect(side).to_be_hidden()
    assert onlooker.complaints == []


async def test_trouble_is_seen_until_it_ends(room: Training, onlooker: Onlooker) -> None:
    """An outage and a block stand beside the director's word; a killed bot comes back by itself."""
    await onlooker.opens(room)
    chips = onlooker.page.get_by_role("list", name="Gangguan yang sedang berlaku")
    await onlooker.button("Gangguan").click()
    menu = onlooker.page.get_by_role("dialog", name="Gangguan latihan")
    for name in ("Gangguan Telegram", "Bapak Sekretaris"):
        await menu.get_by_role("switch", name=name).click()
        await expect(menu.get_by_role("switch", name=name)).to_have_attribute("aria-checked", TRUE)
    await expect(chips).to_contain_text("Telegram terganggu")
    await expect(chips).to_contain_text("Bapak Sekretaris memblokir bot")
    for name in ("Gangguan Telegram", "Bapak Sekretaris"):
        await menu.get_by_role("switch", name=name).click()
    await expect(chips).to_be_hidden()
    await menu.get_by_role("button", name="Matikan bot").click()
    await expect(chips).to_contain_text("Bot mati")
    await expect(chips).to_be_hidden()
    assert onlooker.complaints == []


async def test_starting_over_is_asked_twice(room: Training, onlooker: Onlooker) -> None:
    """The question can be left by Escape or by its first button, on which the focus lies; nothing is lost."""
    await onlooker.opens(room)
    world = room.state()["world"]
    await onlooker.button("Mulai dari awal").click()
    question = onlooker.page.get_by_role("dialog", name="Mulai dari awal?")
    await expect(question.get_by_role("button", name="Tidak jadi")).to_be_focused()
    await onlooker.page.keyboard.press("Enter")
    await expect(question).to_be_hidden()
    assert room.state()["world"] == world


async def test_a_refusal_is_said_in_a_sentence(room: Training, onlooker: Onlooker) -> None:
    """What the director refuses stands at the foot of the page, where readers hear it."""
    await onlooker.page.route(
        "**/_stage/play", lambda route: route.fulfill(json={"ok": False, "description": "Belum."})
    )
    await onlooker.opens(room)
    await onlooker.button("Mainkan satu langkah").click()
    await expect(onlooker.page.locator("#pesan-panggung")).to_have_text("Belum.")
    await expect(onlooker.page.locator("#pesan-panggung")).to_have_attribute("role", "status")


async def test_a_small_dark_screen_shows_all_of_it(room: Training, small: Onlooker) -> None:
    """At 360 pixels the stage is no wider than the screen, dark, and its buttons are one press away."""
    await small.opens(room)
    assert await small.page.locator("#panggung").evaluate("stage => stage.scrollWidth") <= SMALL["width"]
    await expect(small.page.locator("#panggung")).to_have_css("background-color", "rgb(27, 34, 42)")
    await expect(small.button("+15 menit")).to_be_hidden()
    await small.button("Kendali").click()
    await expect(small.button("+15 menit")).to_be_in_viewport()
    await small.button("Kendali").click()
    await small.button("Panel").click()
    await expect(small.page.locator("#samping").get_by_role("tab").last).to_be_in_viewport()
    assert small.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_bars_anyone(room: Training, onlooker: Onlooker, scheme: Any) -> None:
    """By day and by night axe finds nothing serious in tour, stage, panel and menu."""
    await onlooker.page.emulate_media(color_scheme=scheme)
    await onlooker.opens(room, toured=False)
    assert await onlooker.findings() == []
    await onlooker.page.keyboard.press("Escape")
    await expect(onlooker.tour).to_be_hidden()
    assert await onlooker.findings() == []
    await onlooker.button("Gangguan").click()
    assert await onlooker.findings() == []


async def test_one_step_is_played(room: Training, onlooker: Onlooker) -> None:
    """The Camat's order is played by a key; the timeline moves on to step 2, and the audit says so at once."""
    await onlooker.opens(room)
    await onlooker.page.locator("#samping").get_by_role("tab", name="Jejak audit").click()
    await onlooker.page.keyboard.press("l")
    await expect(onlooker.page.locator('.langkah [data-keadaan="selesai"]').first).to_contain_text("Langkah 1, selesai")
    await expect(onlooker.page.locator('.langkah [aria-current="step"]').first).to_contain_text("Langkah 2, berjalan")
    await expect(onlooker.page.locator("#isi-audit li").first).to_contain_text("Langkah diselesaikan")
    assert onlooker.complaints == []


async def _hours(onlooker: Onlooker) -> int:
    await expect(onlooker.clock).not_to_be_empty()
    return int((await onlooker.clock.inner_text())[:2])
