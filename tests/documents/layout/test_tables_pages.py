"""Tables over pages: where they break, what stays together, and that every cell is printed exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable, Spacer
from reportlab.platypus.doctemplate import LayoutError

from bot.documents.layout.rows import Letters, Row
from bot.documents.layout.ruled import Ruled
from bot.documents.layout.tables import Grid, bold, centred, text
from bot.documents.layout.text import NOTE, paragraph
from tests.documents.laid import HEIGHT, WIDTH, laid, read
from tests.documents.layout.test_tables import Mark

HEADER = ("Nomor", "Uraian", "Catatan")
WIDTHS = (60.0, 200.0, 140.0)
LONG = "kata " * 900 + "tamat"


def rows(count: int, cell: str = "uraian singkat") -> Grid:
    """Return a table of so many rows, each with its number."""
    made = Grid(HEADER, WIDTHS)
    for number in range(1, count + 1):
        made.row([f"N{number}.", text(cell), centred("baik")])
    return made


def parts(table: Any, page: float, left: float) -> Iterator[Ruled]:
    """Give the parts of a table set on pages of a height, of which the first has so much left."""
    while True:
        table._frame = SimpleNamespace(_aH=page)
        if table.wrap(WIDTH, left)[1] <= left:
            yield table
            return
        found = table.split(WIDTH, left)
        assert found or left < page, "the layout stands still"
        if found:
            head, table = found
            assert 0 < head.wrap(WIDTH, left)[1] <= left + 1e-6
            assert head.rows()
            yield head
        left = page


def printed(row: Row) -> list[str]:
    """Return the text of each cell of a row."""
    contents = [cell.content for cell in row.cells]
    return ["".join(t for t, _ in one.lines) if isinstance(one, Letters) else "" for one in contents]


@pytest.mark.parametrize("count", [0, 1, 500, 3000])
def test_any_number_of_rows_is_printed_once_with_the_heading_on_every_page(count: int) -> None:
    """No row is lost or doubled at the foot of a page."""
    pages = read(laid([rows(count).flowable()]))
    text_of_all = " ".join(pages)
    assert all(page.startswith("Nomor Uraian Catatan") for page in pages)
    assert text_of_all.count("uraian singkat baik") == count
    assert all(f"N{number}. " in text_of_all for number in range(1, count + 1))


@pytest.mark.parametrize("count", range(30, 60))
def test_the_last_row_goes_over_to_no_page_alone(count: int) -> None:
    """However many rows the page before could hold, the one above the last goes with it."""
    pages = read(laid([rows(count).flowable()]))
    assert f"N{count}. " in pages[-1]
    assert f"N{count - 1}. " in pages[-1]


SIZES = st.lists(st.sampled_from([1, 1, 2, 5, 12, 40, 200]), max_size=25)


@settings(max_examples=60, deadline=None)
@given(SIZES, st.floats(120, 500), st.floats(1, 500), st.randoms(use_true_random=False))
def test_every_cell_is_printed_exactly_once_whatever_the_pages(
    sizes: list[int], page: float, left: float, by: Any
) -> None:
    """Rows of any height, bands, headed rows and totals come out in their order, in parts that fit their pages."""
    made = Grid(HEADER, WIDTHS)
    expected: list[str] = []
    for number, size in enumerate(sizes):
        body = " ".join(f"k{number}x{word}" for word in range(size * 4))
        expected.append(f"[{number}]" + body.replace(" ", ""))
        kind = by.choice(["row", "row", "band", "headed", "total"])
        if kind == "row":
            made.row([f"[{number}]", text(body), ""])
        elif kind == "band":
            made.band(f"[{number}] {body}")
        elif kind == "headed":
            made.headed_row(f"[{number}]", body, 2, [])
        else:
            made.total(f"[{number}]", 1, [text(body)])
    found = [
        piece for part in parts(made.flowable(), page, min(left, page)) for row in part.rows() for piece in printed(row)
    ]
    assert "".join(found).replace(" ", "") == "".join(expected)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=30), st.floats(120, 300), st.floats(1, 300))
def test_groups_stay_together(sizes: list[int], page: float, left: float) -> None:
    """A band is never the last row of a page, a headed row neither, and a total never the first."""
    made = Grid(HEADER, WIDTHS)
    for size in sizes:
        made.band("pita")
        made.headed_row("1", "kepala", 1, [""])
        for _ in range(size):
            made.row(["", text("isi"), ""])
        made.total("jumlah", 2, ["1"])
    found = list(parts(made.flowable(), page, min(left, page)))
    ends = [(printed(before.rows()[-1])[0], printed(after.rows()[0])[0]) for before, after in pairwise(found)]
    assert all(last in {"", "jumlah"} for last, _ in ends)
    assert all(first != "jumlah" for _, first in ends)


def test_a_row_that_fits_a_page_is_never_cut() -> None:
    """It moves to the next page whole, however much room that leaves."""
    made = rows(8)
    made.row(["N9.", text("satu " * 100 + "selesai"), ""])
    pages = read(laid([made.flowable()]))
    assert "satu" not in pages[0]
    assert pages[1].count("satu") == 100
    assert "selesai" in pages[1]


def test_a_cell_of_twenty_thousand_characters_goes_on_over_pages() -> None:
    """It begins where the table is, and the rest follows below the heading; other cells are not repeated."""
    made = rows(2)
    made.row(["N3.", text("x" * 20000), bold("samping")])
    made.row(["N4.", "", ""])
    pages = read(laid([made.flowable()]))
    assert "N3." in pages[0]
    assert "x" in pages[0]
    assert "".join(pages).count("x") == 20000
    assert " ".join(pages).count("samping") == 1
    assert "N4." in pages[-1]
    assert all(page.startswith("Nomor Uraian Catatan") for page in pages)


def test_a_tall_row_does_not_begin_in_a_narrow_strip() -> None:
    """Where hardly a line would fit, it begins on the next page."""
    made = rows(1)
    made.row(["N2.", text(LONG), ""])
    pages = read(laid([Spacer(1, HEIGHT - 60), made.flowable()]))
    assert "N1." in pages[0]
    assert "kata" not in pages[0]
    assert "tamat" in pages[-1]


def test_a_band_goes_with_the_tall_row_below_it() -> None:
    """The name of a group is not left behind, and shares the page where the row begins."""
    made = rows(8)
    made.band("Program")
    made.row(["N9.", text(LONG), ""])
    pages = read(laid([made.flowable()]))
    page = next(page for page in pages if "Program" in page)
    assert "kata" in page
    assert "tamat" in pages[-1]


def test_a_page_filled_with_bands_goes_on_with_the_tall_row() -> None:
    """Where the bands leave no room, the row begins on the page after them."""
    made = Grid(HEADER, WIDTHS)
    for number in range(13):
        made.band(f"Pita {number}")
    made.row(["N1.", text(LONG), ""])
    pages = read(laid([made.flowable()]))
    assert "Pita 12" in pages[0]
    assert "N1." in pages[1]


def test_a_chain_of_headings_longer_than_a_page_breaks_where_the_page_ends() -> None:
    """Bands without rows do not stop the press."""
    made = Grid(HEADER, WIDTHS)
    for number in range(40):
        made.band(f"Pita {number}.")
    pages = read(laid([Spacer(1, 100), made.flowable()]))
    assert "Pita 0." in pages[0]
    assert all(f"Pita {number}." in " ".join(pages) for number in range(40))


def test_headed_rows_without_rows_break_like_rows() -> None:
    """Sub kegiatan that do not run are no group."""
    made = Grid(HEADER, WIDTHS)
    for number in range(40):
        made.headed_row(f"{number}", "judul", 1, [centred("Belum berjalan")])
    assert " ".join(read(laid([made.flowable()]))).count("Belum berjalan") == 40


def test_a_tall_list_in_a_cell_is_cut_between_and_within_its_parts() -> None:
    """Paragraphs split at the page's end; a drawing moves to the next page."""
    cell: list[Flowable] = [paragraph("awal", NOTE), paragraph(LONG, NOTE), Mark(30), paragraph("akhir", NOTE)]
    made = Grid(HEADER, WIDTHS)
    made.row(["1", cell, text("samping")])
    pages = read(laid([made.flowable()]))
    together = " ".join(pages)
    assert together.count("kata") == 900
    assert together.index("awal") < together.index("tamat") < together.index("akhir")
    assert together.count("samping") == 1


