"""Who is awaited by the SOP, as the bot's data say: the open tasks in order, who holds them, and what keeps him."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.demo.officials import Official
from bot.sop.model import WITH_PPTK, CycleStatus, FormStatus, Purpose, Role, Sop, Step, StepKind, Task
from bot.texts.formats import nama_periode_ringkas
from bot.texts.posts import sebutan
from bot.texts.steps import named
from storage import cycles, officers, offices
from storage.cycles import CycleRecord
from storage.database import Transaction
from storage.officers import Holder


@dataclass(frozen=True, slots=True)
class Duty:
    """An open task of a running cycle; `obstacle` says why nobody can do it now, empty if somebody can.

    `without` are the units whose forms cannot come and are late, so that their receiver may go on without them.
    """

    record: CycleRecord
    task: Task
    step: Step
    holder: Holder | None
    official: Official | None
    unit: str
    obstacle: str = ""
    without: tuple[int, ...] = ()

    @property
    def task_id(self) -> int:
        """The number by which buttons claim it."""
        return self.record.task_id(self.task)

    @property
    def period(self) -> str:
        """Such as 'TW I 2026'."""
        return nama_periode_ringkas(self.record.year, self.record.quarter)

    @property
    def corrects(self) -> bool:
        """Whether it is the correction of a target or pagu, which is no row of the paper."""
        return self.task.purpose is Purpose.KOREKSI

    @property
    def place(self) -> str:
        """'langkah 5, Pengisian formulir Seksi Pemerintahan'."""
        name = "pembetulan target/pagu" if self.corrects else named(self.step)
        return f"langkah {self.step.number}, {name}{f' {self.unit}' if self.unit else ''}"


@dataclass(frozen=True, slots=True)
class Cast:
    """Whose phones there are, by Telegram id, and who has blocked the bot on his."""

    by_id: Mapping[int, Official]
    blocked: Collection[int]


def duties(tx: Transaction, office_id: int, sop: Sop, cast: Cast, now: datetime) -> list[Duty]:
    """Every open task with something to be done, first those of the oldest cycle, in the order of the SOP."""
    found = list[Duty]()
    for cycle_id in cycles.live_of(tx, office_id):
        record = cycles.load(tx, cycle_id, lock=False)
        every = [_duty(tx, record, task, sop, cast, now) for task in sorted(record.state.open_tasks, key=_order)]
        hopeless = {one.task.unit for one in every if one.step.kind is StepKind.ISI and one.obstacle}
        found += [ready for one in every if (ready := _with_work(one, hopeless, now)) is not None]
    return found


def _order(task: Task) -> tuple[int, bool, int]:
    # The Kasubbag receives last, so that one press of hers also gives the order to recap.
    return task.step, task.role is Role.KASUBBAG, task.number


def _duty(tx: Transaction, record: CycleRecord, task: Task, sop: Sop, cast: Cast, now: datetime) -> Duty:
    holding = officers.holders(tx, record.office_id, task.role, at=now, unit_id=task.unit)
    holder = holding[0] if holding else None
    official = cast.by_id.get(holder.telegram_id or 0) if holder else None
    units = {one.id: one.name for one in offices.units(tx, record.office_id)}
    unit = units[task.unit] if task.unit is not None else ""
    step = sop.step(task.step)
    return Duty(record, task, step, holder, official, unit, _obstacle(sop, task, unit, holder, official, cast))


def _obstacle(sop: Sop, task: Task, unit: str, holder: Holder | None, official: Official | None, cast: Cast) -> str:
    if holder is None:
        post = f"{sop.roles[task.role]} {unit}".strip()
        return f"{post} sedang kosong; mohon Plh. atau Plt. ditetapkan oleh pengelola melalui /admin."
    who = sebutan(holder.honorific, holder.post)
    if holder.telegram_id is None:
        return f"{who} belum bergabung; mohon undangannya dibuka di teleponnya."
    if official is None:
        return f"{who} memakai telepon yang tidak ada di ruang latihan ini."
    if not holder.reachable or holder.telegram_id in cast.blocked:
        return f"{who} memblokir bot; mohon blokirnya dibuka di teleponnya."
    return ""


def _with_work(duty: Duty, hopeless: Collection[int | None], now: datetime) -> Duty | None:
    """A reception is a duty once forms have come in, or may be given up; everything else is one at once."""
    if duty.step.kind is not StepKind.TERIMA:
        return duty
    mine = [form for form in duty.record.state.forms if form.receiver is duty.task.role]
    if any(form.status is FormStatus.DIKIRIM for form in mine):
        return duty
    late = {one.unit for one in duty.record.state.open_tasks if one.due_at is not None and one.due_at <= now}
    lost = tuple(form.unit for form in mine if form.status in WITH_PPTK and form.unit in late & set(hopeless))
    if not lost or len(lost) == len(duty.record.state.forms):
        return None
    return Duty(duty.record, duty.task, duty.step, duty.holder, duty.official, duty.unit, duty.obstacle, without=lost)


def is_running(tx: Transaction, cycle_id: int) -> bool:
    """Whether a cycle has not come to an end."""
    return cycles.load(tx, cycle_id, lock=False).state.live


def is_archived(tx: Transaction, cycle_id: int) -> bool:
    """Whether a cycle has come to its proper end."""
    return cycles.load(tx, cycle_id, lock=False).state.status is CycleStatus.SELESAI
