"""One round of the clock: every rung that has come in some offices, told in one message a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from bot.services import announce
from bot.services.bureau import Bureau
from bot.services.limits import passing
from bot.services.limits.letters import Manner, Matter, letters
from bot.services.work import REMINDER, Work
from bot.sop.escalation import hears, reach
from bot.sop.ladder import ESCALATING, NextRung, Rung
from bot.sop.model import StepKind
from storage import cycles, deadlines, officers, outbox
from storage.database import Transaction
from storage.deadlines import Awaited, Move
from storage.officers import Holder, Roster
from storage.outbox import Letter

GRACE = timedelta(minutes=15)
"""A limit may end with the office's hours: what fires this soon after its moment does not wait for the next day."""


def fire(tx: Transaction, bureau: Bureau, offices: Collection[int], now: datetime) -> None:
    """Act on the rungs that have come in these offices, each once: what it causes is written with its move.

    A task that was closed, timed anew or told about meanwhile causes nothing. After an interruption each task is
    spoken of once, by its newest rung; words wait for office hours, the end of step 5's limit does not.
    """
    passing.notice(tx, bureau, offices, now)
    rosters, works = officers.rosters(tx, offices, at=now), bureau.works(tx, offices, now, f"ingat:{now.isoformat()}")
    moves, written = list[Move](), list[Letter]()
    for office_id, found in groupby(deadlines.due(tx, offices, now), key=lambda one: one.office_id):
        work = works[office_id]
        round_ = Round(work, rosters[office_id])
        moves += [round_.take(one) for one in found]
        for matters in round_.spoken.values():
            written += letters(work, matters)
    deadlines.move(tx, moves)
    outbox.put_letters(tx, written, now, REMINDER)


def of_office(work: Work) -> Round:
    """The office of an act, for those who speak of one of its tasks outside a round."""
    return Round(work, officers.roster(work.tx, work.office_id, at=work.now))


@dataclass(slots=True)
class Round:
    """What is said in one office, by officer."""

    work: Work
    roster: Roster
    spoken: dict[int, list[Matter]] = field(default_factory=dict)

    def take(self, one: Awaited) -> Move:
        """Say what a rung asks for, and set the next."""
        work = self.work
        climb = work.engine_of(one).climb(one.step, one.purpose)
        in_time = work.now - one.next.at <= GRACE and climb.calendar.is_within(one.next.at)
        if not in_time and not climb.calendar.is_open(work.now):
            waits = one.next._replace(at=climb.opening(one.next.rung, work.now))
            return Move(one.task_id, one.next, waits, told=False)
        said = climb.said(one.timing, one.next, work.now)
        following = climb.following(one.timing, said, work.now)
        if said.rung is Rung.MULAI:
            self._show(one)
            return Move(one.task_id, one.next, following, told=False)
        if self._awaits_late_forms(one):
            return Move(one.task_id, one.next, following, told=False)
        told = self._speak(one, said, following, reach(climb.ladder, said))
        return Move(one.task_id, one.next, following, told)

    def _awaits_late_forms(self, one: Awaited) -> bool:
        """Whether a receiver has nothing to receive: then each late form is spoken of, and not he who waits for it."""
        if self.work.sop_of(one).step(one.step).kind is not StepKind.TERIMA:
            return False
        return not deadlines.to_receive(self.work.tx, one.cycle_id, one.role)

    def _show(self, one: Awaited) -> None:
        """The day of a postponed order has come: its card returns."""
        record = cycles.load(self.work.tx, one.cycle_id, lock=False)
        announce.send_card(self.work, record, record.state.task(one.number))

    def _speak(self, one: Awaited, said: NextRung, following: NextRung, reached: int) -> bool:
        """Address everyone who hears at this rung, `reached` of the line among them; gives whether the holder hears."""
        sop = self.work.sop_of(one)
        holder = self.holder(one)
        if holder is None:
            if said.rung in ESCALATING:
                self._say(self._coordinator(one, None), Matter(Manner.VACANT, one, said, None))
            return False
        told = hears(sop, one.role, said.rung)
        if told:
            self._say(holder, Matter(Manner.OWN, one, said, holder))
        if reached:
            self._bring(one, said, following, holder, reached)
        return told and holder.reachable

    def _bring(self, one: Awaited, said: NextRung, following: NextRung, holder: Holder, reached: int) -> None:
        """Bring a task to those whom the ladder has reached; above the Camat stands no one, so he is called."""
        sop = self.work.sop_of(one)
        if not sop.escalation[one.role]:
            self._say(self._coordinator(one, holder), Matter(Manner.TO_CALL, one, said, holder))
            return
        line = self.line(one, holder)
        after = line[reached] if reached < len(line) else None
        for person in line[:reached]:
            if hears(sop, person.role, said.rung):
                self._say(person, Matter(Manner.BROUGHT, one, said, holder, after, following.at))

    def holder(self, one: Awaited) -> Holder | None:
        """Who is awaited; None while the post is vacant."""
        return self.roster.awaited(one.role, one.unit_id, one.form.filled_by if one.form else None)

    def line(self, one: Awaited, holder: Holder) -> list[Holder]:
        """Those who hear of a task in order, without its holder and without a post that is vacant."""
        found: dict[int, Holder] = {}
        for role in self.work.sop_of(one).escalation[one.role]:
            person = self.roster.get(role)
            if person is not None and person.officer_id != holder.officer_id:
                found.setdefault(person.officer_id, person)
        return list(found.values())

    def _coordinator(self, one: Awaited, holder: Holder | None) -> Holder | None:
        return self.roster.first(self.work.sop_of(one).coordinating, but=holder.officer_id if holder else None)

    def _say(self, to: Holder | None, matter: Matter) -> None:
        if to is not None:
            self.spoken.setdefault(to.officer_id, []).append(matter._replace(to=to))
