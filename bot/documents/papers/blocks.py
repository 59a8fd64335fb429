"""Parts that official papers share: kop surat, titles, label and value lists, signature blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer, Table
from reportlab.platypus.flowables import HRFlowable

from bot.documents.layout.text import BODY_LEFT, LABEL, SUBTITLE, TITLE, paragraph, style
from bot.documents.models.papers import Letterhead, Signatory, Signature
from bot.documents.papers.emblem import logo
from bot.texts import formats
from bot.texts.posts import STANDING_IN
from bot.texts.verifying import grouped

_OFFICE = style("Serif-Bold", 17, "center", leading=1.2)
_GOVERNMENT = style("Serif-Bold", 13, "center", leading=1.2)
_ADDRESS = style("Serif", 9.5, "center", leading=1.25)
_SMALL = style("Sans", 8, leading=1.25, before=6)
_NAME = style("Serif-Bold", 11)
Sides = tuple[Sequence[Flowable], Sequence[Flowable]]
_TWO_DIGITS = 10
_DOTS = "……………………………………"
_SIGNING_ROOM = 22 * mm
"""Room for a wet signature and the cap dinas, which is about four centimetres wide."""

_BARE: list[Any] = [
    ("FONT", (0, 0), (-1, -1), "Sans", 9.5),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def letterhead(head: Letterhead, width: float) -> list[Flowable]:
    """Return the kop surat with its double rule."""
    side = 20 * mm
    lines = [
        paragraph(head.government, _GOVERNMENT),
        paragraph(head.office, _OFFICE),
        paragraph(head.address, _ADDRESS),
        paragraph(head.contact, _ADDRESS),
    ]
    table = Table([[logo(head, side), lines, ""]], [side, width - 2 * side, side])
    table.setStyle([*_BARE, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return [
        table,
        HRFlowable(width, 2.25, color=colors.black, spaceBefore=3, spaceAfter=1.2, lineCap="butt"),
        HRFlowable(width, 0.75, color=colors.black, spaceBefore=0, spaceAfter=10, lineCap="butt"),
    ]


def heading(title: str, *subtitles: str) -> list[Flowable]:
    """Return a centred title with the lines below it."""
    return [paragraph(title, TITLE), *(paragraph(line, SUBTITLE) for line in subtitles if line)]


def facts(rows: Iterable[tuple[str, str]], width: float, *, label: float = 42 * mm) -> Flowable:
    """Return 'Label : value' lines; values wrap and may run over a page."""
    cells = [[paragraph(name, LABEL), ":", paragraph(value, LABEL)] for name, value in rows]
    table = Table(cells, [label, 4 * mm, width - label - 4 * mm], splitInRow=1)
    table.setStyle(
        [
            *_BARE,
            ("FONT", (1, 0), (1, -1), "Sans", 9.5),
            ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
    )
    return table


def listed(lines: Iterable[str], look: ParagraphStyle, width: float) -> list[Flowable]:
    """Return numbered lines whose wrapped parts begin below their first word."""
    rows = [[paragraph(f"{number}.", look), paragraph(line, look)] for number, line in enumerate(lines, 1)]
    if not rows:
        return []
    indent = look.fontSize * (1.5 if len(rows) < _TWO_DIGITS else 2)
    table = Table(rows, [indent, width - indent], hAlign="LEFT", splitInRow=1)
    table.setStyle([*_BARE, ("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 0)])
    return [table]


def post_line(signatory: Signatory) -> str:
    """Return what stands above a signature: 'Camat Long Ikis,' or 'Plh. Camat Long Ikis,'.

    Who signs a.n. keeps his own post on a second line, since he stands below the one in whose name he signs.
    """
    post = signatory.of_post if signatory.capacity != "definitif" and signatory.of_post else signatory.post
    own = f"\n{signatory.post}" if signatory.capacity == "an" and signatory.of_post else ""
    return f"{STANDING_IN[signatory.capacity]}{post}{own},"


def signature(block: Signature, zone: str, *, above: str = "") -> Sides:
    """Return what stands above and below the room for the wet signature and the cap dinas; a vacant post is dotted."""
    who = block.signatory
    below = [paragraph(who.name, _NAME, underline=True) if who.name else paragraph(_DOTS, BODY_LEFT)]
    if who.rank:
        below.append(paragraph(who.rank, BODY_LEFT))
    if who.nip or not who.name:
        below.append(paragraph(f"NIP {formats.nip(who.nip) or _DOTS}", BODY_LEFT))
    if block.approval is not None:
        below.append(paragraph(approval_line(block, zone), _SMALL))
    place = [paragraph(above, BODY_LEFT)] if above else []
    return [*place, paragraph(post_line(who), BODY_LEFT)], below


def approval_line(block: Signature, zone: str) -> str:
    """Return the sentence that says what a press of a button is, and what it is not; '' without an approval."""
    if block.approval is None:
        return ""
    moment = formats.tanggal_waktu(block.approval.at, zone)
    code = f" Kode verifikasi: {grouped(block.approval.code)}." if block.approval.code else ""
    return f"{block.approval.act} melalui sistem pada {moment}; bukan TTE tersertifikasi.{code}"


def signatures(blocks: Sequence[Sides], width: float) -> Flowable:
    """Set one block at the right, or two side by side, never parted by a page break."""
    left: Sides = blocks[0] if len(blocks) == 2 else ([], [])
    rows: list[list[Any]] = [[left[0], "", blocks[-1][0]], ["", "", ""], [left[1], "", blocks[-1][1]]]
    table = Table(rows, [width * 0.46, width * 0.08, width * 0.46], [None, _SIGNING_ROOM, None])
    table.setStyle([*_BARE, ("VALIGN", (0, 0), (-1, 0), "BOTTOM")])
    return KeepTogether([Spacer(1, 8 * mm), table])


def closed(body: Sequence[Flowable], *end: Flowable) -> list[Flowable]:
    """Return body and end, the body's last section on one page with the end if it fits: no signature stands alone."""
    starts = [number for number, part in enumerate(body) if isinstance(part, KeepTogether | CondPageBreak)]
    first = starts[-1] if starts else max(len(body) - 1, 0)
    return [*body[:first], KeepTogether(_level([*body[first:], *end]))]


def _level(parts: Iterable[Flowable]) -> list[Flowable]:
    """Parts within parts that are kept together have no height of their own, and breaks have no place among them."""
    level: list[Flowable] = []
    for part in parts:
        if isinstance(part, KeepTogether):
            level += part._content  # type: ignore[attr-defined]
        elif not isinstance(part, CondPageBreak):
            level.append(part)
    return level
