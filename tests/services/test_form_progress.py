"""How far a form is, as those see it who only look on: kept right while somebody fills it."""

from datetime import datetime

import pytest
from sqlalchemy import select

from bot.sop.forms import plan
from storage.records import Form
from tests.services.form_desk import FormDesk, handed_out


@pytest.fixture
def desk(sqlite_url: str) -> FormDesk:
    """Forms of Triwulan I are handed out."""
    return handed_out(sqlite_url)


def _kept(desk: FormDesk) -> tuple[int, int, datetime | None]:
    """Answered, asked, and since when, as the form's row says."""
    query = select(Form.answered, Form.asked, Form.touched_at).where(Form.id == desk.form().id)
    row = desk.database.read_now(lambda tx: tx.execute(query).one())
    return row.answered, row.asked, row.touched_at


def _true(desk: FormDesk) -> tuple[int, int]:
    """Answered and asked, as the answers themselves say."""
    form = desk.form()
    asked = plan(form.sheet, form.answers, form.directions)
    return len(asked.open) - len(asked.due), len(asked.open)


def test_a_form_that_nobody_touched(desk: FormDesk) -> None:
    """Nothing is answered, all is asked; reading the first question is no touch."""
    assert _kept(desk) == (0, 11, None)
    desk.press("Terima")
    assert _kept(desk) == (0, 11, None)


def test_every_answer_counts_at_its_moment(desk: FormDesk) -> None:
    """From the first question to the summary the row says what the answers say."""
    desk.press("Terima")
    for _ in range(40):
        if "Ringkasan sebelum dikirim" in desk.last().text:
            break
        before = len(desk.form().answers)
        desk.answer()
        answered, asked, touched = _kept(desk)
        assert (answered, asked) == _true(desk)
        if len(desk.form().answers) > before:
            assert touched == desk.now
    assert _kept(desk)[0] == _kept(desk)[1] > 0


def test_a_value_that_is_asked_about_is_not_counted(desk: FormDesk) -> None:
    """What is not kept yet changes nothing."""
    desk.press("Terima")
    before = _kept(desk)
    desk.say("bukan angka")
    assert _kept(desk) == before


def test_an_edited_answer_is_a_touch(desk: FormDesk) -> None:
    """Correcting a message counts no answer twice, and moves the moment."""
    desk.press("Terima")
    first = desk.say("2")
    count, _, touched = _kept(desk)
    desk.answer()
    desk.edit(first, "1")
    assert _kept(desk)[0] == count + 1
    later = _kept(desk)[2]
    assert touched is not None
    assert later == desk.now > touched


def test_a_row_that_does_not_run_asks_less(desk: FormDesk) -> None:
    """'Kegiatan belum berjalan' takes the questions of its sub kegiatan away, at once."""
    desk.press("Terima")
    desk.answer()
    asked_before = _kept(desk)[1]
    desk.press("Kegiatan belum berjalan")
    desk.say("Menunggu petunjuk teknis.")
    answered, asked, _ = _kept(desk)
    assert (answered, asked) == _true(desk)
    assert asked < asked_before
