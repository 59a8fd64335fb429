"""Figures as people type them: each that cannot be kept gets one sentence, and what was entered stays."""

from __future__ import annotations

import pytest

from tests.dialogues.office import Office, play, shows

pytestmark = pytest.mark.parametrize("office", ["filling"], indirect=True)

AMOUNT = "Berapa realisasi anggaran"
FIGURE = "Berapa realisasi kinerja"


async def at_an_amount(office: Office) -> None:
    """The Kasi is asked for an amount in rupiah."""
    await play(office.kasi.presses("Terima & mulai isi"), office.kasi.reads(AMOUNT))


async def at_a_count(office: Office) -> None:
    """The Kasi is asked for a whole number of Dokumen, the target of which is 2."""
    await at_an_amount(office)
    await play(office.kasi.writes("5.000.000"), office.kasi.reads(FIGURE))


async def test_words_where_a_number_is_asked(office: Office) -> None:
    """Words are answered with an example of a number, and the number that follows is kept."""
    kasi = office.kasi
    await at_an_amount(office)
    async with office.unchanged():
        await play(
            kasi.writes("kurang lebih lima juta rupiah"),
            kasi.reads("Yang diminta adalah angka, misalnya 2 atau 1.250.000."),
        )
    await play(kasi.writes("5.000.000"), kasi.reads("Tercatat: Rp5.000.000"))


async def test_a_comma_where_whole_things_are_counted(office: Office) -> None:
    """'1,5' Dokumen is refused with the hint that a dot parts thousands."""
    kasi = office.kasi
    await at_a_count(office)
    async with office.unchanged():
        await play(
            kasi.writes("1,5"),
            kasi.reads("Yang diminta adalah bilangan bulat tanpa desimal. Bila dimaksud ribuan, mohon memakai titik"),
        )


async def test_a_dot_parts_thousands(office: Office) -> None:
    """'1.500' is one thousand five hundred: far over the target, so it is not kept before it is confirmed."""
    kasi = office.kasi
    await at_a_count(office)
    async with office.unchanged():
        await play(kasi.writes("1.500"), kasi.reads("Bapak menuliskan 1.500 Dokumen, sedangkan target TW I 2 Dokumen"))


async def test_an_ambiguous_amount_is_echoed(office: Office) -> None:
    """'5.000' rupiah is kept, and the bot says how it read the dot."""
    await at_an_amount(office)
    await play(office.kasi.writes("5.000"), office.kasi.reads("titik dibaca sebagai pemisah ribuan"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("-5", "Angka tidak boleh kurang dari nol."),
        ("9" * 30, "terlalu besar. Mohon diperiksa dan dituliskan kembali."),
        ("1.5.0", "belum jelas. Mohon titik untuk ribuan dan koma untuk desimal"),
        ("5 persen", "berbeda dari yang diminta. Mohon angkanya saja."),
        ("tidak ada", "Isian ini memerlukan jawaban"),
        ("sesuai", "Belum ada angka yang dapat disetujui."),
    ],
)
async def test_what_is_no_amount(office: Office, typed: str, said: str) -> None:
    """A negative, absurd or unclear amount, and a word that stands for no amount, are each explained."""
    await at_an_amount(office)
    async with office.unchanged():
        await play(office.kasi.writes(typed), office.kasi.reads(said))


async def test_more_than_the_pagu(office: Office) -> None:
    """An amount over the pagu is kept only with a reason."""
    kasi = office.kasi
    await at_an_amount(office)
    async with office.unchanged():
        await play(kasi.writes("30.000.000"), kasi.reads("melebihi pagu Rp24.750.000 (121,2%)"))
    await play(
        kasi.presses("Sudah benar, tulis alasan"),
        kasi.reads("Mohon alasan atas angka Rp30.000.000"),
        kasi.writes("Pergeseran anggaran disahkan pada 27 Maret dan belum tercatat pada pagu."),
        kasi.reads("Tercatat: Rp30.000.000"),
    )


async def test_an_unusual_value_is_put_right(office: Office) -> None:
    """[Perbaiki angka] asks again; nothing of the unusual value is kept."""
    kasi = office.kasi
    await at_a_count(office)
    await play(
        kasi.writes("20"),
        kasi.reads(shows("Perbaiki angka", "Sudah benar, tulis alasan")),
        kasi.presses("Perbaiki angka"),
        kasi.reads(FIGURE),
        kasi.writes("2"),
        kasi.reads("Tercatat: 2 Dokumen, capaian TW I 100%"),
    )
