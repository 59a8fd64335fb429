"""Step 4: the Analis hands out the forms; pressing 'Terima & mulai isi' is the receipt that the Tanda Terima prints."""

from __future__ import annotations

from bot.services import acts, case
from bot.services.card import Card
from bot.services.claims import Claim
from bot.services.papers import files
from bot.services.people import people
from bot.services.work import Work
from bot.sop.commands import Distribute
from bot.sop.errors import Refusal
from bot.sop.model import FormStatus, Role, StepKind, Task
from bot.texts import distributing as texts
from bot.texts.posts import sebutan
from storage import officers, offices
from storage.cycles import CycleRecord
from storage.officers import Holder


def card(work: Work, record: CycleRecord, task: Task) -> Card:
    """Who gets a form, and who has not joined the bot yet."""
    ready = {form.unit for form in record.state.forms if form.status is FormStatus.SIAP}
    rows = [
        [case.button(record, task, f"Hanya {unit.name}", "bagikan", str(unit.id))]
        for unit in offices.units(work.tx, work.office_id)
        if unit.id in ready and len(ready) > 1
    ]
    text = texts.hand_out(case.heading(work, record, task, "Bagikan formulir"), _receivers(work, record))
    everyone = [case.button(record, task, f"Bagikan ke semua ({len(ready)})", "bagikan_semua")]
    return Card(text + case.limit_line(work, record, task), [everyone, *rows])


def _receivers(work: Work, record: CycleRecord) -> list[texts.Receiver]:
    return [
        texts.Receiver(unit.name, case.address(who) if who else "", _joined(who), form.status)
        for unit in offices.units(work.tx, work.office_id)
        for form in record.state.forms
        if form.unit == unit.id
        for who in [_pptk(work, unit.id)]
    ]


def _joined(who: Holder | None) -> bool:
    return who is not None and who.telegram_id is not None


def _pptk(work: Work, unit: int) -> Holder | None:
    found = officers.holders(work.tx, work.office_id, Role.PPTK, at=work.now, unit_id=unit)
    return found[0] if found else None


def hand_out_all(work: Work, claim: Claim) -> None:
    """[Bagikan ke semua]: every form that is still here."""
    found = case.find(work, claim)
    waiting = tuple(form.unit for form in found.record.state.forms if form.status is FormStatus.SIAP)
    _hand_out(work, claim, waiting)


def hand_out_one(work: Work, claim: Claim) -> None:
    """One unit's form."""
    _hand_out(work, claim, (people.number(claim.arg),))


def _hand_out(work: Work, claim: Claim, units: tuple[int, ...]) -> None:
    found = case.find(work, claim)
    record = acts.carry_out(work, found.record, [Distribute(found.number, claim.version, units)])
    absent = [one for unit in units if (one := _pptk(work, unit)) is None or one.telegram_id is None]
    rows = [
        [case.button(record, found.task, f"Undang {sebutan(one.honorific, one.post)}", "undang", str(one.officer_id))]
        for one in absent
        if one is not None
    ]
    rows.append([case.button(record, found.task, "Tanda Terima saat ini", "tanda_terima")])
    work.reply(texts.handed_out(len(units), [sebutan(one.honorific, one.post) for one in absent if one]), rows)
    task = record.state.task(found.number)
    if task.open:
        shown = card(work, record, task)
        work.reply(shown.text, shown.buttons, task_id=claim.task)


def send_receipt(work: Work, claim: Claim) -> None:
    """[Tanda Terima saat ini]: who has confirmed until now, as PDF."""
    found = case.find(work, claim)
    step = case.step_of(work, found.record, found.task)
    if step.kind is not StepKind.BAGIKAN or not work.me.actor.holds(found.task.role, None):
        raise Refusal("bukan_pelaksana", task=found.task)
    files.send(work, found.record, [("tanda_terima", "")])
    work.toast = "Tanda Terima sedang disiapkan."


PRESSES = {"bagikan_semua": hand_out_all, "bagikan": hand_out_one, "tanda_terima": send_receipt}
