"""Budget years for a training room: the example office's master data and Jadwal Kerja, year after year."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import bot
from bot.documents.workbook.reading import read_office
from bot.office_plan import OfficePlan, PeriodPlan
from bot.services.import_office import import_office
from storage.database import Database

OFFICE = Path(bot.__file__).parent / "contoh_kantor.xlsx"
QUARTERS = (1, 2, 3, 4)


async def add(folder: Path, years: int, now: datetime) -> None:
    """Import the office of a room once more for each of so many years after its first, as its operator would."""
    plan = read_office(OFFICE)
    assert isinstance(plan, OfficePlan)
    database = Database(f"sqlite:///{folder / 'kinerja.db'}")
    database.start()
    try:
        for year in range(plan.year + 1, plan.year + 1 + years):
            coming = _of(plan, year)
            await database.write(lambda tx, coming=coming: import_office(tx, coming, now))  # type: ignore[misc]
    finally:
        await database.close()


def _of(plan: OfficePlan, year: int) -> OfficePlan:
    periods = tuple(PeriodPlan(year=year, quarter=quarter) for quarter in QUARTERS)
    return replace(plan, year=year, periods=periods, special_days=(), earlier=())
