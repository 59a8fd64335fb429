"""Sends a form to its receiver, takes it back, and fills it for an absent PPTK (steps 5 and 6)."""

from __future__ import annotations

from dataclasses import replace

from bot.services import acts, case
from bot.services.claims import Claim
from bot.services.filling import asking
from bot.services.filling.sitting import Sitting, acting, find, sit, task_of
from bot.services.work import Button, Work
from bot.sop.commands import Submit, Withdraw
from bot.sop.errors import Refusal, Stale
from bot.sop.model import Role, Task
from bot.texts.form import summary as form_summary
from bot.texts.form import words as form_words
from storage import answers, cycles, forms, officers, prompts, sheets, submissions
from storage.forms import Filling, FormRecord
from storage.officers import Holder


def send(sitting: Sitting) -> None:
    """Kirim: the form goes to its receiver, and what it says is kept; with a field missing, the summary names it."""
    if sitting.plan.due:
        asking.show_summary(sitting)
        return
    work, filling, form = sitting.work, sitting.filling, _as_it_stands(sitting)
    record = cycles.load(work.tx, form.cycle_id)
    kiriman = record.state.form(form.unit_id).kiriman + 1
    me = work.me.officer_id
    submissions.keep(work.tx, form, kiriman=kiriman, putaran=filling.putaran, officer_id=me, at=work.now)
    _follow_all(sitting)
    _confirm_own(work, form)
    prompts.close_of(work.tx, me, filling.task_id)
    record = acts.carry_out(
        work, record, [Submit(filling.number, filling.version)], actor=sitting.actor, kiriman=kiriman
    )
    task = record.state.task(filling.number)
    receiver = work.sop_of(record).roles[record.state.form(form.unit_id).receiver]
    text = form_words.sent(filling.year, filling.quarter, receiver)
    work.reply(text, [[Button("Tarik kembali", Claim("tarik", filling.task_id, task.version))]])
    if form.filled_by == me:
        _ask_confirmation(sitting, task)


def _as_it_stands(sitting: Sitting) -> FormRecord:
    return replace(sitting.form, answers=sitting.answers, evidence=tuple(sitting.evidence))


def _follow_all(sitting: Sitting) -> None:
    """What was directed counts as followed with the form that was sent on it."""
    if any(not one.done for one in sitting.directions):
        done = [replace(one, done=True) for one in sitting.directions]
        sheets.direct(sitting.work.tx, sitting.form.id, done)


def _confirm_own(work: Work, form: FormRecord) -> None:
    """A PPTK who sends what another began on his behalf stands by it."""
    if form.filled_by not in {None, work.me.officer_id}:
        answers.confirm_on_behalf(work.tx, form.id, work.now)


def _ask_confirmation(sitting: Sitting, task: Task) -> None:
    work, filling = sitting.work, sitting.filling
    person = case.holder(work, task)
    if person is None or person.officer_id == work.me.officer_id:
        return
    rows = form_summary.rows(sitting.result(), filling.quarter)
    pages = form_words.on_behalf_sent(case.address(person), work.me.address, rows)
    confirm = [[Button("Benarkan", Claim("benarkan", filling.task_id, task.version))]]
    for page in pages[:-1]:
        work.tell(person.officer_id, page)
    work.tell(person.officer_id, pages[-1], confirm)


def withdraw(work: Work, claim: Claim) -> None:
    """[Tarik kembali]: while it is not received, the form is its sender's again."""
    filling = find(work, claim.task)
    record = cycles.load(work.tx, filling.form.cycle_id)
    actor = acting(work, filling.form)
    acts.carry_out(work, record, [Withdraw(filling.number, claim.version)], actor=actor)
    work.toast = "Formulir ditarik kembali."


def fill_on_behalf(work: Work, claim: Claim) -> None:
    """[Isikan atas nama]: the Analis fills the form of a PPTK who cannot; its receiver never fills what he receives."""
    if not work.me.has(Role.ANALIS):
        raise Refusal("bukan_pelaksana")
    filling = forms.find(work.tx, claim.task, lock=True)
    if filling is None or filling.form.office_id != work.office_id:
        raise Refusal("tugas_tidak_ada")
    if not filling.open or filling.version != claim.version:
        raise Stale("sudah_selesai", task=task_of(work, filling))
    unit = (Role.PPTK, filling.form.unit_id)
    if unit not in work.me.held and filling.form.filled_by != work.me.officer_id:
        _take_over(work, filling)
    sitting = sit(work, claim.task, claim.version)
    asking.go_on(sitting, echo=form_words.on_behalf_head(sitting.form.unit))


def _take_over(work: Work, filling: Filling) -> None:
    form = filling.form
    answers.fill_on_behalf(work.tx, form.id, work.me.officer_id)
    work.record("FilledOnBehalf", cycle_id=form.cycle_id, unit=form.unit_id)
    person = _owner(work, form)
    if person is not None:
        text = form_words.on_behalf_started(
            case.address(person), form.unit, work.me.address, filling.year, filling.quarter
        )
        work.tell(person.officer_id, text)


def _owner(work: Work, form: FormRecord) -> Holder | None:
    found = officers.holders(work.tx, work.office_id, Role.PPTK, at=work.now, unit_id=form.unit_id)
    return found[0] if found else None


def confirm(work: Work, claim: Claim) -> None:
    """[Benarkan]: the PPTK stands by what was filled on his behalf; it is printed with the form."""
    filling = forms.find(work.tx, claim.task)
    if filling is None or filling.form.office_id != work.office_id:
        raise Refusal("tugas_tidak_ada")
    form = filling.form
    if not work.me.actor.holds(Role.PPTK, form.unit_id):
        raise Refusal("bukan_pelaksana", task=task_of(work, filling))
    if form.filled_by in {None, work.me.officer_id} or form.confirmed_at is not None:
        raise Refusal("tidak_perlu_dibenarkan")
    answers.confirm_on_behalf(work.tx, form.id, work.now)
    work.record("FilledOnBehalfConfirmed", cycle_id=form.cycle_id, unit=form.unit_id)
    work.reply(form_words.confirmed(work.me.address))
