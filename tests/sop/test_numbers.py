"""Figures as officials type them: what is understood, and with which reason the rest is refused."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.sop.numbers import LARGEST, LONGEST, NumberFault, NumberProblem, ParsedNumber, parse_money, parse_number


def indonesian(value: Decimal) -> str:
    """Format a figure as Indonesian documents print it."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


def fault(text: str, unit: str = "", *, whole: bool = False) -> NumberFault:
    """Return the code with which the figure is refused."""
    with pytest.raises(NumberProblem) as caught:
        parse_number(text, unit=unit, whole=whole)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", "12"),
        ("1234", "1234"),
        ("0", "0"),
        ("007", "7"),
        ("1,5", "1.5"),
        ("0,25", "0.25"),
        ("1234,5", "1234.5"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567"),
        ("2,0", "2"),
        ("  12  ", "12"),
        ("\u00a012\u202f", "12"),
        ("12\u200b", "12"),
        ("Rp 9.750.000", "9750000"),
        ("Rp9.750.000,00", "9750000"),
        ("rp. 9.750.000,-", "9750000"),
        ("Rp\u00a05000,--", "5000"),
        ("5000 rupiah", "5000"),
        ("50%", "50"),
        ("50 %", "50"),
        ("50,5 Persen", "50.5"),
        ("9,75 juta", "9750000"),
        ("9,75JT", "9750000"),
        ("12 ribu", "12000"),
        ("12rb", "12000"),
        ("Rp1,2 miliar rupiah", "1200000000"),
        ("2 milyar", "2000000000"),
        ("0,0005 ribu", "0.5"),
        ("999.999.999.999.999", "999999999999999"),
    ],
)
def test_a_figure_in_indonesian_notation_is_understood(text: str, expected: str) -> None:
    """Dots group thousands, a comma begins decimals, and the usual words around a figure are tolerated."""
    assert str(parse_number(text).value) == expected


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (" 2 Dokumen", "Dokumen"),
        ("2dokumen", "Dokumen"),
        ("2 Lembaga  Kemasyarakatan", "Lembaga Kemasyarakatan"),
        ("2 orang/bulan", "Orang/bulan"),
        ("2", "Dokumen"),
        ("2 %", "%"),
        ("2%", "Persen"),
        ("2 persen", "Nilai (%)"),
        ("2 Rp", "Rp"),
    ],
)
def test_the_indicators_own_unit_is_tolerated(text: str, unit: str) -> None:
    """Officials may write the satuan behind the figure, in any case."""
    assert parse_number(text, unit=unit) == ParsedNumber(Decimal(2))


@pytest.mark.parametrize("text", ["1.234", "12.345", "Rp 1.234", "1,234", "1.234 juta"])
def test_one_separator_before_three_digits_is_flagged(text: str) -> None:
    """A figure that another notation reads otherwise is understood the Indonesian way, and flagged."""
    assert parse_number(text).ambiguous


def test_a_lone_dot_separates_thousands() -> None:
    """'1.234' is one thousand two hundred thirty-four, '1,234' a little more than one."""
    assert [parse_number(text).value for text in ("1.234", "1,234")] == [Decimal(1234), Decimal("1.234")]


@pytest.mark.parametrize("text", ["1234", "1.234.567", "1.234,5", "1,5", "0,125"])
def test_a_figure_with_one_reading_is_not_flagged(text: str) -> None:
    """Nothing needs a second look where only one reading is possible."""
    assert not parse_number(text).ambiguous


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u00a0", "\u200b"])
def test_an_empty_text_is_no_zero(text: str) -> None:
    """Blank input is refused as empty, never read as 0."""
    assert fault(text) is NumberFault.KOSONG


@pytest.mark.parametrize(
    "text",
    ["1.23", "1.2345", "12.34.567", "1234.567", "0.123", "1,234,567", "1,234.56", "1..234", "12.", "1,2,3", "1 234"],
)
def test_unclear_separators_are_refused(text: str) -> None:
    """Separators that fit no Indonesian figure are never guessed at."""
    assert fault(text) is NumberFault.RIBUAN_TIDAK_JELAS


