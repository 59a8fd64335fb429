"""The number of the Surat Pengantar (step 12): typed from the agenda book, or drawn from the office's own."""

from __future__ import annotations

from bot.services import case
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.steps.composing import card, composing
from bot.services.work import Rows, Work
from bot.sop.errors import Refusal
from bot.sop.letter_number import letter_number
from bot.texts import composing as texts
from bot.texts.ordering import checked_reason
from storage import cycles, instructions, letter_numbers, prompts
from storage.letter_numbers import Drawn, Series
from storage.prompts import OpenPrompt

_LATEST = 20


def ask_number(work: Work, claim: Claim) -> None:
    """[Nomor surat pengantar]: from the office's agenda book, printed on the letter."""
    found = composing(work, claim)
    rows = [[case.button(found.record, found.task, "Buku nomor kantor", "buku_nomor")]]
    listed = rows if work.office.letter_pattern else ()
    work.ask("nomor_surat", texts.ask_number(), listed, task_id=claim.task, version=claim.version)


def take_number(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The number is printed by the files made from now on; one that was drawn before stays in the agenda, unused."""
    found = composing(work, case.asked(prompt))
    number, drawn = checked_reason(message.text), letter_numbers.of_cycle(work.tx, found.record.id)
    _use(work, found, number)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.numbered(number, drawn.text if drawn and drawn.text != number else ""), _buttons(work, found))


def draw(work: Work, claim: Claim) -> None:
    """[Ambil nomor]: the next number of the office's own agenda; this cycle's own again if it has one."""
    found = composing(work, claim)
    if not work.office.letter_pattern:
        raise Refusal("tombol_lama")
    before, drawn = found.record.letter_number, letter_numbers.of_cycle(work.tx, found.record.id)
    if drawn is not None:
        said = texts.drawn_before(drawn.text, before)
        if drawn.text != before:
            _use(work, found, drawn.text)
    else:
        drawn = _next(work, found)
        instructions.number_letter(work.tx, found.record.id, drawn.text)
        work.record("LetterNumberDrawn", cycle_id=found.record.id, number=drawn.text, year=drawn.year, seq=drawn.seq)
        said = texts.drawn(drawn.text, before)
    prompts.close_of(work.tx, work.me.officer_id, claim.task)
    work.reply(said, _buttons(work, found))


def _next(work: Work, found: Case) -> Drawn:
    office, today = work.office, work.local(work.now).date()
    return letter_numbers.draw(
        work.tx,
        (work.office_id, found.record.id),
        Series(office.letter_last, office.letter_last_year, office.letter_yearly),
        lambda seq: letter_number(office.letter_pattern, seq, today),
        year=today.year,
        officer_id=work.me.officer_id,
        at=work.now,
    )


def _use(work: Work, found: Case, number: str) -> None:
    instructions.number_letter(work.tx, found.record.id, number)
    work.record("LetterNumbered", cycle_id=found.record.id, number=number)


def _buttons(work: Work, found: Case) -> Rows:
    return card(work, cycles.load(work.tx, found.record.id), found.task).buttons


def show_agenda(work: Work, claim: Claim) -> None:
    """[Buku nomor kantor]: the latest numbers that were drawn, and which of them no letter bears."""
    composing(work, claim)
    listed = letter_numbers.agenda(work.tx, work.office_id, _LATEST)
    work.reply(
        texts.agenda(
            texts.Entry(one.text, one.year, one.quarter, work.local(one.drawn_at).date(), one.used) for one in listed
        )
    )


PRESSES = {"nomor_surat": ask_number, "ambil_nomor": draw, "buku_nomor": show_agenda}
TEXTS = {"nomor_surat": take_number}
