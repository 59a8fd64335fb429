"""What an officer writes or sends while a form asks him: read, kept and echoed above the next question (step 5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.services.filling import asking
from bot.services.filling import files as filling_files
from bot.services.filling import sending as filling_sending
from bot.services.filling.doubt import is_doubtful
from bot.services.filling.sitting import ANSWER, DOUBT, EXPLANATION, REASON, Sitting, recall, sit
from bot.services.incoming import Message
from bot.services.work import Work
from bot.sop.answers import AnswerProblem, Reading, Unusual, Word, known, read, read_text, word
from bot.sop.forms import NONE, Field, Kind, Topic
from bot.texts.form import questions as form_questions
from bot.texts.form import words as form_words
from bot.texts.form.problems import problem
from bot.texts.form.values import LONGEST_MESSAGE, units
from storage import prompts
from storage.prompts import OpenPrompt

_TAIL_WITHIN = timedelta(seconds=2)
_MOST_KEPT = 5
_LEAST_REASON = 10
Context = Mapping[str, Any]


def answered(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """A text or file in answer to a form's question; what cannot be kept is explained above the same question."""
    sitting = sit(work, prompt.task_id or 0, prompt.version)
    recall(sitting, prompt.context)
    sitting.text_at = message.at
    purpose, context = prompt.purpose, prompt.context
    if purpose == DOUBT:
        purpose, context = context["asked"]["purpose"], context["asked"]
    try:
        if message.attachment is not None:
            filling_files.attach(sitting, sitting.field(context["field"]), message)
        else:
            _check(prompt, message)
            _hear(sitting, prompt, purpose, context, message)
    except AnswerProblem as found:
        sitting.cut = found.code == "terpotong"
        repeat(sitting, purpose, context, problem(found))


def _check(prompt: OpenPrompt, message: Message) -> None:
    """Refuse what is no answer at all; raises AnswerProblem."""
    since = message.at - prompt.last_text_at if prompt.last_text_at else None
    tail = prompt.context.get("cut") and since is not None and since <= _TAIL_WITHIN
    if tail or units(message.text) >= LONGEST_MESSAGE:
        raise AnswerProblem("terpotong")
    if not message.text:
        raise AnswerProblem("jenis_pesan")
    if message.forwarded:
        raise AnswerProblem("terusan")
    if message.text.startswith("/"):
        raise AnswerProblem("perintah")


def _hear(sitting: Sitting, prompt: OpenPrompt, purpose: str, context: Context, message: Message) -> None:
    field = sitting.field(context["field"])
    if is_doubtful(prompt, message):
        if field is None:
            raise AnswerProblem("dini")
        _keep_in_doubt(sitting, field, {**context, "purpose": purpose}, message)
    elif prompt.purpose == DOUBT and word(message.text) is Word.YA and prompt.context["kept_id"] in sitting.kept:
        kept_id = prompt.context["kept_id"]
        hear(sitting, purpose, context, sitting.kept.pop(kept_id), int(kept_id))
    elif prompt.purpose == DOUBT and word(message.text) is Word.BATAL:
        repeat(sitting, purpose, context)
    else:
        hear(sitting, purpose, context, message.text, message.message_id)


def _keep_in_doubt(sitting: Sitting, field: Field, asked: Context, message: Message) -> None:
    kept_id = str(message.message_id)
    sitting.kept = dict([*sitting.kept.items(), (kept_id, message.text)][-_MOST_KEPT:])
    question = {key: value for key, value in asked.items() if key != "kept"}
    rows = [
        [asking.button(sitting, "Ya, untuk isian ini", "untuk", f"{kept_id}/{field.key}")],
        [asking.button(sitting, "Abaikan", "abaikan", kept_id)],
    ]
    text = form_words.which(message.text, field)
    asking.put(sitting, DOUBT, text, rows, field=field.key, asked=question, kept_id=kept_id)


def hear(sitting: Sitting, purpose: str, context: Context, text: str, message_id: int) -> None:
    """Take a text as the answer to a question; raises AnswerProblem."""
    field = sitting.field(context["field"])
    if field is None:
        _at_summary(sitting, text)
    else:
        _HEARERS[purpose](sitting, field, context, text, message_id)


def _at_summary(sitting: Sitting, text: str) -> None:
    said = word(text)
    if said is Word.KIRIM or said is Word.YA:
        filling_sending.send(sitting)
    elif said is Word.KEMBALI and sitting.plan.open:
        asking.ask(sitting, sitting.plan.open[-1])
    elif said is Word.BATAL:
        pause(sitting)
    else:
        raise AnswerProblem("pilih_tombol")


def _value(sitting: Sitting, field: Field, context: Context, text: str, message_id: int) -> None:
    said, pending = word(text), context.get("pending")
    if pending and said is Word.YA:
        asking.ask_reason(sitting, field, pending)
    elif said in _WORDS:
        _WORDS[said](sitting, field)
    elif pending and _is_sentence(field, text):
        _reason(sitting, field, context, text, message_id)
    else:
        settle(sitting, field, read(field, text), message_id)


def _is_sentence(field: Field, text: str) -> bool:
    """Whether a text gives the reason for the number before it, instead of another number."""
    try:
        read(field, text)
    except AnswerProblem as found:
        return found.code in {"bukan_angka", "terlalu_panjang"} and len(text.strip()) >= _LEAST_REASON
    return False


