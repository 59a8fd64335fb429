"""One phone of the page: files by every way in, papers and pictures, own messages, links, blocking, commands."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.acting import IN_BROWSER, Visitor, paper, photo
from tests.demo.room import Training

pytestmark = IN_BROWSER


async def test_files_are_chosen_by_the_button(visitor: Visitor) -> None:
    """Two photos leave as one album with its caption, and stand as pictures; one can be taken from the tray first."""
    phone = visitor.phone("KASI-PEM")
    await phone.attaches(photo("Balai desa"), photo("Kantor desa"), paper("Laporan"))
    await phone.node.get_by_role("button", name="Batalkan Laporan.pdf").click()
    await expect(phone.node.locator(".keping li")).to_have_count(2)
    await phone.line.fill("Dua foto dari desa")
    await phone.sends()
    sent = phone.own("Dua foto dari desa")
    await expect(sent.locator(".album img")).to_have_count(2)
    await expect(phone.line).to_have_value("")


async def test_a_picture_goes_as_a_file_if_so_wished(visitor: Visitor) -> None:
    """With the box ticked it keeps its name and quality."""
    phone = visitor.phone("KASI-PEM")
    await phone.attaches(photo("Rapat"))
    await phone.node.get_by_label("Kirim foto sebagai berkas").check()
    await phone.sends()
    await expect(phone.own("foto.jpg").locator(".berkas")).to_be_visible()


async def test_a_file_falls_on_the_phone(visitor: Visitor) -> None:
    """It waits in the tray, is sent by Enter, and stands there as a paper."""
    phone = visitor.phone("KASI-YANUM")
    await phone.is_handed("drop", paper("Daftar hadir"))
    await phone.line.press("Enter")
    await expect(phone.own("Daftar hadir.pdf").locator(".berkas")).to_be_visible()
    await expect(phone.node.locator(".baki")).to_be_hidden()


async def test_a_picture_is_pasted(visitor: Visitor) -> None:
    """A screenshot from the clipboard is sent as a photo; Escape empties the tray of the next one."""
    phone = visitor.phone("KASI-PMD")
    await phone.is_handed("paste", photo("Tangkapan layar"))
    await phone.line.press("Enter")
    await expect(phone.node.locator(".baris.saya .foto img").last).to_be_visible()
    await phone.is_handed("paste", photo("Keliru"))
    await phone.line.press("Escape")
    await expect(phone.node.locator(".baki")).to_be_hidden()


async def test_pictures_and_papers_open_over_the_page(visitor: Visitor) -> None:
    """A photo is seen whole, a PDF in the browser's own reader; Escape leads back to where it was opened."""
    phone, viewer = visitor.phone("KASI-TRANTIB"), visitor.viewer
    await phone.attaches(photo("Pos kamling"))
    await phone.sends()
    shown = phone.node.locator(".baris.saya .foto").last
    await shown.click()
    assert await viewer.locator("img").evaluate("picture => picture.decode().then(() => picture.naturalWidth)") == 480
    await visitor.page.keyboard.press("Escape")
    await expect(viewer).to_be_hidden()
    await expect(shown).to_be_focused()
    await phone.attaches(paper("Laporan sinergitas"))
    await phone.sends()
    await phone.own("Laporan sinergitas.pdf").locator(".berkas").click()
    await expect(viewer.get_by_role("heading", name="Laporan sinergitas.pdf")).to_be_visible()
    await expect(viewer.locator("iframe")).to_have_attribute("src", re.compile("/_control/files/"))
    await expect(viewer.get_by_role("link", name="Unduh")).to_have_attribute("download", "Laporan sinergitas.pdf")
    await viewer.get_by_role("button", name="Tutup").click()
    await expect(viewer).to_be_hidden()


