"""Paragraph styles, and the only door through which people's text enters reportlab's markup."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Final, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from bot.documents import fonts

Align = Literal["left", "center", "right", "justify"]
_ALIGN: Final[dict[Align, Literal[0, 1, 2, 4]]] = {"left": 0, "center": 1, "right": 2, "justify": 4}


@cache
def style(
    face: str = fonts.SERIF,
    size: float = 11,
    align: Align = "left",
    *,
    leading: float = 1.3,
    before: float = 0,
    after: float = 0,
) -> ParagraphStyle:
    """Return a style; sizes and spaces are points, `leading` is a multiple of the size."""
    fonts.load()
    return ParagraphStyle(
        f"{face}-{size}-{align}-{leading}-{before}-{after}",
        fontName=face,
        fontSize=size,
        leading=size * leading,
        alignment=_ALIGN[align],
        spaceBefore=before,
        spaceAfter=after,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )


def paragraph(text: str, look: ParagraphStyle, *, lead: str = "", underline: bool = False) -> Paragraph:
    """Print any text literally, never as markup; line breaks are kept, `lead` stands before it in bold."""
    face: str = look.fontName
    body = _markup(text, face)
    if underline:
        body = f"<u>{body}</u>"
    if lead:
        bold = f"{fonts.family(face)}-Bold"
        body = f'<font name="{bold}">{_markup(lead, bold)}</font> {body}'
    return Paragraph(body, look)


def _markup(text: str, face: str) -> str:
    tidied = fonts.tidy(text)
    known = fonts.load()[face]
    if all(character == "\n" or ord(character) in known for character in tidied):
        return escape(tidied, quote=False).replace("\n", "<br/>")
    return "".join(_glyph(character, face) for character in tidied).replace("\n", "<br/>")


def _glyph(character: str, face: str) -> str:
    if character == "\n" or fonts.covered(character, face):
        return escape(character, quote=False)
    for other in (fonts.SANS, fonts.SERIF):
        if fonts.covered(character, other):
            return f'<font name="{other}">{escape(character, quote=False)}</font>'
    return fonts.FALLBACK


BODY = style(size=11, align="justify", after=5)
BODY_LEFT = style(size=11)
BODY_CENTER = style(size=11, align="center")
TITLE = style("Serif-Bold", 13, "center", before=6, after=2)
SUBTITLE = style(size=11, align="center", after=8)
CHAPTER = style("Serif-Bold", 14, "center", after=4)
HEADING = style("Serif-Bold", 11.5, before=9, after=4)
BLOCK = style("Sans-Bold", 9.5, before=8, after=3)
CELL = style(fonts.SANS, 8.5, leading=1.2)
CELL_BOLD = style("Sans-Bold", 8.5, leading=1.2)
CELL_CENTER = style(fonts.SANS, 8.5, "center", leading=1.2)
CELL_RIGHT = style(fonts.SANS, 8.5, "right", leading=1.2)
HEAD = style("Sans-Bold", 8, "center", leading=1.15)
NOTE = style(fonts.SANS, 8, leading=1.25, after=2)
LABEL = style(fonts.SANS, 9.5, leading=1.25)
