"""A returned form asks what was directed, shows the arahan, and says old → new; a form filled on another's behalf."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.services import announce
from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.filling import card as filling_card
from bot.services.filling import changes as filling_changes
from bot.services.work import Work
from bot.sop.errors import Refusal, Stale
from bot.sop.model import FormStatus
from bot.sop.sheet import Direction
from storage import officers
from storage.messages import OutboxMessage
from storage.officers import Holder
from tests.services.form_desk import ANALIS, CAMAT, KASI, FormDesk, handed_out

PMD = "KASI-PMD"
ARAHAN = Direction("ind:3.1", "Mohon dicocokkan dengan laporan desa.", "Bapak Sekretaris")


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """The form of Seksi Pemerintahan has been sent."""
    desk = handed_out(sqlite_url)
    desk.fill()
    desk.press("Kirim")
    return desk


def test_the_card_shows_the_arahan_and_what_stands_there(desk: FormDesk) -> None:
    """Message 10: only this, and by when."""
    desk.send_back(ARAHAN)
    card = desk.last()
    assert "Mohon perbaikan 1 isian" in card.text
    assert "Isian lain sudah diterima" in card.text
    assert "tertulis 2 Dokumen" in card.text
    assert 'Arahan Bapak Sekretaris: <i>"Mohon dicocokkan' in card.text
    labels = [name for name, _ in card.buttons]
    assert labels == ["Perbaiki isian", "Angka benar, beri penjelasan", "Mohon tambahan waktu"]


def test_only_the_directed_field_is_asked(desk: FormDesk) -> None:
    """Everything else is closed, by button and by edit; bukti dukung of its row may be added."""
    desk.send_back(ARAHAN)
    desk.press("Perbaiki isian")
    assert "Isian 1 dari 2" in desk.last().text
    assert "Tertulis: <b>2 Dokumen</b>. Arahan Bapak Sekretaris" in desk.last().text
    desk.claim(desk.verb("isi", "bud:1"))
    assert "tidak diminta diperbaiki" in desk.last().text
    with pytest.raises(Refusal, match="isian_terkunci"):
        desk.claim(desk.verb("belum", "1"))
    with pytest.raises(Refusal, match="isian_terkunci"):
        desk.claim(desk.verb("lebih_awal", "1.1"))
    with pytest.raises(Refusal, match="isian_sudah_dijawab"):
        desk.claim(desk.verb("tidak_ada", "push:1"))
    desk.claim(desk.verb("kirim"))
    assert "Belum diisi: 1" in desk.last().text


def test_old_stands_beside_new(desk: FormDesk) -> None:
    """In the officer's summary, and for whoever receives the form."""
    desk.send_back(ARAHAN)
    desk.press("Perbaiki isian")
    desk.say("1")
    assert "2 Dokumen → <b>1 Dokumen</b>" in desk.last().text
    desk.press("Kirim")
    lines = desk.act(KASI, lambda work: filling_changes.since_last(work, desk.form()))
    assert [line for line in lines if "2 Dokumen → <b>1 Dokumen</b>" in line]
    assert all(one.done for one in desk.form().directions)


def test_a_first_kiriman_changes_nothing(desk: FormDesk) -> None:
    """There is nothing to compare it with."""
    assert desk.act(KASI, lambda work: filling_changes.since_last(work, desk.form())) == []


def test_a_right_figure_is_explained(desk: FormDesk) -> None:
    """The explanation travels with the answer; 'kembali' mends the figure instead."""
    desk.send_back(ARAHAN)
    desk.press("Angka benar")
    assert "Mohon penjelasannya" in desk.last().text
    desk.say("kembali")
    assert "Isian 1 dari 2" in desk.last().text
    desk.press("Angka benar")
    desk.say("ab")
    assert "sedikit lebih lengkap" in desk.last().text
    desk.say("tidak ada")
    desk.say("Sudah cocok dengan laporan desa.")
    assert "Penjelasan tercatat" in desk.last().text
    assert "tetap 2 Dokumen; penjelasan: <i>Sudah cocok dengan laporan desa.</i>" in desk.last().text
    desk.claim(desk.verb("jelaskan", "ind:3.1"))
    assert "Ringkasan" in desk.last().text
    desk.say("kirim")
    assert desk.form().kiriman == 2


def test_an_explanation_that_is_no_longer_asked_falls_back_to_the_question(desk: FormDesk) -> None:
    """A doubtful text that is dropped repeats what was asked."""
    desk.send_back(ARAHAN)
    desk.press("Perbaiki isian")
    first = desk.say("entah")
    desk.press("Angka benar")
    desk.say("Sudah cocok dengan laporan.", at=first.at)
    assert "isian yang mana" in desk.last().text
    desk.press("Abaikan")
    assert "Mohon penjelasannya" in desk.last().text