def test_a_drawing_waits_for_the_next_page_while_its_row_is_cut() -> None:
    """What cannot be split and does not fit goes on with the rest of its row."""
    made = Grid(HEADER, WIDTHS)
    made.row([Mark(30), [Mark(150), Mark(150)], text("x")])
    assert len(read(laid([made.flowable()]))) == 2


def test_a_drawing_taller_than_any_page_is_an_error() -> None:
    """Nothing can print it, and the layout says so instead of going on for ever."""
    made = Grid(HEADER, WIDTHS)
    made.row(["", Mark(500), ""])
    with pytest.raises(LayoutError):
        laid([made.flowable()])


def test_a_table_begins_on_the_next_page_where_its_heading_has_no_room() -> None:
    """With rows or without, the heading is not squeezed in."""
    for count in (0, 3):
        pages = read(laid([paragraph("atas", NOTE), Spacer(1, HEIGHT - 25), rows(count).flowable()]))
        assert pages[0] == "atas"
        assert pages[1].startswith("Nomor Uraian Catatan")


def test_rows_as_tall_as_the_page_fill_it_exactly() -> None:
    """No page is lost to the last binary digit."""
    made = rows(60)
    whole = made.flowable().wrap(WIDTH, 1e9)[1]
    heading = rows(0).flowable().wrap(WIDTH, 1e9)[1]
    page = heading + (whole - heading) / 60 * 7
    assert [len(part.rows()) for part in parts(made.flowable(), page, page)] == [7] * 8 + [4]
