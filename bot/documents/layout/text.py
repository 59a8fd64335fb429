"""Paragraph styles, and the only door through which people's text becomes a paragraph: never as markup."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from bot.documents.layout import fonts

Align = Literal["left", "center", "right", "justify"]
_ALIGN: Final[dict[Align, Literal[0, 1, 2, 4]]] = {"left": 0, "center": 1, "right": 2, "justify": 4}
# What reportlab's parser notes for <u>: number, kind, colour, width, offset, rise, repeats, gap.
_UNDERLINE: Final = (0, "underline", None, "", "-0.125*F", 0, 1, "1")


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
    pieces: list[ParaFrag] = []
    if lead:
        pieces = _pieces(lead, f"{fonts.family(face)}-Bold", look)
        pieces.append(_piece(" ", face, look))
    pieces += _pieces(text, face, look, lines=[_UNDERLINE] if underline else [])
    return Paragraph(fonts.tidy(text), look, frags=pieces)


def _pieces(text: str, face: str, look: ParagraphStyle, lines: Sequence[object] = ()) -> list[ParaFrag]:
    """Return what reportlab's parser would make of the text, which never passes through it."""
    pieces: list[ParaFrag] = []
    for number, part in enumerate(fonts.tidy(text).split("\n")):
        if number:
            pieces.append(_piece("", face, look, lineBreak=True))
        plain = " ".join(filter(None, part.split(" ")))
        pieces += [_piece(run, other, look, us_lines=list(lines)) for other, run in fonts.runs(plain, face)]
    return pieces


def _piece(text: str, face: str, look: ParagraphStyle, **more: object) -> ParaFrag:
    base = {"fontName": face, "fontSize": look.fontSize, "textColor": look.textColor, "text": text}
    return ParaFrag(**{"rise": 0, "greek": 0, "bold": 0, "italic": 0, "link": [], "us_lines": [], **base, **more})


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
NOTE = style(fonts.SANS, 8, leading=1.25, after=2)
LABEL = style(fonts.SANS, 9.5, leading=1.25)
