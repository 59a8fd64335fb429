"""Whatever arrives while a form asks: one clear sentence, nothing lost, nothing kept by mistake."""

from __future__ import annotations

import pytest

from bot.sop.errors import Refusal
from bot.sop.model import FormStatus
from tests.services.form_desk import FormDesk, handed_out


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Kasi Pemerintahan is asked for realisasi kinerja of his second sub kegiatan."""
    desk = handed_out(sqlite_url)
    desk.press("Terima")
    desk.say("1000000")
    return desk


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("dua dokumen", "Yang diminta adalah angka"),
        ("1,5", "bilangan bulat"),
        ("-2", "kurang dari nol"),
        ("1.50", "belum jelas"),
        ("2 liter", "Yang diminta adalah angka"),
        ("999999999999999999", "terlalu besar"),
        ("9" * 200, "terlalu panjang"),
        ("/entah", "Perintah itu tidak dikenal"),
        ("ya", "Belum ada angka yang dapat disetujui"),
        ("cukup", "Belum ada angka yang dapat disetujui"),
        ("tidak ada", "memerlukan jawaban"),
        ("<b>2</b>", "Yang diminta adalah angka"),
    ],
)
def test_what_is_no_figure_is_explained_above_the_same_question(desk: FormDesk, text: str, sentence: str) -> None:
    """The question is repeated, and what was entered before stays."""
    desk.say(text)
    assert sentence in desk.last().text
    assert "Isian 2 dari 11" in desk.last().text
    assert (desk.value("bud:1"), desk.value("ind:2.1")) == ("1000000", None)


def test_1_500_is_not_1_5(desk: FormDesk) -> None:
    """A dot parts thousands; the bot shows what it read and asks before it keeps an absurd value."""
    desk.say("1.500")
    assert "<b>1.500 Dokumen</b>" in desk.last().text
    assert "belum disimpan" in desk.last().text


def test_a_forwarded_text_is_no_answer(desk: FormDesk) -> None:
    """It was written by somebody else."""
    desk.say("2", forwarded=True)
    assert "Pesan terusan tidak dicatat" in desk.last().text
    assert desk.value("ind:2.1") is None


def test_stickers_and_files_out_of_place_are_refused(desk: FormDesk) -> None:
    """A sticker anywhere, a file where a figure is asked, a message without a text."""
    desk.attach("", kind="other")
    assert "stiker" in desk.last().text
    desk.attach("bukti.pdf")
    assert "bukti dukung diminta pada isiannya sendiri" in desk.last().text
    desk.say("")
    assert "stiker" in desk.last().text
    assert "Isian 2 dari 11" in desk.last().text


def test_five_thousand_characters_are_refused_with_their_tail(desk: FormDesk) -> None:
    """A client splits a long text; neither part is kept, and a text written afterwards is."""
    desk.say("2")
    desk.say("1000000")
    at = desk.now
    desk.say("a" * 4096)
    assert "terpotong" in desk.last().text
    desk.say("a" * 904, at=desk.now)
    assert "terpotong" in desk.last().text
    assert desk.value("push:2") is None
    assert desk.now > at
    desk.now = desk.now.replace(minute=30)
    desk.say("Kerja sama desa")
    assert desk.value("push:2") == "Kerja sama desa"


def test_a_long_sentence_is_refused_with_its_length(desk: FormDesk) -> None:
    """At most a thousand characters are kept."""
    desk.say("2")
    desk.say("1000000")
    desk.say("a" * 1001)
    assert "(1001 huruf)" in desk.last().text
    desk.say("ab")
    assert "sedikit lebih lengkap" in desk.last().text


def test_what_people_write_is_shown_literally(desk: FormDesk) -> None:
    """HTML in a text is text."""
    desk.say("2")
    desk.say("1000000")
    desk.say("<i>Desa & warga</i>")
    desk.say("kembali")
    assert "&lt;i&gt;Desa &amp; warga&lt;/i&gt;" in desk.last().text


def test_an_unusual_value_is_kept_with_a_reason_only(desk: FormDesk) -> None:
    """Message 5: not stored before, the reason stands with it."""
    desk.say("20")
    assert "Bapak menuliskan <b>20 Dokumen</b>" in desk.last().text
    assert "(capaian TW I 1.000%)" in desk.last().text
    desk.press("Sudah benar")
    desk.say("ab")
    assert "sedikit lebih lengkap" in desk.last().text
    desk.say("tidak ada")
    assert "tidak berlaku di sini" in desk.last().text
    assert desk.value("ind:2.1") is None
    desk.say("Ada tambahan dari provinsi.")
    given = desk.form().answers["ind:2.1"]
    assert (given.value, given.note) == ("20", "Ada tambahan dari provinsi.")


def test_an_unusual_value_is_mended_or_explained_by_typing(desk: FormDesk) -> None:
    """Another figure replaces it; 'ya' asks for the reason; a sentence is the reason; 'kembali' mends."""
    desk.say("20")
    desk.say("0")
    assert "<b>0 Dokumen</b>" in desk.last().text
    desk.say("ya")
    assert "Mohon alasan atas angka <b>0 Dokumen</b>" in desk.last().text
    desk.say("kembali")
    assert "Isian 2 dari" in desk.last().text
    desk.say("30")
    desk.say("apa")
    assert "Yang diminta adalah angka" in desk.last().text
    assert "<b>30 Dokumen</b>" in desk.last().text
    desk.press("Perbaiki")
    desk.say("20")
    desk.say("Ada tambahan kegiatan dari provinsi")
    assert desk.form().answers["ind:2.1"].note == "Ada tambahan kegiatan dari provinsi"
    desk.claim(desk.verb("isi", "ind:2.1"))
    desk.press("Tetap")
    assert desk.form().answers["ind:2.1"].note == "Ada tambahan kegiatan dari provinsi"


def test_realisasi_over_pagu_needs_a_reason(desk: FormDesk) -> None:
    """And so does less than what was spent before."""
    desk.say("2")
    desk.say("60 juta")
    assert "melebihi pagu <b>Rp48.500.000</b> (123,7%)" in desk.last().text
    assert desk.value("bud:2") is None


def test_a_text_from_before_its_question_is_assigned_by_hand(desk: FormDesk) -> None:
    """Two texts at once over a weak signal: the second asks for which question it was meant."""
    desk.offline = True
    desk.say("2")
    desk.say("1250000")
    desk.offline = False
    desk.deliver()
    assert "ini untuk isian yang mana?" in desk.last().text
    assert desk.value("bud:2") is None
    desk.press("Ya, untuk isian ini")
    assert desk.value("bud:2") == "1250000"
    assert "Isian 4 dari" in desk.last().text


def test_a_text_of_the_same_second_is_doubtful(desk: FormDesk) -> None:
    """It may be typed 'ya', ignored, or replaced by the answer that is meant."""
    first = desk.say("2")
    desk.say("7000000", at=first.at)
    assert "ini untuk isian yang mana?" in desk.last().text
    desk.say("ya", at=desk.now.replace(minute=10))
    assert desk.value("bud:2") == "7000000"
    second = desk.say("Gotong royong", at=desk.now.replace(minute=11))
    desk.say("Banjir bandang", at=second.at)
    desk.press("Abaikan")
    assert "faktor penghambat" in desk.last().text
    desk.say("Hujan deras", at=second.at)
    desk.say("batal", at=desk.now.replace(minute=12))
    assert "faktor penghambat" in desk.last().text
    third = desk.say("lewati", at=desk.now.replace(minute=13))
    desk.say("dua", at=third.at)
    desk.say("tidak ada", at=desk.now.replace(minute=14))
    assert desk.value("proof:2") == "tidak ada"


def test_a_doubtful_text_that_is_no_answer_is_explained(desk: FormDesk) -> None:
    """Assigning it does not make it a figure."""
    first = desk.say("2")
    desk.say("tujuh juta", at=first.at)
    desk.press("Ya, untuk isian ini")
    assert "Yang diminta adalah angka" in desk.last().text
    with pytest.raises(Refusal, match="isian_sudah_dijawab"):
        desk.claim(desk.verb("abaikan", "1"))


def test_a_reply_to_the_question_is_never_doubtful(desk: FormDesk) -> None:
    """Replying names the question."""
    first = desk.say("2")
    desk.say("7000000", at=first.at, reply_to=desk.last().message_id)
    assert desk.value("bud:2") == "7000000"


def test_a_kirim_from_before_the_summary_sends_nothing(desk: FormDesk) -> None:
    """What is sent has been seen."""
    desk.answer_all()
    first = desk.say("entah")
    assert "Mohon memilih tombol" in desk.last().text
    desk.say("kirim", at=first.at)
    assert "tiba sebelum pertanyaannya" in desk.last().text
    assert desk.form().status is FormStatus.DIISI


def test_editing_a_message_corrects_its_answer(desk: FormDesk) -> None:
    """Until the form is sent; a value that cannot be read, or is unusual, changes nothing by itself."""
    said = desk.say("2")
    desk.edit(said, "1")
    assert "menjadi <b>1 Dokumen</b>" in desk.last().text
    assert desk.value("ind:2.1") == "1"
    desk.edit(said, "satu")
    assert "Jawaban sebelumnya tetap" in desk.last().text
    desk.say("9000000")
    assert desk.value("bud:2") == "9000000"
    desk.edit(said, "20")
    assert "belum disimpan" in desk.last().text
    desk.press("Perbaiki")
    desk.say("2")
    desk.answer_all()
    desk.edit(said, "9")
    assert "tidak mengubah isian" in desk.last().text


def test_an_edit_after_sending_changes_nothing(desk: FormDesk) -> None:
    """The officer is told how to go about it."""
    said = desk.say("2")
    desk.answer_all()
    desk.edit(said, "1")
    assert [name for name, _ in desk.last().buttons] == ["Ringkasan"]
    desk.press("Kirim")
    desk.edit(said, "2")
    assert "Formulir sudah dikirim" in desk.last().text
    assert desk.value("ind:2.1") == "1"
