"""Tanda Terima of the forms, the output of step 4."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.layout.page import build, width
from bot.documents.layout.tables import Grid, centred, text
from bot.documents.layout.text import NOTE, paragraph
from bot.documents.models.papers import Receipt, ReceiptRow
from bot.documents.papers.blocks import closed, facts, heading, letterhead, signature, signatures
from bot.documents.papers.qr import proof_block
from bot.texts import formats

_WIDTHS = (0.06, 0.25, 0.09, 0.36, 0.24)


def receipt(document: Receipt) -> bytes:
    """Return the PDF that tells who has the form, since when, and who has not confirmed it yet."""
    across = width(document)
    period = formats.nama_periode(document.period.year, document.period.quarter)
    local = formats.setempat(document.issued_at, document.zone)
    waiting = sum(row.received_at is None for row in document.rows)
    place = f"{document.letterhead.place}, {formats.tanggal(local.date())}"
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("TANDA TERIMA", f"Formulir Pengumpulan Data Capaian Kinerja {period}"),
        facts(
            [("Dari", document.giver), ("Sudah diterima", f"{len(document.rows) - waiting} dari {len(document.rows)}")],
            across,
        ),
        Spacer(1, 3 * mm),
        _rows(document, across),
        Spacer(1, 2 * mm),
        *closed(
            [paragraph(f"Keadaan pada {formats.tanggal_waktu(document.issued_at, document.zone)}.", NOTE)],
            signatures([signature(document.signature, document.zone, above=place)], across),
            proof_block(document.proof, across),
        ),
    ]
    return build(document, f"Tanda Terima Formulir Data Kinerja {period}", story)


def _rows(document: Receipt, across: float) -> Flowable:
    grid = Grid(
        ("No", "Dokumen", "Jumlah", "Diterima oleh", f"Waktu terima ({formats.zona(document.zone)})"),
        [share * across for share in _WIDTHS],
    )
    for number, row in enumerate(document.rows, 1):
        grid.row(
            [
                str(number),
                text(row.document),
                centred(str(row.copies)),
                text(_person(row)),
                text(_moment(row, document)),
            ]
        )
    if not document.rows:
        grid.nothing("Belum ada formulir yang dibagikan.")
    return grid.flowable()


def _person(row: ReceiptRow) -> str:
    return "\n".join(line for line in (row.name, row.post, row.nip and f"NIP {formats.nip(row.nip)}") if line)


def _moment(row: ReceiptRow, document: Receipt) -> str:
    if row.received_at is not None:
        local = formats.setempat(row.received_at, document.zone)
        return f"{formats.tanggal(local.date())}, pukul {local:%H.%M}"
    return "belum" if row.joined else "belum (belum bergabung dalam sistem)"
