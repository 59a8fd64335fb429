"""/mulai: the Camat begins a collection himself, also before its day or after the period was closed (step 1)."""

from __future__ import annotations

from datetime import date

from bot.services.claims import Claim
from bot.services.cycle import opening
from bot.services.people import people
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import LIVE, CycleStatus, Role
from bot.texts import commands as texts
from storage import offices, periods
from storage import status as rows
from storage.offices import PeriodRow

_LATEST = 6


def offer(work: Work, _args: str = "") -> None:
    """Answer /mulai: the periods that can begin now, and why the others cannot."""
    _camat(work)
    today = work.local(work.now).date()
    statuses = rows.latest(work.tx, work.office_id)
    lines, buttons = [], []
    for period in _within_reach(offices.periods(work.tx, work.office_id), statuses, today):
        status = statuses.get(period.id)
        if status is not None and _taken(status):
            lines.append(texts.running(period.year, period.quarter, status))
            continue
        until = opening.data_until(period, today)
        buttons.append(
            [
                Button(
                    texts.period_button(period.year, period.quarter, until),
                    Claim("mulai_periode", arg=str(period.id)),
                )
            ]
        )
        if status is CycleStatus.BELUM_BERJALAN:
            lines.append(texts.closed(period.year, period.quarter))
        elif period.opens_on > today:
            lines.append(texts.ahead(period.year, period.quarter, period.opens_on, until))
    work.reply("\n".join([*lines, texts.ask_period() if buttons else texts.no_period()]), buttons)


def begin(work: Work, claim: Claim) -> None:
    """A period was chosen: step 1 opens, with today's data where the period has not ended."""
    _camat(work)
    period = periods.find(work.tx, work.office_id, people.number(claim.arg))
    if period is None:
        raise Refusal("tombol_lama")
    status = rows.latest(work.tx, work.office_id).get(period.id)
    if status is not None and _taken(status):
        raise Refusal("periode_sudah_dimulai", year=period.year, quarter=period.quarter, status=status)
    opening.propose(work, period.id, data_until=opening.data_until(period, work.local(work.now).date()))
    work.toast = "Usulan disampaikan."


def _camat(work: Work) -> None:
    if not work.me.has(Role.CAMAT):
        raise Refusal("hanya_camat")


def _taken(status: CycleStatus) -> bool:
    return status in LIVE or status is CycleStatus.SELESAI


def _within_reach(found: tuple[PeriodRow, ...], statuses: dict[int, CycleStatus], today: date) -> list[PeriodRow]:
    """What runs or could run: the latest periods that have come or were begun, and the next one."""
    later = [one for one in found if one.opens_on > today and one.id not in statuses]
    come = [one for one in found if one not in later and statuses.get(one.id) is not CycleStatus.SELESAI]
    return [*come[-_LATEST:], *later[:1]]


PRESSES = {"mulai_periode": begin}
