"""The task that a button claims, with its cycle, read under lock in the act's own transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.services.claims import Claim
from bot.services.work import Button, Versioned, Work
from bot.sop.errors import Refusal, Stale
from bot.sop.model import Purpose, Role, Step, StepKind, Task
from bot.texts.html import esc
from bot.texts.posts import sebutan
from bot.texts.times import kapan
from storage import cycles, forms, officers
from storage.cycles import CycleRecord
from storage.officers import Holder
from storage.prompts import OpenPrompt


@dataclass(frozen=True, slots=True)
class Case:
    """A cycle and the task in it that is acted on."""

    record: CycleRecord
    task: Task
    claim: Claim

    @property
    def number(self) -> int:
        """The task's number within its cycle, as commands name it."""
        return self.task.number

    @property
    def version(self) -> int:
        """The version that the button has seen."""
        return self.claim.version


def find(work: Work, claim: Claim) -> Case:
    """The case of a claim; refused when the task is not one of this office."""
    place = cycles.locate(work.tx, claim.task)
    if place is None or place.office_id != work.office_id:
        raise Refusal("tugas_tidak_ada")
    record = cycles.load(work.tx, place.cycle_id)
    return Case(record, record.state.task(place.number), claim)


def mine(work: Work, claim: Claim, *, on_behalf: bool = False) -> Case:
    """The case of a claim whose task is open, as shown, and the acting officer's; for acts that ask something first.

    With `on_behalf` it may be that of a form which he fills on its unit's behalf.
    """
    case = find(work, claim)
    held = work.me.actor.holds(case.task.role, case.task.unit)
    if not held and not (on_behalf and fills(work, case.record, case.task)):
        raise Refusal("bukan_pelaksana", task=case.task)
    if not case.task.open or case.task.version != claim.version:
        raise Stale("sudah_selesai", task=case.task)
    return case


def fills(work: Work, record: CycleRecord, task: Task) -> bool:
    """Whether the acting officer fills a task's form on its unit's behalf."""
    return task.unit is not None and forms.filler(work.tx, record.id, task.unit) == work.me.officer_id


def asked(prompt: OpenPrompt) -> Claim:
    """The claim behind an open question: the task it was put for, as it was shown then."""
    return Claim(prompt.purpose, prompt.task_id or 0, prompt.version)


def step_of(work: Work, of: Versioned, task: Task) -> Step:
    """The row of its cycle's SOP that a task visits."""
    return work.sop_of(of).step(task.step)


def button(record: CycleRecord, task: Task, label: str, verb: str, arg: str = "") -> Button:
    """A button that claims a task as it stands."""
    return Button(label, Claim(verb, record.task_id(task), task.version, arg))


def holder(work: Work, task: Task) -> Holder | None:
    """Who holds a task now; None while the post is vacant."""
    found = officers.holders(work.tx, work.office_id, task.role, at=work.now, unit_id=task.unit)
    return found[0] if found else None


def awaited(work: Work, record: CycleRecord, task: Task) -> Holder | None:
    """Whoever fills a task's form on its unit's behalf, otherwise who holds the task; None while the post is vacant."""
    filled_by = None if task.unit is None else forms.filler(work.tx, record.id, task.unit)
    if filled_by is None:
        return holder(work, task)
    return officers.roster(work.tx, work.office_id, at=work.now).awaited(task.role, task.unit, filled_by)


def address(person: Holder) -> str:
    """How an officer is spoken to and of: 'Ibu Kasubbag Program & Keuangan'."""
    return esc(sebutan(person.honorific, person.post))


def place(work: Work, of: Versioned, step: int, purpose: Purpose) -> str:
    """Where a task stands in the SOP: 'langkah 5 dari 14', or the correction beside a step."""
    if purpose is Purpose.KOREKSI:
        return f"pembetulan dalam langkah {step}"
    return f"langkah {step} dari {len(work.sop_of(of).steps)}"


def heading(work: Work, of: Versioned, task: Task, title: str) -> str:
    """The first line of a card: its title and the step's place in the SOP."""
    repeated = task.putaran > 1 and task.purpose is Purpose.SOP
    again = f", perbaikan ke-{task.putaran - 1}" if repeated else ""
    return f"<b>{title}</b> · {place(work, of, task.step, task.purpose)}{again}"


SUPERIORS = frozenset({Role.CAMAT, Role.SEKRETARIS})
"""To whom the office reports: they are never told that a limit has passed."""

_WAITING = {
    StepKind.TERIMA: "\nBatas {limit}, dihitung sejak formulir terakhir masuk.",
    StepKind.TANDATANGAN: "\nBatas {limit}, dihitung sejak berkas ini diterima.",
}


def limit_line(work: Work, of: Versioned, task: Task) -> str:
    """Until when a task is awaited: 'Batas: hari ini pukul 08.15 WITA.'; nothing while its clock stands still."""
    if task.due_at is None:
        return _WAITING.get(step_of(work, of, task).kind, "").format(limit=step_of(work, of, task).limit)
    until = f"<b>{kapan(task.due_at, work.now, work.office.zone)}</b>"
    if work.engine.calendar.left(work.now, task.due_at) <= timedelta():
        return "" if task.role in SUPERIORS else f"\nBatas waktu: {until} (sudah lewat)."
    return f"\nBatas: {until}."
