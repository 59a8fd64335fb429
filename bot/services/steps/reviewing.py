"""Step 11: the Sekretaris agrees, or directs forms back to their PPTK, or has a target or pagu mended."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.filling.changes import since_arahan
from bot.services.incoming import Message
from bot.services.papers.summary import summary
from bot.services.people import people
from bot.services.steps.recapping import REPORTED, look_buttons
from bot.services.work import Work
from bot.sop.commands import Redirect, RequestCorrection
from bot.sop.errors import Refusal
from bot.sop.forms import Field, fields
from bot.sop.model import StepKind, Task
from bot.sop.sheet import Direction
from bot.texts import recapping
from bot.texts import reviewing as texts
from bot.texts.ordering import checked_reason
from storage import forms, notes, prompts, sheets
from storage.cycles import CycleRecord
from storage.forms import FormRecord
from storage.prompts import OpenPrompt

_WHOLE = "semua"
_PER_ROW, _MOST = 5, 95


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Message 9, with the recap; Ya is one press."""
    view = summary(work, record)
    drafted = _drafted(work, record, task)
    buttons = [
        [case.button(record, task, "Setuju", "lanjut")],
        [case.button(record, task, "Kembalikan dengan arahan", "arahan")],
        [
            case.button(record, task, "Target/pagu keliru", "target_keliru"),
            case.button(record, task, "Rekap diulang", "ulang_rekap"),
        ],
    ]
    buttons.append(look_buttons(record, task, view))
    if drafted:
        buttons.insert(1, [case.button(record, task, f"Kirim {len(drafted)} arahan", "kirim_arahan")])
    person = case.holder(work, task)
    address = case.address(person) if person else "Sekretaris"
    heading = case.heading(work, record, task, f"Mohon telaah {address}")
    asked = notes.text(work.tx, record.id, "telaah_diminta", str(task.opened_by))
    text = recapping.review(heading, view, _followed(work, record), asked)
    return Card(text + case.limit_line(work, record, task), buttons, REPORTED)


def _followed(work: Work, record: CycleRecord) -> list[str]:
    """What became of the arahan that opened this putaran."""
    putaran = record.state.putaran
    found = forms.all_forms(work.tx, record.id) if putaran > 1 else ()
    return [line for form in found for line in since_arahan(work, form, putaran)]