def test_an_arahan_for_the_whole_form_opens_it(desk: FormDesk) -> None:
    """Nothing must be changed, everything may be; the answers stand."""
    desk.send_back(Direction(None, "Mohon dilengkapi bukti.", "Ibu Kasubbag"))
    assert "Mohon perbaikan formulir" in desk.last().text
    assert [name for name, _ in desk.last().buttons] == ["Perbaiki isian", "Mohon tambahan waktu"]
    desk.press("Perbaiki isian")
    assert "Ringkasan sebelum dikirim" in desk.last().text
    desk.press("Kirim")
    assert desk.form().kiriman == 2


def test_an_arahan_for_a_sentence_can_be_kept_with_a_reason(desk: FormDesk) -> None:
    """Its button speaks of what stands there, not of a figure."""
    desk.send_back(Direction("push:2", "Mohon diperjelas.", "Ibu Kasubbag"))
    desk.press("Perbaiki isian")
    assert "Sudah tepat, beri penjelasan" in [name for name, _ in desk.last().buttons]
    desk.say("Kerja sama antardesa.")
    assert desk.value("push:2") == "Kerja sama antardesa."


def test_an_edit_cannot_change_what_was_accepted(sqlite_url: str) -> None:
    """The old message of a closed field is no way in."""
    desk = handed_out(sqlite_url)
    desk.press("Terima")
    said = desk.say("1000000")
    desk.answer_all()
    desk.press("Kirim")
    desk.send_back(ARAHAN)
    desk.edit(said, "2000000")
    assert "tidak diminta diperbaiki" in desk.last().text
    assert desk.value("bud:1") == "1000000"


def test_the_card_of_a_form_under_way_offers_to_go_on(desk: FormDesk) -> None:
    """A new holder, or the same after a Tarik, finds everything there; a late form says so kindly."""
    desk.press("Tarik")
    record, (_, task) = desk.record(), desk.task()
    again = desk.act(KASI, lambda work: filling_card.card(work, record, task))
    assert "ditarik kembali" in again.text
    other = desk.task("PMD")[1]
    desk.claim(desk.verb("terima", unit="PMD"), PMD)
    begun = desk.act(PMD, lambda work: filling_card.card(work, desk.record(), other))
    assert [one.label for one in begun.buttons[0]] == ["Lanjutkan isian", "Ringkasan"]
    desk.now = desk.now.replace(day=30)
    late = desk.act(PMD, lambda work: filling_card.card(work, desk.record(), other))
    assert "(sudah lewat)" in late.text


def test_the_analis_fills_for_a_pptk_who_cannot(desk: FormDesk) -> None:
    """It is said to both, printed as such, and confirmed by the PPTK with a button."""
    desk.claim(desk.verb("atas_nama", unit="PMD"), ANALIS)
    assert "atas nama Seksi Pemberdayaan Masyarakat" in desk.last(ANALIS).text
    assert "sedang diisikan oleh Ibu Analis" in desk.last(PMD).text
    for _ in range(20):
        if "Ringkasan sebelum dikirim" in desk.last(ANALIS).text:
            break
        _answer(desk)
    desk.press("Kirim", ANALIS)
    form = desk.form("PMD")
    assert form.status is FormStatus.DIKIRIM
    assert form.filled_by == desk.officer_id(ANALIS)
    assert form.confirmed_at is None
    assert "Mohon dibenarkan" in desk.last(PMD).text
    desk.press("Benarkan", PMD)
    assert desk.form("PMD").confirmed_at == desk.now
    with pytest.raises(Refusal, match="tidak_perlu_dibenarkan"):
        desk.press("Benarkan", PMD)


def _filled_by_the_analis(desk: FormDesk) -> None:
    desk.claim(desk.verb("atas_nama", unit="PMD"), ANALIS)
    while "Ringkasan sebelum dikirim" not in desk.last(ANALIS).text:
        _answer(desk)
    desk.press("Kirim", ANALIS)


def test_a_form_filled_on_behalf_comes_back_to_who_fills_it(desk: FormDesk) -> None:
    """The card with the arahan is his, who is reminded too; the PPTK hears whose it is."""
    _filled_by_the_analis(desk)
    before = len(desk.heard(PMD))
    desk.send_back(replace(ARAHAN, field="bud:1"), unit="PMD")
    card, told = desk.last(ANALIS), desk.heard(PMD)[before:]
    assert "Ibu Analis (atas nama Seksi Pemberdayaan Masyarakat), terima kasih." in card.text
    assert 'Arahan Bapak Sekretaris: <i>"Mohon dicocokkan' in card.text
    assert ["tetap diisikan oleh Ibu Analis atas nama" in said.text for said in told] == [True]
    desk.press("Perbaiki isian", ANALIS)
    assert "Arahan Bapak Sekretaris" in desk.last(ANALIS).text


