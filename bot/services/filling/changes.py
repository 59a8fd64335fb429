"""Old beside new for whoever receives a form that was sent before (step 6)."""

from __future__ import annotations

from bot.services.work import Work
from bot.sop.changes import changes
from bot.texts.form import summary as form_summary
from storage import submissions
from storage.forms import FormRecord


def since_last(work: Work, form: FormRecord) -> list[str]:
    """What the latest kiriman of a form changes against the one before, in lines; none for a first kiriman."""
    if form.kiriman <= 1:
        return []
    sent = {one.number: one for one in submissions.of_form(work.tx, form.id)}
    before, after = sent.get(form.kiriman - 1), sent.get(form.kiriman)
    if before is None or after is None:
        return []
    return form_summary.changed(changes(form.sheet, before.answers, after.answers))


def since_arahan(work: Work, form: FormRecord, putaran: int) -> list[str]:
    """What a form says in this putaran against the last kiriman before it, in lines; none for one that stayed."""
    sent = submissions.of_form(work.tx, form.id)
    before = [one for one in sent if one.putaran < putaran]
    if not before or sent[-1].putaran < putaran:
        return []
    return form_summary.followed(form.unit, changes(form.sheet, before[-1].answers, sent[-1].answers))
