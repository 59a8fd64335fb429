"""Lembar Disposisi, Formulir and Tanda Terima (steps 1 to 5) from a cycle's rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.documents.models.papers import (
    Approval,
    Disposition,
    FilledFor,
    FormSheet,
    Receipt,
    ReceiptRow,
    Signatory,
    Signature,
)
from bot.services.papers import figures as dossier_figures
from bot.services.papers.frame import Frame, held_by, in_role, last_done, person, who_closed
from bot.services.papers.reports import Report, grading
from bot.sop.forms import Answers
from bot.sop.model import FormStatus, Role, StepKind
from bot.sop.results import SheetResult, evaluate
from bot.texts.formats import nama_periode, nama_periode_ringkas, setempat, tanggal
from storage import forms, officers, offices, submissions
from storage.forms import FormRecord
from storage.submissions import Kiriman


def disposition(frame: Frame) -> Disposition:
    """Lembar Disposisi: the Camat's order as he gave it."""
    work, record = frame.work, frame.record
    ordered = last_done(work, record, StepKind.PERINTAH, role=work.sop_of(record).first.actor)
    at = ordered.closed_at if ordered and ordered.closed_at else frame.at
    camat = who_closed(work, ordered) if ordered else in_role(work, Role.CAMAT, at)
    kasubbag = in_role(work, Role.KASUBBAG, at)
    approval = Approval(at=at) if ordered else None
    return Disposition(
        **frame.shared(),
        sender=camat.of_post or camat.post,
        dated=setempat(at, work.office.zone).date(),
        nature=record.urgency,
        subject=f"Pengumpulan Data Kinerja {nama_periode(record.year, record.quarter)}",
        forwarded_to=(kasubbag.of_post or kasubbag.post,),
        requests=((record.instruction[:1].upper() + record.instruction[1:], True),),
        signature=Signature(signatory=camat, approval=approval),
        schedule=_schedule(frame),
        initialled_at=at if ordered else None,
    )


def _schedule(frame: Frame) -> str:
    periods = offices.periods(frame.work.tx, frame.record.office_id)
    found = next(one for one in periods if one.id == frame.record.period_id)
    return (
        f"Pengumpulan data dibuka {tanggal(found.opens_on)}, data per tanggal {tanggal(frame.record.data_until)}; "
        f"batas kirim ke kabupaten {tanggal(found.send_by)}."
    )


def blank_form(frame: Frame) -> FormSheet:
    """Formulir of a unit with its targets and pagu, and room for the answers."""
    form = _form(frame)
    officer = in_role(frame.work, Role.PPTK, frame.at, form.unit_id)
    return FormSheet(**_sheet(frame, form, officer, _result(frame, form, {}, {})), filled=False)


def filled_form(frame: Frame) -> FormSheet:
    """Formulir of a unit as it was sent last by then."""
    form = _form(frame)
    sent = [one for one in submissions.of_form(frame.work.tx, form.id) if one.at <= frame.at]
    return sheet_of(frame, form, sent[-1] if sent else None)


def sheet_of(frame: Frame, form: FormRecord, sent: Kiriman | None) -> FormSheet:
    """Formulir of a unit with its answers: those of a kiriman, or as they stand."""
    answers = sent.answers if sent else form.answers
    evidence = sent.evidence if sent else form.files()
    state = frame.record.state.form(form.unit_id)
    received = form.status is FormStatus.DITERIMA and state.since is not None and state.since <= frame.at
    officer, pressed = _responsible(frame, form, sent)
    return FormSheet(
        **_sheet(frame, form, officer, _result(frame, form, answers, evidence)),
        filled_for=_filled_for(frame, form, officer, form.filled_by if pressed or sent is None else sent.officer_id),
        submission=_submission(sent),
        submitted_at=sent.at if sent else None,
        received_at=state.since if received else None,
        received_by=in_role(frame.work, state.receiver, state.since).name if received and state.since else "",
    )


def _responsible(frame: Frame, form: FormRecord, sent: Kiriman | None) -> tuple[Signatory, bool]:
    """Whoever was a unit's PPTK when its form was sent, in his capacity then; and whether he sent it himself."""
    at = sent.at if sent else frame.at
    sender = held_by(frame.work, sent.officer_id, Role.PPTK, at, form.unit_id) if sent else None
    return sender or in_role(frame.work, Role.PPTK, at, form.unit_id), sender is not None


def counted(report: Report, sent: Sequence[Kiriman]) -> Kiriman | None:
    """The kiriman that a report counts: the last of a received form, or the one that stands in for a skipped form."""
    if not report.stale:
        return sent[-1] if sent else None
    return next((one for one in reversed(sent) if one.answers == report.form.answers), None)


def _form(frame: Frame) -> FormRecord:
    return forms.of_unit(frame.work.tx, frame.record.id, int(frame.row.part))


def _result(frame: Frame, form: FormRecord, answers: Answers, evidence: Mapping[str, Sequence[str]]) -> SheetResult:
    return evaluate(form.sheet, answers, grading(frame.work.office), evidence)


def _sheet(frame: Frame, form: FormRecord, officer: Signatory, result: SheetResult) -> dict[str, Any]:
    period = (frame.record.year, frame.record.quarter)
    return {
        **frame.shared(),
        "unit": form.unit,
        "officer": officer,
        "activities": tuple(dossier_figures.activity(row, form.unit, period) for row in result.rows),
        "iku": tuple(dossier_figures.indicator(one, period) for one in result.iku),
    }


def _filled_for(frame: Frame, form: FormRecord, owner: Signatory, writer_id: int | None) -> FilledFor | None:
    writer = person(frame.work, writer_id)
    if writer is None:
        return None
    return FilledFor(owner=owner.name or owner.post, writer=writer.name, confirmed_at=form.confirmed_at)


def _submission(sent: Kiriman | None) -> str:
    if sent is None:
        return ""
    return f"ke-{sent.number}" + (f" (perbaikan ke-{sent.putaran - 1})" if sent.putaran > 1 else "")


def receipt(frame: Frame) -> Receipt:
    """Tanda Terima: who has the form, who has not confirmed it, and who has not joined the bot."""
    work, record = frame.work, frame.record
    handed = last_done(work, record, StepKind.BAGIKAN)
    analis = who_closed(work, handed) if handed else in_role(work, Role.ANALIS, frame.at)
    approval = None
    if handed is not None and handed.closed_at is not None:
        approval = Approval(at=handed.closed_at, act="Diserahkan")
    return Receipt(
        **frame.shared(),
        giver=analis.name or analis.post,
        rows=tuple(_receipt_row(frame, form) for form in forms.all_forms(work.tx, record.id)),
        signature=Signature(signatory=analis, approval=approval),
    )


def _receipt_row(frame: Frame, form: FormRecord) -> ReceiptRow:
    work = frame.work
    received = form.accepted_at if form.accepted_at and form.accepted_at <= frame.at else None
    holder = in_role(work, Role.PPTK, frame.at, form.unit_id)
    who = (person(work, form.accepted_by) if received else None) or holder
    acting = officers.holders(work.tx, work.office_id, Role.PPTK, at=frame.at, unit_id=form.unit_id)
    return ReceiptRow(
        document=f"Formulir Data Kinerja {nama_periode_ringkas(frame.record.year, frame.record.quarter)}",
        copies=1,
        name=who.name,
        post=who.post,
        nip=who.nip,
        received_at=received,
        joined=any(one.telegram_id is not None for one in acting),
    )
