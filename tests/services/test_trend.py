"""The trend over periods, and how long steps took, as the Dokumen shows them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.documents.models.performance import PerformanceDocument, StepPace, TrendPoint
from bot.services.papers import trend
from bot.services.papers.compliance import visits_of
from bot.services.papers.pace import baku, pace
from bot.services.papers.publish import Kind
from storage import figures
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Period
from tests.services.paper_office import PaperOffice, collected_copy
from tests.services.printed import model


@pytest.fixture(scope="module")
def collected_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file in which every form is received."""
    return collected_copy(sqlite_template, tmp_path_factory.mktemp("collected"))


@pytest.fixture
def office(collected_file: tuple[Path, datetime], tmp_path: Path) -> PaperOffice:
    """The demo's office with a cycle at step 7."""
    path, now = collected_file
    return PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'collected.sqlite3')}"), now)


def archived_before(office: PaperOffice, year: int, quarter: int, **kept: str | None) -> None:
    """Let the office have archived an earlier period."""

    def write(tx: Transaction) -> None:
        day = office.now.date()
        period = {"year": year, "quarter": quarter, "opens_on": day, "send_by": day, "state": "open"}
        values = insert(Period).values(office_id=office.office_id, **period).returning(Period.id)
        period_id = tx.execute(values).scalar_one()
        told = {"putaran": 1, "recap_version": 1, "document_version": 1, "instruction": "", "urgency": "", "facts": []}
        when = {"data_until": day, "opened_at": office.now, "closed_at": office.now, "status": "selesai"}
        cycle = insert(Cycle).values(office_id=office.office_id, period_id=period_id, **told, **when)
        figures.keep(tx, tx.execute(cycle.returning(Cycle.id)).scalar_one(), kept)

    office.database.write_now(write)


def steps(office: PaperOffice) -> list[StepPace]:
    """How long the steps took."""
    return list(office.read(lambda work, record: pace(work, visits_of(work, record, work.now))))


def test_a_closing_cycle_keeps_its_figures_for_those_after_it(office: PaperOffice) -> None:
    """Exact decimals of what the recap says."""
    office.write(trend.keep)
    office.database.write_now(lambda tx: tx.execute(update(Cycle).values(status="selesai")))
    (found,) = office.database.read_now(lambda tx: figures.archived(tx, office.office_id, 2026, 2, 8))
    assert (found.year, found.quarter) == (2026, 1)
    assert Decimal(found.figures["mean"] or "0") == 100
    assert set(found.figures) == {"mean", "absorption", "budget", "spent", "iku_mean"}


def test_the_dokumen_shows_the_periods_before_it(office: PaperOffice) -> None:
    """Oldest first, the present one last; a figure that could not be reckoned stays empty."""
    archived_before(office, 2025, 4, mean="81.25", absorption=None)
    archived_before(office, 2025, 3, mean=None, absorption="40")
    office.recap()
    office.compile()
    document = model(office, Kind.DOKUMEN)
    assert isinstance(document, PerformanceDocument)
    *before, now = document.trend
    assert before == [
        TrendPoint(year=2025, quarter=3, absorption=Decimal(40)),
        TrendPoint(year=2025, quarter=4, mean=Decimal("81.25")),
    ]
    assert (now.year, now.quarter, now.mean) == (2026, 1, document.recap.summary.mean)


def test_each_finished_step_has_its_longest_visit(office: PaperOffice) -> None:
    """Against the limit of the SOP in working time; a merged step took none, and one that runs is not finished."""
    found = steps(office)
    assert [one.label.partition(".")[0] for one in found] == ["1", "2", "3", "4", "5", "6"]
    assert (found[0].used, found[0].limit) == (timedelta(minutes=1), timedelta(minutes=15))
    assert found[4].limit > timedelta(hours=10)
    assert not any(one.late or one.extended for one in found)


def test_a_late_step_is_late_whatever_came_before(sqlite_url: str) -> None:
    """One visit beyond its limit is enough; its share is that visit's."""
    office = PaperOffice(Database(sqlite_url))
    office.minutes = 40
    office.complete(1)
    (found,) = steps(office)
    assert (found.used, found.limit, found.late) == (timedelta(minutes=40), timedelta(minutes=15), True)


def test_a_limit_without_a_due_moment_is_its_nominal_length(office: PaperOffice) -> None:
    """A clock that never started has none."""
    visit = office.read(lambda work, record: visits_of(work, record, work.now)[0])
    unset = replace(visit, original_due=None)
    assert office.read(lambda work, _: baku(work, unset)) == timedelta(minutes=15)
