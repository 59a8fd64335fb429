"""Cards of an office with sixty units and long names: none is more than Telegram takes, so none is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.services.steps import composing, receiving
from bot.sop.model import FormStatus
from bot.texts import distributing
from bot.texts import receiving as texts
from bot.texts.form.values import units
from storage import forms, sheets
from storage.database import Database, Transaction
from tests.services.counter import CAMAT, KASUBBAG, Counter
from tests.services.paper_office import PaperOffice

MOST, MOST_BUTTONS, UNITS = 4096, 100, 60
NAME = "Seksi <Pemberdayaan> & " + "Kesejahteraan Masyarakat " * 4


def test_a_card_of_sixty_receivers_fits() -> None:
    """The first ones are named, and where the others stand."""
    receivers = [distributing.Receiver(NAME, NAME, False, FormStatus.SIAP)] * UNITS
    text = distributing.hand_out("Bagikan formulir", receivers)
    assert units(text) < MOST - 200
    assert "penerima lain; lengkap lewat /status" in text


def test_a_card_of_sixty_forms_with_changes_fits() -> None:
    """However much was sent again, heading and limit have their place."""
    lines = [texts.Line(NAME, texts.State.DITUNGGU, "2 angka tidak lazim")] * UNITS
    text = texts.reception("Penerimaan formulir", lines, 3, ["Realisasi: 1 menjadi 2"] * 200)
    assert units(text) < MOST - 200
    assert "formulir lain; lengkap lewat /status" in text


def test_a_card_of_sixty_forms_has_no_more_buttons_than_telegram_takes(sqlite_url: str) -> None:
    """The first forms have theirs, and those of the others come as these are received."""
    office = PaperOffice(Database(sqlite_url))
    office.release()
    office.accept("PEM")
    office.fill("PEM")
    record = office.record
    many = replace(record, state=replace(record.state, forms=(record.state.form(office.units["PEM"]),) * UNITS))
    card = office.read(lambda work, _: receiving.card(work, many, office.task(6)))
    assert MOST_BUTTONS - 3 < sum(map(len, card.buttons)) <= MOST_BUTTONS


def test_a_form_of_forty_rows_comes_whole_before_it_is_released(sqlite_url: str) -> None:
    """Every row is named, in messages that Telegram takes, and has its button under the last."""
    office = Counter(Database(sqlite_url)).open().propose()

    def grow(tx: Transaction) -> None:
        form = forms.of_unit(tx, office.cycle_id, office.unit_id("PEM"))
        row = form.sheet.rows[0]
        rows = tuple(replace(row, key=str(number), name=f"{NAME} {number}") for number in range(1, 41))
        sheets.rewrite(tx, form.id, replace(form.sheet, rows=rows))

    office.database.write_now(grow)
    office.press(CAMAT, "Perintahkan")
    office.press(KASUBBAG, "Periksa")
    told = office.press(KASUBBAG, "Seksi Pemerintahan")
    assert all(units(said.text) <= MOST for said in told)
    assert "\n".join(said.text for said in told).count("pagu Rp") == 40
    assert [len(said.buttons) >= 40 for said in told] == [False] * (len(told) - 1) + [True]


@pytest.mark.parametrize("text", ["", "Satu alinea.", "kata " * 4000, "Kendala satu.\n\nKendala dua.\n" * 400])
def test_a_chapter_comes_in_as_many_messages_as_it_needs(text: str) -> None:
    """No word of it is lost."""
    pages = composing._pages(text)
    assert all(units(page) <= 3500 for page in pages)
    assert " ".join(" ".join(pages).split()) == " ".join(text.split())