async def test_an_own_message_is_corrected(visitor: Visitor) -> None:
    """By its menu, or by the arrow above; it is marked as edited, and its old words are gone."""
    phone = visitor.phone("ANALIS")
    await phone.writes("Selamat pgi")
    await phone.chooses(phone.own("Selamat pgi"), "Sunting")
    await expect(phone.line).to_have_value("Selamat pgi")
    await phone.writes("Selamat pagi")
    await expect(phone.own("Selamat pagi")).to_contain_text("disunting")
    await phone.line.press("ArrowUp")
    await expect(phone.line).to_have_value("Selamat pagi")
    await phone.writes("Selamat siang")
    await expect(phone.own("Selamat siang")).to_contain_text("disunting")
    await expect(phone.own("Selamat pagi")).to_have_count(0)


async def test_an_own_message_is_deleted_and_a_message_is_answered(visitor: Visitor) -> None:
    """Deleted, it is gone; an answer quotes what it answers."""
    phone = visitor.phone("SEKRETARIS")
    await phone.writes("Keliru kirim")
    await phone.chooses(phone.own("Keliru kirim"), "Hapus")
    await expect(phone.own("Keliru kirim")).to_have_count(0)
    await phone.chooses(phone.message("Selamat datang"), "Balas")
    await phone.writes("Terima kasih")
    await expect(phone.own("Terima kasih").locator(".kutipan")).to_contain_text("Selamat datang")


async def test_a_bot_that_is_blocked_hears_nothing(visitor: Visitor) -> None:
    """The line of typing gives way to a word; unblocked, it is back."""
    phone = visitor.phone("KASUBBAG-UK")
    block = phone.node.get_by_role("button", name="Blokir bot pada telepon")
    await block.click()
    await expect(block).to_have_attribute("aria-pressed", "true")
    await expect(phone.node).to_contain_text("Bot diblokir oleh pengguna ini.")
    await expect(phone.line).to_be_hidden()
    await expect(visitor.page.locator(".gejala")).to_contain_text("memblokir bot")
    await phone.node.get_by_role("button", name="Buka blokir").last.click()
    await expect(phone.line).to_be_visible()
    await expect(block).to_have_attribute("aria-pressed", "false")


async def test_a_link_to_the_bot_starts_it_here(room: Training, visitor: Visitor) -> None:
    """A deep link in a message sends its start on this phone, instead of leaving the page."""
    phone, username = visitor.phone("KASUBBAG-PK"), room.get("/_control/bot")["result"]["me"]["username"]
    await phone.writes(f"Tautannya https://t.me/{username}?start=v-ABCDEFGHJKLM")
    await phone.own("Tautannya").get_by_role("link").click()
    await expect(phone.own("/start v-ABCDEFGHJKLM")).to_be_visible()
    assert visitor.page.url == f"{room.address}/"


async def test_commands_are_listed_over_the_line(visitor: Visitor) -> None:
    """A slash opens the list, letters narrow it, Enter sends what is marked."""
    phone = visitor.phone("SEKRETARIS")
    await phone.line.focus()
    await visitor.page.keyboard.type("/sta")
    listed = phone.node.get_by_role("option")
    await expect(listed).to_have_text([re.compile("/status")])
    await visitor.page.keyboard.press("Enter")
    await expect(phone.own("/status")).to_be_visible()
    await expect(listed).to_have_count(0)


async def test_a_telephone_shows_one_phone_at_a_time(passer_by: Visitor) -> None:
    """At 360 pixels the strip changes the phone, by hand and by arrows, and nothing sticks out of the screen."""
    first, second = passer_by.phone("CAMAT"), passer_by.phone("SEKRETARIS")
    await expect(first.line).to_be_in_viewport()
    await expect(second.node).to_be_hidden()
    await second.tab.click()
    await expect(second.line).to_be_focused()
    await expect(first.node).to_be_hidden()
    await passer_by.page.keyboard.press("Escape")
    await expect(second.tab).to_be_focused()
    await passer_by.page.keyboard.press("ArrowLeft")
    await expect(first.node).to_be_visible()
    assert await passer_by.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
