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
from bot.services.work import Work
from bot.sop.commands import ReviewAgain
from bot.sop.errors import Refusal
from bot.sop.model import StepKind, Task
from bot.texts import composing as texts
from bot.texts.form.values import in_messages
from bot.texts.html import esc
from bot.texts.ordering import checked_reason
from storage import instructions, notes, prompts
from storage.cycles import CycleRecord
from storage.prompts import OpenPrompt

_CHAPTER_LIMIT = 3500


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Which chapters there are, the letter's number, and one press that compiles and asks for the signatures."""
    refused = notes.text(work.tx, record.id, "tolak_tanda_tangan", str(task.opened_by))
    text = texts.compose(case.heading(work, task, "Penyusunan Data Kinerja"), record.letter_number, refused)
    return Card(
        text + case.limit_line(work, task),
        [
            [case.button(record, task, "Susun & mintakan tanda tangan", "lanjut")],
            [case.button(record, task, "Lihat & ubah narasi", "narasi")],
            [
                case.button(record, task, "Nomor surat pengantar", "nomor_surat"),
                case.button(record, task, "Telaah ulang", "telaah_ulang"),
            ],
        ],
    )


def _composing(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.task).kind is not StepKind.SUSUN:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def list_chapters(work: Work, claim: Claim) -> None:
    """[Lihat & ubah narasi]: the chapters."""
    found = _composing(work, claim)
    rows = [
        [case.button(found.record, found.task, name.capitalize(), "bab", str(number))]
        for number, name in enumerate(chapters())
    ]
    work.reply(texts.list_chapters(), rows)


def show_chapter(work: Work, claim: Claim) -> None:
    """One chapter as it would be printed; the next text replaces it."""
    found = _composing(work, claim)
    names, place = chapters(), people.number(claim.arg)
    if place >= len(names):
        raise Refusal("tombol_lama")
    name = names[place]
    pages = _pages(chapter_text(work, found.record, name))
    for page in pages[:-1]:
        work.reply(esc(page))
    work.ask(
        "narasi",
        texts.chapter(name, pages[-1]),
        [[case.button(found.record, found.task, "Biarkan seperti ini", "narasi")]],
        task_id=claim.task,
        version=claim.version,
        chapter=name,
    )


def _pages(text: str) -> list[str]:
    """A chapter in as many messages as it needs; only a draft of many rows needs more than one."""
    paragraphs = (wrap(one, _CHAPTER_LIMIT // 2) or [""] for one in text.split("\n"))
    return in_messages((line for lines in paragraphs for line in lines), _CHAPTER_LIMIT)


def take_chapter(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The Kasubbag's own words for a chapter."""
    found = _composing(work, case.asked(prompt))
    written, name = message.text.strip(), prompt.context["chapter"]
    if not written or len(written) > _CHAPTER_LIMIT:
        raise Refusal("kalimat_tidak_pas", shortest=1, longest=_CHAPTER_LIMIT)
    notes.write(work.tx, found.record.id, "bab", name, written, work.me.officer_id, work.now)
    work.record("ChapterWritten", cycle_id=found.record.id, chapter=name, text=written)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.chapter_kept(name), card(work, found.record, found.task).buttons)


def ask_number(work: Work, claim: Claim) -> None:
    """[Nomor surat pengantar]: from the office's agenda book, printed on the letter."""
    _composing(work, claim)
    work.ask("nomor_surat", texts.ask_number(), task_id=claim.task, version=claim.version)


def take_number(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The number is printed by the files made from now on."""
    found = _composing(work, case.asked(prompt))
    number = checked_reason(message.text)
    instructions.number_letter(work.tx, found.record.id, number)
    work.record("LetterNumbered", cycle_id=found.record.id, number=number)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.numbered(number), card(work, found.record, found.task).buttons)


def ask_review(work: Work, claim: Claim) -> None:
    """[Telaah ulang]: which number must be looked at again."""
    _composing(work, claim)
    work.ask("telaah_ulang", texts.ask_review(), task_id=claim.task, version=claim.version)


def review_again(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """Back to the Sekretaris with a reason."""
    found = _composing(work, case.asked(prompt))
    reason = checked_reason(message.text)
    acts.carry_out(work, found.record, [ReviewAgain(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.sent_to_review())


PRESSES = {"narasi": list_chapters, "bab": show_chapter, "nomor_surat": ask_number, "telaah_ulang": ask_review}
TEXTS = {"narasi": take_chapter, "nomor_surat": take_number, "telaah_ulang": review_again}
