"""The counter: a text answers the question that waits, and no question outlives its task."""

from datetime import timedelta

import pytest

from bot.services import desk
from bot.services.incoming import Attachment, Message
from storage import prompts
from storage.database import Database
from tests.services.counter import CAMAT, KASUBBAG, Counter, Said


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


def receive(office: Counter, code: str, number: int, text: str = "", **more: object) -> list[Said]:
    """Let an official send a message, a second after the one before."""
    message = Message(number, 1000 + number, office.now + timedelta(seconds=number), text, **more)  # type: ignore[arg-type]
    return office.act(code, lambda work: desk.receive(work, message))


def test_a_question_whose_task_is_finished_is_refused_once_and_then_dropped(office: Counter) -> None:
    """The first text hears that the step is done, the next that nothing waits."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    office.press(CAMAT, "Perintahkan sekarang")
    assert "sudah diselesaikan" in receive(office, CAMAT, 1, "Laksanakan segera.")[-1].text
    assert "tidak ada pertanyaan" in receive(office, CAMAT, 2, "Laksanakan segera.")[-1].text


def test_batal_drops_the_question_and_keeps_the_rest(office: Counter) -> None:
    """Typed instead of an answer, it ends the question; the task stands."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    assert "dibatalkan" in receive(office, CAMAT, 1, "Batal")[-1].text
    assert office.task(1).open
    assert "tidak ada pertanyaan" in receive(office, CAMAT, 2, "batal")[-1].text


def test_what_is_no_written_answer_is_refused(office: Counter) -> None:
    """A photo or a forwarded text answers no question that asks for one's own words."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    photo = Attachment("f", "photo", "foto.jpg", "image/jpeg", 10)
    assert "jawaban tertulis" in receive(office, CAMAT, 1, attachment=photo)[-1].text
    assert "Pesan terusan" in receive(office, CAMAT, 2, "Laksanakan.", forwarded=True)[-1].text


def test_a_text_that_was_on_its_way_before_the_question_is_asked_again(office: Counter) -> None:
    """Its number lies below that of the question, so it cannot have been its answer."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    early = Message(1, 0, office.now + timedelta(seconds=5), "Laksanakan segera.")
    assert "belum dicatat" in office.act(CAMAT, lambda work: desk.receive(work, early))[-1].text


def test_only_the_question_of_the_task_is_closed(office: Counter) -> None:
    """Finishing one task leaves the question about another one open."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    camat, task = office.officer_id(CAMAT), office.record().task_id(office.task(1))
    office.database.write_now(lambda tx: prompts.close_of(tx, camat, task + 1))
    assert office.database.read_now(lambda tx: prompts.find(tx, camat)) is not None
    office.database.write_now(lambda tx: prompts.close_of(tx, camat, task))
    assert office.database.read_now(lambda tx: prompts.find(tx, camat)) is None


def test_an_unknown_verb_is_an_old_button(office: Counter) -> None:
    """A claim that no room knows changes nothing and says where the cards are."""
    office.propose()
    claim = office.heard(CAMAT)[-1].buttons[0][1]
    old = claim.__class__("verba_lama", claim.task, claim.version)
    assert "sudah tidak berlaku" in office.claim(KASUBBAG, old)[-1].text
