"""An officer edits his own message: the answer that it gave is corrected until the form is sent (step 5)."""

from __future__ import annotations

from bot.services.filling import asking
from bot.services.filling.sitting import Sitting, sit
from bot.services.incoming import Message
from bot.services.work import Button, Work
from bot.sop.answers import AnswerProblem, read
from bot.texts.form import words as form_words
from bot.texts.form.problems import problem
from storage import answers


def edited(work: Work, message: Message) -> None:
    """Correct the answer that the edited message gave; the open question, if there is one, stays open."""
    spoken = answers.by_message(work.tx, work.me.officer_id, message.message_id)
    if spoken is None:
        work.reply(form_words.EDIT_UNKNOWN)
        return
    task = answers.open_task(work.tx, spoken.form_id)
    if task is None:
        work.reply(form_words.EDIT_SENT)
        return
    sitting = sit(work, *task)
    field = sitting.field(spoken.field)
    if field is None:
        work.reply(form_words.EDIT_CLOSED)
        return
    try:
        reading = read(field, message.text)
    except AnswerProblem as found:
        kept = sitting.answers[field.key].value
        work.reply(form_words.not_corrected(field, kept, problem(found)))
        return
    if reading.unusual is not None:
        asking.ask_unusual(sitting, field, reading.value, reading.unusual, message.message_id)
        return
    sitting.keep(field.key, reading.value, message_id=message.message_id)
    sitting.note_progress()
    work.reply(form_words.corrected(field, reading.value), _sending(sitting))


def _sending(sitting: Sitting) -> list[list[Button]]:
    return [] if sitting.plan.due else [[asking.button(sitting, "Ringkasan", "ringkasan")]]
