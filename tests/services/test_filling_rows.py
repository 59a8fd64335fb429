"""What one row of a form asks depends on it: hindrances, belum berjalan, realisasi lebih awal, IKU."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.sop.errors import Refusal
from bot.sop.sheet import with_target
from tests.services.form_desk import FormDesk, handed_out


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Forms of Triwulan I are handed out."""
    return handed_out(sqlite_url)


def test_a_hindering_factor_asks_for_its_follow_up(desk: FormDesk) -> None:
    """'Tidak ada' skips tindak lanjut; a factor asks for it."""
    desk.press("Terima")
    for text in ("1000000", "2", "1000000"):
        desk.say(text)
    desk.press("Tidak ada")
    desk.say("Jalan desa terputus karena banjir.")
    assert "tindak lanjut" in desk.last().text
    desk.say("Dijadwalkan ulang pada Mei.")
    assert desk.value("follow:2") == "Dijadwalkan ulang pada Mei."


def test_a_row_that_does_not_run_only_says_why(desk: FormDesk) -> None:
    """The officer's word counts; saying that it runs asks the row in full."""
    desk.press("Terima")
    desk.press("Kegiatan belum berjalan")
    assert "Mohon alasannya" in desk.last().text
    desk.say("Menunggu pergeseran anggaran.")
    assert desk.value("idle:1") == "Menunggu pergeseran anggaran."
    desk.say("kembali")
    desk.press("Kegiatan sudah berjalan")
    assert "realisasi anggaran" in desk.last().text


def test_the_masters_reason_is_offered_for_confirmation(desk: FormDesk) -> None:
    """A row known to be belum berjalan needs one word."""
    desk.claim(desk.verb("terima", unit="PMD"), "KASI-PMD")
    for _ in range(5):
        if "belum berjalan</b>. Mohon alasannya" in desk.last("KASI-PMD").text:
            break
        desk.say("lewati", "KASI-PMD")
    assert "Menunggu pengesahan" in desk.last("KASI-PMD").text
    desk.say("sesuai", "KASI-PMD")
    assert str(desk.value("idle:2", "PMD")).startswith("Menunggu pengesahan")


def test_an_early_realisation_can_be_reported_and_taken_back(desk: FormDesk) -> None:
    """[Ada realisasi lebih awal] asks the indicator; 'tidak ada' takes it away again."""
    desk.press("Terima")
    desk.press("Ada realisasi lebih awal")
    assert "dicatat sebagai realisasi lebih awal" in desk.last().text
    desk.say("tidak ada")
    assert desk.value("early:1.1") is None
    desk.press("Ada realisasi lebih awal")
    desk.say("1")
    assert desk.value("ind:1.1") == "1"
    with pytest.raises(Refusal, match="isian_sudah_dijawab"):
        desk.claim(desk.verb("lebih_awal", "2.1"))


def test_an_iku_is_asked_at_the_end(desk: FormDesk) -> None:
    """An IKU with a target is a row of its own; without one it is 'belum tersedia'."""
    desk.sheet(lambda sheet: with_target(sheet, "iku1", Decimal(100)))
    desk.press("Terima")
    for _ in range(11):
        desk.answer()
    assert "Isian 12 dari 12" in desk.last().text
    desk.say("97,5")
    assert (
        "IKU: Persentase desa yang mengelola APBDes tepat waktu: 97,5 dari 100 Persen, <b>97,5%</b>" in desk.last().text
    )


def test_an_early_iku_can_be_taken_back(desk: FormDesk) -> None:
    """Its question offers to say that there is none after all."""
    desk.press("Terima")
    desk.claim(desk.verb("lebih_awal", "iku1"))
    desk.press("Bukan realisasi lebih awal")
    assert desk.value("early:iku1") is None
