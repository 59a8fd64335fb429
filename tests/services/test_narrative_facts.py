"""What the narrative's drafts know of a cycle: its figures, the period before, and how the limits were kept."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.services.papers import narrative
from bot.texts.narrative_facts import Before, Facts, Punctual
from storage import figures
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Period
from tests.services.paper_office import PaperOffice, collected_copy


@pytest.fixture(scope="module")
def collected_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file in which every form is received."""
    return collected_copy(sqlite_template, tmp_path_factory.mktemp("collected"))


@pytest.fixture
def office(collected_file: tuple[Path, datetime], tmp_path: Path) -> PaperOffice:
    """The demo's office with a cycle at step 7."""
    path, now = collected_file
    return PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'collected.sqlite3')}"), now)


def _facts(office: PaperOffice) -> Facts:
    return office.read(narrative.facts)


def test_the_figures_are_those_of_the_forms(office: PaperOffice) -> None:
    """Programs without their codes, indicators by predikat, and the Camat's indicators under their sasaran."""
    found = _facts(office)
    assert [one.name for one in found.programs] == [
        "Penunjang Urusan Pemerintahan Daerah Kabupaten/Kota",
        "Penyelenggaraan Pemerintahan dan Pelayanan Publik",
        "Pemberdayaan Masyarakat Desa dan Kelurahan",
        "Koordinasi Ketentraman dan Ketertiban Umum",
        "Pembinaan dan Pengawasan Pemerintahan Desa",
    ]
    assert found.grades == (("Sangat Tinggi", 9),)
    assert [(one.objective, one.measured.realised) for one in found.goals] == [
        ("Terjaganya ketenteraman dan ketertiban umum", Decimal(1))
    ]
    assert (found.iku_total, found.unproved, found.evidence) == (5, 9, 0)
    assert [one.achieved for one in found.told if one.hindering] == [Decimal(100)] * 9


def test_a_program_without_a_code_keeps_its_name() -> None:
    """A name that begins with a word loses none."""
    assert narrative._uncoded("Pemberdayaan Masyarakat") == "Pemberdayaan Masyarakat"
    assert narrative._uncoded("7.01.03 Pemberdayaan Masyarakat") == "Pemberdayaan Masyarakat"
    assert narrative._uncoded("7.01.03") == "7.01.03"


def test_limits_are_counted_until_the_composing_began(office: PaperOffice) -> None:
    """So that the draft says the same in the chat and on paper, however late that is made; as far as it is by then."""
    before = _facts(office).punctual
    assert before is not None
    office.recap()
    office.complete(11)
    composing = _facts(office).punctual
    assert composing == Punctual(before.count + 5, before.on_time + 5)
    office.complete(12)
    assert _facts(office).punctual == composing


def _archive(office: PaperOffice, kept: dict[str, str | None]) -> None:
    """An archived cycle of the quarter before, with its figures."""

    def write(tx: Transaction) -> None:
        day = date(2026, 1, 2)
        period = {"year": 2025, "quarter": 4, "opens_on": day, "send_by": day, "state": "closed"}
        period_id = tx.execute(
            insert(Period).values(office_id=office.office_id, **period).returning(Period.id)
        ).scalar_one()
        row = tx.execute(select(Cycle.__table__).where(Cycle.id == office.cycle_id)).one()
        values = {**row._mapping, "period_id": period_id, "live": None, "status": "selesai"}
        del values["id"]
        cycle_id = tx.execute(insert(Cycle).values(values).returning(Cycle.id)).scalar_one()
        figures.keep(tx, cycle_id, kept)

    office.database.write_now(write)


def test_the_period_before_is_known_from_its_archive(office: PaperOffice) -> None:
    """The office's first period has none."""
    assert _facts(office).before is None
    _archive(office, {"mean": "88.25", "absorption": "97.5"})
    assert _facts(office).before == Before(2025, 4, Decimal("88.25"), Decimal("97.5"))


def test_a_period_without_figures_compares_nothing(office: PaperOffice) -> None:
    """Nothing was counted then."""
    _archive(office, {"mean": None})
    assert _facts(office).before == Before(2025, 4, None, None)
