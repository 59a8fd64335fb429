"""Steps 8 to 10: the recap is computed, annotated by the Analis, handed over and reported."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers.publish import DRAFT, Kind
from bot.services.papers.summary import Summary, summary
from bot.services.work import Button, Work
from bot.sop.commands import ReturnRecap
from bot.sop.errors import Refusal
from bot.sop.model import StepKind, Task
from bot.texts import recapping as texts
from bot.texts.ordering import checked_reason
from storage import notes, prompts
from storage.cycles import CycleRecord
from storage.prompts import OpenPrompt

RECAP = ((Kind.REKAP, ""), (Kind.REKAP_XLSX, ""))
_LOOKED_AT = frozenset({StepKind.REKAP, StepKind.LAPOR, StepKind.TELAAH})
REPORTED = (*RECAP, (Kind.GAMBAR_REKAP, ""))
"""What those see who read the recap: its picture stands above the card, last of the files."""
_DRAFT = ((Kind.REKAP, DRAFT), (Kind.REKAP_XLSX, DRAFT))


def recap_card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Step 8: the computed recap with PDF and XLSX; the Analis may add a note."""
    view = summary(work, record)
    text = texts.recap(case.heading(work, record, task, "Rekapitulasi data"), view)
    returned = notes.text(work.tx, record.id, "rekap_dikembalikan", str(task.opened_by))
    return Card(
        text + texts.returned_because(returned) + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Serahkan kepada Kasubbag", "lanjut")],
            [case.button(record, task, "Tambah catatan", "catatan_rekap"), *look_buttons(record, task, view)],
        ],
        _DRAFT,
    )


def hand_over_card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Step 9, when it was not done in the same press as step 8."""
    text = texts.hand_over(case.heading(work, record, task, "Penyerahan rekapitulasi"))
    return Card(
        text + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Serahkan kepada Kasubbag", "lanjut")],
            [case.button(record, task, "Rekap ulang", "ulang_rekap")],
        ],
    )


def report_card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Step 10: the Kasubbag reports the recap to the Sekretaris, or has it made again."""
    view = summary(work, record)
    text = texts.report(case.heading(work, record, task, "Laporkan rekapitulasi"), view)
    return Card(
        text + case.limit_line(work, record, task),
        [
            [case.button(record, task, "Laporkan kepada Sekretaris", "lanjut")],
            [case.button(record, task, "Kembalikan rekapitulasi", "ulang_rekap")],
            look_buttons(record, task, view),
        ],
        REPORTED,
    )


def look_buttons(record: CycleRecord, task: Task, view: Summary) -> list[Button]:
    """[Lihat … catatan], where there is something to look at."""
    return [case.button(record, task, texts.look_label(view), "cermati")] if view.attention else []


def show_attention(work: Work, claim: Claim) -> None:
    """[Lihat … catatan]: unusual figures with their reasons, missing evidence, forms that did not come."""
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind not in _LOOKED_AT:
        raise Refusal("bukan_langkahnya", task=found.task)
    for page in texts.attention_list(summary(work, found.record).attention):
        work.reply(page)


def ask_note(work: Work, claim: Claim) -> None:
    """[Tambah catatan]: printed on the recap; figures are never changed here."""
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task).kind is not StepKind.REKAP:
        raise Refusal("bukan_langkahnya", task=found.task)
    written = notes.text(work.tx, found.record.id, "rekap", str(found.record.state.recap_version))
    work.ask("catatan_rekap", texts.ask_note(written), task_id=claim.task, version=claim.version)


def take_note(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The note replaces an earlier one of the same recap."""
    found = case.mine(work, case.asked(prompt))
    note, part = checked_reason(message.text), str(found.record.state.recap_version)
    notes.write(work.tx, found.record.id, "rekap", part, note, work.me.officer_id, work.now)
    work.record("RecapNoted", cycle_id=found.record.id, note=note)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.noted(note), recap_card(work, found.record, found.task).buttons)


def ask_return(work: Work, claim: Claim) -> None:
    """[Kembalikan rekapitulasi]: what is wrong with the recap itself."""
    found = _returnable(work, claim)
    work.ask("alasan_rekap", texts.ask_return(), task_id=claim.task, version=found.version)


def _returnable(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if "rekap" not in case.step_of(work, found.record, found.task).exits:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def return_recap(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The Analis makes the recap again, in the same putaran."""
    found = _returnable(work, case.asked(prompt))
    reason = checked_reason(message.text)
    notes.write(work.tx, found.record.id, "rekap_dikembalikan", str(found.number), reason, work.me.officer_id, work.now)
    acts.carry_out(work, found.record, [ReturnRecap(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.returned())


PRESSES = {"catatan_rekap": ask_note, "ulang_rekap": ask_return, "cermati": show_attention}
TEXTS = {"catatan_rekap": take_note, "alasan_rekap": return_recap}
