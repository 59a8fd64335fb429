"""Plain text on the canvas: never markup, every glyph from the face that has it, lines that may be parted."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from bot.documents.layout.lettering import Look, Written
from tests.documents.laid import laid, read

LOOK = Look("Serif", 10, 12)
HOSTILE = ("</para><b>", r"a\(b\)c) Tj ET", "&lt;&#65;", '<img src="/etc/hostname"/>', "\\", "((")


def fonts_of(content: bytes) -> set[str]:
    """Return the faces that the first page uses."""
    fonts = PdfReader(BytesIO(content)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]).partition("+")[2] for font in fonts.values()}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_printed_as_it_was_typed(text: str) -> None:
    """Neither markup nor the page's own language can be written by a person."""
    assert read(laid([Written(text, LOOK)])) == [text]


def test_a_missing_glyph_is_borrowed_and_an_unknown_one_asked_for() -> None:
    """Serif lacks 'ŋ', Sans lends it; no face has an emoji, so '?' tells that something stood there."""
    content = laid([Written("aŋb 😀 ≥ é", LOOK)])
    assert read(content) == ["aŋb ? ≥ é"]
    assert {"SourceSerifPro-Regular", "SourceSansPro-Regular"} <= fonts_of(content)


def test_a_borrowed_glyph_is_bold_among_bold_ones() -> None:
    """The face that lends is of the same weight where it can be."""
    content = laid([Written("aŋ", LOOK._replace(face="Serif-Bold"))])
    assert "SourceSansPro-Semibold" in fonts_of(content)


def test_a_block_is_as_tall_as_its_lines() -> None:
    """Its height is that of its lines, none for no text."""
    assert Written("a\nb\nc", LOOK).wrap(100, 500) == (100, 36)
    assert Written("", LOOK).wrap(100, 500) == (100, 0)


def test_a_block_splits_between_lines_and_keeps_them() -> None:
    """The parts hold the lines as they were, at whatever width they are asked."""
    block = Written("satu dua tiga empat lima", LOOK)
    tall = block.wrap(40, 500)[1]
    first, second = block.split(40, 30)
    assert first.wrap(40, 30)[1] == 24
    assert first.wrap(40, 30)[1] + second.wrap(9, 500)[1] == tall
    assert read(laid([first, second])) == ["satu dua tiga empat lima"]


def test_a_block_that_fits_or_has_no_room_is_not_split() -> None:
    """Where all fits it is one part, where not a line fits there is none."""
    block = Written("satu dua", LOOK)
    assert block.split(200, 12) == [block]
    assert block.split(200, 11) == []


def test_an_empty_line_leaves_its_room() -> None:
    """A line break at the beginning moves the text down."""
    assert read(laid([Written("\n\nbawah", LOOK)])) == ["bawah"]
    assert Written("\n\nbawah", LOOK).wrap(100, 500)[1] == 36
