"""Step 5 in chat: one question at a time, what was understood above it, a summary, Kirim and Tarik."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.services.claims import Claim
from bot.services.filling import asking, sitting
from bot.sop.errors import Refusal, Stale
from bot.sop.forms import Plan, plan
from bot.sop.model import FormStatus
from bot.sop.sheet import with_ledger
from bot.texts.form import summary as form_summary
from bot.texts.form.values import units
from storage import submissions
from storage.records import AuditEntry
from tests.services.form_desk import CAMAT, KASI, KASUBBAG, FormDesk, counted, handed_out


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Forms of Triwulan I are handed out."""
    return handed_out(sqlite_url)


def test_the_first_card_says_what_is_asked_and_until_when(desk: FormDesk) -> None:
    """How many sub kegiatan, the limit with the closed day in it, the receipt, and the way to ask for another."""
    card = desk.last()
    assert "Bapak Kasi Pemerintahan" in card.text
    assert "<b>3 sub kegiatan</b>" in card.text
    assert "Senin, 6 April, pukul 08.00 WITA</b> (2 hari kerja; Jumat libur)" in card.text
    assert [name for name, _ in card.buttons] == ["Terima & mulai isi", "Mohon dialihkan"]


def test_receipt_and_first_question_are_one_press(desk: FormDesk) -> None:
    """'Terima & mulai isi' is the receipt that the Tanda Terima prints."""
    desk.press("Terima")
    form = desk.form()
    assert form.status is FormStatus.DIISI
    assert form.accepted_at == desk.now
    assert "Isian 1 dari 11" in desk.last().text


def test_each_answer_is_echoed_above_the_next_question(desk: FormDesk) -> None:
    """What was understood, what it amounts to, and how to mend it."""
    desk.press("Terima")
    desk.say("5.000.000")
    assert "Tercatat: <b>Rp5.000.000</b>, serapan 20,2%" in desk.last().text
    assert "Isian 2 dari 11" in desk.last().text
    desk.say("1.500")
    assert "1.500 Dokumen" in desk.last().text
    assert desk.value("ind:2.1") is None


def test_an_ambiguous_figure_is_echoed_with_care(desk: FormDesk) -> None:
    """'1.234' is read as one thousand two hundred thirty-four, and the bot says so."""
    desk.press("Terima")
    desk.say("1.234")
    assert "Rp1.234</b>" in desk.last().text
    assert "titik dibaca sebagai pemisah ribuan" in desk.last().text


def test_the_treasurers_figure_is_confirmed_in_one_tap(desk: FormDesk) -> None:
    """Pressed or typed, 'sesuai' takes the figure that is shown."""
    desk.sheet(lambda sheet: with_ledger(with_ledger(sheet, "1", Decimal(4_000_000)), "2", Decimal(9_750_000)))
    desk.press("Terima")
    assert "Catatan keuangan: <b>Rp4.000.000</b> (16,2%)" in desk.last().text
    desk.press("Sesuai, Rp4.000.000")
    assert desk.value("bud:1") == "4000000"
    desk.say("2")
    desk.say(" SESUAI ")
    assert desk.value("bud:2") == "9750000"


def test_a_whole_form_is_filled_sent_and_received(desk: FormDesk) -> None:
    """The summary shows the form in few lines; Kirim keeps a kiriman and gives the form to its receiver."""
    desk.fill()
    assert "tidak ditargetkan TW I, serapan 4%" in desk.last().text
    assert "⚠ belum ada bukti" in desk.last().text
    desk.press("Kirim")
    assert "sudah terkirim" in desk.last().text
    assert desk.form().status is FormStatus.DIKIRIM
    sent = desk.database.read_now(lambda tx: submissions.of_form(tx, desk.form().id))
    assert [(one.number, one.putaran) for one in sent] == [(1, 1)]
    assert sent[0].answers["ind:2.1"].value == "2"
    desk.receive()
    reported = desk.database.read_now(lambda tx: submissions.reported(tx, desk.cycle_id))
    assert [one.absent for one in reported if one.form.unit_id == desk.form().unit_id] == [False]


def test_kirim_can_be_typed(desk: FormDesk) -> None:
    """Texts queue where presses do not."""
    desk.fill()
    desk.say("Kirim")
    assert desk.form().status is FormStatus.DIKIRIM


def test_an_unfinished_form_says_what_is_missing(desk: FormDesk) -> None:
    """Kirim with open fields names them and changes nothing."""
    desk.press("Terima")
    desk.claim(desk.verb("kirim"))
    assert "Belum diisi: 11" in desk.last().text
    assert "dan 6 isian lain" in desk.last().text
    assert desk.form().status is FormStatus.DIISI
    desk.press("Lanjutkan isian")
    assert "Isian 1 dari" in desk.last().text


def test_a_sent_form_can_be_taken_back_until_it_is_received(desk: FormDesk) -> None:
    """After Tarik everything is still there; after reception there is nothing to take back."""
    desk.fill()
    desk.press("Kirim")
    desk.press("Tarik")
    assert "ditarik kembali" in desk.last().text
    desk.press("Ringkasan")
    desk.press("Kirim")
    withdraw = desk.last().buttons[0][1]
    desk.receive()
    with pytest.raises(Stale, match="sudah_diterima"):
        desk.claim(withdraw)


def test_skipped_questions_come_back_before_the_end(desk: FormDesk) -> None:
    """Lewati leaves a field open; the summary names it and does not offer Kirim."""
    desk.press("Terima")
    desk.press("Lewati")
    assert "Dilewati dahulu" in desk.last().text
    for _ in range(10):
        desk.answer()
    assert "Isian 1 dari" in desk.last().text
    desk.say("lewati")
    assert "Belum diisi: 1" in desk.last().text
    assert "Kirim" not in [name for name, _ in desk.last().buttons]


