"""The coming budget year's Jadwal Kerja: brought to the Kasubbag in time, made by one press from the defaults."""

from __future__ import annotations

from bot.services import case
from bot.services.claims import Claim
from bot.services.cycle import schedule
from bot.services.people import people
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.sop.schedule import QUARTERS, default_dates
from bot.texts import schedule as texts
from storage import officers, offices, periods


def bring(work: Work) -> None:
    """Bring the missing schedule to the Kasubbag, once a year; meant for office hours."""
    every = offices.periods(work.tx, work.office_id)
    year = schedule.next_year_of(work, every)
    if year is None:
        return
    last = max((one.year for one in every), default=None)
    opens_on = default_dates(schedule.calendar_for(work, year), year, QUARTERS[0]).opens_on
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        text = texts.prepare(case.address(one), last, year, opens_on)
        if not schedule.is_published(work.engine.calendar, opens_on):
            text += f"\n{texts.unpublished([year])}"
        key = f"jadwal-tahun:{work.office_id}:{year}"
        work.tell(one.officer_id, text, [[schedule.prepare_button(year)]], key=key)


def prepare(work: Work, claim: Claim) -> None:
    """[Siapkan jadwal 2027]: the four lines with their default dates."""
    schedule.editor(work)
    year = people.number(claim.arg)
    before = offices.periods(work.tx, work.office_id)
    if any(one.year == year for one in before):
        raise Refusal("jadwal_sudah_ada")
    if year != schedule.next_year_of(work, before):
        raise Refusal("tombol_lama")
    # The last quarter opens in the year after.
    calendar = schedule.calendar_for(work, year + 1)
    dates = {quarter: default_dates(calendar, year, quarter) for quarter in QUARTERS}
    if periods.add_year(work.tx, work.office_id, year, dates) < len(QUARTERS):
        raise Refusal("jadwal_sudah_ada")
    lines = {quarter: [day.isoformat() for day in pair] for quarter, pair in dates.items()}
    work.record("ScheduleMade", year=year, lines=lines)
    every = offices.periods(work.tx, work.office_id)
    said = [texts.prepared(year)]
    if not offices.master_rows(work.tx, work.office_id, year):
        said.append(texts.master_data_needed(year))
    made = [one for one in every if one.year == year]
    schedule.send(work, made, every, *said, "")
    schedule.tell_others(work, "\n".join([*said, "", *texts.lines(schedule.as_shown(work, made, {}))]))


PRESSES = {"jadwal_siapkan": prepare}
