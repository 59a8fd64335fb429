"""Step 6: forms are received as they come, returned as incomplete, or gone on without after their limit."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.filling.changes import since_last
from bot.services.incoming import Message
from bot.services.papers import files, reports
from bot.services.people import people
from bot.services.steps.ordering import complete_open
from bot.services.work import Button, Work
from bot.sop.collecting import other_receiver, own_form
from bot.sop.commands import Receive, Reopen, ReturnForm, Skip
from bot.sop.errors import Refusal
from bot.sop.forms import plan
from bot.sop.model import WITH_PPTK, Actor, Form, FormStatus, Role, StepKind, Task
from bot.sop.sheet import Direction
from bot.texts import receiving as texts
from bot.texts.ordering import checked_reason
from storage import forms, officers, prompts, sheets
from storage.cycles import CycleRecord
from storage.forms import FormRecord
from storage.prompts import OpenPrompt

_MOST_BUTTONS = 100
"""Telegram's limit; the next forms have theirs once some of these are received."""


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Every form that this receiver awaits: received, come in, or still out; buttons for those that need an act."""
    mine = [form for form in record.state.forms if form.receiver is task.role]
    units = {form.unit_id: form for form in forms.all_forms(work.tx, record.id)}
    person = case.holder(work, task)
    came, own = _came(work, record, task, person.officer_id if person else None)
    lines = [
        texts.Line(
            units[form.unit].unit, _state(work, record, form), _remark(work, record, units[form.unit], own=form in own)
        )
        for form in mine
    ]
    buttons: list[list[Button]] = []
    if came:
        buttons.append([case.button(record, task, _receive_label(record, task, came), "terima_semua")])
    for number, form in enumerate(mine, 1):
        ways = _ways(work, record, form, alone=form in own or len(came) == 1)
        if sum(map(len, buttons)) + len(ways) > _MOST_BUTTONS:
            break
        buttons.append(
            [case.button(record, task, texts.label(verb, number, len(mine)), verb, str(form.unit)) for verb in ways]
        )
    settled = sum(form.settled for form in mine)
    changes = [line for form in (*came, *own) for line in since_last(work, units[form.unit])]
    note = _about_own(work, record, task, person.officer_id) if person and own else ""
    text = texts.reception(case.heading(work, record, task, "Penerimaan formulir"), lines, settled, changes, note)
    return Card(text + case.limit_line(work, record, task), buttons)


def _came(work: Work, record: CycleRecord, task: Task, officer_id: int | None) -> tuple[list[Form], list[Form]]:
    """The forms that came in to a receiver: those that an officer may receive, and those that he sent himself."""
    came = [one for one in record.state.forms if one.receiver is task.role and one.status is FormStatus.DIKIRIM]
    own = [one for one in came if own_form(work.sop_of(record), record.state, one.unit, officer_id)]
    return [one for one in came if one not in own], own


def _about_own(work: Work, record: CycleRecord, task: Task, officer_id: int) -> str:
    held = officers.roles_of(work.tx, officer_id, at=work.now)
    actor, sop = Actor(officer_id, frozenset((one.role, one.unit_id) for one in held)), work.sop_of(record)
    other = other_receiver(sop, task, actor)
    return texts.own_form(sop.roles[task.role], sop.roles[other] if other else "")


def _ways(work: Work, record: CycleRecord, form: Form, *, alone: bool) -> list[str]:
    """What may be done about one form: the verbs of its buttons; one that came `alone` needs no Terima of its own."""
    if form.status is FormStatus.DIKIRIM:
        return ["lihat_formulir", *([] if alone else ["terima_formulir"]), "kembalikan_formulir"]
    if form.status is FormStatus.DILEWATI:
        return ["buka_kembali"]
    if form.status in WITH_PPTK and _late(work, record, form):
        return ["lanjut_tanpa", "alihkan"]
    return []


def _receive_label(record: CycleRecord, task: Task, came: list[Form]) -> str:
    words = "Terima" if len(came) == 1 else f"Terima semua ({len(came)})"
    if task.role is Role.KASUBBAG and all(form.settled or form in came for form in record.state.forms):
        return f"{words} & perintahkan rekap"
    return "Terima formulir" if len(came) == 1 else words


def _filling(work: Work, record: CycleRecord, form: Form) -> Task | None:
    number = work.sop_of(record).of_kind(StepKind.ISI).number
    open_ones = (task for task in record.state.open_tasks if task.step == number and task.unit == form.unit)
    return next(open_ones, None)


def _late(work: Work, record: CycleRecord, form: Form) -> bool:
    filling = _filling(work, record, form)
    return filling is not None and (filling.expired or (filling.due_at is not None and filling.due_at <= work.now))


def _state(work: Work, record: CycleRecord, form: Form) -> texts.State:
    if form.status in WITH_PPTK:
        return texts.State.LEWAT if _late(work, record, form) else texts.State.DITUNGGU
    return texts.State(form.status.value) if form.status is not FormStatus.SIAP else texts.State.DITUNGGU


def _remark(work: Work, record: CycleRecord, form: FormRecord, *, own: bool) -> str:
    """What deserves a look before a form is received, or how far one is that is awaited, in a few words."""
    if form.status is FormStatus.DILEWATI:
        return form.note or ""
    if form.status in WITH_PPTK and _late(work, record, record.state.form(form.unit_id)):
        asked = plan(form.sheet, form.answers, form.directions)
        return texts.progress(len(asked.open) - len(asked.due), len(asked.open))
    if form.status is not FormStatus.DIKIRIM:
        return ""
    result = reports.result_of(work, form)
    return texts.remark(len(result.findings), len(result.without_evidence), form.kiriman, own=own)


def receive_all(work: Work, claim: Claim) -> None:
    """[Terima semua]: the forms that came in; with the last of all, the order to recap goes out in the same press.

    A form that the receiver sent himself stays where it is; where nothing else came, he is told what helps.
    """
    found = case.mine(work, claim)
    came, own = _came(work, found.record, found.task, work.me.officer_id)
    if not came and not own:
        raise Refusal("belum_dikirim")
    _receive(work, found, [form.unit for form in came or own])


def receive_one(work: Work, claim: Claim) -> None:
    """[Terima]: one unit's form."""
    found = case.mine(work, claim)
    _receive(work, found, [people.number(claim.arg)])