@pytest.mark.parametrize(
    "text",
    [
        "dua", "Dokumen", "Rp", "%", "-", ",5", ".", "1e5", "NaN", "Infinity", "∞", "١٢", "１２", "²", "½", "Ⅻ",
        "1_000", "0x10", "5-6", "1/2", "(5)", "+5", "5 5a", "50%%", "<b>5</b>", "5 juta juta", "5 per\u017fen",
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused(text: str) -> None:
    """Words, foreign digits and notations of programs are no figures."""
    assert fault(text, unit="Dokumen") is NumberFault.BUKAN_ANGKA


@pytest.mark.parametrize("text", ["-5", "- 5", "−5", "–5", "Rp-5", "-Rp 5.000", "-0,5 Dokumen"])
def test_a_negative_figure_is_named_as_such(text: str) -> None:
    """A minus in any typography is refused by its own code."""
    assert fault(text, unit="Dokumen") is NumberFault.NEGATIF


@pytest.mark.parametrize("text", ["50%", "50 persen", "Rp 50", "50 rupiah", "50,-"])
def test_another_unit_than_the_asked_one_is_refused(text: str) -> None:
    """Per cent or rupiah, where documents are counted, would be taken for a count."""
    assert fault(text, unit="Dokumen") is NumberFault.SATUAN_LAIN


def test_per_cent_is_no_money() -> None:
    """A budget figure given in per cent is refused."""
    with pytest.raises(NumberProblem) as caught:
        parse_money("20%")
    assert caught.value.code is NumberFault.SATUAN_LAIN


def test_a_fraction_is_refused_where_whole_numbers_are_counted() -> None:
    """One and a half documents is refused, two point nought is two."""
    assert fault("1,5", whole=True) is NumberFault.PECAHAN
    assert str(parse_number("2,00", whole=True).value) == "2"


def test_more_decimals_than_are_kept_are_refused() -> None:
    """A fifth decimal is refused rather than rounded; the bound goes along for the sentence."""
    assert parse_number("0,12340").value == Decimal("0.1234")
    with pytest.raises(NumberProblem) as caught:
        parse_number("0,12345")
    assert (caught.value.code, caught.value.limit) == (NumberFault.TERLALU_RINCI, Decimal(4))


@pytest.mark.parametrize("text", ["1.000.000.000.000.000", "9" * LONGEST, "1000000 miliar"])
def test_an_absurdly_large_figure_is_refused(text: str) -> None:
    """A figure above the bound is refused, with the bound."""
    with pytest.raises(NumberProblem) as caught:
        parse_number(text)
    assert (caught.value.code, caught.value.limit) == (NumberFault.TERLALU_BESAR, LARGEST)


def test_the_bound_is_the_callers() -> None:
    """An indicator's own bound is kept, and reaching it is allowed."""
    assert parse_number("10", largest=Decimal(10)).value == 10
    with pytest.raises(NumberProblem):
        parse_number("10,1", largest=Decimal(10))


def test_a_story_is_no_figure() -> None:
    """A text too long for any figure is refused before it is looked at, with the longest allowed."""
    with pytest.raises(NumberProblem) as caught:
        parse_number("1" * (LONGEST + 1))
    assert (caught.value.code, caught.value.limit) == (NumberFault.TERLALU_PANJANG, Decimal(LONGEST))


def test_a_refusal_repeats_what_was_typed() -> None:
    """The sentence to the official can quote his figure without stray spaces."""
    with pytest.raises(NumberProblem, match="ribuan_tidak_jelas") as caught:
        parse_number("\u00a0 1.23  Dokumen ", unit="Dokumen")
    assert caught.value.typed == "1.23 Dokumen"


@pytest.mark.parametrize("text", ["9750000", "Rp9.750.000", "Rp 9.750.000,00", "9,75 juta", "9.750 ribu", "9750000,-"])
def test_money_is_whole_rupiah(text: str) -> None:
    """An amount may be written in many ways and is one whole figure."""
    assert str(parse_money(text).value) == "9750000"


def test_sen_are_refused() -> None:
    """Budgets are kept in whole rupiah."""
    with pytest.raises(NumberProblem) as caught:
        parse_money("Rp9.750.000,50")
    assert caught.value.code is NumberFault.PECAHAN


def test_the_bound_of_an_amount_is_the_callers() -> None:
    """An amount above the bound is refused."""
    with pytest.raises(NumberProblem) as caught:
        parse_money("Rp 101", largest=Decimal(100))
    assert caught.value.code is NumberFault.TERLALU_BESAR


@given(st.decimals(min_value=0, max_value=LARGEST, places=4) | st.integers(0, int(LARGEST)).map(Decimal))
@example(Decimal("1234.5000"))
def test_a_printed_figure_reads_back(value: Decimal) -> None:
    """Whatever the documents print can be typed again, with its unit, and is the same figure."""
    assert parse_number(indonesian(value)).value == value
    assert parse_number(f"{indonesian(value)} Laporan", unit="Laporan").value == value


@given(st.integers(0, int(LARGEST)))
def test_a_printed_amount_reads_back(value: int) -> None:
    """Money as it is printed can be typed again."""
    assert parse_money(f"Rp{indonesian(Decimal(value))}").value == value


@given(st.text(max_size=40) | st.text("0123456789., -%RpjutaE", max_size=20))
def test_any_text_is_a_figure_or_a_named_problem(text: str) -> None:
    """Nothing that can be typed breaks the reader, and what it returns is never negative nor beyond the bounds."""
    with suppress(NumberProblem):
        value = parse_number(text).value
        assert 0 <= value <= LARGEST
        assert value == round(value, 4)