def _reviewing(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.TELAAH:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def choose_unit(work: Work, claim: Claim) -> None:
    """[Kembalikan dengan arahan]: whose form."""
    found = _reviewing(work, claim)
    rows = [
        [case.button(found.record, found.task, form.unit, "arahan_unit", str(form.unit_id))]
        for form in forms.all_forms(work.tx, found.record.id)
    ]
    work.reply(texts.choose_unit(), rows)


def choose_field(work: Work, claim: Claim) -> None:
    """Which indicator of the form, or the form as a whole."""
    found = _reviewing(work, claim)
    form = _form(work, found, claim.arg)
    whole = case.button(found.record, found.task, "Formulir seluruhnya", "arahan_isian", f"{form.unit_id}.{_WHOLE}")
    answered = _answered(form)
    numbers = [
        case.button(found.record, found.task, str(number + 1), "arahan_isian", f"{form.unit_id}.{number}")
        for number in range(len(answered))
    ][:_MOST]
    rows = [numbers[start : start + _PER_ROW] for start in range(0, len(numbers), _PER_ROW)]
    pages = texts.choose_field(form.unit, answered, form.answers, form.files())
    for page in pages[:-1]:
        work.reply(page)
    work.reply(pages[-1], [*rows, [whole]])


def _form(work: Work, found: Case, unit: str) -> FormRecord:
    unit_id = people.number(unit)
    if unit_id not in found.record.form_ids:
        raise Refusal("tombol_lama")
    return forms.of_unit(work.tx, found.record.id, unit_id)


def _answered(form: FormRecord) -> tuple[Field, ...]:
    return fields(form.sheet, form.answers)


def ask_direction(work: Work, claim: Claim) -> None:
    """The arahan itself; it is mandatory."""
    found = _reviewing(work, claim)
    unit, _, chosen = claim.arg.partition(".")
    form = _form(work, found, unit)
    field = None if chosen == _WHOLE else _field(form, chosen)
    work.ask(
        "arahan",
        texts.ask_direction(form.unit, field, form.answers),
        task_id=claim.task,
        version=claim.version,
        unit=form.unit_id,
        field=field.key if field else None,
    )


def _field(form: FormRecord, chosen: str) -> Field:
    found, place = _answered(form), people.number(chosen)
    if place >= len(found):
        raise Refusal("tombol_lama")
    return found[place]


def take_direction(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """One arahan is drafted; nothing goes out before it is sent."""
    found = _reviewing(work, case.asked(prompt))
    text = checked_reason(message.text)
    part = f"{found.number}/{prompt.context['unit']}/{prompt.context['field'] or _WHOLE}"
    notes.write(work.tx, found.record.id, "arahan", part, text, work.me.officer_id, work.now)
    prompts.close(work.tx, work.me.officer_id)
    _show_drafts(work, found)


def _drafted(work: Work, record: CycleRecord, task: Task) -> list[tuple[int, str | None, str]]:
    """The arahan of this review that are not sent yet: unit, field (None for the whole form), text."""
    drafts = []
    for part, text in notes.of_kind(work.tx, record.id, "arahan").items():
        number, unit, field = part.split("/", 2)
        if int(number) == task.number:
            drafts.append((int(unit), None if field == _WHOLE else field, text))
    return drafts


def _show_drafts(work: Work, found: Case) -> None:
    drafts = _drafted(work, found.record, found.task)
    sheets_of = {form.unit_id: form for form in forms.all_forms(work.tx, found.record.id)}
    buttons = [
        [case.button(found.record, found.task, f"Kirim {len(drafts)} arahan", "kirim_arahan")],
        [case.button(found.record, found.task, "Tambah arahan lain", "arahan")],
        [case.button(found.record, found.task, "Hapus semua arahan", "hapus_arahan")],
    ]
    pages = texts.drafts([_draft(sheets_of[unit], field, text) for unit, field, text in drafts])
    for page in pages[:-1]:
        work.reply(page)
    work.reply(pages[-1], buttons)


def _draft(form: FormRecord, key: str | None, text: str) -> texts.Draft:
    return texts.Draft(form.unit, next((one for one in _answered(form) if one.key == key), None), text)


def drop_directions(work: Work, claim: Claim) -> None:
    """[Hapus semua arahan]: the drafts are gone, the review stands as it was."""
    found = _reviewing(work, claim)
    notes.drop(work.tx, found.record.id, "arahan", f"{found.number}/")
    shown = card(work, found.record, found.task)
    work.reply(texts.dropped(), shown.buttons)


def send_directions(work: Work, claim: Claim) -> None:
    """[Kirim arahan], Tidak: only these forms, and in them only these fields, open again."""
    found = _reviewing(work, claim)
    drafts = _drafted(work, found.record, found.task)
    if not drafts:
        raise Refusal("arahan_belum_ada")
    units = tuple(sorted({unit for unit, _, _ in drafts}))
    for unit in units:
        directions = [Direction(field, text, work.me.address) for of, field, text in drafts if of == unit]
        sheets.direct(work.tx, found.record.form_ids[unit], directions)
    detail = [{"unit": unit, "field": field, "text": text} for unit, field, text in drafts]
    acts.carry_out(work, found.record, [Redirect(found.number, claim.version, units)], directions=detail)
    notes.drop(work.tx, found.record.id, "arahan", f"{found.number}/")
    work.toast = "Arahan dikirim."


def draft_again(work: Work, record: CycleRecord, task: Task) -> None:
    """Before [Batalkan] of a Tidak: its arahan leave the forms and are drafts of the review that opens next."""
    number = len(record.state.tasks) + 1
    for unit in (one.unit for one in record.state.tasks if one.opened_by == task.number and one.unit is not None):
        for one in forms.of_unit(work.tx, record.id, unit).directions:
            part = f"{number}/{unit}/{one.field or _WHOLE}"
            notes.write(work.tx, record.id, "arahan", part, one.text, work.me.officer_id, work.now)
        sheets.direct(work.tx, record.form_ids[unit], [])


def show_drafts_again(work: Work, record: CycleRecord) -> None:
    """After it: the drafts, beside the new card."""
    again = next(one for one in record.state.open_tasks if case.step_of(work, record, one).kind is StepKind.TELAAH)
    _show_drafts(work, Case(record, again, Claim("arahan", record.task_id(again), again.version)))


def ask_correction(work: Work, claim: Claim) -> None:
    """[Target/pagu keliru]: which one, in the Sekretaris's words."""
    _reviewing(work, claim)
    work.ask("target_keliru", texts.ask_correction(), task_id=claim.task, version=claim.version)


def request_correction(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The Kasubbag mends it, citing DPA or PK; realisasi stay, recap and review run again."""
    found = _reviewing(work, case.asked(prompt))
    reason = checked_reason(message.text)
    notes.write(work.tx, found.record.id, "koreksi_diminta", str(found.number), reason, work.me.officer_id, work.now)
    acts.carry_out(work, found.record, [RequestCorrection(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.correction_requested())


PRESSES = {
    "arahan": choose_unit,
    "arahan_unit": choose_field,
    "arahan_isian": ask_direction,
    "kirim_arahan": send_directions,
    "hapus_arahan": drop_directions,
    "target_keliru": ask_correction,
}
TEXTS = {"arahan": take_direction, "target_keliru": request_correction}
