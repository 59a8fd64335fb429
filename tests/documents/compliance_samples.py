"""An invented year of two cycles, one of them running, for the compliance report's tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.documents.models.compliance import ComplianceReport, CycleRow, OutageRow, VisitRow
from bot.documents.models.papers import Period, Timeliness, TimelinessRow
from bot.sop.allowance import Extension
from bot.sop.compliance import Visit, summarise
from bot.sop.model import Purpose, Role
from bot.sop.working_time import Limit
from tests.documents.samples import ANALIS, CAMAT, HEAD, KASI, MOMENT

MINUTE = timedelta(minutes=1)
LONG = "Menyusun " + "x" * 400
"""A word that no cell of a table holds on one line."""


def visit(
    step: int, role: Role, used: int, late: int = 0, *, closed: datetime | None = MOMENT, **more: object
) -> Visit:
    """One visit that was given 30 minutes."""
    values = {
        "task": step,
        "step": step,
        "activity": "",
        "purpose": Purpose.SOP,
        "role": role,
        "unit": None,
        "putaran": 1,
        "opened_at": MOMENT - timedelta(hours=2),
        "started_at": MOMENT - timedelta(hours=2),
        "closed_at": closed,
        "closed_by": None if closed is None else 1,
        "limit": Limit.parse("30 menit"),
        "extensions": (),
        "original_due": MOMENT - timedelta(hours=1),
        "due": MOMENT - timedelta(minutes=30),
        "used": used * MINUTE,
        "down": timedelta(),
        "late": late * MINUTE,
        "merged": False,
        "outcome": None if closed is None else "selesai",
        "skipped": False,
        "repeated": False,
    }
    return Visit(**{**values, **more})  # type: ignore[arg-type]


GRANTED = Extension(Limit.parse("1 hari"), MOMENT, 3, "perjalanan dinas")
ROWS = (
    VisitRow(
        period="TW I 2026",
        key="1",
        title="Memerintahkan Kasubbag menyiapkan formulir",
        officer=CAMAT.name,
        post=CAMAT.post,
        official=1,
        visit=visit(1, Role.CAMAT, 10),
    ),
    VisitRow(
        period="TW I 2026",
        key="5",
        title="Mengisi formulir",
        officer=KASI.name,
        post="=1+1",
        official=2,
        visit=visit(5, Role.PPTK, 90, 20, extensions=(GRANTED,), down=25 * MINUTE, outcome="kembali", repeated=True),
        extension="+1 hari kerja (Kasubbag: perjalanan dinas)",
    ),
    VisitRow(
        period="TW I 2026",
        key="5",
        title="Mengisi formulir",
        officer=KASI.name,
        post="=1+1",
        official=2,
        visit=visit(5, Role.PPTK, 140, 50),
    ),
    VisitRow(
        period="TW II 2026",
        key="11 (pembetulan)",
        title=LONG,
        officer=ANALIS.name,
        post=ANALIS.post,
        official=0,
        visit=visit(11, Role.ANALIS, 400, 70, closed=None, purpose=Purpose.KOREKSI),
    ),
)


def _row(label: str, detail: str, *places: int) -> TimelinessRow:
    return TimelinessRow(label=label, detail=detail, summary=summarise(ROWS[place].visit for place in places))


REPORT = ComplianceReport(
    letterhead=HEAD,
    period=Period(year=2026, quarter=2),
    first=Period(year=2026, quarter=1),
    issued_at=MOMENT,
    span="Triwulan I 2026 s.d. Triwulan II 2026",
    cycles=(
        CycleRow(
            period="TW I 2026",
            opened_at=MOMENT - timedelta(days=90),
            closed_at=MOMENT - timedelta(days=80),
            summary=summarise(row.visit for row in ROWS[:3]),
        ),
        CycleRow(period="TW II 2026", opened_at=MOMENT, closed_at=None, summary=summarise([ROWS[3].visit])),
    ),
    visits=ROWS,
    overall=summarise(row.visit for row in ROWS),
    timeliness=Timeliness(
        steps=(_row("1. Memerintahkan Kasubbag", "15 menit", 0), _row("5. Mengisi formulir", "2 hari", 1, 2)),
        officials=(_row(CAMAT.name, CAMAT.post, 0), _row(KASI.name, "=1+1", 1, 2)),
    ),
    step_keys=("1", "5"),
    outages=(
        OutageRow(start=MOMENT - timedelta(days=85), end=MOMENT - timedelta(days=84), working=100 * MINUTE),
        OutageRow(start=MOMENT - timedelta(days=83), end=MOMENT - timedelta(days=82), working=20 * MINUTE),
    ),
)
EMPTY = ComplianceReport(
    letterhead=HEAD,
    period=Period(year=2026, quarter=1),
    first=Period(year=2026, quarter=1),
    issued_at=MOMENT,
    span="Triwulan I 2026",
    cycles=REPORT.cycles[1:],
    visits=(),
    overall=summarise([]),
    timeliness=Timeliness(),
    step_keys=(),
)
