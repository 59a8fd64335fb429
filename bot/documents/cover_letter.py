"""Surat Pengantar to the Bupati, compiled at step 12 and sent at step 14."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bot.documents.blocks import Sides, heading, letterhead, signature, signatures
from bot.documents.model import CoverLetter
from bot.documents.page import build, width
from bot.documents.tables import Grid, centred, text
from bot.documents.text import BODY_LEFT, LABEL, paragraph
from bot.texts import formats

_DOTS = "……………………"
_WIDTHS = (0.07, 0.43, 0.2, 0.3)


def cover_letter(document: CoverLetter) -> bytes:
    """Return the PDF of the letter that accompanies the Dokumen."""
    across = width(document)
    day = _DOTS if document.dated is None else formats.tanggal(document.dated)
    grid = Grid(("No", "Jenis yang dikirim", "Banyaknya", "Keterangan"), [share * across for share in _WIDTHS])
    for number, item in enumerate(document.items, 1):
        grid.row([str(number), text(item.kind), centred(item.quantity), text(item.remark)])
    if not document.items:
        grid.nothing("Tidak ada yang dikirim.")
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        _addressee(document, day, across),
        *heading("SURAT PENGANTAR", f"Nomor: {document.number or _DOTS}"),
        grid.flowable(),
        signatures([_receiving(), signature(document.signature, document.zone)], across),
    ]
    if document.copies_to:
        copies = [paragraph(f"{number}. {name}", LABEL) for number, name in enumerate(document.copies_to, 1)]
        story.append(KeepTogether([Spacer(1, 6 * mm), paragraph("Tembusan:", LABEL), *copies]))
    return build(document, "Surat Pengantar", story)


def _addressee(document: CoverLetter, day: str, across: float) -> Flowable:
    lines = [paragraph(f"{document.letterhead.place}, {day}", BODY_LEFT), Spacer(1, 4 * mm)]
    lines.append(paragraph(f"Yth. {document.addressee}", BODY_LEFT))
    if document.through:
        lines.append(paragraph(f"c.q. {document.through}", BODY_LEFT))
    lines += [paragraph("di", BODY_LEFT), paragraph(document.addressee_place, BODY_LEFT), Spacer(1, 5 * mm)]
    table = Table([["", lines]], [across * 0.54, across * 0.46])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 9.5),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ]
    )
    return table


def _receiving() -> Sides:
    above = [paragraph("Diterima tanggal …………………………", BODY_LEFT), paragraph("Penerima,", BODY_LEFT)]
    lines = ("……………………………………", "NIP …………………………………", "Nomor telepon ………………………")
    return above, [paragraph(line, BODY_LEFT) for line in lines]
