"""Formulir Pengumpulan Data Capaian Kinerja of one unit, blank (step 2) or filled (step 5)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from bot.documents.layout.drafting import Cell
from bot.documents.layout.page import build, headed, width
from bot.documents.layout.tables import Grid, centred, ruled, text
from bot.documents.layout.text import BLOCK, CELL_BOLD, NOTE, paragraph
from bot.documents.models.figures import ActivityRow, IndicatorRow
from bot.documents.models.papers import Approval, FormSheet, Signature
from bot.documents.papers.blocks import closed, facts, heading, letterhead, signature, signatures
from bot.documents.papers.qr import proof_block
from bot.texts import formats

_WIDTHS = (0.34, 0.16, 0.1, 0.1, 0.1, 0.09, 0.11)
_ROOM = 11 * mm


def form(document: FormSheet) -> bytes:
    """Return the PDF of the form with its letterhead and the officer's signature block."""
    across = width(document)
    period = formats.nama_periode(document.period.year, document.period.quarter)
    story = [
        *letterhead(document.letterhead, across),
        *heading("FORMULIR PENGUMPULAN DATA CAPAIAN KINERJA", period),
        *closed(
            form_body(document, across),
            signatures([signature(_signed(document), document.zone, above=_place(document))], across),
            proof_block(document.proof, across),
        ),
    ]
    return build(document, f"Formulir Data Kinerja {period}", story)


def _signed(document: FormSheet) -> Signature:
    """The officer's block, with his press that sent the form; what another filled in is told by 'Pengisian' instead."""
    sent = document.submitted_at if document.filled_for is None else None
    return Signature(signatory=document.officer, approval=Approval(at=sent, act="Dikirim") if sent else None)


def form_body(document: FormSheet, across: float) -> list[Flowable]:
    """Return the form without letterhead and signature, as the Dokumen's lampiran needs it."""
    story: list[Flowable] = [facts(_about(document), across)]
    for number, activity in enumerate(document.activities, 1):
        story.append(KeepTogether(_activity(number, activity, document, across)))
    if document.iku:
        title = "Indikator Kinerja Utama (Perjanjian Kinerja Camat)"
        story += headed(title, BLOCK, *_indicators(document.iku, document, across))
    if not document.activities and not document.iku:
        story += [Spacer(1, 3 * mm), paragraph("Tidak ada sub kegiatan yang dilaporkan pada periode ini.", NOTE)]
    return story


def _about(document: FormSheet) -> list[tuple[str, str]]:
    officer, period = document.officer, document.period
    rows = [
        ("Unit kerja", document.unit),
        ("Penanggung jawab", "\n".join(line for line in (officer.name, officer.post) if line)),
        ("NIP", formats.nip(officer.nip) or formats.KOSONG),
        ("Periode", formats.nama_periode(period.year, period.quarter)),
    ]
    if period.data_as_of is not None:
        rows.append(("Data per tanggal", formats.tanggal(period.data_as_of)))
    if document.filled_for is not None:
        rows.append(("Pengisian", _on_behalf(document)))
    if document.submission:
        rows.append(("Kiriman", document.submission))
    if document.submitted_at is not None:
        rows.append(("Dikirim", formats.tanggal_waktu(document.submitted_at, document.zone)))
    if document.received_at is not None:
        by = f" oleh {document.received_by}" if document.received_by else ""
        rows.append(("Diterima", f"{formats.tanggal_waktu(document.received_at, document.zone)}{by}"))
    return rows


def _on_behalf(document: FormSheet) -> str:
    filled = document.filled_for
    assert filled is not None
    sentence = f"Diisikan atas nama {filled.owner} oleh {filled.writer}; "
    if filled.confirmed_at is None:
        return f"{sentence}belum dikonfirmasi."
    return f"{sentence}dikonfirmasi pada {formats.tanggal_waktu(filled.confirmed_at, document.zone)}."


