"""The card of step 5: a first visit, a repair with its arahan, or a form that was taken back (messages 3 and 10)."""

from __future__ import annotations

from datetime import date, timedelta

from bot.services import case
from bot.services.card import Card
from bot.services.limits import standing
from bot.services.papers.publish import Kind
from bot.services.work import Button, Work
from bot.sop.forms import Kind as Answered
from bot.sop.forms import fields
from bot.sop.model import Form, FormStatus, Task
from bot.texts.form import cards as form_cards
from bot.texts.formats import HARI
from bot.texts.html import esc
from bot.texts.times import kapan
from storage import forms
from storage.cycles import CycleRecord
from storage.forms import FormRecord
from storage.officers import Holder

_FRIDAY = 4


def card(work: Work, record: CycleRecord, task: Task, to: Holder | None = None) -> Card:
    """What whoever fills a form is shown, its PPTK unless `to` says who does so for him; what was answered is there."""
    assert task.unit is not None
    form = forms.of_unit(work.tx, record.id, task.unit)
    stands = record.state.form(task.unit)
    person = case.holder(work, task)
    behalf = to is not None and (person is None or to.officer_id != person.officer_id)
    address = form_cards.behalf(case.address(to), form.unit) if to and behalf else _address(person, form)
    if any(not direction.done for direction in form.directions):
        return _repair(work, record, task, form, address)
    if stands.status is FormStatus.DIISI and stands.before is FormStatus.DIKIRIM:
        text = form_cards.again(address, record.year, record.quarter, _until(work, record, task))
        return Card(text, [_resume(record, task), standing.ask_button(work, record, task)])
    asked = len(fields(form.sheet, form.answers))
    text = form_cards.first(address, form.sheet, asked, record.year, record.quarter, _until(work, record, task))
    if _begun(stands):
        return Card(text, [_resume(record, task), standing.ask_button(work, record, task)])
    return Card(text, [_start(record, task)[: 1 if behalf else 2]], ((Kind.FORMULIR_KOSONG, str(task.unit)),))


def _address(person: Holder | None, form: FormRecord) -> str:
    return case.address(person) if person else esc(form.unit)


def _begun(form: Form) -> bool:
    return form.status is FormStatus.DIISI


def _start(record: CycleRecord, task: Task) -> list[Button]:
    return [
        case.button(record, task, "Terima & mulai isi", "terima"),
        case.button(record, task, "Mohon dialihkan", "mohon_dialihkan"),
    ]


def _resume(record: CycleRecord, task: Task) -> list[Button]:
    return [
        case.button(record, task, "Lanjutkan isian", "isi"),
        case.button(record, task, "Ringkasan", "ringkasan"),
    ]


def _repair(work: Work, record: CycleRecord, task: Task, form: FormRecord, address: str) -> Card:
    asked = {field.key: field for field in fields(form.sheet, form.answers)}
    directed = [(asked.get(one.field or ""), one) for one in form.directions if not one.done]
    text = form_cards.repair(address, directed, form.answers, record.year, record.quarter, _until(work, record, task))
    buttons = [[case.button(record, task, "Perbaiki isian", "terima")]]
    explicable = (field for field, _ in directed if field and field.kind in {Answered.ANGKA, Answered.RUPIAH})
    if any(field.key in form.answers for field in explicable):
        buttons.append([case.button(record, task, "Angka benar, beri penjelasan", "jelaskan")])
    return Card(text, [*buttons, standing.ask_button(work, record, task)])


def _until(work: Work, record: CycleRecord, task: Task) -> str:
    """'Batas: <b>Senin, 6 April, pukul 08.45 WITA</b> (2 hari kerja; Jumat libur).' and a line break."""
    if task.due_at is None:
        return ""
    at = kapan(task.due_at, work.now, work.office.zone)
    if work.engine.calendar.left(work.now, task.due_at) <= timedelta():
        return f"Batas waktu: <b>{at}</b> (sudah lewat).\n"
    remarks = [f"{case.step_of(work, record, task).limit} kerja"] if task.started_at == work.now else []
    if closed := _closed_days(work, task):
        remarks.append(f"{' dan '.join(closed)} libur")
    return f"Batas: <b>{at}</b>" + (f" ({'; '.join(remarks)})" if remarks else "") + ".\n"


def _closed_days(work: Work, task: Task) -> list[str]:
    """The weekdays until the limit on which the office is closed."""
    assert task.due_at is not None
    day, last = work.local(work.now).date(), work.local(task.due_at).date()
    found = []
    while day <= last:
        if day.weekday() <= _FRIDAY and not work.engine.calendar.is_working_day(day):
            found.append(_name(day))
        day += timedelta(days=1)
    return found


def _name(day: date) -> str:
    return HARI[day.weekday()]
