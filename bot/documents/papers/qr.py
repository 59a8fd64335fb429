"""The QR code and the short code by which a reader of a paper verifies it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bot.documents.charts.illustrations import Figure
from bot.documents.layout.ruled import RULE
from bot.documents.layout.text import paragraph, style
from bot.documents.models.papers import Proof
from bot.texts.verifying import grouped

MODULE = 0.55 * mm
"""The side of one dark square: telephones read half a millimetre from paper that was copied once."""

QUIET = 4
"""Light squares on every side, without which readers do not find the code."""

_CHAT = "https://t.me/"
_CAPTION = style("Sans", 8, leading=1.25)
_CODE = style("Sans-Bold", 12, leading=1.35)
_KEPT = 64


@lru_cache(_KEPT)
def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """Return the rows of dark (True) and light squares that say `address`, about a seventh of which may be damaged."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    return tuple(tuple(map(bool, row)) for row in code.modules)


class Code(Figure):
    """A QR code in lines, not dots: it stays sharp at any magnification."""

    def __init__(self, address: str) -> None:
        super().__init__("Kode QR untuk memeriksa keaslian berkas ini")
        self._modules = modules(address)
        self.width = self.height = (len(self._modules) + 2 * QUIET) * MODULE

    def paint(self, canvas: Any) -> None:
        """Draw every run of dark squares in one path, so that no light seams show between them."""
        path = canvas.beginPath()
        for row, squares in enumerate(self._modules):
            start = None
            for column, dark in enumerate((*squares, False)):
                if dark and start is None:
                    start = column
                elif not dark and start is not None:
                    bottom = self.height - (QUIET + row + 1) * MODULE
                    path.rect((QUIET + start) * MODULE, bottom, (column - start) * MODULE, MODULE)
                    start = None
        canvas.drawPath(path, stroke=0, fill=1)


def proof_block(proof: Proof | None, across: float) -> Flowable:
    """Return the box with QR code, short code and how to verify the paper; without a proof nothing at all."""
    if proof is None:
        return Spacer(1, 0)
    words = [
        paragraph("Kode verifikasi", _CAPTION),
        paragraph(grouped(proof.code), _CODE),
        paragraph(how_to_verify(proof), _CAPTION),
    ]
    if proof.address:
        code = Code(proof.address)
        table = Table([[code, words]], [code.width, across - code.width])
    else:
        table = Table([[words]], [across])
    table.setStyle(
        [
            ("FONT", (0, 0), (-1, -1), "Sans", 8),
            ("BOX", (0, 0), (-1, -1), 0.4, RULE),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 2 * mm if not proof.address else 0),
            ("LEFTPADDING", (-1, 0), (-1, -1), 2 * mm),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 3 * mm),
            ("TOPPADDING", (0, 0), (-1, -1), 0 if proof.address else 2 * mm),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0 if proof.address else 2 * mm),
        ]
    )
    return KeepTogether([Spacer(1, 5 * mm), table])


def how_to_verify(proof: Proof) -> str:
    """Return the one sentence that tells a reader what to do; it promises nothing that the address does not open."""
    if not proof.address:
        return "Keaslian berkas ini dapat diperiksa dengan mengirimkannya kepada bot Telegram kantor."
    if proof.address.startswith(_CHAT):
        bot = proof.address.removeprefix(_CHAT).partition("?")[0]
        return (
            "Pejabat kantor dapat memindai kode QR, atau mengirimkan berkas ini kepada bot Telegram "
            f"@{bot}, untuk memeriksa keaslian dan keberlakuannya."
        )
    return f"Pindai kode QR atau buka {proof.address} untuk memeriksa keaslian dan keberlakuan berkas ini."