def test_a_form_filled_on_behalf_and_withdrawn_is_still_with_who_fills_it(desk: FormDesk) -> None:
    """The PPTK who wants to go on himself opens its card under /tugas; either card changes with the limit."""
    _filled_by_the_analis(desk)
    desk.press("Tarik", ANALIS)
    assert "Ibu Analis (atas nama" in desk.last(ANALIS).text
    task_id, task = desk.task("PMD")
    desk.act(ANALIS, lambda work: announce.edit_card(work, desk.record(), task))
    assert _edited(desk, ANALIS)[-1].startswith("<b>Formulir Data Kinerja TW I 2026 ditarik kembali</b>\nIbu Analis")
    desk.act(PMD, lambda work: listing.bring(work, Claim("buka", task_id, task.version)))
    assert "ditarik kembali</b>\nIbu Kasi" in desk.heard(PMD)[-2].text
    desk.act(PMD, lambda work: announce.edit_card(work, desk.record(), task))
    assert "\nIbu Kasi" in _edited(desk, PMD)[-1]


def _edited(desk: FormDesk, code: str) -> list[str]:
    his = (OutboxMessage.officer_id == desk.officer_id(code), OutboxMessage.method == "edit")
    query = select(OutboxMessage.payload).where(*his).order_by(OutboxMessage.id)
    return desk.database.read_now(lambda tx: [row.payload["text"] for row in tx.execute(query)])


def test_a_form_opened_again_is_not_handed_over_by_who_fills_it(desk: FormDesk) -> None:
    """Only its PPTK asks that another fill it."""
    _, task = desk.task("PMD")
    for code, labels in ((PMD, ["Terima & mulai isi", "Mohon dialihkan"]), (ANALIS, ["Terima & mulai isi"])):
        to = desk.act(code, lambda work, code=code: _holder(work, desk.officer_id(code)))  # type: ignore[misc]
        card = desk.act(PMD, lambda work, to=to: filling_card.card(work, desk.record(), task, to))  # type: ignore[misc]
        assert [one.label for row in card.buttons for one in row] == labels


def _holder(work: Work, officer_id: int) -> Holder:
    acting = officers.holders(work.tx, work.office_id, at=work.now)
    return next(one for one in acting if one.officer_id == officer_id)


def _answer(desk: FormDesk) -> None:
    question = desk.last(ANALIS).text
    if "belum berjalan</b>. Mohon" in question:
        desk.say("sesuai", ANALIS)
    elif "realisasi kinerja" in question:
        desk.say("5", ANALIS)
    elif "realisasi anggaran s.d." in question:
        desk.say("1000000", ANALIS)
    else:
        desk.say("tidak ada", ANALIS)


def test_a_pptk_who_sends_what_another_began_stands_by_it(desk: FormDesk) -> None:
    """His own Kirim is the confirmation."""
    claim = desk.verb("atas_nama", unit="TRANTIB")
    desk.claim(claim, ANALIS)
    desk.claim(claim, ANALIS)
    code = "KASI-TRANTIB"
    desk.claim(desk.verb("isi", unit="TRANTIB"), code)
    for _ in range(20):
        question = desk.last(code).text
        if "Ringkasan sebelum dikirim" in question:
            break
        asks_figure = "realisasi kinerja" in question or "realisasi anggaran s.d." in question
        desk.say("1" if asks_figure else "tidak ada", code)
    desk.press("Kirim", code)
    assert desk.form("TRANTIB").confirmed_at == desk.now


def test_filling_on_behalf_is_for_the_analis(desk: FormDesk) -> None:
    """Nobody else, and no form that is closed; only the PPTK confirms."""
    for other in (CAMAT, "KASUBBAG-PK"):
        with pytest.raises(Refusal, match="bukan_pelaksana"):
            desk.claim(desk.verb("atas_nama", unit="PMD"), other)
    with pytest.raises(Refusal, match="tugas_tidak_ada"):
        desk.claim(desk.verb("atas_nama").__class__("atas_nama", 999), ANALIS)
    with pytest.raises(Refusal, match="tugas_tidak_ada"):
        desk.claim(desk.verb("benarkan").__class__("benarkan", 999), ANALIS)
    with pytest.raises(Stale, match="sudah_selesai"):
        desk.claim(desk.verb("atas_nama", unit="PEM"), ANALIS)
    with pytest.raises(Refusal, match="bukan_pelaksana"):
        desk.claim(desk.verb("benarkan", unit="PMD"), ANALIS)
