"""Step 2, and the correction at step 11: the Kasubbag looks over the forms, drops or corrects a row, releases them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from bot.services import case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.incoming import Message
from bot.services.papers.summary import readiness
from bot.services.people import people
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import Purpose, StepKind, Task
from bot.sop.numbers import NumberProblem, parse_money, parse_number
from bot.sop.sheet import Sheet, with_budget, with_ledger, with_target, without_row
from bot.texts import preparing as texts
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import forms, notes, prompts, sheets
from storage.cycles import CycleRecord
from storage.forms import FormRecord
from storage.prompts import OpenPrompt

_EDITS: dict[str, Callable[[Sheet, str, Decimal | None], Sheet]] = {
    "pagu": with_budget,
    "keuangan": with_ledger,
    "target": with_target,
}


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Message 2: the disposisi, and what should be looked at before the forms are released."""
    person = case.holder(work, task)
    assert person is not None
    ready = readiness(work, record)
    text = texts.released_next(case.heading(work, record, task, "Disposisi Camat"), case.address(person), record, ready)
    look = f"Periksa {len(ready.look)} catatan" if ready.look else "Periksa formulir"
    return Card(
        text + case.limit_line(work, record, task),
        [
            [case.button(record, task, look, "periksa")],
            [case.button(record, task, "Lepaskan & perintahkan Analis", "lanjut")],
        ],
        (("disposisi", ""),),
    )


def correction_card(work: Work, record: CycleRecord, task: Task) -> Card:
    """The correction of a target or pagu that the Sekretaris found wrong."""
    asked = notes.text(work.tx, record.id, "koreksi_diminta", str(task.opened_by)) or ""
    return Card(
        texts.correction(case.heading(work, record, task, "Mohon pembetulan target/pagu"), asked)
        + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Pilih formulir", "periksa")],
            [case.button(record, task, "Selesai, rekap ulang", "lanjut")],
        ],
    )


