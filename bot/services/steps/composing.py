"""Step 12: the Kasubbag writes the chapters, each from a computed draft, and has the files made to be signed."""

from __future__ import annotations

from textwrap import wrap

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers.dossier import chapter_text, chapters
from bot.services.people import people
from bot.services.work import Button, Rows, Work
from bot.sop.commands import ReviewAgain
from bot.sop.errors import Refusal
from bot.sop.model import StepKind, Task
from bot.texts import composing as texts
from bot.texts.form.values import in_messages
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import letter_numbers, notes, prompts
from storage.cycles import CycleRecord
from storage.notes import CHAPTER
from storage.prompts import OpenPrompt

_MESSAGE_LIMIT = 3500
_CHAPTER_LIMIT = 20_000


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Which chapters there are, the letter's number, and one press that compiles and asks for the signatures."""
    refused = notes.text(work.tx, record.id, "tolak_tanda_tangan", str(task.opened_by))
    draws = _can_draw(work, record)
    heading = case.heading(work, record, task, "Penyusunan Data Kinerja")
    text = texts.compose(heading, record.letter_number, refused, draws=draws)
    draw = [case.button(record, task, "Ambil nomor", "ambil_nomor")] if draws else []
    return Card(
        text + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Susun & mintakan tanda tangan", "lanjut")],
            [case.button(record, task, "Lihat & ubah narasi", "narasi")],
            [*draw, case.button(record, task, "Nomor surat pengantar", "nomor_surat")],
            [case.button(record, task, "Telaah ulang", "telaah_ulang")],
        ],
    )


def _can_draw(work: Work, record: CycleRecord) -> bool:
    """Whether the office counts its letters itself and this one does not bear its own number yet."""
    if not work.office.letter_pattern:
        return False
    drawn = letter_numbers.of_cycle(work.tx, record.id)
    return drawn is None or drawn.text != record.letter_number


def composing(work: Work, claim: Claim) -> Case:
    """The case of a claim on step 12."""
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.SUSUN:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def list_chapters(work: Work, claim: Claim) -> None:
    """[Lihat & ubah narasi]: the chapters, and which of them have been changed."""
    found = composing(work, claim)
    written = notes.of_kind(work.tx, found.record.id, CHAPTER)
    rows = [[_button(found, texts.chapter_label(name, changed=name in written), "bab", name)] for name in chapters()]
    work.reply(texts.list_chapters([name for name in chapters() if name in written]), rows)


def _button(found: Case, label: str, verb: str, name: str) -> Button:
    return case.button(found.record, found.task, label, verb, str(chapters().index(name)))


def _named(claim: Claim) -> str:
    """The chapter that a button names by its place."""
    names, place = chapters(), people.number(claim.arg)
    if place >= len(names):
        raise Refusal("tombol_lama")
    return names[place]


def show_chapter(work: Work, claim: Claim) -> None:
    """One chapter as it would be printed; the next text replaces it."""
    found, name = composing(work, claim), _named(claim)
    changed = notes.text(work.tx, found.record.id, CHAPTER, name) is not None
    pages = _pages(chapter_text(work, found.record, name))
    for page in pages[:-1]:
        work.reply(esc(page))
    rows = [[_button(found, "Tambah paragraf", "bab_tambah", name)]]
    if changed:
        rows.append([_button(found, "Kembali ke konsep", "bab_konsep", name)])
    rows.append([case.button(found.record, found.task, "Biarkan seperti ini", "narasi")])
    _ask(work, claim, "narasi", texts.chapter(name, pages[-1], changed=changed), rows, name)


def _ask(work: Work, claim: Claim, purpose: str, text: str, rows: Rows, name: str) -> None:
    work.ask(purpose, text, rows, task_id=claim.task, version=claim.version, chapter=name)


def _pages(text: str) -> list[str]:
    """A chapter in as many messages as it needs."""
    paragraphs = (wrap(one, _MESSAGE_LIMIT // 2) or [""] for one in text.split("\n"))
    return in_messages((line for lines in paragraphs for line in lines), _MESSAGE_LIMIT)


def take_chapter(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The Kasubbag's own words for a chapter."""
    found, name = composing(work, case.asked(prompt)), prompt.context["chapter"]
    _write(work, found, name, _typed(message, _MESSAGE_LIMIT))
    work.reply(texts.chapter_kept(name), _after(found, name))


def ask_paragraph(work: Work, claim: Claim) -> None:
    """[Tambah paragraf]: the next text goes below the chapter as it stands."""
    found, name = composing(work, claim), _named(claim)
    rows = [[case.button(found.record, found.task, "Biarkan seperti ini", "narasi")]]
    _ask(work, claim, "narasi_tambah", texts.ask_paragraph(name), rows, name)


def add_paragraph(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """One more paragraph; a draft that gets one is the Kasubbag's own text from then on."""
    found, name = composing(work, case.asked(prompt)), prompt.context["chapter"]
    before = chapter_text(work, found.record, name)
    added = _typed(message, min(_MESSAGE_LIMIT, max(_CHAPTER_LIMIT - len(before), 1)))
    _write(work, found, name, f"{before}\n\n{added}")
    work.reply(texts.paragraph_kept(name), _after(found, name))


def _typed(message: Message, longest: int) -> str:
    text = message.text.strip()
    if not 1 <= len(text) <= longest:
        raise Refusal("kalimat_tidak_pas", shortest=1, longest=longest)
    return text


def _write(work: Work, found: Case, name: str, text: str) -> None:
    notes.write(work.tx, found.record.id, CHAPTER, name, text, work.me.officer_id, work.now)
    work.record("ChapterWritten", cycle_id=found.record.id, chapter=name, text=text)
    prompts.close(work.tx, work.me.officer_id)


def _after(found: Case, name: str) -> Rows:
    """What may follow a change of a chapter."""
    back = [case.button(found.record, found.task, "Bab lain", "narasi")]
    on = [case.button(found.record, found.task, "Susun & mintakan tanda tangan", "lanjut")]
    return [
        [_button(found, "Lihat naskah", "bab", name), _button(found, "Tambah paragraf", "bab_tambah", name)],
        back,
        on,
    ]


def restore_draft(work: Work, claim: Claim) -> None:
    """[Kembali ke konsep]: the chapter is computed from the data again."""
    found, name = composing(work, claim), _named(claim)
    if notes.text(work.tx, found.record.id, CHAPTER, name) is not None:
        notes.drop(work.tx, found.record.id, CHAPTER, name)
        work.record("ChapterDropped", cycle_id=found.record.id, chapter=name)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.draft_again(name), _after(found, name))


def ask_review(work: Work, claim: Claim) -> None:
    """[Telaah ulang]: which number must be looked at again."""
    composing(work, claim)
    work.ask("telaah_ulang", texts.ask_review(), task_id=claim.task, version=claim.version)


def review_again(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """Back to the Sekretaris with a reason."""
    found = composing(work, case.asked(prompt))
    reason = checked_reason(message.text)
    notes.write(work.tx, found.record.id, "telaah_diminta", str(found.number), reason, work.me.officer_id, work.now)
    acts.carry_out(work, found.record, [ReviewAgain(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.sent_to_review())


PRESSES = {
    "narasi": list_chapters,
    "bab": show_chapter,
    "bab_tambah": ask_paragraph,
    "bab_konsep": restore_draft,
    "telaah_ulang": ask_review,
}
TEXTS = {"narasi": take_chapter, "narasi_tambah": add_paragraph, "telaah_ulang": review_again}