def test_kembali_goes_to_the_question_before(desk: FormDesk) -> None:
    """Pressed or typed; before the first there is none."""
    desk.press("Terima")
    desk.say("kembali")
    assert "Ini isian yang pertama" in desk.last().text
    desk.say("1000000")
    desk.press("Kembali")
    assert "Tercatat saat ini: <b>Rp1.000.000</b>" in desk.last().text
    desk.press("Tetap")
    assert "Isian 2 dari" in desk.last().text


def test_any_field_is_reached_from_the_summary(desk: FormDesk) -> None:
    """By its button, or by its number."""
    desk.fill()
    desk.say("kembali")
    assert "Isian 11 dari 11" in desk.last().text
    desk.press("Ringkasan")
    desk.press("Ubah isian")
    assert "2. Fasilitasi Administrasi" in desk.last().text
    desk.press("2")
    assert "Tercatat saat ini: <b>2 Dokumen</b>" in desk.last().text
    desk.claim(desk.verb("isi", "3"))
    assert "Isian 3 dari 11" in desk.last().text
    desk.claim(desk.verb("isi", "99"))
    assert "tidak diminta diperbaiki" in desk.last().text


def test_batal_pauses_and_keeps_everything(desk: FormDesk) -> None:
    """Nothing is asked until the officer goes on."""
    desk.press("Terima")
    desk.say("1000000")
    desk.say("batal")
    assert "dapat dilanjutkan kapan saja" in desk.last().text
    desk.press("Lanjutkan isian")
    assert desk.value("bud:1") == "1000000"
    assert "Isian 2 dari" in desk.last().text
    desk.answer_all()
    desk.say("batal")
    assert "dapat dilanjutkan" in desk.last().text


def test_only_its_pptk_fills_a_form(desk: FormDesk) -> None:
    """Neither the Camat nor the Kasubbag of another unit can press anything on it."""
    for code in (CAMAT, KASUBBAG):
        with pytest.raises(Refusal, match="bukan_pelaksana"):
            desk.claim(desk.verb("terima"), code)
    with pytest.raises(Refusal, match="tugas_tidak_ada"):
        desk.claim(Claim("isi", 999))


def test_old_buttons_and_second_presses_change_nothing(desk: FormDesk) -> None:
    """A closed task is stale; a question that was answered is not answered again."""
    desk.press("Terima")
    skip = next(claim for name, claim in desk.last().buttons if name.startswith("Lewati"))
    old = replace(skip, version=skip.version + 1)
    with pytest.raises(Stale, match="sudah_selesai"):
        desk.claim(old)
    desk.say("1000000")
    with pytest.raises(Refusal, match="isian_sudah_dijawab"):
        desk.claim(skip)
    for verb in ("benar", "abaikan"):
        with pytest.raises(Refusal, match="isian_sudah_dijawab"):
            desk.claim(desk.verb(verb, "bud:1"))
    with pytest.raises(Refusal, match="isian_sudah_dijawab"):
        desk.claim(desk.verb("untuk", "7/bud:1"))


def test_an_answer_costs_few_statements(desk: FormDesk) -> None:
    """Once he is known: his question, his form, the answer, its audit (two), how far he is, the next question (two)."""
    desk.press("Terima")
    desk.offline = True
    statements = counted(lambda: desk.say("1000000"))
    first = next(number for number, one in enumerate(statements) if "FROM prompt" in one)
    assert [one.split()[0] for one in statements[first:]] == [
        "SELECT",
        "SELECT",
        "INSERT",
        "SELECT",
        "INSERT",
        "UPDATE",
        "INSERT",
        "UPDATE",
    ]


def test_an_answer_works_out_twice_what_is_asked(desk: FormDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once before it and once with it, however often the questions, buttons and counts of the reply look."""
    reckoned = 0

    def counting(*arguments: Any) -> Plan:
        nonlocal reckoned
        reckoned += 1
        return plan(*arguments)

    desk.press("Terima")
    monkeypatch.setattr(sitting, "plan", counting)
    desk.say("1000000")
    assert reckoned == 2


def test_every_answer_is_audited(desk: FormDesk) -> None:
    """Who said what for which field stands in the cycle's chain."""
    desk.press("Terima")
    desk.say("1000000")
    query = select(AuditEntry.detail).where(AuditEntry.action == "AnswerGiven")
    detail = desk.database.read_now(lambda tx: tx.execute(query).scalar_one())
    assert (detail["field"], detail["value"]) == ("bud:1", "1000000")


def test_what_was_understood_never_makes_the_summary_too_long(desk: FormDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above a summary that fills its message it stands in one of its own."""
    monkeypatch.setattr(form_summary, "summary", lambda *_, **__: ["x" * 4090])
    task_id, task = desk.task()
    desk.act(KASI, lambda work: asking.show_summary(sitting.sit(work, task_id, task.version), "Tercatat: 2."))
    assert [said.text.strip()[:12] for said in desk.heard(KASI)[-2:]] == ["Tercatat: 2.", "x" * 12]
    assert max(units(said.text) for said in desk.heard(KASI)) <= 4096


def test_no_message_exceeds_telegrams_limit(desk: FormDesk) -> None:
    """Long texts of people are cut where they are only shown, and lists are split."""
    desk.press("Terima")
    for _ in range(30):
        if "Ringkasan sebelum dikirim" in desk.last().text:
            break
        if "<b>faktor" in desk.last().text or "<b>tindak" in desk.last().text:
            desk.say("&<>😀" * 250)
        else:
            desk.answer()
    desk.press("Ubah")
    desk.press("4")
    assert max(units(said.text) for said in desk.heard(KASI)) <= 4096
