"""Puts a form's next question to the officer who fills it, or the summary when nothing is left to ask (step 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.services.claims import Claim
from bot.services.filling.sitting import ANSWER, EXPLANATION, REASON, Sitting, free
from bot.services.work import Button, below
from bot.sop.answers import Unusual
from bot.sop.changes import changes
from bot.sop.forms import Field, Kind, Topic
from bot.sop.forms import asked as is_asked
from bot.texts.form import questions as form_questions
from bot.texts.form import summary as form_summary
from bot.texts.form.values import clipped, in_messages, shown
from storage import submissions

_PER_ROW = 5
_MOST_OFFERS = 4


def button(sitting: Sitting, label: str, verb: str, arg: str = "") -> Button:
    """A button that claims this form's task."""
    return Button(label, Claim(verb, sitting.filling.task_id, sitting.filling.version, arg))


def put(sitting: Sitting, purpose: str, text: str, buttons: Sequence[Sequence[Button]], **context: Any) -> None:
    """Ask something; the officer's next text answers it."""
    sitting.note_progress()
    waiting: dict[str, Any] = {"kept": sitting.kept} if sitting.kept else {}
    if sitting.cut:
        waiting["cut"] = True
    sitting.work.ask(
        purpose,
        text,
        buttons,
        task_id=sitting.filling.task_id,
        version=sitting.filling.version,
        text_at=sitting.text_at,
        **context,
        **waiting,
    )


def go_on(sitting: Sitting, after: str | None = None, echo: str = "", *, wrap: bool = True) -> None:
    """Ask the next field that needs an answer; with none left, show the summary."""
    field = sitting.plan.following(after, wrap=wrap)
    if field is None:
        show_summary(sitting, echo)
    else:
        ask(sitting, field, echo)


def go_to(sitting: Sitting, key: str) -> None:
    """Ask one field by its key; one that is not asked any more gives way to the next."""
    field = sitting.field(key)
    if field is None:
        go_on(sitting)
    else:
        ask(sitting, field)


def ask(sitting: Sitting, field: Field, echo: str = "") -> None:
    """Ask one field, below what was just understood."""
    direction = sitting.direction(field.key)
    text = form_questions.question(field, sitting.asking(field), sitting.answers.get(field.key), direction)
    put(sitting, ANSWER, _below(sitting, echo, text), _buttons(sitting, field), field=field.key)


def ask_unusual(
    sitting: Sitting, field: Field, value: str, code: Unusual, message_id: int | None, echo: str = ""
) -> None:
    """Ask whether an unusual value is meant; it is not kept yet (message 5)."""
    text = form_questions.unusual(field, value, code, sitting.asking(field))
    rows = [
        [button(sitting, "Perbaiki angka", "perbaiki", field.key)],
        [button(sitting, "Sudah benar, tulis alasan", "benar", field.key)],
    ]
    pending = {"value": value, "code": code.value, "message": message_id}
    put(sitting, ANSWER, _below(sitting, echo, text), rows, field=field.key, pending=pending)


def ask_reason(sitting: Sitting, field: Field, pending: dict[str, Any], echo: str = "") -> None:
    """Ask why an unusual value is right."""
    text = form_questions.ask_reason(field, pending["value"], sitting.asking(field))
    rows = [[button(sitting, "Perbaiki angka", "perbaiki", field.key)]]
    put(sitting, REASON, _below(sitting, echo, text), rows, field=field.key, pending=pending)


def ask_explanation(sitting: Sitting, field: Field, echo: str = "") -> None:
    """Ask what a directed value rests on, when it stays."""
    direction = sitting.direction(field.key)
    assert direction is not None
    text = form_questions.ask_explanation(field, sitting.answers.get(field.key), direction)
    rows = [[button(sitting, "Perbaiki isian", "isi", field.key)]]
    put(sitting, EXPLANATION, _below(sitting, echo, text), rows, field=field.key)


def _below(sitting: Sitting, echo: str, text: str) -> str:
    return below(" ".join(filter(None, [echo, sitting.work.take_remark()])), text)


def offered(sitting: Sitting, field: Field) -> str | None:
    """The value that 'sesuai' stands for: what is there already, the treasurer's figure, the known reason."""
    if sitting.direction(field.key) is not None or field.kind is Kind.BERKAS:
        return None
    given = sitting.answers.get(field.key)
    if given is not None:
        return given.value
    row = field.row
    if field.topic is Topic.SPENT and row is not None and row.ledger is not None:
        return format(row.ledger, "f")
    return row.idle_reason or None if field.topic is Topic.IDLE and row is not None else None


def _buttons(sitting: Sitting, field: Field) -> list[list[Button]]:
    rows = [[one] for one in (*_main(sitting, field), *_about_row(sitting, field))]
    last = []
    if sitting.plan.before(field.key) is not None:
        last.append(button(sitting, "Kembali", "kembali", field.key))
    if field.key not in sitting.answers:
        last.append(button(sitting, "Lewati dulu", "lewati", field.key))
    else:
        last.append(button(sitting, "Ringkasan", "ringkasan"))
    return [*rows, last]


