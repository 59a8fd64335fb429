"""A cycle begins: each unit's form is filled in from the master data, and step 1 is put before the Camat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from bot.services import announce, case
from bot.services.work import CARD, Work
from bot.sop.errors import Refusal
from bot.sop.model import Form, Role, StepKind
from bot.sop.record import event_to_plain
from bot.sop.sheet import Sheet, to_plain
from bot.sop.working_time import WorkCalendar
from bot.texts import opening as texts
from bot.texts.formats import akhir_periode
from storage import cycles, officers, periods, sheets
from storage.cycles import Opening
from storage.offices import PeriodRow

INSTRUCTION = "Siapkan formulir pengumpulan data capaian kinerja, laksanakan sesuai SOP."
URGENCY = "Segera"


def propose(work: Work, period_id: int, *, data_until: date | None = None) -> int:
    """Open a cycle for a period and send the Camat's card; gives the cycle's id.

    `data_until` is earlier than the period's end for data 'per tanggal …'. Refused while the period has a live cycle.
    """
    period = periods.find(work.tx, work.office_id, period_id)
    if period is None:
        raise Refusal("tombol_lama")
    if periods.live_cycle(work.tx, period_id) is not None:
        raise Refusal("siklus_berjalan")
    found = sheets.build_sheets(work.tx, work.office_id, period.year, period.quarter)
    if not found:
        raise Refusal("data_induk_kosong")
    transition = work.engine.start(_forms(work, found), work.now)
    opening = Opening(
        office_id=work.office_id,
        period_id=period_id,
        instruction=INSTRUCTION,
        urgency=URGENCY,
        sop=work.engine.sop.version,
        data_until=data_until or akhir_periode(period.year, period.quarter),
        sheets={unit: to_plain(sheet) for unit, sheet in found.items()},
    )
    cycle_id = cycles.create(work.tx, opening, transition.events, work.rungs_of(opening), work.now)
    events = [event_to_plain(event) for event in transition.events]
    work.record("CycleProposed", cycle_id=cycle_id, period=period_id, events=events)
    announce.after(work, cycles.load(work.tx, cycle_id), transition.events)
    return cycle_id


def is_time(calendar: WorkCalendar, period: PeriodRow, now: datetime) -> bool:
    """Whether the schedule may propose the period: its day has come in the office's zone, and the office is open."""
    return period.opens_on <= calendar.local(now).date() and calendar.is_open(now)


def propose_on_schedule(work: Work, period: PeriodRow) -> None:
    """Propose an office's newest period whose day has come, once, in office hours (step 1, Jadwal Kerja).

    A day that was missed is made up for at the next working moment, and the Kasubbag is told; one that lies before the
    quarter's end asks for data of that day. A period for which a cycle was ever opened is left alone, whatever became
    of it; those before the newest are opened by the Camat's order only, so that an office which starts in mid-year is
    not asked for its whole past.
    """
    if periods.begun(work.tx, period.id):
        return
    today = work.local(work.now).date()
    try:
        propose(work, period.id, data_until=data_until(period, today))
    except Refusal as refusal:
        if refusal.code != "data_induk_kosong":
            raise
        _tell_coordinator(work, f"{work.cause}:kosong:{today}", texts.no_master_data, period.year, period.quarter)
        return
    if work.engine.calendar.first_working_day(period.opens_on) < today:
        facts = (period.year, period.quarter, period.opens_on, period.send_by)
        _tell_coordinator(work, f"{work.cause}:terlambat", texts.proposed_late, *facts)


def data_until(period: PeriodRow, today: date) -> date:
    """Up to which day a collection that begins today asks for data: the quarter's end at the latest."""
    return min(today, akhir_periode(period.year, period.quarter))


def _tell_coordinator(work: Work, key: str, text: Callable[..., str], *facts: object) -> None:
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        work.tell(one.officer_id, text(case.address(one), *facts), key=key, priority=CARD)


def _own_units(work: Work) -> set[int | None]:
    """The units whose forms are the usual receiver's own."""
    acting = officers.holders(work.tx, work.office_id, at=work.now)
    receivers = {one.officer_id for one in acting if one.role is work.engine.sop.coordinator}
    return {one.unit_id for one in acting if one.role is Role.PPTK and one.officer_id in receivers}


def _forms(work: Work, found: Mapping[int, Sheet]) -> tuple[Form, ...]:
    """A form for each unit; the Kasubbag's own is received by the Sekretaris."""
    terima = work.engine.sop.of_kind(StepKind.TERIMA)
    own = _own_units(work)
    assert terima.own_form is not None
    return tuple(
        Form(unit, terima.own_form if unit in own else terima.actor, sheet.runs) for unit, sheet in found.items()
    )
