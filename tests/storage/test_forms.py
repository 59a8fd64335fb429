"""Forms, answers, kiriman and sheets as rows, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import NoResultFound

from bot.sop.forms import Given
from bot.sop.model import CycleStatus, FormStatus
from bot.sop.sheet import with_budget
from storage import answers, cycles, forms, sheets, uploads
from storage.database import Database, Transaction
from storage.records import Cycle, Form
from storage.tables import EarlierFigure, Period
from tests.services.form_desk import KASI, OPENED, FormDesk


@pytest.fixture
def desk(database_url: str) -> FormDesk:
    """Forms of Triwulan I are handed out."""
    return FormDesk(Database(database_url)).open()


def put(desk: FormDesk, field: str, value: str, message_id: int | None = None) -> None:
    """Answer a field of the form of Seksi Pemerintahan."""
    form, officer = desk.form(), desk.officer_id(KASI)
    desk.database.write_now(
        lambda tx: answers.put(
            tx, form.id, field, value, note=None, officer_id=officer, at=OPENED, message_id=message_id
        )
    )


def test_a_form_is_read_with_its_answers_and_files(desk: FormDesk) -> None:
    """The last answer counts; files that were refused or dropped are left out."""
    put(desk, "bud:1", "1")
    put(desk, "bud:1", "2", 77)
    form = desk.form()

    def send(tx: Transaction) -> tuple[int, int]:
        ids = [
            uploads.request(
                tx,
                office_id=desk.office_id,
                officer_id=desk.officer_id(KASI),
                message_id=number,
                file_id="f",
                name=f"{number}.pdf",
                mime="",
                size=1,
                at=OPENED,
                form_id=form.id,
                row="2",
            )
            for number in (1, 2)
        ]
        assert uploads.drop(tx, ids[0], form.id, OPENED) == "2"
        assert uploads.drop(tx, ids[0], form.id, OPENED) is None
        return ids[0], ids[1]

    desk.database.write_now(send)
    form = desk.form()
    assert form.answers == {"bud:1": Given("2")}
    assert form.files() == {"2": ["2.pdf"]}
    assert form.unit == "Seksi Pemerintahan"
    filling = desk.database.read_now(lambda tx: forms.find(tx, desk.task()[0]))
    assert filling is not None
    assert (filling.year, filling.quarter, filling.open, filling.form.id) == (2026, 1, True, form.id)
    assert desk.database.write_now(lambda tx: forms.find(tx, desk.task()[0], lock=True)) == filling


def test_a_task_of_another_step_fills_no_form(desk: FormDesk) -> None:
    """And a unit without a form has none."""
    first = desk.record().task_ids[1]
    assert desk.database.read_now(lambda tx: forms.find(tx, first)) is None
    with pytest.raises(NoResultFound):
        desk.database.read_now(lambda tx: forms.of_unit(tx, desk.cycle_id, 999))


def test_an_edited_message_is_found_by_its_answer(desk: FormDesk) -> None:
    """A message whose answer was replaced, or that gave none, is not found."""
    put(desk, "bud:1", "2", 77)
    officer = desk.officer_id(KASI)
    found = desk.database.read_now(lambda tx: answers.by_message(tx, officer, 77))
    assert found is not None
    assert (found.form_id, found.field, found.task_id) == (desk.form().id, "bud:1", desk.task()[0])
    put(desk, "bud:1", "3", 78)
    assert desk.database.read_now(lambda tx: answers.by_message(tx, officer, 77)) is None


def test_answers_are_explained_and_taken_away(desk: FormDesk) -> None:
    """An explanation leaves the value; what is taken away is asked again."""
    put(desk, "bud:1", "2")
    form = desk.form()
    desk.database.write_now(lambda tx: answers.annotate(tx, form.id, "bud:1", "Sesuai SP2D"))
    assert desk.form().answers == {"bud:1": Given("2", "Sesuai SP2D")}
    desk.database.write_now(lambda tx: answers.forget(tx, form.id, ["bud:1"]))
    assert desk.form().answers == {}


def test_the_first_receipt_counts(desk: FormDesk) -> None:
    """The Tanda Terima prints when the form was first accepted."""
    form, officer = desk.form(), desk.officer_id(KASI)
    for at in (OPENED, OPENED + timedelta(hours=1)):
        desk.database.write_now(lambda tx, at=at: answers.accept(tx, form.id, officer, at))  # type: ignore[misc]
    assert (desk.form().accepted_at, desk.form().accepted_by) == (OPENED, officer)


def test_the_sheet_and_the_note_of_a_form_can_be_set(desk: FormDesk) -> None:
    """Step 2's corrections, and why the collection went on without a unit."""
    form = desk.form()
    changed = with_budget(form.sheet, "1", Decimal("7.50"))
    desk.database.write_now(lambda tx: sheets.rewrite(tx, form.id, changed))
    desk.database.write_now(lambda tx: sheets.note(tx, form.id, "Sedang cuti"))
    assert desk.form().sheet == changed
    assert desk.form().note == "Sedang cuti"


