"""The door through which people's text enters the layout."""

from dataclasses import replace

import pytest
from reportlab.lib.styles import ParagraphStyle

from bot.documents.layout.text import BODY, CELL, paragraph, style
from tests.documents import samples
from tests.documents.reading import words

HOSTILE = (
    '<img src="/etc/hostname"/>',
    "</para><para>",
    "<b>tebal",
    '<a href="javascript:alert(1)">x</a>',
    "&lt;&amp;&#65;",
    '<font color="red">',
    "<onDraw name='x' label='y'/>",
    "<br/>]]>",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_is_printed_as_typed(text: str) -> None:
    """Whatever looks like markup is only text."""
    assert paragraph(text, BODY).getPlainText(identify=True) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_in_a_document_reaches_the_paper_literally(text: str) -> None:
    """A note with markup is printed as it was typed, and nothing is embedded."""
    plain = "".join(text.split())
    assert plain in "".join(words(replace(samples.DISPOSITION, note=text)).split())


def test_a_heading_with_markup_survives_the_table_of_contents() -> None:
    """Unit names become headings, and those are set twice."""
    form = replace(samples.FORM, unit="Seksi <b>&amp;</para>")
    assert "Seksi <b>&amp;</para>" in words(replace(samples.PERFORMANCE, forms=(form,)))


def test_line_breaks_are_kept() -> None:
    """Lines that a person typed stay lines."""
    assert len(paragraph("satu\ndua\r\ntiga", CELL).breakLines(500).lines) == 3


def test_a_character_of_the_other_family_borrows_its_glyph() -> None:
    """Serif lacks it, Sans has it: the reader sees it anyway, in a text with line breaks too."""
    assert paragraph("ŋ\nb", style("Serif")).getPlainText(identify=True).startswith("ŋ")


def test_a_character_of_no_font_prints_a_question_mark() -> None:
    """A missing glyph is visible as '?'."""
    assert paragraph("a😀<", BODY).getPlainText(identify=True) == "a?<"


def test_a_label_stands_before_the_text() -> None:
    """The label is bold and escaped like the text."""
    made = paragraph("isi", CELL, lead="<Catatan>:", underline=True)
    assert made.getPlainText(identify=True) == "<Catatan>: isi"
    assert isinstance(made.style, ParagraphStyle)
