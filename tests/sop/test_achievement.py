"""Capaian, predikat, serapan and year-to-date figures, on the numbers of the reporting guides."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sop.achievement import (
    PERMENDAGRI_86_2017,
    NegativeFormula,
    NotComputable,
    Polarity,
    Predicate,
    YearMethod,
    absorption,
    achievement,
    capped,
    mean,
    year_to_date,
)

NAIK, TURUN = Polarity.NAIK, Polarity.TURUN
A, B = NegativeFormula.A, NegativeFormula.B
FIGURES = st.decimals(min_value=0, max_value=10**12, places=4)


def decimals(*texts: str) -> list[Decimal | None]:
    """Turn texts into figures; an empty text is a missing figure."""
    return [Decimal(text) if text else None for text in texts]


@pytest.mark.parametrize(
    ("realised", "by_a", "by_b"),
    [("5", "150", "200"), ("15", "50", "66.67"), ("25", "-50", "40"), ("10", "100", "100")],
)
def test_a_negative_indicator_follows_its_formula(realised: str, by_a: str, by_b: str) -> None:
    """With a target of 10, formulas A and B give the capaian that the guides print."""
    found = [achievement(Decimal(10), Decimal(realised), TURUN, formula).value for formula in (A, B)]
    assert [value and round(value, 2) for value in found] == decimals(by_a, by_b)


@pytest.mark.parametrize(
    ("target", "realised", "expected"),
    [("2", "2", "100"), ("2", "1", "50"), ("2", "20", "1000"), ("8", "1", "12.5"), ("4", "0", "0")],
)
def test_a_positive_indicator_is_realised_over_target(target: str, realised: str, expected: str) -> None:
    """A positive indicator's capaian is R/T × 100, above 100 too."""
    assert achievement(Decimal(target), Decimal(realised), NAIK).value == Decimal(expected)


def test_formula_a_is_taken_unless_another_is_named() -> None:
    """A negative indicator without a formula of its own is computed by A."""
    assert achievement(Decimal(10), Decimal(5), TURUN) == achievement(Decimal(10), Decimal(5), TURUN, A)


@pytest.mark.parametrize(
    ("target", "realised", "polarity", "formula", "reason"),
    [
        ("", "3", NAIK, A, NotComputable.TARGET_KOSONG),
        ("", "", TURUN, A, NotComputable.TARGET_KOSONG),
        ("3", "", NAIK, A, NotComputable.REALISASI_KOSONG),
        ("0", "0", NAIK, A, NotComputable.TARGET_NOL),
        ("0", "3", NAIK, A, NotComputable.TARGET_NOL),
        ("0", "3", TURUN, A, NotComputable.TARGET_NOL),
        ("0", "3", TURUN, B, NotComputable.TARGET_NOL),
        ("10", "0", TURUN, B, NotComputable.REALISASI_NOL),
        ("-1", "3", NAIK, A, NotComputable.NILAI_NEGATIF),
        ("1", "-3", TURUN, B, NotComputable.NILAI_NEGATIF),
    ],
)
def test_what_cannot_be_computed_says_why(
    target: str, realised: str, polarity: Polarity, formula: NegativeFormula, reason: NotComputable
) -> None:
    """A capaian that no formula yields is no number but a reason."""
    figures = decimals(target, realised)
    found = achievement(figures[0], figures[1], polarity, formula)
    assert (found.value, found.reason) == (None, reason)


@pytest.mark.parametrize("formula", [A, B])
def test_a_negative_indicator_kept_at_zero_counts_in_full(formula: NegativeFormula) -> None:
    """No case where none was allowed is a capaian of 100, by either formula."""
    found = achievement(Decimal(0), Decimal(0), TURUN, formula)
    assert (found.value, found.reason) == (Decimal(100), None)
    assert found.formula_text == "T = 0 dan R = 0, capaian 100"


def test_formula_a_rewards_zero_with_two_hundred() -> None:
    """A realisasi of 0 against a target of 10 is 200 by formula A."""
    assert achievement(Decimal(10), Decimal(0), TURUN, A).value == 200


def test_the_formula_used_is_named() -> None:
    """Every capaian carries the formula that the documents print beside it."""
    ten = Decimal(10)
    texts = [achievement(ten, ten, *kind).formula_text for kind in ((NAIK, B), (TURUN, A), (TURUN, B))]
    assert texts == ["R / T × 100", "(2T − R) / T × 100", "T / R × 100"]


