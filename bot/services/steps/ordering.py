"""Steps 1, 3 and 7: an order goes from one officer to the next; step 1 may also be put off or called off."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.services import acts, case
from bot.services.card import Card
from bot.services.case import Case
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers.summary import readiness
from bot.services.work import Button, Work
from bot.sop.commands import CancelCycle, CloseNotRunning, Command, Complete, Postpone
from bot.sop.errors import Refusal
from bot.sop.model import StepKind, Task
from bot.sop.schedule import projected
from bot.texts import ordering as texts
from bot.texts.times import kapan
from storage import cycles, instructions, periods, prompts
from storage.cycles import CycleRecord
from storage.prompts import OpenPrompt

URGENCIES = ("Biasa", "Segera", "Sangat Segera")
_LATER_DAYS = 5
_WITH_PROOF = frozenset({StepKind.TANDATANGAN, StepKind.ARSIP})
"""An approval cites its files and the archive its proof, so their own buttons alone finish these steps."""


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """The card of an order: message 1 for the Camat, a short one for the Kasubbag's orders to the Analis."""
    if case.step_of(work, record, task) is not work.sop_of(record).first:
        text = texts.order(case.heading(work, record, task, "Perintah kepada Analis"), case.step_of(work, record, task))
        return Card(
            text + case.limit_line(work, record, task), [[case.button(record, task, "Perintahkan Analis", "lanjut")]]
        )
    person = case.holder(work, task)
    assert person is not None
    text = texts.proposal(
        case.address(person),
        readiness(work, record),
        record.year,
        record.quarter,
        texts.Order(record.instruction, record.urgency, record.data_until),
        _outlook(work, record),
    )
    return Card(
        text,
        [
            [case.button(record, task, "Perintahkan sekarang", "lanjut")],
            [case.button(record, task, "Ubah isi", "ubah_isi"), case.button(record, task, "Tunda", "tunda")],
            [case.button(record, task, "Kegiatan belum berjalan", "belum_berjalan")],
        ],
    )


def _outlook(work: Work, record: CycleRecord) -> texts.Outlook:
    """What follows if the order is given now and every limit is used in full."""
    calendar = work.engine.calendar
    period = periods.find(work.tx, work.office_id, record.period_id)
    assert period is not None
    course = projected(work.sop_of(record), calendar, work.now)
    sent_by = work.local(course.sent_by).date()
    return texts.Outlook(
        scheduled=period.opens_on,
        is_today=calendar.first_working_day(period.opens_on) == work.local(work.now).date(),
        ready_by=work.local(course.ready_by).date(),
        sent_by=sent_by,
        send_by=period.send_by,
        moving=None if calendar.is_known(course.sent_by) else sent_by.year,
    )


def go_on(work: Work, claim: Claim) -> None:
    """Finish the task; one press carries the same officer's next step with it where the SOP table says so."""
    found = case.find(work, claim)
    step = case.step_of(work, found.record, found.task)
    if step.kind in _WITH_PROOF:
        raise Refusal("bukan_langkahnya", task=found.task)
    orders: list[acts.Order] = [Complete(found.number, claim.version)]
    if step.with_next and step.kind is not StepKind.SUSUN:
        orders.append(lambda record: complete_open(record, step.exits["selesai"]))
    acts.carry_out(work, found.record, orders)
    work.toast = "Terlaksana."


def complete_open(record: CycleRecord, number: int) -> Command:
    """The command that finishes the open task of a step, as it stands in the middle of a press."""
    task = next(task for task in record.state.open_tasks if task.step == number)
    return Complete(task.number, task.version)


def edit(work: Work, claim: Claim) -> None:
    """[Ubah isi]: the instruction is written anew, or the sifat chosen."""
    found = _first(work, claim)
    urgencies = [case.button(found.record, found.task, one, "sifat", one) for one in URGENCIES]
    work.ask(
        "instruksi",
        texts.ask_instruction(found.record.instruction, found.record.urgency),
        [urgencies],
        task_id=claim.task,
        version=claim.version,
    )


def _first(work: Work, claim: Claim) -> Case:
    found = case.mine(work, claim)
    if case.step_of(work, found.record, found.task) is not work.sop_of(found.record).first:
        raise Refusal("bukan_langkahnya", task=found.task)
    return found


def set_urgency(work: Work, claim: Claim) -> None:
    """A sifat was chosen."""
    found = _first(work, claim)
    if claim.arg not in URGENCIES:
        raise Refusal("tombol_lama")
    _rewrite(work, found, found.record.instruction, claim.arg)


