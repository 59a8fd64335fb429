"""`bot import` of a workbook whose officials have changed: what is open goes to whoever holds the role now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from bot.office_plan import OfficePlan
from bot.operator.operating import import_office_file, open_database
from bot.services.bureau import Bureau
from bot.services.cycle import opening
from bot.services.import_office import import_office
from bot.services.people import handover
from bot.settings import Settings, load_settings
from bot.simulator.settings import DEFAULT_TOKEN
from bot.sop.definition import long_ikis
from storage import officers, people
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.tables import Officer, Period
from tests.builders import DEMO_WORKBOOK, demo_plan

ROLE = 8
"""The column of roles on the sheet Pejabat."""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A deployment with an empty database."""
    return load_settings(None, telegram_token=DEFAULT_TOKEN, data_dir=tmp_path / "data")


def with_roles(path: Path, **roles: str) -> Path:
    """The demo's workbook with other roles for some officials, by code."""
    book = load_workbook(DEMO_WORKBOOK)
    for row in book["Pejabat"].iter_rows(min_row=5):
        code = str(row[1].value).replace("-", "_")
        row[ROLE - 1].value = roles.get(code, row[ROLE - 1].value)
    book.save(path)
    return path


def open_a_cycle(database: Database) -> None:
    """Step 1 waits for the Camat."""
    now, bureau = datetime.now(UTC), Bureau(long_ikis(), b"k" * 32)

    def propose(tx: Transaction) -> None:
        opening.propose(bureau.work(tx, 1, now, "buka"), tx.execute(select(Period.id).limit(1)).scalar_one())

    database.write_now(propose)


def told(database: Database, code: str) -> list[str]:
    """What was written for an official, oldest first."""
    his = (
        select(OutboxMessage.payload).join(Officer, Officer.id == OutboxMessage.officer_id).where(Officer.code == code)
    )
    rows = database.read_now(lambda tx: tx.execute(his.order_by(OutboxMessage.id)).scalars().all())
    return [str(payload["text"]) for payload in rows if "text" in payload]


def test_a_role_that_changes_hands_takes_its_tasks_along(settings: Settings, tmp_path: Path) -> None:
    """The new holder is told and has the card, the former one is thanked, and the operator hears how many."""
    import_office_file(settings, DEMO_WORKBOOK)
    database = open_database(settings, datetime.now(UTC))
    open_a_cycle(database)
    swapped = with_roles(tmp_path / "mutasi.xlsx", CAMAT="sekretaris", SEKRETARIS="camat")
    faults, said = import_office_file(settings, swapped)
    assert (faults, "1 tugas terbuka diteruskan kepada pejabat yang baru." in said) == ([], True)
    new = told(database, "SEKRETARIS")
    assert "mohon kesediaan melaksanakan peran <b>Camat</b>" in new[-2]
    assert "Isi disposisi" in new[-1]
    assert any("<b>Camat</b> sekarang dilaksanakan oleh Bapak Sekretaris" in text for text in told(database, "CAMAT"))


def test_a_substitute_stays_and_is_named(settings: Settings) -> None:
    """The operator hears who stands in for whom, and where that is ended."""
    import_office_file(settings, DEMO_WORKBOOK)
    database, now = open_database(settings, datetime.now(UTC)), datetime.now(UTC)
    database.write_now(lambda tx: people.appoint(tx, 1, 4, "camat", None, now))
    said = import_office_file(settings, DEMO_WORKBOOK)[1]
    assert "Plh. yang sedang berlaku: Camat; bila sudah selesai, diakhiri lewat /admin." in said


def test_a_workbook_with_the_same_officials_says_nothing_to_them(settings: Settings) -> None:
    """Neither the first import nor the next one is news to anybody."""
    for _ in range(2):
        assert "diteruskan" not in import_office_file(settings, DEMO_WORKBOOK)[1]
    database = open_database(settings, datetime.now(UTC))
    assert told(database, "CAMAT") == []


def test_a_post_falls_vacant_and_is_filled_again(settings: Settings) -> None:
    """Whoever had it hears that nobody has it now, and whoever gets it that it is his."""
    import_office_file(settings, DEMO_WORKBOOK)
    database = open_database(settings, datetime.now(UTC))
    plan = demo_plan()
    without = tuple(replace(one, roles=()) if one.code == "KASI-PMD" else one for one in plan.officials)
    for officials in (without, plan.officials):
        database.write_now(lambda tx, whose=officials: settled(tx, replace(plan, officials=whose)))  # type: ignore[misc]
    vacant, filled = told(database, "KASI-PMD")
    assert "<b>PPTK/Kasi (Seksi Pemberdayaan Masyarakat)</b> sekarang belum ada pejabatnya" in vacant
    assert "mohon kesediaan melaksanakan peran <b>PPTK/Kasi (Seksi Pemberdayaan Masyarakat)</b>" in filled


def settled(tx: Transaction, plan: OfficePlan) -> None:
    """Bring a plan into the database and hand over what it changes."""
    now = datetime.now(UTC)
    before = officers.holders(tx, 1, at=now)
    import_office(tx, plan, now)
    handover.settle(Bureau(long_ikis(), b"k" * 32).work(tx, 1, now, f"impor{now}"), before)
