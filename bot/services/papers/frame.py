"""What every paper shares: letterhead, period and instant of issue, and the officials with their capacity then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from bot.documents.models.papers import Letterhead, Period, Proof, Signatory
from bot.services.papers.publish import Kind
from bot.services.work import Work
from bot.sop.model import Role, StepKind, Task, TaskState
from bot.texts.formats import akhir_periode
from storage import emblems, officers, posts
from storage.cycles import CycleRecord
from storage.documents import DocumentRow
from storage.officers import Holder


@dataclass(frozen=True)
class Frame:
    """One paper to be made: of which cycle, as of the instant at which it was requested."""

    work: Work
    record: CycleRecord
    row: DocumentRow

    @property
    def at(self) -> datetime:
        """The instant that the paper shows; nothing later is in it."""
        return self.row.requested_at

    @property
    def kind(self) -> Kind:
        """Which paper it is."""
        return Kind(self.row.kind)

    def shared(self) -> dict[str, Any]:
        """The fields that every document model begins with."""
        return self._shared

    @cached_property
    def _shared(self) -> dict[str, Any]:
        """Read once: the Dokumen has a form of every unit in it, and the lambang is no small thing."""
        office = self.work.office
        return {
            "letterhead": letterhead(self.work),
            "period": period(self.record),
            "issued_at": self.at,
            "zone": office.zone,
            "paper": office.paper,
            "proof": proof(self.work, self.row.code),
        }


def proof(work: Work, code: str | None) -> Proof | None:
    """How a paper with this code is verified: on the office's page, or by the bot; None before it has a code."""
    if code is None:
        return None
    if work.public_url:
        return Proof(code=code, address=f"{work.public_url.rstrip('/')}/v/{code}")
    return Proof(code=code, address=f"https://t.me/{work.bot_name}?start=v-{code}" if work.bot_name else "")


def letterhead(work: Work) -> Letterhead:
    """The kop surat."""
    office = work.office
    return Letterhead(
        government=office.government.upper(),
        office=office.name.upper(),
        address=office.address,
        contact=office.contact,
        place=office.place,
        logo=emblems.content(work.tx, work.office_id),
    )


def period(record: CycleRecord) -> Period:
    """The triwulan; with its date where the data end before the triwulan does."""
    early = record.data_until < akhir_periode(record.year, record.quarter)
    return Period(year=record.year, quarter=record.quarter, data_as_of=record.data_until if early else None)


def in_role(work: Work, role: Role, at: datetime, unit: int | None = None) -> Signatory:
    """Who acts in a role at an instant; a vacant one has its post and room for a name."""
    found = officers.holders(work.tx, work.office_id, role, at=at, unit_id=unit)
    if found:
        return signatory(work, found[0], at)
    return Signatory(name="", post=_post(work, role, unit, at))


def signatory(work: Work, holder: Holder, at: datetime) -> Signatory:
    """A holder with his own name and NIP; a Plh. or Plt. with the post for which he stands in."""
    return Signatory(
        name=holder.name,
        post=holder.post,
        rank=holder.rank,
        nip=holder.nip,
        capacity=holder.capacity,
        of_post="" if holder.capacity == "definitif" else _post(work, holder.role, holder.unit_id, at),
    )


def who_closed(work: Work, task: Task) -> Signatory:
    """Who finished a task, in the capacity that he had at that instant."""
    assert task.closed_at is not None
    held = held_by(work, task.closed_by, task.role, task.closed_at, task.unit)
    return held or person(work, task.closed_by) or in_role(work, task.role, task.closed_at, task.unit)


def held_by(work: Work, officer_id: int | None, role: Role, at: datetime, unit: int | None) -> Signatory | None:
    """An officer in the capacity in which he held a role at an instant; None if he did not hold it."""
    acting = officers.holders(work.tx, work.office_id, role, at=at, unit_id=unit)
    return next((signatory(work, one, at) for one in acting if one.officer_id == officer_id), None)


def person(work: Work, officer_id: int | None) -> Signatory | None:
    """An officer in his own post."""
    found = officers.officer(work.tx, officer_id) if officer_id is not None else None
    return Signatory(name=found.name, post=found.post, rank=found.rank, nip=found.nip) if found else None


def last_done(work: Work, record: CycleRecord, kind: StepKind, *, role: Role | None = None) -> Task | None:
    """The newest finished visit to the first step of a kind (by a role)."""
    number = work.sop_of(record).of_kind(kind).number
    done = (
        task
        for task in record.state.tasks
        if task.step == number and task.state is TaskState.DONE and role in {None, task.role}
    )
    return max(done, key=lambda task: task.number, default=None)


def _post(work: Work, role: Role, unit: int | None, at: datetime) -> str:
    return posts.post_of(work.tx, work.office_id, role, unit, at) or work.engine.sop.roles[role]
