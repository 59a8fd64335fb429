"""What officials answer by themselves: plausible figures that the bot reads, the same at each play."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.autopilot.answers import NOTHING, Dice, answer, mended, realised, reason, spent
from bot.sop.achievement import Polarity
from bot.sop.answers import SHORTEST, read
from bot.sop.forms import Field, Topic
from bot.sop.sheet import IndicatorLine, SheetRow

FIGURES = st.decimals("0.01", "99999999", places=2)
WHOLE = st.integers(0, 9999).map(Decimal)
SEEDS = st.text(max_size=5).map(Dice)


def line(
    target: Decimal | None, *, measure: str = "Laporan", whole: bool = True, polarity: Polarity = Polarity.NAIK
) -> IndicatorLine:
    """An indicator with a target."""
    return IndicatorLine(
        key="1.1", code="I", name="Laporan", measure=measure, whole=whole, target=target, polarity=polarity
    )


def row(budget: Decimal | None, before: Decimal | None = None, ledger: Decimal | None = None) -> SheetRow:
    """A sub kegiatan with its money."""
    return SheetRow(key="1", code="1", name="Kegiatan", budget=budget, spent_before=before, ledger=ledger)


@given(WHOLE, SEEDS, st.sampled_from(Polarity))
def test_a_whole_realisasi_is_near_its_target(target: Decimal, dice: Dice, polarity: Polarity) -> None:
    """A whole number, never negative, at most twice the target, and read by the bot as it is meant."""
    asked = line(target, polarity=polarity)
    figure = realised(asked, dice)
    assert figure == int(figure)
    assert 0 <= figure <= 2 * target
    typed = answer(Field(Topic.REALISED, None, asked), 1, dice)
    assert Decimal(read(Field(Topic.REALISED, None, asked), typed).value) == figure


@given(FIGURES, SEEDS)
def test_a_percentage_stays_below_a_hundred(target: Decimal, dice: Dice) -> None:
    """No percentage above 100 needs a reason that nobody has."""
    assert 0 <= realised(line(target, measure="Persen", whole=False), dice) <= 100


@given(SEEDS)
def test_an_index_may_fall_short_or_go_a_little_beyond(dice: Dice) -> None:
    """What is counted in fractions lies around its target, with two decimals at most."""
    figure = realised(line(Decimal(90), measure="Indeks", whole=False), dice)
    assert Decimal("81.9") <= figure <= 180
    assert figure == round(figure, 2)


@pytest.mark.parametrize(("target", "figure"), [(None, 1), (Decimal(0), 0)])
def test_without_a_target_there_is_one_or_none(target: Decimal | None, figure: int) -> None:
    """What is realised before its time is one; of what must not happen there is none."""
    assert realised(line(target), Dice("")) == figure


@given(st.none() | FIGURES, st.none() | FIGURES, st.integers(1, 4), SEEDS)
def test_spending_never_exceeds_the_pagu_nor_falls(
    budget: Decimal | None, before: Decimal | None, quarter: int, dice: Dice
) -> None:
    """Cumulative spending stays within the pagu and at least at what was spent before."""
    figure = spent(row(budget, before), quarter, dice)
    assert figure >= (before or 0)
    assert budget is None or figure <= max(budget, before or Decimal(0))


def test_the_treasurers_figure_counts() -> None:
    """Where the treasurer has a figure, it is that one."""
    assert answer(Field(Topic.SPENT, row(Decimal(100), ledger=Decimal(7))), 1, Dice("")) == "7"


@given(st.sampled_from([Topic.PUSH, Topic.BLOCK, Topic.FOLLOW, Topic.IDLE]), SEEDS)
def test_sentences_are_long_enough(topic: Topic, dice: Dice) -> None:
    """Each answer in words is one that the bot accepts, or 'tidak ada' where that is an answer."""
    text = answer(Field(topic, row(None)), 1, dice)
    assert len(text) >= SHORTEST or (text == NOTHING and topic is Topic.BLOCK)
    assert len(reason("1", dice)) >= SHORTEST


def test_an_arahan_is_followed() -> None:
    """A directed realisasi becomes the target, another figure is given anew, a sentence says that it was mended."""
    dice, about = Dice("benih"), row(Decimal(1000))
    assert mended(Field(Topic.REALISED, about, line(Decimal(4))), 1, "Bapak Sekretaris", dice) == "4"
    assert mended(Field(Topic.REALISED, about, line(None)), 1, "Bapak Sekretaris", dice) == "1"
    assert mended(Field(Topic.SPENT, about), 1, "Bapak Sekretaris", dice) == "0"
    assert mended(Field(Topic.PUSH, about), 1, "Bapak Sekretaris", dice).startswith("Sesuai arahan Bapak Sekretaris")


def test_the_same_seed_gives_the_same_answers() -> None:
    """Whoever plays again sees the same; another seed gives others."""
    options = range(1000)
    assert Dice("a").pick(options, "x") == Dice("a").pick(options, "x") != Dice("b").pick(options, "x")
