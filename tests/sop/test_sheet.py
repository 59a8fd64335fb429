"""The cycle's own copy of what a unit reports, and its corrections at step 2."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.sop.errors import Refusal
from bot.sop.sheet import Sheet, from_plain, to_plain, with_budget, with_ledger, with_target, without_row
from tests.sop.form_sheets import IKM, SHEET


def test_a_sheet_survives_its_way_through_json() -> None:
    """Figures stay exact and words stay words."""
    assert from_plain(to_plain(SHEET)) == SHEET
    earlier = replace(IKM, earlier=(Decimal("1.50"), None))
    assert from_plain(to_plain(Sheet(rows=(), iku=(earlier,)))).iku == (earlier,)


def test_a_row_can_be_dropped_for_this_cycle() -> None:
    """The others keep their keys."""
    assert [row.key for row in without_row(SHEET, "2").rows] == ["1", "3"]


def test_the_last_row_cannot_be_dropped() -> None:
    """A form reports at least one thing; an IKU is enough."""
    only = Sheet(rows=SHEET.rows[:1])
    with pytest.raises(Refusal, match="baris_terakhir"):
        without_row(only, "1")
    assert without_row(replace(only, iku=SHEET.iku), "1").rows == ()


def test_figures_are_corrected_by_key() -> None:
    """Pagu, the treasurer's figure and targets, an IKU's included."""
    assert with_budget(SHEET, "2", Decimal(5)).row("2").budget == 5
    assert with_ledger(SHEET, "1", Decimal(7)).row("1").ledger == 7
    assert with_target(SHEET, "1.1", Decimal(3)).indicator("1.1").target == 3
    assert with_target(SHEET, "iku1", None).indicator("iku1").target is None
    assert with_target(SHEET, "1.1", Decimal(3)).row("1").indicators[1] == SHEET.rows[0].indicators[1]


def test_an_unknown_key_is_refused() -> None:
    """A forged button changes nothing."""
    for change in (with_budget, with_target):
        with pytest.raises(Refusal, match="baris_tidak_ada"):
            change(SHEET, "9", None)


def test_a_sheet_runs_while_anything_can_be_collected() -> None:
    """A running row or a targeted IKU is enough."""
    idle = Sheet(rows=SHEET.rows[2:])
    assert SHEET.runs
    assert not idle.runs
    assert replace(idle, iku=SHEET.iku).runs
