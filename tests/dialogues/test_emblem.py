"""The office's lambang, from the administrator's telephone to its letterhead."""

from __future__ import annotations

import pytest

from bot.demo.files import picture
from tests.dialogues.office import Office, play


@pytest.mark.parametrize("office", ["joined"], indirect=True)
async def test_a_photo_becomes_the_lambang_and_a_document_does_not(office: Office) -> None:
    """Each is fetched and looked at; the sender hears the result, and the lambang before stays after a refusal."""
    kasubbag = office.kasubbag
    await play(
        kasubbag.writes("/admin"),
        kasubbag.reads("Pejabat dan peran dalam SOP"),
        kasubbag.presses("Lambang kantor"),
        kasubbag.reads("masih memakai gambar netral"),
        kasubbag.sends_photo(picture("Lambang"), "lambang"),
        kasubbag.reads("Lambang diterima dan sedang diperiksa"),
        kasubbag.reads("Lambang kantor diperbarui"),
        kasubbag.presses("Lambang kantor"),
        kasubbag.reads("lambang yang dikirim pada"),
        kasubbag.sends_file("lambang.pdf", picture("Lambang", "PDF"), "application/pdf"),
        kasubbag.reads("tidak dapat dipakai: isinya tidak terbaca sebagai gambar"),
    )