def _main(sitting: Sitting, field: Field) -> list[Button]:
    value = offered(sitting, field)
    found = []
    if value is not None:
        word = "Tetap" if field.key in sitting.answers else "Sesuai"
        found.append(button(sitting, clipped(f"{word}, {shown(field, value)}", 40), "sesuai", field.key))
    if sitting.direction(field.key) is not None and field.key in sitting.answers and field.kind is not Kind.BERKAS:
        right = "Sudah tepat" if field.kind is Kind.TEKS else "Angka benar"
        found.append(button(sitting, f"{right}, beri penjelasan", "jelaskan", field.key))
    if field.topic in {Topic.PUSH, Topic.BLOCK}:
        found.append(button(sitting, "Tidak ada", "tidak_ada", field.key))
    if field.topic is Topic.PROOF and field.row is not None:
        found += _about_files(sitting, field, field.row.key)
    return found


def _about_files(sitting: Sitting, field: Field, row: str) -> list[Button]:
    files = sitting.files(row)
    if not files:
        return [button(sitting, "Tidak ada", "tidak_ada", field.key)]
    drop = button(sitting, clipped(f"Hapus {files[-1].name}", 40), "hapus_bukti", str(files[-1].id))
    return [button(sitting, "Cukup", "cukup", field.key), drop]


def _about_row(sitting: Sitting, field: Field) -> list[Button]:
    row, asked = field.row, sitting.plan.fields
    if row is None:
        if field.indicator is not None and field.indicator.target is None:
            return [button(sitting, "Bukan realisasi lebih awal", "tidak_ada", field.key)]
        return []
    if not free(sitting, row.key):
        return []
    if field.topic is Topic.IDLE:
        return [button(sitting, "Kegiatan sudah berjalan", "jalan", row.key)]
    found = []
    if field.indicator is not None and field.indicator.target is None:
        found.append(button(sitting, "Bukan realisasi lebih awal", "tidak_ada", field.key))
    if field.topic is Topic.SPENT:
        early = [line for line in row.indicators if not is_asked(line, sitting.answers)][:_MOST_OFFERS]
        for line in early:
            label = "Ada realisasi lebih awal" + (f": {line.name}" if len(early) > 1 else "")
            found.append(button(sitting, clipped(label, 60), "lebih_awal", line.key))
    if next(one for one in asked if one.row is row).key == field.key:
        found.append(button(sitting, "Kegiatan belum berjalan", "belum", row.key))
    return found


def show_summary(sitting: Sitting, echo: str = "") -> None:
    """Show the whole form in few lines, with Kirim when nothing is missing (message 6)."""
    result, asked = sitting.result(), sitting.plan
    pages = form_summary.summary(
        sitting.form.unit,
        sitting.filling.year,
        sitting.filling.quarter,
        result,
        asked,
        honorific=sitting.work.me.honorific,
        changes=_changes(sitting),
    )
    rows = [[button(sitting, "Lanjutkan isian", "isi") if asked.due else button(sitting, "Kirim", "kirim")]]
    numbers = {row.key: number for number, row in enumerate(sitting.form.sheet.rows, 1)}
    lacking = [row.row.key for row in result.without_evidence if sitting.field(f"{Topic.PROOF}:{row.row.key}")]
    for key in lacking[:_MOST_OFFERS]:
        rows.append([button(sitting, f"Tambah bukti no. {numbers[key]}", "isi", f"{Topic.PROOF}:{key}")])
    rows.append([button(sitting, "Ubah isian", "ubah")])
    opening = _below(sitting, echo, "")
    pages = in_messages([f"{opening}\n", *pages]) if opening else pages
    for page in pages[:-1]:
        sitting.work.reply(page)
    put(sitting, ANSWER, pages[-1], rows, field=None)


def _changes(sitting: Sitting) -> Any:
    if not sitting.form.kiriman:
        return ()
    sent = submissions.of_form(sitting.work.tx, sitting.form.id)
    return changes(sitting.form.sheet, sent[-1].answers, sitting.answers) if sent else ()


def show_choices(sitting: Sitting) -> None:
    """List the fields that may be changed, each with a button."""
    fields = sitting.plan.open
    pages = form_summary.choices(fields, sitting.answers)
    found = [button(sitting, str(number), "isi", field.key) for number, field in enumerate(fields, 1)][:95]
    rows = [found[start : start + _PER_ROW] for start in range(0, len(found), _PER_ROW)]
    for page in pages[:-1]:
        sitting.work.reply(page)
    put(sitting, ANSWER, pages[-1], [*rows, [button(sitting, "Ringkasan", "ringkasan")]], field=None)
