"""Indicators as the papers print them: what stands where there is no capaian, and why."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.documents.models.figures import IndicatorRow
from bot.services.papers.figures import indicator
from bot.sop.achievement import NegativeFormula, Polarity
from bot.sop.forms import Given
from bot.sop.results import Grading, evaluate
from bot.sop.sheet import IndicatorLine, Sheet, SheetRow

LINE = IndicatorLine(key="1.1", code="I-1", name="Jumlah laporan", measure="Laporan", target=Decimal(2))
NEGATIVE = replace(LINE, polarity=Polarity.TURUN, formula=NegativeFormula.B)


def printed(line: IndicatorLine, realised: str | None, **more: str) -> IndicatorRow:
    """An indicator with this realisasi as a paper prints it."""
    answers = {key.replace("_", ":", 1).replace("_", "."): Given(value) for key, value in more.items()}
    if realised is not None:
        answers["ind:1.1"] = Given(realised, "Ada alasannya.")
    sheet = Sheet(rows=(SheetRow(key="1", code="1.01", name="Rapat", indicators=(line,)),))
    return indicator(evaluate(sheet, answers, Grading()).rows[0].indicators[0], (2026, 1))


def test_a_capaian_is_printed_with_its_predikat() -> None:
    """And the note that was given with it."""
    row = printed(LINE, "2")
    assert (row.achievement, row.rating, row.absent, row.note) == (Decimal(100), "Sangat Tinggi", "", "Ada alasannya.")
    assert row.direction == "positif"


@pytest.mark.parametrize(
    ("line", "realised", "why"),
    [
        (replace(LINE, target=Decimal(0)), "1", "capaian tidak dapat dihitung karena target 0"),
        (NEGATIVE, "0", "capaian tidak dapat dihitung karena realisasi 0"),
        (LINE, "-1", "capaian tidak dapat dihitung dari angka negatif"),
    ],
)
def test_what_cannot_be_computed_says_why(line: IndicatorLine, realised: str, why: str) -> None:
    """Beside what the officer wrote."""
    row = printed(line, realised)
    assert row.absent == "tidak dapat dihitung"
    assert row.note == f"Ada alasannya.; {why}"


def test_a_realisation_before_its_target_is_told_apart() -> None:
    """It is not targeted this quarter, and was realised early."""
    row = printed(replace(LINE, target=None), "1", early_1_1="ya")
    assert (row.absent, row.realisation) == ("tidak ditargetkan TW I", Decimal(1))
    assert row.note.endswith("realisasi lebih awal dari target")


def test_a_negative_indicator_names_its_formula() -> None:
    """A and B give different figures."""
    assert printed(NEGATIVE, "1").direction == "negatif B"
    row = printed(replace(NEGATIVE, formula=NegativeFormula.A), "1")
    assert (row.direction, row.achievement) == ("negatif A", Decimal(150))


def test_what_is_not_answered_yet_has_no_word() -> None:
    """The recap leaves it open."""
    row = printed(LINE, None)
    assert (row.absent, row.achievement, row.note) == ("", None, "")
