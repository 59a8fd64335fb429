"""Daftar isi, bookmarks and links: right after one layout."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from bot.documents.layout.contents import Contents
from bot.documents.layout.page import build
from bot.documents.layout.text import BODY, CHAPTER, HEADING, paragraph
from tests.documents import samples
from tests.documents.structure import flat, tree


class Counted(Spacer):
    """A space that counts how often it is set."""

    times = 0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """Count, and take the room."""
        self.times += 1
        return super().wrap(availWidth, availHeight)


def chapter(name: str, *parts: Flowable) -> list[Flowable]:
    """Return a chapter on a page of its own."""
    return [PageBreak(), paragraph(name, CHAPTER), *parts]


def made(*parts: Flowable) -> bytes:
    """Return the file of a story that begins with its contents."""
    return build(samples.COVER_LETTER, "Buku", [Contents(), *parts], outlined=True)


def read(content: bytes) -> Any:
    """Return the file for reading."""
    return PdfReader(BytesIO(content))


def lines(content: bytes, page: int = 0) -> list[str]:
    """Return the lines of a page without the white space in them."""
    return ["".join(line.split()) for line in read(content).pages[page].extract_text().split("\n")]


def test_each_line_ends_with_the_page_of_its_heading() -> None:
    """Pages are counted as the footer counts them; nothing but the heading is read aloud in its line."""
    content = made(*chapter("Bab Satu", PageBreak(), paragraph("isi", BODY)), *chapter("Bab Dua"))
    assert [line for line in lines(content) if line][-4:] == ["BabSatu", "2", "BabDua", "4"]
    assert flat(tree(content), "TOCI") == ["BabSatu", "BabDua"]
    assert "Halaman 4 dari 4" in read(content).pages[3].extract_text()


def test_a_contents_longer_than_a_page_goes_on_overleaf() -> None:
    """Every heading has its line and its link, on as many pages as they need."""
    content = made(*(part for number in range(120) for part in chapter(f"Bab {number}")))
    links = [len(page.get("/Annots", [])) for page in read(content).pages]
    assert [bool(count) for count in links[:6]] == [True, True, True, True, False, False]
    assert sum(links) == 120


def test_links_and_bookmarks_lead_to_the_heading_itself() -> None:
    """A link covers its line and goes where the bookmark goes: the upper edge of the heading."""
    content = made(*chapter("Bab Satu", Spacer(1, 200), paragraph("A. Bagian", HEADING)))
    reader = read(content)
    link = reader.pages[0]["/Annots"][1].get_object()
    page, kind, _, top, zoom = link["/Dest"]
    assert (page.get_object(), kind, zoom) == (reader.pages[1], "/XYZ", 0)
    assert 540 < top < 600
    assert link["/Contents"] == "A. Bagian"
    (_, below) = reader.outline
    assert [entry.title for entry in below] == ["A. Bagian"]
    assert reader.trailer["/Root"]["/PageMode"] == "/UseOutlines"


def test_the_story_is_laid_out_once() -> None:
    """Nothing is set twice to learn the page numbers."""
    part = Counted(1, 10)
    made(*chapter("Bab Satu", part))
    assert part.times == 1


def test_a_section_before_any_chapter_is_a_chapter_of_the_outline() -> None:
    """An outline has no gaps in its levels."""
    reader = read(made(PageBreak(), paragraph("A. Mula", HEADING), paragraph("B. Lalu", HEADING)))
    (first, below) = reader.outline
    assert (first.title, [entry.title for entry in below]) == ("A. Mula", ["B. Lalu"])


def test_headings_that_are_kept_with_what_follows_are_found() -> None:
    """A heading inside a block that never parts is a heading, too."""
    content = made(PageBreak(), KeepTogether([paragraph("Bab Satu", CHAPTER), paragraph("isi", BODY)]))
    assert [entry.title for entry in read(content).outline] == ["Bab Satu"]
    assert flat(tree(content), "TOCI") == ["BabSatu"]


def test_a_heading_of_two_lines_is_one_in_the_contents() -> None:
    """A line break in a heading is a space in outline and contents."""
    assert [entry.title for entry in read(made(*chapter("BAB I\nPENDAHULUAN"))).outline] == ["BAB I PENDAHULUAN"]


def test_a_story_without_an_outline_has_no_bookmarks() -> None:
    """Letters have headings, but no outline."""
    reader = read(build(samples.COVER_LETTER, "Surat", chapter("Bab Satu")))
    assert reader.outline == []
    assert reader.trailer["/Root"]["/PageMode"] == "/UseNone"


def test_a_heading_of_any_length_is_one_bookmark() -> None:
    """A heading that runs over a page is marked where it begins; its line in the contents is shortened."""
    content = made(*chapter("kata " * 900), *chapter("Bab Dua"))
    reader = read(content)
    assert [reader.get_destination_page_number(entry) for entry in reader.outline] == [1, 3]
    assert 200 < len(flat(tree(content), "TOCI")[0]) < 300