def set_instruction(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The Camat's own words for the disposisi."""
    found = _first(work, case.asked(prompt))
    _rewrite(work, found, texts.checked_reason(message.text), found.record.urgency)


def _rewrite(work: Work, found: Case, instruction: str, urgency: str) -> None:
    instructions.rewrite(work.tx, found.record.id, instruction, urgency)
    work.record("InstructionWritten", cycle_id=found.record.id, instruction=instruction, urgency=urgency)
    prompts.close(work.tx, work.me.officer_id)
    fresh = cycles.load(work.tx, found.record.id)
    shown = card(work, fresh, found.task)
    work.reply(shown.text, shown.buttons, task_id=found.claim.task)


def offer_later(work: Work, claim: Claim) -> None:
    """[Tunda]: the next working days to choose from."""
    found = _first(work, claim)
    rows = [
        [case.button(found.record, found.task, texts.day(day), "tunda_ke", day.isoformat())]
        for day in _later_days(work)
    ]
    work.reply(texts.ask_day(), rows)


def _later_days(work: Work) -> list[date]:
    today = work.local(work.now).date()
    return [work.engine.calendar.working_days_after(today, count) for count in range(1, _LATER_DAYS + 1)]


def postpone(work: Work, claim: Claim) -> None:
    """A later day was chosen: the same task then."""
    found = _first(work, claim)
    until = _opening_of(work, claim.arg)
    acts.carry_out(work, found.record, [Postpone(found.number, claim.version, until)])
    work.reply(texts.postponed(kapan(until, work.now, work.office.zone)))


def _opening_of(work: Work, day: str) -> datetime:
    try:
        chosen = date.fromisoformat(day)
    except ValueError as error:
        raise Refusal("tombol_lama") from error
    if chosen < work.local(work.now).date():
        raise Refusal("tanggal_sudah_lewat")
    # What was offered some days ago lies before the last day that is offered now; a later one was never offered.
    if chosen > _later_days(work)[-1]:
        raise Refusal("tombol_lama")
    midnight = datetime.combine(chosen, time(), ZoneInfo(work.office.zone))
    return work.engine.calendar.next_open(midnight + timedelta(seconds=1))


def ask_not_running(work: Work, claim: Claim) -> None:
    """[Kegiatan belum berjalan]: why, in one sentence."""
    _first(work, claim)
    work.ask("alasan_belum_berjalan", texts.ask_not_running(), task_id=claim.task, version=claim.version)


def close_not_running(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """Peringatan: the period closes with the Camat's reason."""
    found = _first(work, case.asked(prompt))
    reason = texts.checked_reason(message.text)
    acts.carry_out(work, found.record, [CloseNotRunning(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.closed_not_running(found.record.year, found.record.quarter))


def ask_cancel(work: Work, claim: Claim) -> None:
    """[Batalkan pengumpulan], steps 1 to 4: why."""
    found = case.find(work, claim)
    # The engine only says what it would do: whoever may not call off is not asked why he does.
    command = CancelCycle(found.number, claim.version)
    work.engine_of(found.record).apply(found.record.state, command, work.me.actor, work.now)
    work.ask("alasan_batal_siklus", texts.ask_cancel(), task_id=claim.task, version=claim.version)


def cancel(work: Work, prompt: OpenPrompt, message: Message) -> None:
    """The collection is called off with a reason; the period is free again."""
    found = case.find(work, case.asked(prompt))
    reason = texts.checked_reason(message.text)
    acts.carry_out(work, found.record, [CancelCycle(found.number, prompt.version)], reason=reason)
    prompts.close(work.tx, work.me.officer_id)
    work.reply(texts.cancelled(found.record.year, found.record.quarter))


def cancel_buttons(work: Work, record: CycleRecord) -> list[list[Button]]:
    """The Camat's way to call the collection off while no form is out, steps 1 to 4; for anyone else none."""
    sop = work.sop_of(record)
    first, last = _order_that_stands(record, sop.first.number), sop.of_kind(StepKind.BAGIKAN).number
    if not work.me.actor.holds(first.role, None) or any(task.step > last for task in record.state.open_tasks):
        return []
    return [[case.button(record, first, "Batalkan pengumpulan", "batal_siklus")]]


def _order_that_stands(record: CycleRecord, number: int) -> Task:
    """The latest visit to step 1; those before it were taken back."""
    return next(task for task in reversed(record.state.tasks) if task.step == number)


PRESSES = {
    "lanjut": go_on,
    "ubah_isi": edit,
    "sifat": set_urgency,
    "tunda": offer_later,
    "tunda_ke": postpone,
    "belum_berjalan": ask_not_running,
    "batal_siklus": ask_cancel,
}
TEXTS = {
    "instruksi": set_instruction,
    "alasan_belum_berjalan": close_not_running,
    "alasan_batal_siklus": cancel,
}
