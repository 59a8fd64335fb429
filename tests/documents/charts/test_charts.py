"""Charts as they are drawn: they break between bars, cut what is too long, and draw a sign where there is no bar."""

from __future__ import annotations

from decimal import Decimal

import pytest
from reportlab.platypus import PageBreak

from bot.documents.charts.bars import Bar, BarChart, caption, key, told
from bot.documents.charts.shapes import LATE, PLAIN, SECOND, Mark
from bot.documents.layout.labels import breadth, clipped
from tests.documents.laid import WIDTH, laid, read


def bars(count: int) -> list[Bar]:
    """So many bars, the n-th of n percent."""
    return [Bar(label=f"Baris {one}", value=Decimal(one), caption=f"{one}%") for one in range(1, count + 1)]


def test_a_long_chart_goes_on_on_the_next_page() -> None:
    """No bar is parted, each is drawn once, and every page has the axis."""
    sheets = read(laid([BarChart(bars(40), WIDTH)]))
    assert len(sheets) > 2
    for one in range(1, 41):
        assert sum(f"Baris {one} " in f"{sheet} " for sheet in sheets) == 1
    assert all("100% (target)" in sheet for sheet in sheets)


def test_a_chart_leaves_no_single_bar_at_the_foot_of_a_page() -> None:
    """Two of them at least; what fits is not parted at all."""
    chart = BarChart(bars(3), WIDTH)
    assert chart.split(WIDTH, 35) == []
    assert chart.split(WIDTH, 1000) == []
    assert len(chart.split(WIDTH, chart.height - 1)) == 2


def test_a_chart_of_one_bar_is_never_parted() -> None:
    """It moves to the next page."""
    assert BarChart(bars(1), WIDTH).split(WIDTH, 5) == []


@pytest.mark.parametrize("rank", [0, 1, 2, 3, 4, 99, PLAIN, LATE, SECOND])
def test_every_look_can_be_drawn(rank: int) -> None:
    """A predikat beyond the palette, too."""
    assert "200%" in read(laid([BarChart([Bar(label="A", value=Decimal(200), caption="200%", rank=rank)], WIDTH)]))[0]


@pytest.mark.parametrize("mark", Mark)
def test_every_mark_is_drawn_and_named(mark: Mark) -> None:
    """No font has a sign for it, so none is printed as a character."""
    chart = BarChart([Bar(label="Tanpa batang", value=None, caption="–", mark=mark)], WIDTH)
    text = read(laid([chart, key([(mark, mark.value), (0, "Sangat Tinggi")], WIDTH)]))[0]
    assert mark.value in text
    assert "?" not in text


def test_a_bar_may_have_a_mark_beside_it() -> None:
    """Late, and yet of some length; or of none."""
    both = [Bar(label=str(one), value=Decimal(one), caption="", mark=Mark.WARNING) for one in (-5, 50)]
    assert "50" in read(laid([BarChart([*both, Bar(label="Kosong", value=None, caption="")], WIDTH)]))[0]


def test_a_key_has_as_many_lines_as_it_needs() -> None:
    """Five entries a line; none is an empty one."""
    entries = [(one, f"Predikat {one}") for one in range(7)]
    text = read(laid([key(entries, WIDTH), PageBreak(), key((), WIDTH)]))
    assert all(f"Predikat {one}" in text[0] for one in range(7))


def test_a_caption_says_value_and_word() -> None:
    """Either, both, or a dash."""
    assert caption(Decimal("91.44"), "Sangat Tinggi") == "91,4%\nSangat Tinggi"
    assert caption(None, "belum tersedia") == "belum tersedia"
    assert caption(None, "") == "–"


def test_a_chart_is_told_by_its_ends_and_its_gaps() -> None:
    """One bar has no ends, nor have bars that are printed alike; long names are cut."""
    some = [*bars(3), Bar(label="x", value=None, caption="")]
    assert told(some) == "Tertinggi 3% (Baris 3). Terendah 1% (Baris 1). Tanpa nilai: 1 dari 4."
    assert told(bars(1)) == "Nilainya 1% (Baris 1)."
    alike = [Bar(label=one, value=Decimal(one), caption="") for one in ("20.61", "20.63")]
    assert told([bars(1)[0]] * 2) == "Semua nilai sama, yaitu 1%."
    assert told(alike) == "Semua nilai sama, yaitu 20,6%."
    assert told([]) == ""
    assert told([Bar(label="kata " * 50, value=Decimal(1), caption="")]).endswith("kata…).")


def test_what_is_cut_ends_with_an_ellipsis_within_its_width() -> None:
    """Whatever its length; an empty text has no line."""
    lines = clipped("Pertanggungjawaban " * 100, "Sans", 10, 120, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(breadth(line, "Sans", 10) <= 120 for line in lines)
    assert clipped("", "Sans", 10, 120, 2) == []
    assert clipped("Dua kata", "Sans", 10, 120, 2) == ["Dua kata"]


def test_borrowed_and_missing_characters_are_set_in_charts() -> None:
    """A letter of the other face is borrowed; one that no face has prints as '?'."""
    assert "Ω dan ?" in read(laid([BarChart([Bar(label="Ω dan 例", value=None, caption="")], WIDTH)]))[0]
