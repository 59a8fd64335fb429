"""Surat Pengantar to the Bupati, compiled at step 12 and sent at step 14."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bot.documents.layout.page import build, width
from bot.documents.layout.tables import GREY, ruled
from bot.documents.layout.text import BODY_CENTER, BODY_LEFT, paragraph, style
from bot.documents.models.papers import CoverLetter
from bot.documents.papers.blocks import Sides, closed, heading, letterhead, listed, signature, signatures
from bot.documents.papers.qr import proof_block
from bot.texts import formats

_DOTS = "……………………"
_WIDTHS = (0.07, 0.45, 0.19, 0.29)
_HEAD = style("Serif-Bold", 11, "center", leading=1.2)


def cover_letter(document: CoverLetter) -> bytes:
    """Return the PDF of the letter that accompanies the Dokumen; the Camat signs it by hand."""
    across = width(document)
    day = _DOTS if document.dated is None else formats.tanggal(document.dated)
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        _beside("", [paragraph(f"{document.letterhead.place}, {day}", BODY_LEFT)], across * 0.54, across),
        Spacer(1, 4 * mm),
        *_addressee(document, across),
        Spacer(1, 6 * mm),
        *heading("SURAT PENGANTAR", f"Nomor: {document.number or _DOTS}"),
        Spacer(1, 2 * mm),
        _items(document, across),
        signatures([_receiving(), signature(document.signature, document.zone)], across),
    ]
    copies: list[Flowable] = []
    if document.copies_to:
        lines = listed(document.copies_to, BODY_LEFT, across)
        copies.append(KeepTogether([Spacer(1, 8 * mm), paragraph("Tembusan:", BODY_LEFT), *lines]))
    story += closed(copies, proof_block(document.proof, across))
    period = formats.nama_periode(document.period.year, document.period.quarter)
    return build(document, f"Surat Pengantar Data Kinerja {period}", story)


def _addressee(document: CoverLetter, across: float) -> list[Flowable]:
    lines: list[Flowable] = [paragraph(document.addressee, BODY_LEFT)]
    if document.through:
        lines.append(_beside("c.q.", [paragraph(document.through, BODY_LEFT)], 9 * mm, across * 0.6))
    place = [paragraph("di", BODY_LEFT), _beside("", [paragraph(document.addressee_place, BODY_LEFT)], 6 * mm, across)]
    return [_beside("Yth.", lines, 10 * mm, across * 0.7), *place]


def _beside(label: str, parts: list[Flowable], indent: float, across: float) -> Flowable:
    """Set parts to the right of a short word, so that their lines begin below each other."""
    table = Table([[paragraph(label, BODY_LEFT) if label else "", parts]], [indent, across - indent], hAlign="LEFT")
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Serif", 11),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
    )
    return table


def _items(document: CoverLetter, across: float) -> Flowable:
    header = ("No", "Jenis yang dikirim", "Banyaknya", "Keterangan")
    rows: list[list[Flowable | str]] = [[paragraph(name, _HEAD) for name in header]]
    for number, item in enumerate(document.items, 1):
        rows.append(
            [
                paragraph(str(number), BODY_CENTER),
                paragraph(item.kind, BODY_LEFT),
                paragraph(item.quantity, BODY_CENTER),
                paragraph(item.remark, BODY_LEFT),
            ]
        )
    if not document.items:
        rows.append([paragraph("Tidak ada yang dikirim.", BODY_LEFT), "", "", ""])
    table = Table(rows, [share * across for share in _WIDTHS], repeatRows=1, splitInRow=1)
    table.setStyle(
        [
            *ruled(0.5),
            *(() if document.items else (("SPAN", (0, 1), (-1, 1)),)),
            ("FONT", (0, 0), (-1, -1), "Serif", 11),
            ("BACKGROUND", (0, 0), (-1, 0), GREY),
            ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
        ]
    )
    return table


def _receiving() -> Sides:
    above = [paragraph("Diterima tanggal …………………………", BODY_LEFT), paragraph("Penerima,", BODY_LEFT)]
    lines = ("……………………………………", "NIP …………………………………", "Nomor telepon ………………………")
    return above, [paragraph(line, BODY_LEFT) for line in lines]