def _activity(number: int, activity: ActivityRow, document: FormSheet, across: float) -> list[Flowable]:
    story: list[Flowable] = [paragraph(f"{number}. {activity.code}  {activity.name}", BLOCK)]
    if not activity.running:
        return [*story, paragraph(activity.reason or formats.KOSONG, NOTE, lead="Belum berjalan:")]
    story += _indicators(activity.indicators, document, across)
    story += [Spacer(1, 1.5 * mm), _money(activity, document, across), Spacer(1, 1.5 * mm)]
    story.append(_narrative(activity, document.filled, across))
    return story


def _indicators(rows: Sequence[IndicatorRow], document: FormSheet, across: float) -> list[Flowable]:
    short = f"TW\u00a0{formats.TRIWULAN[document.period.quarter - 1]}"
    header = ("Indikator", "Satuan", "Target setahun", f"Target {short}", f"Realisasi {short}", "Capaian", "Predikat")
    grid = Grid(header, [share * across for share in _WIDTHS], right=(2, 3, 4, 5), first="left")
    for row in rows:
        grid.row(_indicator(row, filled=document.filled))
    if not rows:
        grid.nothing("Tidak ada indikator.")
    return [grid.flowable()]


def _indicator(row: IndicatorRow, *, filled: bool) -> list[Cell]:
    name = text("\n".join(part for part in (f"{row.code} {row.name}".strip(), *asides(row)) if part))
    targets = [formats.angka(row.target_year), formats.angka(row.target_period)]
    if row.absent:
        return [name, centred(row.unit), *targets, formats.angka(row.realisation), formats.KOSONG, centred(row.absent)]
    if not filled:
        return [name, centred(row.unit), *targets, "", "", ""]
    figures = [formats.angka(row.realisation), formats.persen(row.achievement)]
    return [name, centred(row.unit), *targets, *figures, centred(row.rating or formats.KOSONG)]


def asides(row: IndicatorRow) -> list[str]:
    """Return the lines below an indicator's name: formula, source and note, where there are any."""
    formula = f"Rumus: {row.formula}" if row.formula else ""
    source = f"Sumber data: {row.source}" if row.source else ""
    note = f"Catatan: {row.note}" if row.note else ""
    return [line for line in (formula, source, note) if line]


def _money(activity: ActivityRow, document: FormSheet, across: float) -> Flowable:
    end = document.period.data_as_of or formats.akhir_periode(document.period.year, document.period.quarter)
    header = ("Pagu anggaran", f"Realisasi anggaran s.d. {formats.tanggal(end)}", "Serapan anggaran")
    grid = Grid(header, [across / 3] * 3, right=(0, 1, 2), first="right")
    spent = formats.rupiah(activity.spent) if document.filled else ""
    absorption = formats.persen(activity.absorption) if document.filled else ""
    grid.row([formats.rupiah(activity.budget), spent, absorption])
    return grid.flowable()


def _narrative(activity: ActivityRow, filled: bool, across: float) -> Flowable:
    evidence = "\n".join(f"{number}. {name}" for number, name in enumerate(activity.evidence, 1))
    rows = [
        ("Faktor pendorong", activity.supporting),
        ("Faktor penghambat", activity.hindering),
        ("Tindak lanjut", activity.follow_up),
        ("Bukti dukung", evidence),
    ]
    if activity.note:
        rows.append(("Catatan", activity.note))
    cells = [[paragraph(label, CELL_BOLD), text((value or formats.KOSONG) if filled else "")] for label, value in rows]
    heights = None if filled else [_ROOM] * len(rows)
    table = Table(cells, [34 * mm, across - 34 * mm], heights, splitInRow=int(filled))
    table.setStyle(
        [
            *ruled(0.4),
            ("FONT", (0, 0), (-1, -1), "Sans", 8.5),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return table


def _place(document: FormSheet) -> str:
    day = document.submitted_at
    if day is None:
        return f"{document.letterhead.place}, ……………………"
    return f"{document.letterhead.place}, {formats.tanggal(formats.setempat(day, document.zone).date())}"
