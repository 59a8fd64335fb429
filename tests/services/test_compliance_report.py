"""The report over many cycles: which are in it, who is named, and what of it the bot itself took."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.documents.models.compliance import ComplianceReport
from bot.services.papers.compliance_report import Quarter, found, report
from bot.sop import commands
from bot.sop.model import Purpose
from storage import heartbeats
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Heartbeat, Period
from tests.services.paper_office import PaperOffice


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


def made(office: PaperOffice, *cycles: int) -> ComplianceReport:
    """The report as of now."""
    return office.database.read_now(
        lambda tx: report(tx, office.bureau, office.office_id, cycles or (office.cycle_id,), office.now)
    )


def end(office: PaperOffice, status: str = "selesai") -> None:
    """Let the cycle have ended."""
    values = {"status": status, "live": None, "closed_at": office.now}
    office.database.write_now(lambda tx: tx.execute(update(Cycle).where(Cycle.id == office.cycle_id).values(values)))


def another(office: PaperOffice, quarter: int) -> int:
    """A cycle of another quarter, which has no tasks yet."""

    def act(tx: Transaction) -> int:
        row = tx.execute(select(Cycle.__table__)).mappings().first()
        assert row is not None
        period = tx.execute(select(Period.id).where(Period.quarter == quarter)).scalar_one()
        values = {**row, "id": None, "period_id": period, "opened_at": office.now, "live": 1, "closed_at": None}
        values["status"] = "berjalan"
        del values["id"]
        return int(tx.execute(insert(Cycle).values(values).returning(Cycle.id)).scalar_one())

    return office.database.write_now(act)


def alive(office: PaperOffice, *spans: tuple[datetime, datetime]) -> None:
    """Let the bot have been alive in these spans alone."""
    rows = [{"started_at": start, "last_at": last} for start, last in spans]
    office.database.write_now(lambda tx: tx.execute(insert(Heartbeat), rows))


def test_archived_and_running_cycles_are_found_in_their_order(office: PaperOffice) -> None:
    """Between the quarters asked for, both included; what was called off is no collection."""
    first = office.cycle_id
    end(office)
    third, second = another(office, 3), another(office, 2)

    def between(begins: Quarter | None, ends: Quarter | None) -> list[int]:
        return office.database.read_now(lambda tx: found(tx, office.office_id, begins, ends))

    assert between(None, None) == [first, second, third]
    assert between(Quarter(2026, 2), None) == [second, third]
    assert between(None, Quarter(2026, 2)) == [first, second]
    assert between(Quarter(2026, 2), Quarter(2026, 2)) == [second]
    assert between(Quarter(2027, 1), None) == []
    end(office, "dibatalkan")
    assert between(None, None) == [second, third]


def test_every_visit_is_told_with_whoever_finished_or_is_awaited(office: PaperOffice) -> None:
    """The numbers of the officials are their places in the summary."""
    office.minutes = 20
    office.complete(1)
    office.complete(2)
    content = made(office)
    rows = [(row.period, row.key, row.officer, row.official) for row in content.visits]
    assert rows == [
        ("TW I 2026", "1", "Camat Contoh, S.E.", 1),
        ("TW I 2026", "2", "Keuangan Contoh, S.E.", 2),
        ("TW I 2026", "3", "Keuangan Contoh, S.E.", 0),
    ]
    assert [row.label for row in content.timeliness.officials] == ["Camat Contoh, S.E.", "Keuangan Contoh, S.E."]
    assert (content.step_keys, content.span) == (("1", "2"), "Triwulan I 2026")
    assert (content.overall.count, content.overall.on_time) == (2, 1)
    (overrun,) = content.overruns
    assert (overrun.key, overrun.visit.late) == ("1", timedelta(minutes=5))
    assert content.cycles[0].closed_at is None


def test_whoever_has_two_roles_has_two_lines(office: PaperOffice) -> None:
    """The Kasubbag's own form is not mixed with what she coordinates; a correction has its own key."""
    office.release()
    office.collect()
    office.recap()
    office.press(commands.RequestCorrection, office.task(11))
    correction = next(task for task in office.record.state.open_tasks if task.purpose is Purpose.KOREKSI)
    office.press(commands.Complete, correction)
    content = made(office)
    hers = [row.detail for row in content.timeliness.officials if row.label == "Keuangan Contoh, S.E."]
    post = "Kepala Subbagian Program dan Keuangan"
    assert hers == [post, f"{post} (PPTK)"]
    assert content.step_keys[-2:] == ("11", "11 (pembetulan)")


def test_an_outage_that_two_cycles_share_is_told_once(office: PaperOffice) -> None:
    """Only such outages count in which the office worked."""
    began = office.now
    second = another(office, 2)
    office.now = began + timedelta(days=1)
    alive(
        office,
        (began - timedelta(hours=1), began + timedelta(hours=1)),
        (began + timedelta(hours=2), began + timedelta(hours=8)),
        (began + timedelta(hours=10), office.now),
    )
    content = made(office, office.cycle_id, second)
    assert [(row.start, row.end, row.working) for row in content.outages] == [
        (began + timedelta(hours=1), began + timedelta(hours=2), timedelta(hours=1))
    ]
    assert content.span == "Triwulan I 2026 s.d. Triwulan II 2026"
    assert (content.first.quarter, content.period.quarter) == (1, 2)


def test_an_outage_after_the_archive_is_not_the_cycles(office: PaperOffice) -> None:
    """A cycle knows only what happened while it ran."""
    office.complete(1)
    end(office)
    began = office.now
    office.database.write_now(lambda tx: heartbeats.begin(tx, began))
    office.now = began + timedelta(hours=3)
    assert made(office).outages == ()
    assert made(office).cycles[0].closed_at == began
