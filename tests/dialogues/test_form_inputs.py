"""Whatever a telephone can send in mid-form: one sentence says what is expected, and nothing is lost."""

from __future__ import annotations

import pytest

from bot.demo.files import picture
from bot.demo.play.answers import UNITS
from bot.demo.play.filling import Filling
from tests.dialogues.office import Office, at_rest, play, shows

pytestmark = pytest.mark.parametrize("office", ["filling"], indirect=True)

AMOUNT = "Berapa realisasi anggaran"
PUSH = "Apa faktor pendorong"


async def at_the_first_question(office: Office) -> None:
    """The Kasi is asked for an amount."""
    await play(office.kasi.presses("Terima & mulai isi"), office.kasi.reads(AMOUNT))


async def at_evidence(office: Office) -> None:
    """Seksi Trantib is asked for bukti dukung."""
    filling = Filling(office.trantib, UNITS["KASI-TRANTIB"], office.time)
    question = await filling.finish(await _begin(office), most=4)
    assert "bukti dukung" in question.text


async def _begin(office: Office):  # type: ignore[no-untyped-def]
    await office.trantib.presses("Terima & mulai isi")
    return await office.trantib.reads("Isian 1 dari")


async def test_an_answer_that_overtakes_telegrams(office: Office) -> None:
    """Whoever answers a question before the bot knows that it was sent is understood."""
    await office.stage.faults("late_answer", method="sendMessage", times=None, seconds=0.3)
    await at_the_first_question(office)
    await play(office.kasi.writes("1000000"), office.kasi.reads("Isian 2 dari"))


async def test_a_sticker(office: Office) -> None:
    """A sticker is no answer."""
    await at_the_first_question(office)
    async with office.unchanged():
        await play(office.kasi.phone.send_sticker(), office.kasi.reads("Pesan itu (stiker, suara, video, atau lokasi)"))


async def test_a_photo_without_a_caption_where_a_number_is_asked(office: Office) -> None:
    """A photo with an empty caption is not kept before its own question."""
    await at_the_first_question(office)
    async with office.unchanged():
        await play(office.kasi.phone.send_photo(picture("x")), office.kasi.reads("Berkas itu belum disimpan"))


async def test_a_caption_is_no_answer(office: Office) -> None:
    """A number in a photo's caption answers nothing."""
    await at_the_first_question(office)
    async with office.unchanged():
        photo = office.kasi.phone.send_photo(picture("x"), caption="5.000.000")
        await play(photo, office.kasi.reads("Berkas itu belum disimpan"))


async def test_a_file_of_30_mb(office: Office) -> None:
    """A file that is too big is refused before anything is fetched."""
    await at_evidence(office)
    async with office.unchanged():
        sent = office.trantib.phone.send_declared("document", "laporan.pdf", 30 * 1024 * 1024, "application/pdf")
        await play(sent, office.trantib.reads("laporan.pdf melebihi 20 MB dan tidak disimpan"))
    assert await office.stage.calls("getFile") == []


async def test_a_file_of_a_wrong_type(office: Office) -> None:
    """A file whose name says another type is refused by its name."""
    await at_evidence(office)
    async with office.unchanged():
        sent = office.trantib.phone.send_document("video.mp4", b"0000ftyp", "video/mp4")
        await play(sent, office.trantib.reads("Jenis berkas video.mp4 tidak diterima sebagai bukti dukung"))


async def test_a_file_that_is_not_what_it_says(office: Office) -> None:
    """A file that claims to be a PDF and is none is refused once its bytes are seen, and asked for again."""
    await at_evidence(office)
    await play(
        office.trantib.phone.send_document("laporan.pdf", b"bukan PDF", "application/pdf"),
        office.trantib.reads("Sudah diterima 1 berkas"),
        office.trantib.reads("isinya bukan PDF, JPG, PNG, XLSX, atau DOCX"),
    )
    assert not any(key.startswith("bukti:") for key in office.answers()["Seksi Ketenteraman dan Ketertiban Umum"])


async def test_an_empty_file(office: Office) -> None:
    """A file without content is refused."""
    await at_evidence(office)
    async with office.unchanged():
        sent = office.trantib.phone.send_declared("document", "kosong.pdf", 0, "application/pdf")
        await play(sent, office.trantib.reads("kosong.pdf kosong dan tidak disimpan"))


async def test_five_thousand_characters(office: Office) -> None:
    """A text that Telegram cut is refused together with its tail, and no part of it is kept."""
    kasi = office.kasi
    await at_the_first_question(office)
    await play(kasi.writes("5.000.000"), kasi.reads("Berapa realisasi kinerja"), kasi.writes("2"), kasi.reads(AMOUNT))
    await play(kasi.writes("9.000.000"), kasi.reads(PUSH))
    async with office.unchanged():
        await play(
            kasi.writes("panjang " * 625),
            kasi.reads("terlalu panjang dan terpotong oleh Telegram"),
            kasi.reads("terlalu panjang dan terpotong oleh Telegram"),
        )


