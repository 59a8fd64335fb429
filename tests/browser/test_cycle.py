"""A whole cycle at the page: from the Camat's order to the archive, by pressing, writing and sending files."""

from __future__ import annotations

import asyncio
import re

from playwright.async_api import expect

from bot.demo.play.answers import UNITS, realised, spent
from tests.browser.acting import IN_BROWSER, Handset, Visitor, paper, photo
from tests.demo.room import Training

pytestmark = IN_BROWSER

QUESTION = re.compile(r"Isian \d+ dari \d+|Ringkasan sebelum dikirim")
FIRST = "KASI-TRANTIB"


async def test_a_cycle_goes_from_the_order_to_the_archive(room: Training, visitor: Visitor) -> None:
    """Everyone does his step in the page; in the end the Camat opens the final PDF on his phone."""
    await _order(visitor)
    await _fill(visitor.phone(FIRST))
    await _others_fill(room, visitor)
    await _recap(visitor)
    await _compose_and_sign(visitor)
    await _archive(visitor)
    await _open_the_final_paper(room, visitor)


async def _order(visitor: Visitor) -> None:
    """Steps 1 to 4."""
    await visitor.phone("CAMAT").presses("Perintahkan sekarang")
    await expect(visitor.phone("KASUBBAG-PK").tab).to_contain_text("pesan belum dibaca")
    await visitor.phone("KASUBBAG-PK").presses("Lepaskan & perintahkan Analis")
    await visitor.phone("ANALIS").presses("Bagikan ke semua")
    await visitor.phone("ANALIS").reads("6 formulir dibagikan")


async def _fill(phone: Handset) -> None:
    """Step 5: the receipt, each question as it is asked, the summary."""
    await phone.presses("Terima & mulai isi")
    question = phone.message(QUESTION)
    before = ""
    while True:
        await expect(question).not_to_have_attribute("data-pesan", before)
        # In one look, since the next question may come between two.
        words, before = await question.evaluate("one => [one.innerText, one.dataset.pesan]")
        if "Ringkasan sebelum dikirim" in words:
            break
        await _answer(phone, words)
    await phone.presses("Kirim")
    await phone.reads("sudah terkirim")


async def _answer(phone: Handset, words: str) -> None:
    known, asked = UNITS[FIRST], words.rsplit("\n\n", maxsplit=1)[-1]
    if "bukti dukung" in asked:
        await _prove(phone)
    elif "Catatan keuangan" in asked:
        await phone.presses("Sesuai")
    elif "realisasi kinerja" in asked:
        await phone.writes(realised(asked, known))
    elif "realisasi anggaran" in asked:
        await phone.writes(spent(asked))
    elif "faktor pendorong" in asked:
        await phone.writes(known.push)
    else:
        await phone.presses("Tidak ada")


async def _prove(phone: Handset) -> None:
    if await phone.key("Cukup").count():
        return await phone.presses("Cukup")
    await phone.attaches(photo("Laporan sinergitas"))
    return await phone.sends()


async def _others_fill(room: Training, visitor: Visitor) -> None:
    """Step 5 of the others, played by a press for each."""
    for _ in range(len(UNITS) - 1):
        async with visitor.page.expect_response("**/_stage/play"):
            await visitor.button("Mainkan satu langkah").click()
        state = await asyncio.to_thread(room.wait, lambda state: not state["playing"])
        assert "mengirimkannya" in state["message"]


async def _recap(visitor: Visitor) -> None:
    """Steps 6 to 11."""
    await visitor.phone("SEKRETARIS").presses("Terima formulir")
    await visitor.phone("KASUBBAG-PK").presses("Terima semua (5) & perintahkan rekap")
    await visitor.phone("ANALIS").presses("Serahkan kepada Kasubbag")
    await visitor.phone("KASUBBAG-PK").presses("Laporkan kepada Sekretaris")
    await visitor.phone("SEKRETARIS").presses("Setuju")


async def _compose_and_sign(visitor: Visitor) -> None:
    """Steps 12 and 13: the letter's number is typed, and both sign."""
    kasubbag = visitor.phone("KASUBBAG-PK")
    await kasubbag.presses("Nomor surat pengantar")
    await kasubbag.reads("buku agenda")
    await kasubbag.writes("045/12/Kec.LI/2026")
    await kasubbag.reads("Nomor Surat Pengantar dicatat")
    await kasubbag.presses("Susun & mintakan tanda tangan")
    await visitor.phone("SEKRETARIS").presses("Setujui")
    await visitor.phone("CAMAT").presses("Setujui")


async def _archive(visitor: Visitor) -> None:
    """Step 14: the signed scan and the receipt are uploaded, and the cycle is closed."""
    kasubbag = visitor.phone("KASUBBAG-PK")
    await kasubbag.reads("Pelaporan dan arsip")
    await kasubbag.presses("Unggah pindaian")
    await kasubbag.attaches(paper("Pindaian bertanda tangan"))
    await kasubbag.sends()
    await kasubbag.presses("Unggah bukti penerimaan")
    await kasubbag.reads("Mohon kirimkan bukti penerimaan")
    await kasubbag.attaches(photo("Tanda terima"))
    await kasubbag.sends()
    await kasubbag.presses("Selesai & arsipkan")


async def _open_the_final_paper(room: Training, visitor: Visitor) -> None:
    """The Camat reads that all is archived, and opens the document."""
    camat = visitor.phone("CAMAT")
    await camat.reads("Selesai dan diarsipkan")
    await camat.node.get_by_role("button", name=re.compile(r"Buka berkas Dokumen.*\.pdf")).last.click()
    shown = visitor.viewer.locator("iframe")
    await expect(shown).to_be_visible()
    content = await visitor.page.request.get(room.address + (await shown.get_attribute("src") or ""))
    assert (await content.body()).startswith(b"%PDF")
    await visitor.page.keyboard.press("Escape")
    await expect(visitor.viewer).to_be_hidden()
