"""Whoever types a character that no document can print is told so, in the answer to his text."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.services import desk as desk_of_services
from bot.services.work import ROOM_FOR_REMARK, Work
from tests.services.composing_desk import ComposingDesk, composing_desk, composing_file
from tests.services.counter import KASUBBAG
from tests.services.form_desk import FormDesk, handed_out

SAID = "Tanda 😊 tidak dapat dicetak pada dokumen dan akan tampil sebagai “?”."


@pytest.fixture(scope="module")
def composing_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file whose cycle is at step 12."""
    return composing_file(sqlite_template, tmp_path_factory.mktemp("composing"))


@pytest.fixture
def office(composing_template: tuple[Path, datetime], tmp_path: Path) -> ComposingDesk:
    """The Kasubbag at step 12."""
    return composing_desk(composing_template, tmp_path)


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Kasi Pemerintahan is asked for the faktor pendorong of his second sub kegiatan."""
    desk = handed_out(sqlite_url)
    desk.press("Terima")
    for text in ("1000000", "2", "1250000"):
        desk.say(text)
    return desk


def test_a_forms_answer_is_remarked_on_above_the_next_question(desk: FormDesk) -> None:
    """Below what was understood; the answer is kept as it was written."""
    desk.say("Gotong royong 😊")
    assert desk.value("push:2") == "Gotong royong 😊"
    echo, remark, question = desk.last().text.partition(f" {SAID}\n\n")
    assert "Tercatat" in echo
    assert remark
    assert "faktor penghambat" in question
    desk.say("Hujan deras.")
    assert "dicetak" not in desk.last().text


def test_an_edited_answer_is_remarked_on(desk: FormDesk) -> None:
    """As a new one is."""
    message = desk.say("Gotong royong")
    desk.edit(message, "Gotong royong 😊")
    assert desk.last().text.endswith(SAID)


def test_an_answer_that_is_refused_is_not_remarked_on(desk: FormDesk) -> None:
    """Nothing of it is kept, so nothing of it is printed."""
    desk.say("😊")
    desk.say("/😊")
    assert desk.last().text.count("dicetak") == 0


def test_a_chapter_is_remarked_on_in_its_answer(office: ComposingDesk) -> None:
    """So is every text that answers a question of the desk."""
    office.verb("narasi")
    office.press(KASUBBAG, "Penutup")
    (said,) = office.say(KASUBBAG, "Terima kasih 😊")
    assert said.text == f"Naskah <b>penutup</b> tersimpan.\n\n{SAID}"
    office.verb("nomor_surat")
    (said,) = office.say(KASUBBAG, "045/1")
    assert "dicetak" not in said.text


def test_a_refused_text_is_not_remarked_on(office: ComposingDesk) -> None:
    """The refusal stands alone."""
    office.verb("nomor_surat")
    (said,) = office.say(KASUBBAG, "😊")
    assert "dicetak" not in said.text


def test_a_long_answer_is_followed_by_the_remark(office: ComposingDesk) -> None:
    """No message grows over Telegram's limit for its sake."""

    def answer(work: Work) -> None:
        work.remark = SAID
        work.reply("x" * (ROOM_FOR_REMARK + 1))
        assert work.remark == SAID

    office.act(KASUBBAG, answer)


def test_a_text_that_is_answered_without_words_is_remarked_on(
    office: ComposingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remark is a message of its own then."""
    office.verb("nomor_surat")
    monkeypatch.setitem(desk_of_services.TEXTS, "nomor_surat", lambda work, prompt, message: None)
    (said,) = office.say(KASUBBAG, "045/1 😊")
    assert said.text == SAID