async def test_two_thousand_characters(office: Office) -> None:
    """A text that is longer than the form prints is refused with its length."""
    kasi = office.kasi
    await at_the_first_question(office)
    await play(kasi.writes("5.000.000"), kasi.reads("Berapa realisasi kinerja"), kasi.writes("2"), kasi.reads(AMOUNT))
    await play(kasi.writes("9.000.000"), kasi.reads(PUSH))
    async with office.unchanged():
        await play(kasi.writes("x" * 2000), kasi.reads("terlalu panjang (2000 huruf); paling banyak 1000 huruf"))


async def test_an_edited_message_corrects_its_answer(office: Office) -> None:
    """Editing one's own message corrects the answer that it gave, and the open question stays."""
    kasi = office.kasi
    await at_the_first_question(office)
    answer = await kasi.writes("5.000.000")
    await play(kasi.reads("Berapa realisasi kinerja"), kasi.corrects(answer, "5.100.000"))
    await play(kasi.reads("menjadi Rp5.100.000"), kasi.writes("2"), kasi.reads("Tercatat: 2 Dokumen"))


async def test_an_edit_that_cannot_be_read(office: Office) -> None:
    """An edit that is no number leaves the answer as it was, and says so."""
    kasi = office.kasi
    await at_the_first_question(office)
    answer = await kasi.writes("5.000.000")
    await kasi.reads("Berapa realisasi kinerja")
    async with office.unchanged():
        await play(kasi.corrects(answer, "lima juta"), kasi.reads("Jawaban sebelumnya tetap"))


async def test_a_forwarded_message(office: Office) -> None:
    """A forwarded message is nobody's own answer."""
    kasi = office.kasi
    await at_the_first_question(office)
    async with office.unchanged():
        sent = kasi.phone.say("5.000.000", forwarded_from="Bendahara Contoh")
        await play(sent, kasi.reads("Pesan terusan tidak dicatat sebagai jawaban."))


async def test_a_command_in_mid_form(office: Office) -> None:
    """A command does what it says, and the form's question still takes the next number."""
    kasi = office.kasi
    await at_the_first_question(office)
    async with office.unchanged():
        await play(kasi.writes("/tugas"), kasi.reads("yang menunggu tindak lanjut: 1"))
    await play(kasi.writes("5.000.000"), kasi.reads("Tercatat: Rp5.000.000"))


async def test_an_unknown_command_in_mid_form(office: Office) -> None:
    """A command that nobody knows is no answer."""
    await at_the_first_question(office)
    async with office.unchanged():
        await play(office.kasi.writes("/lima"), office.kasi.reads("Perintah tersebut tidak dikenal."))


async def test_a_text_before_any_question(office: Office) -> None:
    """A text while nothing is asked says where the tasks are."""
    async with office.unchanged():
        await play(office.kasi.writes("5.000.000"), office.kasi.reads("Saat ini tidak ada pertanyaan yang menunggu"))


async def test_a_text_in_the_same_second_as_the_one_before(office: Office) -> None:
    """Two texts of one second over a weak signal: the second is not taken for the next question without asking."""
    kasi = office.kasi
    await at_the_first_question(office)
    first = await kasi.writes("5.000.000")
    await kasi.reads("Berapa realisasi kinerja")
    await at_rest(office.theatre)
    async with office.unchanged():
        await play(kasi.phone.say("2", date=first.date), kasi.reads("ini untuk isian yang mana?"))
    await play(kasi.presses("Ya, untuk isian ini"), kasi.reads("Tercatat: 2 Dokumen"))


async def test_the_same_text_sent_twice(office: Office) -> None:
    """A number that a weak signal delivered twice answers one question only."""
    kasi = office.kasi
    await at_the_first_question(office)
    first = await kasi.writes("5.000.000")
    await kasi.reads("Berapa realisasi kinerja")
    await at_rest(office.theatre)
    await play(kasi.phone.say("5.000.000", date=first.date), kasi.reads("ini untuk isian yang mana?"))
    async with office.unchanged():
        await play(kasi.presses("Abaikan"), kasi.reads("Berapa realisasi kinerja"))


async def test_words_instead_of_buttons(office: Office) -> None:
    """Every button of the form has a word: lewati, kembali, tidak ada, kirim."""
    kasi = office.kasi
    await at_the_first_question(office)
    await play(
        kasi.writes("lewati"),
        kasi.reads("Dilewati dahulu: realisasi anggaran"),
        kasi.writes("Kembali"),
        kasi.reads("Isian 1 dari"),
        kasi.writes("5 juta"),
        kasi.reads("Tercatat: Rp5.000.000"),
        kasi.writes("kirim"),
        kasi.reads(shows("Lanjutkan isian")),
        kasi.writes("batal"),
        kasi.reads("Semua jawaban Bapak tersimpan"),
    )


async def test_html_in_an_answer(office: Office) -> None:
    """Angle brackets in a sentence are kept and shown as they were typed."""
    kasi = office.kasi
    await at_the_first_question(office)
    await play(kasi.writes("5.000.000"), kasi.reads("Berapa realisasi kinerja"), kasi.writes("2"), kasi.reads(AMOUNT))
    await play(
        kasi.writes("9.000.000"),
        kasi.reads(PUSH),
        kasi.writes("<b>tebal</b> & </i> desa"),
        kasi.reads("Tercatat: faktor pendorong"),
        kasi.presses("Kembali"),
        kasi.reads("<b>tebal</b> & </i> desa"),
    )