def _editable(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    correcting = found.task.purpose is Purpose.KOREKSI
    if not correcting and case.step_of(work, found.record, found.task).kind is not StepKind.SIAPKAN:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def overview(work: Work, claim: Claim) -> None:
    """[Periksa]: every unit's form at a glance, with what should be looked at."""
    found = _editable(work, claim)
    everyone = forms.all_forms(work.tx, found.record.id)
    rows = [[case.button(found.record, found.task, form.unit, "periksa_unit", str(form.unit_id))] for form in everyone]
    work.reply(texts.overview(readiness(work, found.record).look), rows)


def show_unit(work: Work, claim: Claim) -> None:
    """One unit's form: its rows with pagu and targets."""
    found = _editable(work, claim)
    form, _ = _form(work, found, claim.arg)
    rows = [
        [case.button(found.record, found.task, texts.short(f"{n}. {row.name}"), "baris", f"{form.unit_id}.{row.key}")]
        for n, row in enumerate(form.sheet.rows, 1)
    ]
    iku = [
        [
            case.button(
                found.record, found.task, texts.short(f"IKU: {line.name}"), "ubah_target", f"{form.unit_id}.{line.key}"
            )
        ]
        for line in form.sheet.iku
    ]
    listing.send(work, texts.form(form), rows + iku)


def _form(work: Work, found: Case, arg: str) -> tuple[FormRecord, str]:
    unit, _, key = arg.partition(".")
    unit_id = people.number(unit)
    if unit_id not in found.record.form_ids:
        raise Refusal("tombol_lama")
    return forms.of_unit(work.tx, found.record.id, unit_id), key


def show_row(work: Work, claim: Claim) -> None:
    """One row: what can be changed in it for this cycle."""
    found = _editable(work, claim)
    form, key = _form(work, found, claim.arg)
    row = form.sheet.row(key)

    def change(label: str, verb: str, of: str) -> list[Button]:
        return [case.button(found.record, found.task, label, verb, f"{form.unit_id}.{of}")]

    buttons = [change("Ubah pagu", "ubah_pagu", key)]
    buttons += [change(texts.short(f"Ubah target: {line.name}"), "ubah_target", line.key) for line in row.indicators]
    if found.task.purpose is Purpose.SOP:
        buttons.append(change("Catatan realisasi keuangan", "ubah_keuangan", key))
        buttons.append(change("Keluarkan dari formulir ini", "keluarkan", key))
    work.reply(texts.row(row), buttons)


def ask_value(work: Work, claim: Claim) -> None:
    """[Ubah …]: the new figure."""
    found = _editable(work, claim)
    form, key = _form(work, found, claim.arg)
    what = claim.verb.removeprefix("ubah_")
    subject, _ = _present(form.sheet, what, key)
    work.ask(
        "angka_formulir",
        texts.ask_value(what, subject),
        task_id=claim.task,
        version=claim.version,
        what=what,
        arg=claim.arg,
    )


def take_value(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The new figure; in a correction its reference in DPA or PK is asked before it counts."""
    found = _editable(work, case.asked(prompt))
    form, key = _form(work, found, prompt.context["arg"])
    value = _read(form.sheet, prompt.context["what"], key, message.text)
    if found.task.purpose is Purpose.KOREKSI:
        context = {**prompt.context, "value": None if value is None else str(value)}
        work.ask("acuan_koreksi", texts.ask_reference(), task_id=prompt.task_id, version=prompt.version, **context)
        return
    _change(work, found, form, prompt.context["what"], key, value, reference=None)


def _read(sheet: Sheet, what: str, key: str, text: str) -> Decimal | None:
    if text.strip().casefold() == "kosong":
        return None
    try:
        if what != "target":
            return parse_money(text).value
        line = sheet.indicator(key)
        return parse_number(text, unit=line.measure, whole=line.whole).value
    except NumberProblem as problem:
        raise Refusal("angka_tidak_terbaca", problem=problem) from problem


def take_reference(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The DPA or PK on which a correction rests; now the figure counts."""
    found = _editable(work, case.asked(prompt))
    form, key = _form(work, found, prompt.context["arg"])
    value = prompt.context["value"]
    figure = None if value is None else Decimal(value)
    _change(work, found, form, prompt.context["what"], key, figure, reference=checked_reason(message.text))


def _change(
    work: Work, found: Case, form: FormRecord, what: str, key: str, value: Decimal | None, *, reference: str | None
) -> None:
    sheets.rewrite(work.tx, form.id, _EDITS[what](form.sheet, key, value))
    subject, before = _present(form.sheet, what, key)
    sentence = texts.changed(what, subject, before, value)
    if reference is not None:
        part = f"{form.unit_id}.{what}.{key}"
        notes.write(
            work.tx, found.record.id, "koreksi", part, f"{sentence} Acuan: {reference}", work.me.officer_id, work.now
        )
    work.record(
        "SheetChanged",
        cycle_id=found.record.id,
        unit=form.unit_id,
        what=what,
        key=key,
        value=None if value is None else str(value),
        reference=reference,
    )
    prompts.close(work.tx, work.me.officer_id)
    _back_to_card(work, found, esc(sentence))


def _present(sheet: Sheet, what: str, key: str) -> tuple[str, Decimal | None]:
    """Of what a figure is, and how it stands."""
    if what == "target":
        line = sheet.indicator(key)
        return line.name, line.target
    row = sheet.row(key)
    return row.name, row.budget if what == "pagu" else row.ledger


def _back_to_card(work: Work, found: Case, sentence: str) -> None:
    builder = correction_card if found.task.purpose is Purpose.KOREKSI else card
    shown = builder(work, found.record, found.task)
    work.reply(sentence, shown.buttons)


def drop_row(work: Work, claim: Claim) -> None:
    """[Keluarkan]: the row is not reported in this cycle."""
    found = _editable(work, claim)
    if found.task.purpose is Purpose.KOREKSI:
        raise Refusal("bukan_langkahnya", task=found.task)
    form, key = _form(work, found, claim.arg)
    row = form.sheet.row(key)
    sheets.rewrite(work.tx, form.id, without_row(form.sheet, key))
    work.record("RowDropped", cycle_id=found.record.id, unit=form.unit_id, key=key, code=row.code)
    _back_to_card(work, found, texts.dropped(row.name))


PRESSES = {
    "periksa": overview,
    "periksa_unit": show_unit,
    "baris": show_row,
    "ubah_pagu": ask_value,
    "ubah_target": ask_value,
    "ubah_keuangan": ask_value,
    "keluarkan": drop_row,
}
TEXTS = {"angka_formulir": take_value, "acuan_koreksi": take_reference}
