"""The sheet: sizes, margins, landscape parts, and what stands at the foot of each page."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, PageBreak, Table

from bot.documents.layout.page import BOTTOM, LEFT, RIGHT, TOP, build, landscape, size, width
from bot.documents.layout.text import BODY, paragraph
from bot.documents.models.papers import Document, Proof
from tests.documents import samples
from tests.documents.structure import flat, shape, tree, unmarked

LETTER = samples.COVER_LETTER


def text(word: str) -> Flowable:
    """Return a paragraph."""
    return paragraph(word, BODY)


def pages(document: Document, *parts: Flowable, title: str = "Surat", wide: bool = False, cover: bool = False) -> Any:
    """Return the finished pages of a story."""
    return PdfReader(BytesIO(build(document, title, list(parts), wide=wide, cover=cover))).pages


def sizes(found: Any) -> list[tuple[int, int]]:
    """Return width and height of each page in millimetres."""
    return [(round(float(page.mediabox.width) / mm), round(float(page.mediabox.height) / mm)) for page in found]


def test_margins_are_those_of_official_papers() -> None:
    """At least 3 cm on the left to punch, 2 cm above and on the right, 2.5 cm below."""
    assert [round(margin / mm, 1) for margin in (LEFT, RIGHT, TOP, BOTTOM)] == [30, 20, 20, 25]


@pytest.mark.parametrize(("paper", "sheet"), [("A4", (210, 297)), ("F4", (215, 330))])
def test_both_sizes_of_paper_stand_upright_or_lie(paper: Any, sheet: tuple[int, int]) -> None:
    """A4 and F4, whole documents upright or landscape, with their width between the margins."""
    document = replace(LETTER, paper=paper)
    assert sizes(pages(document, text("isi"))) == [sheet]
    assert sizes(pages(document, text("isi"), wide=True)) == [sheet[::-1]]
    assert round(width(document) / mm) == sheet[0] - 50
    assert round(width(document, wide=True) / mm) == sheet[1] - 30
    assert size(document, wide=True) == size(document)[::-1]


def test_a_part_may_lie_between_upright_pages() -> None:
    """Wide tables get landscape pages of their own; no page is left empty, whatever break stands beside them."""
    part = landscape([text("lebar"), Table([["x"]], [width(LETTER, wide=True)]), PageBreak(), text("lagi")])
    a4, wide = (210, 297), (297, 210)
    assert sizes(pages(LETTER, text("satu"), *part, text("dua"))) == [a4, wide, wide, a4]
    assert sizes(pages(LETTER, text("satu"), PageBreak(), *part, PageBreak(), text("dua"))) == [a4, wide, wide, a4]
    assert sizes(pages(LETTER, *part)) == [wide, wide]
    found = pages(LETTER, text("satu"), *part, text("dua"))
    assert ["Halaman 2 dari 4" in found[1].extract_text(), "dua" in found[3].extract_text()] == [True, True]


def test_the_foot_names_document_page_and_code() -> None:
    """Title at the left, 'Halaman 1 dari 2' at the right, and the code that verifies the paper, in fours."""
    document = replace(LETTER, proof=Proof(code="ABCDEFGHJKLM"))
    for number, page in enumerate(pages(document, text("satu"), PageBreak(), text("dua")), 1):
        printed = page.extract_text()
        assert "Surat" in printed
        assert f"Halaman {number} dari 2" in printed
        assert "Kode verifikasi ABCD-EFGH-JKLM" in printed


def test_a_paper_without_a_code_has_none_at_its_foot() -> None:
    """What cannot be verified says nothing of it."""
    (page,) = pages(replace(LETTER, proof=None), text("satu"))
    assert "Kode" not in page.extract_text()


def test_a_cover_has_no_foot() -> None:
    """The first page is bare, the second is page 2."""
    first, second = pages(LETTER, text("judul"), PageBreak(), text("isi"), cover=True)
    assert "Halaman" not in first.extract_text()
    assert "Halaman 2 dari 2" in second.extract_text()


def test_a_title_too_long_for_the_foot_is_cut_there() -> None:
    """The page number keeps its room."""
    (page,) = pages(LETTER, text("isi"), title="Dokumen Data Capaian Kinerja " * 12)
    assert "…" in page.extract_text()
    assert "Halaman 1 dari 1" in page.extract_text()


def test_everything_on_a_page_is_read_or_passed_over() -> None:
    """Paragraphs and tables are content; rules and the foot are not, and nothing is neither."""
    content = build(LETTER, "Surat", [text("satu"), HRFlowable(), Table([["dua", text("tiga")]])])
    assert unmarked(content) == []
    found = tree(content)
    assert shape(found) == "Document(P P)"
    assert flat(found, "P") == ["satu", "duatiga"]
