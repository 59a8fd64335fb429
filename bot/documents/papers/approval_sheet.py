"""Lembar Pengesahan, sealed after step 13: who approved which bytes, and how to verify it."""

from __future__ import annotations

from decimal import Decimal

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from bot.documents.layout.drafting import Cell
from bot.documents.layout.page import build, headed, width
from bot.documents.layout.tables import Grid, text
from bot.documents.layout.text import BLOCK, CELL, paragraph, style
from bot.documents.models.papers import ApprovalSheet, Approver
from bot.documents.papers.blocks import closed, facts, heading, letterhead, post_line
from bot.documents.papers.qr import proof_block
from bot.texts import formats
from bot.texts.verifying import grouped

_PEOPLE = (0.06, 0.4, 0.22, 0.32)
_FILES = (0.06, 0.36, 0.14, 0.44)
_PROSE = style(size=10, align="justify", after=4)
_HASH = style("Sans", 7.5, leading=1.25)
_MEANING = (
    "Persetujuan diberikan dengan menekan tombol pada sistem dan merupakan tanda tangan elektronik tidak "
    "tersertifikasi; lembar ini bukan TTE tersertifikasi. Persetujuan hanya berlaku untuk berkas dengan nilai SHA-256 "
    "di atas: satu perubahan pada berkas membatalkannya. Tanda tangan basah dan cap dinas dibubuhkan pada dokumen "
    "yang dicetak."
)


def approval_sheet(document: ApprovalSheet) -> bytes:
    """Return the PDF that cites the approvals and the SHA-256 of every approved file."""
    across = width(document)
    period = formats.nama_periode(document.period.year, document.period.quarter)
    story: list[Flowable] = [
        *letterhead(document.letterhead, across),
        *heading("LEMBAR PENGESAHAN", f"Data Capaian Kinerja {period}"),
        *headed("Persetujuan", BLOCK, _approvers(document, across)),
        *headed("Berkas yang disetujui", BLOCK, _files(document, across)),
        *headed("Verifikasi", BLOCK),
        facts(_verification(document), across),
        Spacer(1, 4 * mm),
        *closed(
            [paragraph(sentence, _PROSE) for sentence in (_MEANING, document.seal) if sentence],
            proof_block(document.proof, across),
        ),
    ]
    return build(document, f"Lembar Pengesahan Data Capaian Kinerja {period}", story)


def _verification(document: ApprovalSheet) -> list[tuple[str, str]]:
    """The code stands in the box below where there is one."""
    rows = [
        ("Kepala jejak audit", document.audit_head),
        ("Diterbitkan", formats.tanggal_waktu(document.issued_at, document.zone)),
    ]
    return rows if document.proof else [("Kode verifikasi", grouped(document.verification_code)), *rows]


def _approvers(document: ApprovalSheet, across: float) -> Flowable:
    people = Grid(("No", "Pejabat", "Persetujuan", "Waktu"), [share * across for share in _PEOPLE])
    for number, who in enumerate(document.approvers, 1):
        people.row([str(number), _person(who), _act(who), text(formats.tanggal_waktu(who.at, document.zone))])
    if not document.approvers:
        people.nothing("Belum ada persetujuan.")
    return people.flowable()


def _files(document: ApprovalSheet, across: float) -> Flowable:
    files = Grid(("No", "Nama berkas", "Ukuran (bita)", "SHA-256"), [share * across for share in _FILES], right=(2,))
    for number, sealed in enumerate(document.files, 1):
        size = formats.angka(Decimal(sealed.size))
        digest = paragraph(f"{sealed.sha256[:32]}\n{sealed.sha256[32:]}", _HASH)
        files.row([str(number), text(sealed.name), size, digest])
    if not document.files:
        files.nothing("Tidak ada berkas.")
    return files.flowable()


def _person(who: Approver) -> Cell:
    officer = who.signatory
    number = officer.nip and f"NIP {formats.nip(officer.nip)}"
    lines = (officer.name, post_line(officer).removesuffix(","), officer.rank, number)
    return paragraph("\n".join(line for line in lines if line), CELL)


def _act(who: Approver) -> Cell:
    return text("\n".join(line for line in (who.act, who.code and f"Kode {grouped(who.code)}") if line))
