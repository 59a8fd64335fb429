"""A day of the Jadwal Kerja that passes without an order is brought to the Kasubbag, once a case (step 1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.services import case
from bot.services.claims import Claim
from bot.services.people import people
from bot.services.work import Button, Work
from bot.sop.model import CycleStatus, Role, Task
from bot.texts import opening as texts
from bot.texts.formats import nama_periode_ringkas
from bot.texts.times import kapan
from storage import cycles, officers, offices, periods
from storage import status as rows
from storage.offices import PeriodRow


def report(work: Work) -> None:
    """Tell the Kasubbag of each period whose day came and which cannot or did not begin; meant for office hours.

    What was proposed and simply awaits the Camat is left to the reminders of that task, and what a decision closed is
    no missed date. A period of before the office came to the bot is none either.
    """
    statuses = rows.latest(work.tx, work.office_id)
    every = offices.periods(work.tx, work.office_id)
    for period in every:
        if statuses.get(period.id) is CycleStatus.DIUSULKAN:
            _proposed(work, period)
    for period in _left_behind(work, [one for one in every if one.id not in statuses], every):
        text = texts.left_behind(*_facts(period), period.send_by)
        _tell(work, f"jadwal:{period.id}:terlewat", text)


def _left_behind(work: Work, unbegun: Sequence[PeriodRow], every: Sequence[PeriodRow]) -> list[PeriodRow]:
    """The periods that never began and that the schedule has passed over for a newer one."""
    today = work.local(work.now).date()
    newest = max((one.opens_on for one in every if one.opens_on <= today), default=today)
    since = work.local(periods.in_use_since(work.tx, work.office_id)).date()
    passed = [one for one in unbegun if since <= one.opens_on < newest]
    return [one for one in passed if not _reported_before(work, one)]


def _reported_before(work: Work, period: PeriodRow) -> bool:
    """Whether the quarter's realisasi came in with an import, so that nothing is missing."""
    figures = offices.earlier_figures(work.tx, work.office_id, period.year)
    return any(quarter == period.quarter for quarter, _ in figures)


def _proposed(work: Work, period: PeriodRow) -> None:
    """A proposal that its Camat cannot see, or has put off beyond its day."""
    cycle_id = periods.live_cycle(work.tx, period.id)
    assert cycle_id is not None
    (task,) = cycles.load(work.tx, cycle_id, lock=False).state.open_tasks
    person = case.holder(work, task)
    if person is None:
        text = texts.camat_vacant(*_facts(period))
        _tell(work, f"jadwal:{period.id}:kosong", text, Button("Tunjuk Plh.", Claim("plh_peran", arg=Role.CAMAT)))
        return
    row = officers.officer(work.tx, person.officer_id)
    assert row is not None
    if row.telegram_id is None:
        button = Button(f"Undang {people.spoken(person)}", Claim("undang", arg=str(person.officer_id)))
        text = texts.camat_absent(case.address(person), *_facts(period))
        _tell(work, f"jadwal:{period.id}:undang:{row.id}", text, button)
    elif row.unreachable_at is not None:
        text = texts.camat_unreachable(case.address(person), *_facts(period))
        _tell(work, f"jadwal:{period.id}:terputus:{row.id}", text)
    elif _put_off(work, period, task):
        assert task.started_at is not None
        until = kapan(task.started_at, work.now, work.office.zone)
        text = texts.put_off(case.address(person), *_facts(period), until, period.send_by)
        _tell(work, f"jadwal:{period.id}:ditunda:{task.started_at.date()}", text)


def _put_off(work: Work, period: PeriodRow, task: Task) -> bool:
    today = work.local(work.now).date()
    passed = work.engine.calendar.first_working_day(period.opens_on) < today
    return passed and task.started_at is not None and task.started_at > work.now


def _facts(period: PeriodRow) -> tuple[str, date]:
    return nama_periode_ringkas(period.year, period.quarter), period.opens_on


def _tell(work: Work, key: str, text: str, *buttons: Button) -> None:
    """Tell the Kasubbag; what only an administrator may do is offered to her if she is one."""
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        row = officers.officer(work.tx, one.officer_id)
        offered = [list(buttons)] if row is not None and row.is_admin else []
        work.tell(one.officer_id, f"{case.address(one)}, {text}", offered, key=key)
