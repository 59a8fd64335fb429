"""/status: how far each running collection is, who is awaited until when, and how every form stands."""

from __future__ import annotations

from bot.services import case
from bot.services.cycle import listing, punctuality
from bot.services.papers import chat_pictures, files
from bot.services.papers.publish import Kind
from bot.services.people import substituting
from bot.services.steps import ordering
from bot.services.work import REPLY, Work
from bot.sop.forms import plan
from bot.sop.model import FormStatus, Purpose, StepKind, Task
from bot.texts import status as texts
from bot.texts.formats import hari_tanggal_waktu
from bot.texts.steps import named
from storage import cycles, forms, offices, periods
from storage import status as rows
from storage.cycles import CycleRecord
from storage.forms import FormRecord


def show(work: Work, _args: str = "") -> None:
    """Answer /status: a message and a picture for each running collection, or what was last and what comes next."""
    running = cycles.live_of(work.tx, work.office_id)
    for cycle_id in running:
        record = cycles.load(work.tx, cycle_id, lock=False)
        buttons = [*substituting.form_buttons(work, record), *ordering.cancel_buttons(work, record)]
        listing.send(work, _lines(work, record), buttons)
        files.send(work, record, [(Kind.GAMBAR_STATUS, chat_pictures.viewer(work))], priority=REPLY)
    if not running:
        work.reply("\n".join(_nothing(work)))


def _lines(work: Work, record: CycleRecord) -> list[str]:
    period = periods.find(work.tx, work.office_id, record.period_id)
    lines = texts.head(
        record.year,
        record.quarter,
        record.state.putaran,
        done(record),
        len(work.sop_of(record).steps),
        record.data_until,
        period.send_by if period else None,
    )
    lines += ["", *_awaited(work, record)]
    if any(form.status is not FormStatus.SIAP for form in record.state.forms):
        common = _common_limit(work, record)
        every = forms.all_forms(work.tx, record.id)
        lines += ["", "<b>Formulir</b>", *(_form(work, record, form, common) for form in every)]
    return [*lines, *punctuality.lines(work, record)]


def done(record: CycleRecord) -> int:
    """How many steps lie behind the one that is furthest back."""
    return min(task.step for task in record.state.open_tasks) - 1


def _awaited(work: Work, record: CycleRecord) -> list[str]:
    isi = work.sop_of(record).of_kind(StepKind.ISI)
    open_forms = [task for task in record.state.open_tasks if task.step == isi.number]
    lines = [_now(work, record, task) for task in record.state.open_tasks if task not in open_forms]
    if open_forms:
        until = _common_limit(work, record)
        lines.insert(0, texts.filling(isi.number, named(isi), len(open_forms), len(record.state.forms), until))
    return lines


def _common_limit(work: Work, record: CycleRecord) -> str:
    """Until when the forms that are out are awaited, if it is the same for all of them."""
    isi = work.sop_of(record).of_kind(StepKind.ISI).number
    limits = {listing.until(work, task) for task in record.state.open_tasks if task.step == isi}
    return limits.pop() if len(limits) == 1 else ""


def _now(work: Work, record: CycleRecord, task: Task) -> str:
    step, sop = case.step_of(work, record, task), work.sop_of(record)
    activity = sop.correction.activity if task.purpose is Purpose.KOREKSI else named(step)
    return texts.now(step.number, activity, _holder(work, task), listing.until(work, task))


def _holder(work: Work, task: Task) -> str:
    person = case.holder(work, task)
    return case.address(person) if person else ""


def _filler(work: Work, task: Task) -> str:
    """Who fills a form, where it is not simply the unit's own head."""
    person = case.holder(work, task)
    if person is None:
        return texts.VACANT
    return "" if person.capacity == "definitif" else case.address(person)


def _form(work: Work, record: CycleRecord, form: FormRecord, common: str) -> str:
    isi = work.sop_of(record).of_kind(StepKind.ISI).number
    mine = (one for one in record.state.open_tasks if one.step == isi and one.unit == form.unit_id)
    task = next(mine, None)
    asked = plan(form.sheet, form.answers, form.directions)
    return texts.form(
        texts.FormLine(
            form.unit,
            form.status,
            _filler(work, task) if task else "",
            len(asked.fields) - len(asked.due),
            len(asked.fields),
            listing.until(work, task) if task and not common else "",
            form.note or "",
        )
    )


def _nothing(work: Work) -> list[str]:
    archived = rows.finished(work.tx, work.office_id)
    last = ""
    if archived:
        when = hari_tanggal_waktu(archived[0].closed_at, work.office.zone)
        last = texts.last(archived[0].year, archived[0].quarter, when)
    today = work.local(work.now).date()
    ahead = [one for one in offices.periods(work.tx, work.office_id) if one.opens_on > today]
    coming = texts.coming(ahead[0].year, ahead[0].quarter, ahead[0].opens_on) if ahead else ""
    return texts.nothing(last, coming)
