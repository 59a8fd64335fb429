"""A role has another holder: its open tasks show themselves to him, and what his predecessor was asked ends."""

from __future__ import annotations

from collections.abc import Iterable

from bot.services import acts
from bot.services.cycle import listing
from bot.services.people import people
from bot.services.work import Work
from bot.sop.commands import Reassign
from bot.sop.model import SYSTEM, Role
from bot.texts import substituting as texts
from storage import cycles, officers, prompts
from storage import people as rows
from storage.officers import Holder

Post = tuple[Role, int | None]
"""A role, for PPTK with its unit."""


def settle(work: Work, before: Iterable[Holder]) -> int:
    """Hand over what is open wherever other data has changed a holder, and tell both; gives the number of tasks."""
    then, now = _by_post(before), _by_post(officers.holders(work.tx, work.office_id, at=work.now))
    count = 0
    for post in dict.fromkeys([*then, *now]):
        former, present = then.get(post), now.get(post)
        if former and present and former.officer_id == present.officer_id:
            continue
        waiting = open_tasks(work, *post)
        _tell(work, people.role_name(work, *post), former, present, waiting)
        move(work, *post, former)
        count += waiting
    return count


def _by_post(found: Iterable[Holder]) -> dict[Post, Holder]:
    return {(one.role, one.unit_id): one for one in found}


def _tell(work: Work, name: str, former: Holder | None, present: Holder | None, waiting: int) -> None:
    spoken = people.spoken(present) if present else ""
    if former is not None:
        work.tell(former.officer_id, texts.to_former(people.spoken(former), name, spoken))
    if present is not None:
        work.tell(present.officer_id, texts.to_present(spoken, name, waiting))


def lent(work: Work) -> list[Post]:
    """The roles in which a Plh. acts, whoever appointed him."""
    found = rows.substituted(work.tx, work.office_id, work.now)
    return [(Role(role), unit_id) for role, unit_id in sorted(found, key=str)]


def open_tasks(work: Work, role: Role, unit_id: int | None) -> int:
    """How many open tasks wait for a role."""
    return sum((task.role, task.unit) == (role, unit_id) for _, task in listing.live(work))


def move(work: Work, role: Role, unit_id: int | None, before: Holder | None) -> None:
    """Let every open task of a role show itself to its new holder; old buttons are stale."""
    for cycle_id in cycles.live_of(work.tx, work.office_id):
        record = cycles.load(work.tx, cycle_id)
        for task in record.state.open_tasks:
            if (task.role, task.unit) == (role, unit_id):
                if before is not None:
                    prompts.close_of(work.tx, before.officer_id, record.task_id(task))
                record = acts.carry_out(work, record, [Reassign(task.number, task.version)], actor=SYSTEM)
