"""A clock that was months ahead for a tick: once it is right again, everything comes at its own time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from bot.sop.commands import Postpone
from storage.tables import CalendarDay
from tests.reminders.bureau import CAMAT, KASUBBAG, DemoOffice, wita

KASI_PEM = 6
HALF, LAST_HOUR, DUE, MORNING = wita(4, 9, "09.00"), wita(4, 10, "08.00"), wita(4, 10, "09.00"), wita(4, 13, "08.00")
WRONG = wita(9, 1, "10.00")


async def _handed_out(office: DemoOffice) -> None:
    """Everyone has his form since Wednesday at nine, and two working days for it."""
    await office.propose()
    await office.hand_out()


async def _tick(office: DemoOffice, *moments: datetime) -> None:
    for moment in moments:
        office.at(moment)
        await office.rounds.tick()


async def _set_right(office: DemoOffice, now: datetime) -> None:
    """The clock is right again, and a fresh process looks after everything."""
    office.at(now)
    await office.chores.tick()


async def _counts(office: DemoOffice) -> tuple[int, int]:
    """How often Kasi Pemerintahan was reminded before his limit, and from it on."""
    reminded, late = [await office.told(KASI_PEM, words) for words in ("Waktu kerja tersisa", "Batas pengisian: ")]
    return len(reminded), len(late)


async def _reception(office: DemoOffice) -> set[datetime | None]:
    """When the clocks of step 6 began to run."""
    return {task.started_at for task in (await office.cycle()).state.open_tasks if task.step == 6}


async def test_a_clock_that_is_right_again_forgets_nobody(either_office: DemoOffice) -> None:
    """The reminders come, and the mornings after the limit; only what was said in September is not repeated."""
    office = either_office
    await _handed_out(office)
    await _tick(office, WRONG)
    assert await _counts(office) == (0, 1)
    await _set_right(office, wita(4, 8, "11.00"))
    counts = []
    for moment in (HALF, LAST_HOUR, DUE, MORNING):
        await _tick(office, moment)
        counts.append(await _counts(office))
    assert counts == [(1, 1), (2, 1), (2, 1), (2, 2)]


async def test_nothing_waits_for_an_evening_of_september(office: DemoOffice) -> None:
    """In closed hours nothing was said by the wrong clock, but put off until it would have opened."""
    await _handed_out(office)
    await _tick(office, wita(9, 1, "20.00"))
    await _set_right(office, wita(4, 8, "11.00"))
    await _tick(office, HALF, DUE)
    assert await _counts(office) == (1, 1)


async def test_a_limit_that_has_not_passed_is_awaited_again(office: DemoOffice) -> None:
    """Step 6's clock stands still as before, the Kasubbag's card changes, and the limit passes when it does."""
    await _handed_out(office)
    await _tick(office, WRONG)
    assert await _reception(office) == {WRONG}
    await _set_right(office, wita(4, 8, "11.00"))
    record = await office.cycle()
    assert [task.expired for task in record.state.open_tasks if task.step == 5] == [False] * 6
    assert await _reception(office) == {None}
    assert [row.method for row in await office.outbox() if row.officer_id == KASUBBAG][-1] == "edit"
    assert len(await office.audited("ClockSetRight")) == 1
    await _tick(office, DUE)
    assert await _reception(office) == {DUE}


async def test_a_limit_that_passed_meanwhile_goes_on_as_late(office: DemoOffice) -> None:
    """The machine was off until after it: the next morning speaks of it, and step 6 counts from now."""
    await _handed_out(office)
    await _tick(office, WRONG)
    await _set_right(office, DUE + timedelta(hours=1))
    assert await _reception(office) == {DUE + timedelta(hours=1)}
    await _tick(office, MORNING)
    assert await _counts(office) == (0, 2)


async def test_the_mornings_of_whoever_was_late_before_go_on(office: DemoOffice) -> None:
    """The wrong clock has said what the next morning would; the one after it comes."""
    await _handed_out(office)
    await _tick(office, DUE, MORNING, WRONG)
    await _set_right(office, wita(4, 13, "11.00"))
    await _tick(office, wita(4, 13, "15.00"), wita(4, 14, "08.00"))
    assert await _counts(office) == (0, 3)
    await _tick(office, wita(4, 15, "08.00"))
    assert await _counts(office) == (0, 4)


async def test_the_start_of_a_postponed_order_is_not_lost(office: DemoOffice) -> None:
    """Its card returned too early, and returns on its day."""
    await office.propose()
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(5, 4, "07.30")), officer=CAMAT)
    before = await office.deadlines()
    await _tick(office, WRONG)
    await _set_right(office, wita(4, 8, "11.00"))
    assert await office.deadlines() == before


async def test_what_is_meant_to_be_far_stays(office: DemoOffice) -> None:
    """The morning after a long holiday, and the start of a postponed order."""
    await _handed_out(office)
    await _tick(office, DUE)
    closed = [{"office_id": 1, "day": DUE.date() + timedelta(days=day), "spans": []} for day in range(1, 14)]
    rows = [{**one, "reason": "Cuti bersama"} for one in closed]
    await office.database.write(lambda tx: tx.execute(insert(CalendarDay), rows))
    await _tick(office, MORNING)
    await _set_right(office, MORNING + timedelta(hours=1))
    before = await office.deadlines()
    assert {at for _, at in before.values()} >= {wita(4, 24, "08.00")}
    await _set_right(office, MORNING + timedelta(hours=3))
    assert await office.deadlines() == before


@pytest.mark.parametrize("now", [wita(1, 5, "09.00"), wita(4, 10, "07.00")])
async def test_a_clock_that_is_behind_moves_nothing(office: DemoOffice, now: datetime) -> None:
    """By months, as that of a machine without a battery, or by hours: what was said stays said."""
    await _handed_out(office)
    await _tick(office, DUE)
    before = await office.deadlines()
    await _set_right(office, now)
    assert await office.deadlines() == before
