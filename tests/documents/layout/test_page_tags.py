"""The structure of a file, as a screen reader follows it."""

from io import BytesIO

import pytest

from bot.documents.layout import fonts, tagging
from bot.documents.layout.archival import Imprint
from bot.documents.layout.paper import Paper
from bot.documents.models.papers import Document
from tests.documents import samples
from tests.documents.reading import finished
from tests.documents.structure import flat, shape, tree, unmarked

IMPRINT = Imprint(title="Judul", subject="Perihal", author="Kantor", moment=samples.COVER_LETTER.issued_at)


@pytest.fixture
def paper() -> Paper:
    """Return an empty canvas with its tags."""
    fonts.load()
    return Paper(IMPRINT, BytesIO(), invariant=1, initialFontName=fonts.SANS)


def write(paper: Paper, word: str) -> None:
    """Write a word somewhere on the page."""
    paper.setFont(fonts.SANS, 9)
    paper.drawString(100, 100, word)


def content(paper: Paper) -> bytes:
    """Return the finished file."""
    paper.save()
    buffer = paper._filename  # type: ignore[attr-defined]
    assert isinstance(buffer, BytesIO)
    return buffer.getvalue()


def test_headings_paragraphs_tables_and_figures_are_told_apart() -> None:
    """The Dokumen begins with its cover and contents; its chapters, sections and tables follow."""
    found = tree(finished(samples.PERFORMANCE))
    heads = flat(found, "H1")
    assert heads[:3] == ["KATAPENGANTAR", "BABIPENDAHULUAN", "BABIICAPAIANKINERJA"]
    assert "A.LatarBelakang" in flat(found, "H2")
    assert set(flat(found, "TOCI")) <= set(flat(found, "H1", "H2"))
    assert any(words.startswith("Penyusunandatakinerja") for words in flat(found, "P"))
    assert flat(found, "TH")[0] == "No"
    assert all(flat(found, "Figure"))


@pytest.mark.parametrize("document", samples.EVERY, ids=lambda document: type(document).__name__)
def test_nothing_is_shown_outside_of_the_structure(document: Document) -> None:
    """Whatever is drawn belongs to an element or is an artifact."""
    assert unmarked(finished(document)) == []


def test_a_table_goes_on_over_pages(paper: Paper) -> None:
    """The same key resumes the table; a heading that is repeated is passed over."""
    for page in range(2):
        paper.tags.begin("Table", key="t")
        paper.tags.begin("TR") if page == 0 else paper.tags.artifact()
        paper.tags.begin("TH")
        write(paper, "Kepala")
        paper.tags.end()
        paper.tags.end()
        paper.tags.begin("TR")
        paper.tags.begin("TD", span=2)
        write(paper, f"isi{page}")
        paper.tags.end()
        paper.tags.end()
        paper.tags.end()
        paper.showPage()
    made = content(paper)
    assert shape(tree(made)) == "Document(Table(TR(TH) TR(TD) TR(TD)))"
    assert flat(tree(made), "TH", "TD") == ["Kepala", "isi0", "isi1"]
    assert made.count(b"/A<</O/Table/ColSpan 2>>") == 2
    assert made.count(b"/A<</O/Table/Scope/Column>>") == 1


def test_a_paragraph_may_run_over_pages(paper: Paper) -> None:
    """One element holds content of two pages, each named with it."""
    for word in ("awal", "akhir"):
        paper.tags.begin("P", key="p")
        write(paper, word)
        paper.tags.end()
        paper.showPage()
    assert flat(tree(content(paper)), "P") == ["awalakhir"]


def test_what_is_nested_interrupts_what_is_around_it(paper: Paper) -> None:
    """Words before and after a figure stay the paragraph's; rules within it are no words."""
    paper.tags.begin("P")
    write(paper, "awal")
    paper.tags.begin("Figure", alt="Grafik (batang)")
    paper.rect(0, 0, 9, 9)
    paper.tags.end()
    paper.tags.artifact()
    write(paper, "hiasan")
    paper.tags.begin("P")
    write(paper, "dalam hiasan")
    paper.tags.artifact()
    paper.tags.end()
    paper.tags.end()
    paper.tags.end()
    write(paper, "akhir")
    paper.tags.end()
    paper.tags.end()
    made = content(paper)
    assert tree(made) == ("Document", "", [("P", "awalakhir", [("Figure", "Grafik (batang)", [])])])
    assert unmarked(made) == []


def test_what_holds_nothing_leaves_no_trace(paper: Paper) -> None:
    """An element in which nothing is drawn is not written; an empty cell is, for the sake of its column."""
    paper.tags.begin("P")
    paper.saveState()
    paper.tags.begin("Table")
    paper.tags.begin("TR")
    for word in ("", "dua"):
        paper.tags.begin("TD")
        if word:
            write(paper, word)
        paper.tags.end()
    paper.tags.end()
    paper.tags.end()
    paper.restoreState()
    paper.tags.end()
    paper.tags.begin("H1")
    paper.tags.end()
    paper.tags.artifact()
    paper.tags.end()
    assert shape(tree(content(paper))) == "Document(Table(TR(TD TD)))"


def test_a_page_closes_what_was_left_open(paper: Paper) -> None:
    """No mark runs over the end of a page."""
    paper.tags.begin("P")
    write(paper, "lupa")
    paper.showPage()
    assert flat(tree(content(paper)), "P") == ["lupa"]


def test_very_long_tables_are_tagged_by_rows(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit a row is read as a whole, so that the cost of a row stays flat."""
    monkeypatch.setattr(tagging, "MOST", 4)
    paper.tags.begin("Table")
    for row in range(2):
        paper.tags.begin("TR")
        for cell in range(2):
            paper.tags.begin("TD")
            write(paper, f"{row}{cell}")
            paper.tags.end()
        paper.tags.end()
    paper.tags.end()
    assert tree(content(paper))[2][0][2] == [("TR", "", [("TD", "00", []), ("TD", "01", [])]), ("TR", "1011", [])]
