"""Dokumen, Surat Pengantar and Lembar Pengesahan (steps 12 to 14) from a cycle's rows."""

from __future__ import annotations

from dataclasses import replace

from bot.documents.models.papers import ApprovalSheet, CoverItem, CoverLetter, SealedFile, Signature
from bot.documents.models.performance import PerformanceDocument
from bot.services.papers import evidence_pictures, trend
from bot.services.papers import history as dossier_history
from bot.services.papers import narrative as dossier_narrative
from bot.services.papers import recap as dossier_recap
from bot.services.papers import sheets as dossier_sheets
from bot.services.papers.approving import approvers
from bot.services.papers.compliance import visits_of
from bot.services.papers.frame import Frame, in_role, last_done
from bot.services.papers.pace import pace
from bot.services.papers.publish import SIGNED_TOGETHER
from bot.services.papers.reports import reports
from bot.sop.model import Role, StepKind
from bot.texts.formats import nama_periode
from bot.texts.verifying import grouped
from storage import audit, documents, submissions


def performance_document(frame: Frame) -> PerformanceDocument:
    """Dokumen Data Capaian Kinerja, unsigned, with room for the wet signatures."""
    work, record = frame.work, frame.record
    found = [one for one in reports(work, record) if one.result is not None]
    sent = {one.form.id: submissions.of_form(work.tx, one.form.id) for one in found}
    rows, timeliness = dossier_history.journey(frame)
    recap = replace(dossier_recap.recap(frame), signature=None)
    return PerformanceDocument(
        **frame.shared(),
        recap=recap,
        narratives=dossier_narrative.narratives(work, record),
        legal_basis=work.office.legal_basis or work.sop_of(record).legal_basis,
        forms=tuple(
            dossier_sheets.sheet_of(frame, one.form, dossier_sheets.counted(one, sent[one.form.id])) for one in found
        ),
        secretary=Signature(signatory=in_role(work, Role.SEKRETARIS, frame.at)),
        head=Signature(signatory=in_role(work, Role.CAMAT, frame.at)),
        history=rows,
        timeliness=timeliness,
        trend=trend.points(work, record, recap.summary),
        pictures=evidence_pictures.of_cycle(work, record),
        pace=pace(work, visits_of(work, record, frame.at)),
        version=frame.row.version,
    )


def cover_letter(frame: Frame) -> CoverLetter:
    """Surat Pengantar to the Bupati; its date, and its number while there is none, are written by hand."""
    office, record = frame.work.office, frame.record
    title = f"Dokumen Data Capaian Kinerja {nama_periode(record.year, record.quarter)}"
    return CoverLetter(
        **frame.shared(),
        addressee=office.addressee,
        addressee_place=office.addressee_place,
        items=(
            CoverItem(
                kind=f"{title} Camat dan PPTK {office.name}",
                quantity="1 (satu) berkas",
                remark="Disampaikan dengan hormat untuk menjadi bahan sebagaimana mestinya.",
            ),
        ),
        signature=Signature(signatory=in_role(frame.work, Role.CAMAT, frame.at)),
        number=record.letter_number,
        through=office.through,
        copies_to=office.copies,
    )


def approval_sheet(frame: Frame) -> ApprovalSheet:
    """Lembar Pengesahan: who approved exactly which bytes, and the head of the audit."""
    work, record = frame.work, frame.record
    compiled = last_done(work, record, StepKind.SUSUN)
    return ApprovalSheet(
        **frame.shared(),
        approvers=approvers(work, record, compiled.closed_at) if compiled and compiled.closed_at else (),
        files=tuple(_files(frame)),
        verification_code=frame.row.code or "",
        audit_head=audit.head(work.tx, f"cycle:{record.id}"),
    )


def _files(frame: Frame) -> list[SealedFile]:
    version = frame.record.state.document_version
    found = [documents.find(frame.work.tx, frame.record.id, kind, version) for kind in SIGNED_TOGETHER]
    return [
        SealedFile(name=f"{one.filename}, kode {grouped(one.code or '')}", size=one.size or 0, sha256=one.sha256 or "")
        for one in found
        if one is not None and one.ready
    ]
