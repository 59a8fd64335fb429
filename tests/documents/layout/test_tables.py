"""Tables: where figures stand, what a cell may hold, and what a tagged canvas is told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable, Paragraph

from bot.documents.layout.lettering import Side
from bot.documents.layout.tables import Grid, bold, centred, graded, ruled, text
from bot.documents.layout.text import NOTE, paragraph
from tests.documents.laid import boxes, laid, read

HEADER = ("No", "Uraian", "Nilai")
WIDTHS = (40.0, 240.0, 80.0)


class Mark(Flowable):
    """A drawing of a given height that cannot be split."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.width, self.height = 30, height

    def draw(self) -> None:
        """Draw a square."""
        self.canv.rect(0, 0, self.width, self.height)


def grid(*figures: str, width: float = 80.0, **looks: Any) -> Grid:
    """Return a table of one row a figure in its right column."""
    made = Grid(HEADER, (*WIDTHS[:2], width), right=(2,), **looks)
    for number, figure in enumerate(figures, 1):
        made.row([str(number), text("uraian"), figure])
    return made


def points(made: Grid, sign: str) -> list[float]:
    """Return the left edges of a sign on the first page, to a tenth of a point."""
    return [round(left, 1) for character, left, _ in boxes(laid([made.flowable()])) if character == sign]


def test_figures_meet_at_their_decimal_comma() -> None:
    """Whatever the number of decimals, commas stand below one another."""
    assert len(set(points(grid("91,4%", "1.000,25%", "7,125%"), ","))) == 1


def test_a_whole_number_ends_where_the_others_have_their_comma() -> None:
    """'100%' has its units digit above that of '91,4%'; a dash stands there, too."""
    made = grid("91,4%", "100%", "–")
    comma, dash = points(made, ","), points(made, "–")
    percent = points(made, "%")
    assert percent[1] == pytest.approx(comma[0], abs=0.2)
    assert percent[0] > percent[1] + 5
    assert dash[0] < comma[0]


def test_figures_without_decimals_stand_at_the_right_edge() -> None:
    """Nothing stays free where no figure has a comma."""
    edges = {round(right, 1) for sign, _, right in boxes(laid([grid("Rp100", "Rp2.500").flowable()])) if sign == "0"}
    assert max(edges) == pytest.approx(sum(WIDTHS) - 3, abs=0.3)


def test_a_total_meets_the_figures_above_it_though_it_is_bold() -> None:
    """Its comma stands below theirs."""
    made = grid("91,4%", "7,25%")
    made.total("Rata-rata", 2, ["88,5%"])
    assert len(set(points(made, ","))) == 1


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.decimals(0, 10**18, places=4), min_size=1, max_size=6),
    st.floats(20, 80),
    st.sampled_from(["Rp{}", "{}%", "-{}"]),
)
def test_no_figure_leaves_its_column(amounts: list[Any], width: float, form: str) -> None:
    """A figure too wide is set smaller, then on more lines; every digit is printed within the rules."""
    figures = [form.format(f"{amount:,f}".translate(str.maketrans(",.", ".,")).rstrip("0")) for amount in amounts]
    made = Grid(("Nilai",), (width,), right=(0,))
    for figure in figures:
        made.row([figure])
    content = laid([made.flowable()])
    found = [box for page in range(len(read(content))) for box in boxes(content, page)]
    assert all(left >= 2.5 and right <= width - 2.5 for sign, left, right in found if sign in "0123456789,.%")
    printed = "".join(read(content)).replace(" ", "").replace("Nilai", "")
    assert printed == "".join(figures)


def test_words_in_a_column_of_figures_lean_to_the_right_and_wrap() -> None:
    """What is no figure is a text."""
    content = laid([grid("tidak ditargetkan pada triwulan ini", "12,5").flowable()])
    assert max(right for _, _, right in boxes(content)) <= sum(WIDTHS) - 2.5
    assert "tidak ditargetkan pada triwulan ini" in read(content)[0]


@pytest.mark.parametrize(("first", "least"), [("left", 0), ("center", 10), ("right", 25)])
def test_the_first_column_leans_as_it_is_told(first: Side, least: float) -> None:
    """Numbers stand on the left, in the middle, or on the right of their column."""
    made = Grid(("No",), (40,), first=first)
    made.row(["7"])
    left = next(left for sign, left, _ in boxes(laid([made.flowable()])) if sign == "7")
    assert left >= least + 3


def test_a_cell_holds_text_drawings_or_several_things_at_once() -> None:
    """Drawings and lists stand beside plain text."""
    made = Grid(HEADER, WIDTHS, middle=True)
    made.row([centred("1"), [bold("nama"), paragraph("isi", NOTE, lead="Pemegang:")], Mark(12)])
    made.row(["", bold("tebal"), graded("Tinggi")])
    assert read(laid([made.flowable()])) == ["No Uraian Nilai 1 nama Pemegang: isi tebal Tinggi"]


