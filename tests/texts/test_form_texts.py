"""The words of a form where a dialogue rarely comes by."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.sop.answers import Unusual
from bot.sop.forms import Field, Given, fields
from bot.sop.results import Grading, evaluate
from bot.sop.sheet import Direction
from bot.texts.form.questions import Asking, ask_explanation, question, unusual
from bot.texts.form.summary import rows
from bot.texts.form.values import in_messages, quantity, units
from tests.sop.form_sheets import FULL, SHEET, given

ASKING = Asking(2026, 2, date(2026, 6, 30), "Ibu", 1, 9)


def field(key: str) -> Field:
    """A field of the sheet."""
    return next(one for one in fields(SHEET, {}) if one.key == key)


def test_a_question_shows_what_was_reported_before() -> None:
    """Last period's value, what was spent until then, and a pagu that is missing."""
    assert "Triwulan sebelumnya: 1 Kasus." in question(field("ind:1.2"), ASKING, None)
    assert "S.d. triwulan sebelumnya Rp100.000." in question(field("bud:1"), ASKING, None)
    assert "Pagu belum tersedia." in question(field("bud:2"), ASKING, None)


def test_many_files_leave_room_for_the_echo_above() -> None:
    """Long names are cut, and of a hundred files it is said how many more there are."""
    text = question(field("proof:1"), replace(ASKING, evidence=("berita acara " * 18,) * 100), None)
    assert "Sudah diterima 100 berkas:\n1. berita acara" in text
    assert "berkas lain" in text
    assert units(text) < 3000


def test_an_arahan_may_stand_above_an_empty_answer() -> None:
    """There is nothing to quote then."""
    direction = Direction("ind:1.1", "Mohon dilengkapi", "Bapak Sekretaris")
    text = question(field("ind:1.1"), ASKING, None, direction)
    assert 'Arahan Bapak Sekretaris: <i>"Mohon dilengkapi"</i>' in text
    assert "Tertulis" not in text
    assert "<b>2 Dokumen</b> tetap" in ask_explanation(field("ind:1.1"), Given("2"), direction)


def test_every_unusual_value_says_against_what() -> None:
    """More than all there is, and less than before."""
    assert "melebihi <b>100%</b>" in unusual(field("ind:iku2"), "120", Unusual.DI_ATAS_100, ASKING)
    assert "triwulan sebelumnya, <b>Rp100.000</b>" in unusual(field("bud:1"), "5", Unusual.DI_BAWAH_SEBELUMNYA, ASKING)


def test_figures_carry_their_satuan() -> None:
    """Per cent sticks to the figure; an absent one is a dash."""
    line = SHEET.indicator("iku2")
    assert (quantity(line, Decimal("40.5")), quantity(line, None)) == ("40,5%", "–")


def test_the_summary_says_what_is_open() -> None:
    """Unanswered, early, and not computable."""
    assert "belum diisi; belum diisi, anggaran belum diisi" in rows(evaluate(SHEET, {}, Grading()), 2)[0]
    early = {**FULL, **given(ind_2__1="1"), "early:2.1": Given("ya")}
    assert "1 Laporan (realisasi lebih awal)" in rows(evaluate(SHEET, early, Grading()), 2)[1]


def test_long_lists_become_several_messages() -> None:
    """In whole lines, counted as Telegram counts."""
    assert in_messages(["a" * 6, "b" * 6, "c"], 10) == ["a" * 6, "b" * 6 + "\nc"]