@given(FIGURES.filter(bool), FIGURES)
def test_capaian_is_exact_to_the_figures_it_came_from(target: Decimal, realised: Decimal) -> None:
    """Going back from an unrounded capaian yields the realisasi that was typed."""
    value = achievement(target, realised, NAIK).value
    assert value is not None
    assert round(value * target / 100, 4) == realised


def test_a_quotient_is_not_cut_where_documents_could_show_it() -> None:
    """A third keeps far more digits than any document prints."""
    value = achievement(Decimal(3), Decimal(1), NAIK).value
    assert str(value) == "33." + "3" * 48


@pytest.mark.parametrize(
    ("value", "cap", "floor", "expected"),
    [("150", None, None, "150"), ("150", "120", "0", "120"), ("-50", "120", "0", "0"), ("-50", "100", None, "-50")],
)
def test_cap_and_floor_bound_a_value(value: str, cap: str | None, floor: str | None, expected: str) -> None:
    """A cap and a floor hold only where they are configured."""
    bounds = (None if bound is None else Decimal(bound) for bound in (cap, floor))
    assert capped(Decimal(value), *bounds) == Decimal(expected)


def test_the_mean_leaves_out_what_is_missing() -> None:
    """An indicator without a capaian weighs nothing, rather than counting as 0."""
    assert mean(decimals("100", "", "50")) == 75


def test_the_mean_counts_a_negative_capaian_as_zero() -> None:
    """Formula A may fall below 0, which pulls the mean no lower than 0 unless the floor is lifted."""
    values = decimals("-50", "100")
    assert [mean(values), mean(values, floor=None)] == decimals("50", "25")


def test_the_mean_is_capped_only_when_configured() -> None:
    """A capaian of 1.000 counts in full by default and as 120 under a cap of 120."""
    values = decimals("1000", "100")
    assert [mean(values), mean(values, cap=Decimal(120))] == decimals("550", "110")


def test_a_mean_of_nothing_is_nothing() -> None:
    """Where no indicator has a capaian there is no mean."""
    assert mean(decimals("", "")) is None


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("200", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.999", "Tinggi"),
        ("90.5", "Tinggi"),
        ("76", "Tinggi"),
        ("75.99", "Sedang"),
        ("66", "Sedang"),
        ("65", "Rendah"),
        ("51", "Rendah"),
        ("50.99", "Sangat Rendah"),
        ("-50", "Sangat Rendah"),
    ],
)
def test_predikat_is_taken_on_the_unrounded_value(value: str, label: str) -> None:
    """Each label of Permendagri 86/2017 begins exactly at its bound."""
    assert PERMENDAGRI_86_2017.of(Decimal(value)) == label


def test_without_a_capaian_there_is_no_predikat() -> None:
    """A missing value gets no label, not the lowest one."""
    assert PERMENDAGRI_86_2017.of(None) is None


def test_bounds_of_predikat_must_fall() -> None:
    """Bands out of order are refused when they are configured."""
    with pytest.raises(ValueError, match="menurun"):
        Predicate(((Decimal(50), "Cukup"), (Decimal(50), "Baik")), "Kurang")


@pytest.mark.parametrize(
    ("pagu", "spent", "expected"),
    [("48500000", "9700000", "20"), ("100", "125", "125"), ("0", "0", ""), ("", "5", ""), ("5", "", "")],
)
def test_serapan_is_spent_over_pagu(pagu: str, spent: str, expected: str) -> None:
    """Serapan is a per cent of the pagu, above 100 too, and none without a pagu."""
    assert [absorption(*decimals(pagu, spent))] == decimals(expected)


@pytest.mark.parametrize(
    ("quarters", "method", "expected"),
    [
        (("2", "1", "3"), YearMethod.JUMLAH, "6"),
        (("2", "", "3"), YearMethod.JUMLAH, "5"),
        (("88.5", "90.25", ""), YearMethod.POSISI_AKHIR, "90.25"),
        (("80", "", "90"), YearMethod.RATA_RATA, "85"),
        (("", ""), YearMethod.JUMLAH, ""),
        ((), YearMethod.POSISI_AKHIR, ""),
    ],
)
def test_the_year_so_far_follows_the_indicators_method(
    quarters: tuple[str, ...], method: YearMethod, expected: str
) -> None:
    """Counts are summed, percentages take the last reported quarter, and a missing quarter is not 0."""
    assert [year_to_date(decimals(*quarters), method)] == decimals(expected)
