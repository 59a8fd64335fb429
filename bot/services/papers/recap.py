"""Rekapitulasi (steps 8 to 11): the accepted forms by program and unit, with everything that must be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.documents.models.figures import Correction, Remark
from bot.documents.models.papers import Recap, Signature
from bot.services.papers import figures as dossier_figures
from bot.services.papers.frame import Frame, in_role
from bot.services.papers.publish import DRAFT
from bot.services.papers.reports import Report, grading, reports, results, unknown_before
from bot.sop.forms import Topic
from bot.sop.model import Role
from bot.sop.results import Finding, SheetResult, total
from bot.texts.formats import angka, rupiah
from storage import notes

_NOT_SENT = "Formulir tidak disampaikan sampai batas waktu."
_STALE = "Arahan belum ditindaklanjuti; digunakan data yang terakhir diterima."


def recap(frame: Frame) -> Recap:
    """The recap as the cycle's forms stand; a draft bears no signature."""
    work, record = frame.work, frame.record
    found = reports(work, record)
    officers = {one.form.unit_id: in_role(work, Role.PPTK, frame.at, one.form.unit_id).name for one in found}
    period, grades = (record.year, record.quarter), grading(work.office)
    sheets = [(one.form.unit, officers[one.form.unit_id], one.result) for one in found if one.result is not None]
    totals, iku = total(results(found), grades), dossier_figures.iku(sheets, period)
    draft = frame.row.part == DRAFT
    return Recap(
        **frame.shared(),
        version=record.state.recap_version,
        programs=tuple(dossier_figures.programs(sheets, grades, period)),
        summary=dossier_figures.summary(totals),
        scale=dossier_figures.scale(work.office),
        iku=iku,
        iku_summary=dossier_figures.iku_summary(totals) if iku else None,
        missing=tuple(_missing(found)),
        partial=unknown_before(work, record, (one.form for one in found)),
        notes=tuple(_notes(frame)),
        unusual=tuple(
            _unusual(finding, result, officer) for _, officer, result in sheets for finding in result.findings
        ),
        corrections=tuple(_corrections(frame)),
        units_expected=len(found),
        units_received=sum(one.result is not None and not one.stale for one in found),
        signature=None if draft else Signature(signatory=in_role(work, Role.ANALIS, frame.at)),
    )


def _missing(found: Sequence[Report]) -> Iterable[Remark]:
    for one in found:
        if one.stale:
            yield Remark(subject=one.form.unit, text=" ".join((_STALE, one.form.note or "")).strip())
        elif one.result is None:
            yield Remark(subject=one.form.unit, text=one.form.note or _NOT_SENT)


def _notes(frame: Frame) -> Iterable[Remark]:
    """The Analis's notes on this version of the recap."""
    version = frame.record.state.recap_version
    for one in notes.authored(frame.work.tx, frame.record.id, "rekap"):
        if one.part == str(version):
            yield Remark(subject=f"Rekapitulasi versi {version}", text=one.text, author=one.author)


def _unusual(finding: Finding, result: SheetResult, officer: str) -> Remark:
    if finding.field.startswith(f"{Topic.SPENT}:"):
        shown = f"realisasi anggaran {rupiah(finding.value)}"
    else:
        key = finding.field.partition(":")[2]
        lines = [*result.iku, *(one for row in result.rows for one in row.indicators)]
        measure = next(one.line.measure for one in lines if one.line.key == key)
        shown = f"realisasi {angka(finding.value)} {measure}"
    return Remark(subject=f"{finding.subject}: {shown}", text=finding.reason or "Tanpa penjelasan.", author=officer)


def _corrections(frame: Frame) -> Iterable[Correction]:
    """What was mended at the review, as the Kasubbag's sentence says it: '…, semula …, menjadi …. Acuan: …'."""
    for one in notes.authored(frame.work.tx, frame.record.id, "koreksi"):
        sentence, _, reference = one.text.partition(" Acuan: ")
        rest, _, after = sentence.rstrip(".").rpartition(", menjadi ")
        subject, _, before = rest.rpartition(", semula ")
        yield Correction(subject=subject or sentence, before=before or "–", after=after, reference=reference or "–")