def _receive(work: Work, found: Case, units: list[int]) -> None:
    orders: list[acts.Order] = [Receive(found.number, found.version, unit) for unit in units]
    state = found.record.state
    if all(form.settled or form.unit in units for form in state.forms) and work.me.has(Role.KASUBBAG):
        step = case.step_of(work, found.record, found.task)
        orders.append(lambda record: complete_open(record, step.exits["selesai"]))
    acts.carry_out(work, found.record, orders)
    work.toast = "Formulir diterima."


def ask_return(work: Work, claim: Claim) -> None:
    """[Kembalikan]: what is missing, in one sentence."""
    found = case.mine(work, claim)
    unit = people.number(claim.arg)
    text = texts.ask_return(_named(work, found, unit))
    work.ask("alasan_kembali", text, task_id=claim.task, version=claim.version, unit=unit)


def _named(work: Work, found: Case, unit: int) -> str:
    if unit not in found.record.form_ids:
        raise Refusal("tombol_lama")
    return forms.of_unit(work.tx, found.record.id, unit).unit


def return_form(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The note goes to the PPTK with the reopened form."""
    found = case.mine(work, case.asked(prompt))
    unit, note = prompt.context["unit"], checked_reason(message.text)
    direction = Direction(None, note, work.me.address)
    sheets.direct(work.tx, found.record.form_ids[unit], [direction])
    acts.carry_out(work, found.record, [ReturnForm(found.number, prompt.version, unit)], reason=note)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.returned(_named(work, found, unit)))


def ask_skip(work: Work, claim: Claim) -> None:
    """[Lanjut tanpa]: the reason that the recap will print; under a card or an escalation that may be long past."""
    found = case.mine(work, claim)
    unit = people.number(claim.arg)
    text = texts.ask_skip(_named(work, found, unit))
    form = found.record.state.form(unit)
    if form.status in WITH_PPTK and not _late(work, found.record, form):
        raise Refusal("batas_belum_lewat", form=form)
    work.ask("alasan_lanjut", text, task_id=claim.task, version=claim.version, unit=unit)


def skip(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The collection goes on without the unit."""
    found = case.mine(work, case.asked(prompt))
    unit, reason = prompt.context["unit"], checked_reason(message.text)
    sheets.note(work.tx, found.record.form_ids[unit], reason)
    acts.carry_out(work, found.record, [Skip(found.number, prompt.version, unit)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.skipped(_named(work, found, unit)))


def reopen(work: Work, claim: Claim) -> None:
    """[Buka kembali]: a skipped unit may fill its form after all."""
    found = case.find(work, claim)
    unit = people.number(claim.arg)
    acts.carry_out(work, found.record, [Reopen(found.number, claim.version, unit)])
    sheets.note(work.tx, found.record.form_ids[unit], None)
    work.toast = "Formulir dibuka kembali."


def show(work: Work, claim: Claim) -> None:
    """[Lihat]: the form as it was sent, as PDF."""
    found = case.find(work, claim)
    unit = people.number(claim.arg)
    if not work.me.actor.holds(found.task.role, None) or unit not in found.record.form_ids:
        raise Refusal("bukan_pelaksana", task=found.task)
    files.send(work, found.record, [("formulir", str(unit))])
    work.toast = "Formulir sedang disiapkan."


PRESSES = {
    "terima_semua": receive_all,
    "terima_formulir": receive_one,
    "kembalikan_formulir": ask_return,
    "lanjut_tanpa": ask_skip,
    "buka_kembali": reopen,
    "lihat_formulir": show,
}
TEXTS = {"alasan_kembali": return_form, "alasan_lanjut": skip}
