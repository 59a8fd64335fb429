"""The Jadwal Kerja from the chat: a day is changed, the others hear, and on the new day the Camat is asked."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.dialogues.office import Office, play, shows


@pytest.mark.parametrize("office", ["joined"], indirect=True)
async def test_the_kasubbag_moves_the_opening_day(office: Office) -> None:
    """A slip is explained; the new day is told to the Camat, and on it he is asked as on any scheduled day."""
    kasubbag, camat = office.kasubbag, office.camat
    await play(
        kasubbag.writes("/jadwal"),
        kasubbag.reads(shows("Ubah TW I 2026", "Ubah TW IV 2026")),
        kasubbag.presses("Ubah TW I 2026"),
        kasubbag.reads("Yang mana yang diubah?"),
        kasubbag.presses("Ubah tanggal mulai"),
        kasubbag.reads("Mohon tuliskan tanggal mulai"),
        kasubbag.writes("31 April 2026"),
        kasubbag.reads("tidak ada dalam kalender"),
        kasubbag.writes("Kamis, 2 April 2026"),
        kasubbag.reads("menjadi Kamis, 2 April 2026"),
        camat.reads("Jadwal Kerja diperbarui oleh Ibu Kasubbag"),
    )
    office.time.until(datetime(2026, 4, 2, 7, 30, tzinfo=ZoneInfo("Asia/Makassar")))
    card = await camat.reads("hari ini jadwal pengumpulan")
    assert "Data per 31 Maret 2026" in card.text