def finish(desk: FormDesk, status: FormStatus) -> None:
    """Settle the form of Seksi Pemerintahan and close the cycle, without walking the steps in between."""
    form = desk.form()

    def settle(tx: Transaction) -> None:
        tx.execute(update(Form).where(Form.id == form.id).values(status=status))
        tx.execute(update(Cycle).where(Cycle.id == desk.cycle_id).values(status=CycleStatus.SELESAI, live=None))

    desk.database.write_now(settle)


def test_the_next_quarter_knows_what_was_reported(desk: FormDesk) -> None:
    """Figures of a finished cycle, and for indicators it did not ask those imported from before the bot."""
    for field, value in (("ind:2.1", "2"), ("bud:2", "9750000"), ("push:2", "tidak ada"), ("early:3.1", "ya")):
        put(desk, field, value)
    finish(desk, FormStatus.DITERIMA)
    values = {"office_id": desk.office_id, "year": 2026, "quarter": 1, "code": "I-13", "value": Decimal(4)}
    desk.database.write_now(lambda tx: tx.execute(insert(EarlierFigure).values(values)))
    found = desk.database.read_now(lambda tx: sheets.build_sheets(tx, desk.office_id, 2026, 2))
    sheet = found[desk.form().unit_id]
    assert [sheet.row("2").spent_before, sheet.row("1").spent_before] == [9_750_000, None]
    assert [sheet.indicator("2.1").previous, *sheet.indicator("2.1").earlier] == [2, 2]
    assert [sheet.indicator("3.1").previous, sheet.indicator("3.1").target] == [4, 1]


def test_a_quarter_archived_meanwhile_is_taken_into_the_sheets(desk: FormDesk) -> None:
    """Two cycles ran at once; what the later one's sheets lacked is named until they know it, and corrections stay."""
    put(desk, "ind:2.1", "2")
    put(desk, "bud:2", "9750000")
    first = desk.cycle_id
    desk.start(2)
    second = desk.cycle_id
    desk.sheet(lambda sheet: with_budget(sheet, "2", Decimal(7)))

    def unknown(tx: Transaction) -> tuple[int, ...]:
        found = [form.sheet for form in forms.all_forms(tx, second)]
        return sheets.unknown_quarters(tx, desk.office_id, 2026, 2, found)

    def catch_up(tx: Transaction) -> bool:
        return sheets.catch_up(tx, desk.office_id, second, 2026, 2)

    assert desk.database.write_now(catch_up) is False
    assert desk.database.read_now(unknown) == (1,)
    desk.cycle_id = first
    finish(desk, FormStatus.DITERIMA)
    assert [desk.database.write_now(catch_up) for _ in range(2)] == [True, False]
    assert desk.database.read_now(unknown) == ()
    desk.cycle_id = second
    sheet = desk.form().sheet
    assert [sheet.row("2").spent_before, sheet.row("2").budget] == [9_750_000, 7]
    assert [sheet.indicator("2.1").previous, *sheet.indicator("2.1").earlier] == [2, 2]


def test_a_new_year_spends_from_nothing(desk: FormDesk) -> None:
    """The last quarter is still shown, but budgets and sums begin anew."""
    put(desk, "ind:2.1", "2")
    put(desk, "bud:2", "9750000")
    finish(desk, FormStatus.DITERIMA)

    def last_year(tx: Transaction) -> None:
        period = tx.execute(select(Cycle.period_id)).scalar_one()
        tx.execute(update(Period).where(Period.id == period).values(year=2025, quarter=4))

    desk.database.write_now(last_year)
    found = desk.database.read_now(lambda tx: sheets.build_sheets(tx, desk.office_id, 2026, 1))
    sheet = found[desk.form().unit_id]
    assert sheet.indicator("2.1").previous == 2
    assert sheet.indicator("2.1").earlier == ()
    assert sheet.row("2").spent_before is None


def test_forms_of_a_cycle_come_in_the_offices_order(desk: FormDesk) -> None:
    """As the recap and the Tanda Terima print them."""
    found = desk.database.read_now(lambda tx: forms.all_forms(tx, desk.cycle_id))
    assert [one.unit for one in found][:3] == [
        "Subbagian Program dan Keuangan",
        "Subbagian Umum dan Kepegawaian",
        "Seksi Pemerintahan",
    ]
    assert replace(found[2], answers={}) == replace(desk.form(), answers={})
    assert desk.database.read_now(lambda tx: cycles.load(tx, desk.cycle_id, lock=False)).form_ids[found[2].unit_id]