def test_spaces_around_the_things_of_a_cell_are_kept_between_them() -> None:
    """Two notes in one cell stand apart as they would on the page."""
    notes: list[Flowable] = [paragraph("satu", NOTE), paragraph("dua", NOTE)]
    alone, both = Grid(("A",), (100,)), Grid(("A",), (100,))
    alone.row([notes[:1]])
    both.row([notes])
    heights = [made.flowable().wrap(100, 500)[1] for made in (alone, both)]
    assert heights[1] - heights[0] == pytest.approx(NOTE.leading + NOTE.spaceAfter)


def test_what_a_person_typed_is_never_markup() -> None:
    """Tags, brackets and backslashes are printed as they are, in every kind of cell."""
    hostile = r"</para><b>(\x)&amp;"
    made = grid(hostile)
    made.band(hostile)
    made.headed_row("1", hostile, 1, [text(hostile)])
    made.total(hostile, 2, [graded(hostile)])
    assert "".join(read(laid([made.flowable()]))).replace(" ", "").count(hostile) == 6


def test_empty_texts_are_empty_cells() -> None:
    """No text, no block."""
    assert text("") == ""
    assert centred("") == ""


def test_a_table_without_rows_says_so() -> None:
    """One sentence stands across the table."""
    made = Grid(HEADER, WIDTHS)
    made.nothing("Belum ada data yang direkap.")
    assert read(laid([made.flowable()])) == ["No Uraian Nilai Belum ada data yang direkap."]


def test_the_same_rows_make_the_same_bytes() -> None:
    """Nothing of the process reaches the file."""
    first, second = (laid([grid("91,4%", "x😀ŋ").flowable()]) for _ in range(2))
    assert first == second


def test_reading_order_is_cell_by_cell_and_row_by_row() -> None:
    """Wrapped words are not run together, and a row ends before the next begins."""
    made = Grid(HEADER, (40, 60, 40), right=(2,))
    for number in (1, 2):
        made.row([str(number), text("Fasilitasi administrasi tata pemerintahan desa"), f"{number},5"])
    row = "{0} Fasilitasi administrasi tata pemerintahan desa {0},5"
    assert read(laid([made.flowable()])) == [f"No Uraian Nilai {row.format(1)} {row.format(2)}"]


class Recorder:
    """Writes down the structure that a table tells of itself."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.told: list[str] = []
        self.keys: set[tuple[str, object]] = set()
        self.spans: list[int] = []

    def begin(self, tag: str, *, key: object = None, span: int = 1) -> None:
        """Note an element below those that are open."""
        self.open.append(tag)
        self.told.append("/".join(self.open))
        self.spans.append(span)
        if key is not None:
            self.keys.add((tag, key))

    def artifact(self) -> None:
        """Note what is no content."""
        self.open.append("Artifact")
        self.told.append("/".join(self.open))

    def end(self) -> None:
        """Close the last element."""
        self.open.pop()


def test_a_tagged_canvas_is_told_tables_rows_and_cells() -> None:
    """Headings and cells are named within their rows; shades and rules are no content."""
    tags = Recorder()
    made = grid("1")
    made.band("Program")
    laid([made.flowable()], tags)
    headings, cells = ["Table/TR/TH"] * 3, ["Table/TR/TD"] * 3
    assert tags.told == [
        "Artifact", "Table", "Table/TR", *headings, "Table/TR", *cells, "Table/TR", "Table/TR/TD", "Artifact"
    ]  # fmt: skip
    assert tags.spans[-1] == 3
    assert tags.open == []


def test_a_table_over_pages_is_one_element_and_its_repeated_heading_is_no_content() -> None:
    """The key is the same on every page; a screen reader hears the heading once."""
    tags = Recorder()
    content = laid([grid(*map(str, range(60))).flowable()], tags)
    pages = len(read(content))
    assert pages > 3
    assert tags.told.count("Table") == pages
    assert len(tags.keys) == 1
    assert tags.told.count("Table/TR/TH") == 3
    assert tags.told.count("Table/Artifact") == pages - 1
    assert tags.told.count("Table/TR/TD") == 180


def test_a_row_over_pages_is_one_row() -> None:
    """The rest of a row that a page cut goes on with the same row and the same cells."""
    tags = Recorder()
    made = grid("1")
    made.row(["2", text("kata " * 1000), "3"])
    pages = len(read(laid([made.flowable()], tags)))
    assert pages > 2
    assert tags.told.count("Table/TR") == 2 + pages
    assert sorted(tag for tag, _ in tags.keys) == ["TD", "TD", "TD", "TR", "Table"]


def test_the_commands_for_other_tables_rule_cut_rows_too() -> None:
    """A box that a page cuts is closed on both."""
    assert {command[0] for command in ruled(0.6)} == {"GRID", "LINEBELOW", "LINEABOVE"}


def test_a_paragraph_may_stand_alone_in_a_cell() -> None:
    """Callers that need markup of their own still give paragraphs."""
    made = Grid(("A",), (100,))
    cell = paragraph("isi", NOTE)
    assert isinstance(cell, Paragraph)
    made.row([cell])
    assert read(laid([made.flowable()])) == ["A isi"]
