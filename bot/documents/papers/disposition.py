"""Lembar Disposisi, the output of step 1."""

from __future__ import annotations

from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from bot.documents.layout.fonts import printable
from bot.documents.layout.page import build, width
from bot.documents.layout.tables import ruled
from bot.documents.layout.text import BLOCK, LABEL, paragraph
from bot.documents.models.papers import Disposition
from bot.documents.papers.blocks import closed, facts, heading, letterhead, listed, signature, signatures
from bot.documents.papers.qr import proof_block
from bot.texts import formats

_PAD = 3 * mm
_LABELS = 30 * mm


def disposition(document: Disposition) -> bytes:
    """Return the PDF of the sheet by which the head forwards the order."""
    across = width(document)
    above = f"{document.letterhead.place}, {formats.tanggal(document.dated)}"
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("LEMBAR DISPOSISI"),
        Spacer(1, 3 * mm),
        _boxes(document, across),
        *closed(
            [signatures([signature(document.signature, document.zone, above=above)], across)],
            proof_block(document.proof, across),
        ),
    ]
    period = formats.nama_periode(document.period.year, document.period.quarter)
    return build(document, f"Lembar Disposisi Data Kinerja {period}", story)


def _boxes(document: Disposition, across: float) -> Flowable:
    half = across / 2
    requests = [_ticked(label, ticked, half - 2 * _PAD) for label, ticked in document.requests]
    receivers = listed(document.forwarded_to, LABEL, half - 2 * _PAD)
    rows: list[list[list[Flowable] | str]] = [
        [
            [facts(_letter(document), half - 2 * _PAD, label=_LABELS)],
            [facts(_order(document), half - 2 * _PAD, label=_LABELS)],
        ],
        [[paragraph("Hal", BLOCK), paragraph(document.subject, LABEL)], ""],
        [
            [paragraph("Diteruskan kepada", BLOCK), *(receivers or [paragraph(formats.KOSONG, LABEL)])],
            [paragraph("Dengan hormat harap", BLOCK), *(requests or [paragraph(formats.KOSONG, LABEL)])],
        ],
        [[paragraph("Catatan", BLOCK), paragraph(document.note or formats.KOSONG, LABEL)], ""],
        [[paragraph("Jadwal kerja", BLOCK), paragraph(document.schedule or formats.KOSONG, LABEL)], ""],
        [[paragraph("Paraf dan waktu", BLOCK), paragraph(_initialled(document), LABEL)], ""],
    ]
    frame = Table(rows, [half, half], splitInRow=1)
    frame.setStyle(
        [
            *ruled(0.6),
            *(("SPAN", (0, row), (1, row)) for row, cells in enumerate(rows) if cells[1] == ""),
            ("FONT", (0, 0), (-1, -1), "Sans", 9.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
            ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
        ]
    )
    return frame


def _letter(document: Disposition) -> list[tuple[str, str]]:
    return [
        ("Nomor agenda", document.agenda_number or formats.KOSONG),
        ("Surat dari", document.letter_from or formats.KOSONG),
        ("Nomor surat", document.letter_number or formats.KOSONG),
        ("Tanggal surat", _day(document.letter_date)),
    ]


def _order(document: Disposition) -> list[tuple[str, str]]:
    return [
        ("Dari", document.sender),
        ("Tanggal disposisi", _day(document.dated)),
        ("Sifat", document.nature),
    ]


def _day(day: date | None) -> str:
    return formats.KOSONG if day is None else formats.tanggal(day)


def _ticked(label: str, ticked: bool, across: float) -> Flowable:
    row = Table([[printable("☑" if ticked else "☐"), paragraph(label, LABEL)]], [6 * mm, across - 6 * mm], splitInRow=1)
    row.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 11),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return row


def _initialled(document: Disposition) -> str:
    if document.initialled_at is None:
        return "……………………………………"
    return f"{formats.hari_tanggal_waktu(document.initialled_at, document.zone)} (paraf melalui sistem)"
