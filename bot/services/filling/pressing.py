"""The buttons of a form: each re-reads the form in its own transaction before it changes anything (step 5)."""

from __future__ import annotations

from collections.abc import Callable

from bot.services.claims import Claim
from bot.services.filling import answering, asking
from bot.services.filling import files as filling_files
from bot.services.filling import sending as filling_sending
from bot.services.filling.sitting import PURPOSES, Sitting, free, recall, sit
from bot.services.work import Work
from bot.sop.answers import AnswerProblem
from bot.sop.errors import Refusal
from bot.sop.forms import IDLE, RUNS, YES, Field, Kind, Topic
from bot.texts.form.problems import problem
from storage import prompts
from storage.prompts import OpenPrompt

Press = Callable[[Work, Claim], None]


def open_form(work: Work, claim: Claim) -> tuple[Sitting, OpenPrompt | None]:
    """The form that a button belongs to, with its question if that is what its officer is asked now."""
    sitting = sit(work, claim.task, claim.version)
    prompt = prompts.find(work.tx, work.me.officer_id)
    if prompt is None or prompt.purpose not in PURPOSES or prompt.task_id != claim.task:
        return sitting, None
    recall(sitting, prompt.context)
    return sitting, prompt


def begin(work: Work, claim: Claim) -> None:
    """[Terima & mulai isi], [Lanjutkan isian], or a field chosen from the summary, by key or number."""
    sitting, _ = open_form(work, claim)
    if not claim.arg:
        asking.go_on(sitting)
        return
    opened = sitting.plan.open
    by_number = int(claim.arg) - 1 if claim.arg.isascii() and claim.arg.isdigit() else -1
    field = opened[by_number] if 0 <= by_number < len(opened) else sitting.field(claim.arg)
    if field is None:
        asking.show_summary(sitting, problem(AnswerProblem("terkunci")))
    else:
        asking.ask(sitting, field)


def _on_field(act: Callable[[Sitting, Field], None]) -> Press:
    """A button under one question: it counts while that question is asked, or still has no answer."""

    def press(work: Work, claim: Claim) -> None:
        sitting, prompt = open_form(work, claim)
        field = sitting.field(claim.arg)
        asked = prompt is not None and prompt.context.get("field") == claim.arg
        if field is None or not (asked or field in sitting.plan.due):
            raise Refusal("isian_sudah_dijawab")
        try:
            act(sitting, field)
        except AnswerProblem as found:
            asking.ask(sitting, field, problem(found))

    return press


def accept_value(work: Work, claim: Claim) -> None:
    """[Sudah benar, tulis alasan]: an unusual value is right, and its reason comes next."""
    sitting, prompt = open_form(work, claim)
    pending = prompt.context.get("pending") if prompt else None
    field = sitting.field(claim.arg)
    if prompt is None or prompt.context.get("field") != claim.arg or not pending or field is None:
        raise Refusal("isian_sudah_dijawab")
    asking.ask_reason(sitting, field, pending)


def explain(work: Work, claim: Claim) -> None:
    """[Angka benar, beri penjelasan]: a directed value stays; without a field, the first that has one."""
    sitting, _ = open_form(work, claim)
    directed = [one for one in sitting.plan.open if sitting.direction(one.key) and one.kind is not Kind.BERKAS]
    field = next((one for one in directed if claim.arg in {"", one.key}), None)
    if field is None or field.key not in sitting.answers:
        asking.go_on(sitting)
    else:
        asking.ask_explanation(sitting, field)


def idle(work: Work, claim: Claim) -> None:
    """[Kegiatan belum berjalan]: the row's only question is why."""
    _set_status(work, claim, IDLE)


def running(work: Work, claim: Claim) -> None:
    """[Kegiatan sudah berjalan]: the row is asked in full."""
    _set_status(work, claim, RUNS)


def _set_status(work: Work, claim: Claim, status: str) -> None:
    sitting, _ = open_form(work, claim)
    row = sitting.form.sheet.row(claim.arg)
    if not free(sitting, row.key):
        raise Refusal("isian_terkunci")
    sitting.keep(f"status:{row.key}", status)
    field = next(one for one in sitting.plan.fields if one.row == row)
    asking.ask(sitting, field)


def early(work: Work, claim: Claim) -> None:
    """[Ada realisasi lebih awal]: an indicator without a target this period is asked after all."""
    sitting, _ = open_form(work, claim)
    line = sitting.form.sheet.indicator(claim.arg)
    if line.target is not None:
        raise Refusal("isian_sudah_dijawab")
    row = next((one.key for one in sitting.form.sheet.rows if line in one.indicators), "")
    if not free(sitting, row):
        raise Refusal("isian_terkunci")
    sitting.keep(f"early:{line.key}", YES)
    asking.go_to(sitting, f"{Topic.REALISED}:{line.key}")


def drop_file(work: Work, claim: Claim) -> None:
    """[Hapus]: a file of bukti dukung leaves the form."""
    sitting, _ = open_form(work, claim)
    try:
        filling_files.drop(sitting, claim.arg)
    except AnswerProblem as found:
        asking.show_summary(sitting, problem(found))


def assign(work: Work, claim: Claim) -> None:
    """[Ya, untuk isian ini]: a doubtful text answers the field that its button names."""
    sitting, prompt = open_form(work, claim)
    kept_id, _, key = claim.arg.partition("/")
    field = sitting.field(key)
    if prompt is None or kept_id not in sitting.kept or prompt.context.get("field") != key or field is None:
        raise Refusal("isian_sudah_dijawab")
    asked = prompt.context.get("asked") or {"purpose": prompt.purpose, **prompt.context}
    text = sitting.kept.pop(kept_id)
    try:
        answering.hear(sitting, asked["purpose"], asked, text, int(kept_id))
    except AnswerProblem as found:
        answering.repeat(sitting, asked["purpose"], asked, problem(found))


def ignore(work: Work, claim: Claim) -> None:
    """[Abaikan]: a doubtful text is no answer; the question is put again."""
    sitting, prompt = open_form(work, claim)
    if prompt is None or sitting.kept.pop(claim.arg, None) is None:
        raise Refusal("isian_sudah_dijawab")
    asked = prompt.context.get("asked") or {"purpose": prompt.purpose, **prompt.context}
    answering.repeat(sitting, asked["purpose"], asked)


def summarise(work: Work, claim: Claim) -> None:
    """[Ringkasan]."""
    asking.show_summary(open_form(work, claim)[0])


def choose(work: Work, claim: Claim) -> None:
    """[Ubah isian]."""
    asking.show_choices(open_form(work, claim)[0])


def submit(work: Work, claim: Claim) -> None:
    """[Kirim]."""
    filling_sending.send(open_form(work, claim)[0])


def _ask_again(sitting: Sitting, field: Field) -> None:
    asking.ask(sitting, field)


agree = _on_field(answering.agree)
skip = _on_field(answering.skip)
none = _on_field(answering.none)
back = _on_field(answering.back)
enough = _on_field(filling_files.enough)
mend = _on_field(_ask_again)