def _reason(sitting: Sitting, field: Field, context: Context, text: str, _message_id: int) -> None:
    if word(text) is Word.KEMBALI:
        asking.ask(sitting, field)
        return
    reason = read_text(text)
    if reason == NONE:
        raise AnswerProblem("tidak_dapat_dilewati")
    pending = context["pending"]
    sitting.keep(field.key, pending["value"], note=reason, message_id=pending["message"])
    _echo(sitting, field, pending["value"], typed=False)


def _explanation(sitting: Sitting, field: Field, _context: Context, text: str, _message_id: int) -> None:
    if word(text) is Word.KEMBALI:
        asking.ask(sitting, field)
        return
    explanation = read_text(text)
    if explanation == NONE:
        raise AnswerProblem("tidak_dapat_dilewati")
    sitting.explain(field.key, explanation)
    asking.go_on(sitting, field.key, form_words.EXPLAINED)


_HEARERS: dict[str, Callable[[Sitting, Field, Context, str, int], None]] = {
    ANSWER: _value,
    REASON: _reason,
    EXPLANATION: _explanation,
}


def settle(sitting: Sitting, field: Field, reading: Reading, message_id: int | None) -> None:
    """Keep a value and go on, or ask about it first if it is unusual."""
    given = sitting.answers.get(field.key)
    confirmed = given is not None and given.value == reading.value and given.note
    if reading.unusual is not None and not confirmed:
        asking.ask_unusual(sitting, field, reading.value, reading.unusual, message_id)
        return
    note = given.note if confirmed and given else None
    sitting.keep(field.key, reading.value, note=note, message_id=message_id)
    _echo(sitting, field, reading.value, typed=message_id is not None, ambiguous=reading.ambiguous)


def _echo(sitting: Sitting, field: Field, value: str, *, typed: bool, ambiguous: bool = False) -> None:
    echo = form_questions.echo(field, value, sitting.asking(field), typed=typed, ambiguous=ambiguous)
    asking.go_on(sitting, field.key, echo)


def agree(sitting: Sitting, field: Field) -> None:
    """'Sesuai': the value that was offered is right."""
    value = asking.offered(sitting, field)
    if value is None:
        raise AnswerProblem("tidak_ada_saran")
    settle(sitting, field, Reading(value) if field.kind is Kind.TEKS else known(field, value), None)


def none(sitting: Sitting, field: Field) -> None:
    """'Tidak ada', where that is an answer."""
    if field.topic is Topic.PROOF and field.row is not None and sitting.files(field.row.key):
        raise AnswerProblem("sudah_ada_berkas")
    if field.topic is Topic.REALISED and field.indicator is not None and field.indicator.target is None:
        sitting.forget([f"early:{field.indicator.key}", field.key])
        asking.go_on(sitting)
    elif field.topic in {Topic.REALISED, Topic.SPENT, Topic.IDLE}:
        raise AnswerProblem("tidak_dapat_dilewati")
    else:
        settle(sitting, field, Reading(NONE), None)


def skip(sitting: Sitting, field: Field) -> None:
    """'Lewati': the field is asked again before the form is sent."""
    asking.go_on(sitting, field.key, form_words.skipped(field), wrap=False)


def back(sitting: Sitting, field: Field) -> None:
    """'Kembali': the question before this one."""
    before = sitting.plan.before(field.key)
    if before is None:
        raise AnswerProblem("awal")
    asking.ask(sitting, before)


def pause(sitting: Sitting) -> None:
    """'Batal': everything stays, nothing is asked for now."""
    prompts.close(sitting.work.tx, sitting.work.me.officer_id)
    go_on = asking.button(sitting, "Lanjutkan isian", "isi")
    sitting.work.reply(form_words.paused(sitting.work.me.honorific), [[go_on]])


def _send(sitting: Sitting, _field: Field) -> None:
    filling_sending.send(sitting)


def _pause(sitting: Sitting, _field: Field) -> None:
    pause(sitting)


def _enough(sitting: Sitting, field: Field) -> None:
    filling_files.enough(sitting, field)


_WORDS: dict[Word | None, Callable[[Sitting, Field], None]] = {
    Word.YA: agree,
    Word.SESUAI: agree,
    Word.TIDAK_ADA: none,
    Word.LEWATI: skip,
    Word.KEMBALI: back,
    Word.CUKUP: _enough,
    Word.KIRIM: _send,
    Word.BATAL: _pause,
}


def repeat(sitting: Sitting, purpose: str, context: Context, echo: str = "") -> None:
    """Put the same question again, below a sentence."""
    field = sitting.field(context["field"])
    if field is None:
        asking.show_summary(sitting, echo)
    elif purpose == REASON:
        asking.ask_reason(sitting, field, context["pending"], echo)
    elif purpose == EXPLANATION and sitting.direction(field.key) is not None:
        asking.ask_explanation(sitting, field, echo)
    elif context.get("pending"):
        pending = context["pending"]
        asking.ask_unusual(sitting, field, pending["value"], Unusual(pending["code"]), pending["message"], echo)
    else:
        asking.ask(sitting, field, echo)
