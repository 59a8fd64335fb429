"""Ready-made things for tests: the demo's office as it ships."""

from datetime import datetime
from functools import cache
from pathlib import Path

import bot
from bot.documents.workbook.reading import read_office
from bot.office_plan import OfficePlan
from bot.services.import_office import import_office
from storage.database import Transaction

DEMO_WORKBOOK = Path(bot.__file__).parent / "contoh_kantor.xlsx"


@cache
def demo_plan() -> OfficePlan:
    """The demo's office, read from its workbook once a run."""
    plan = read_office(DEMO_WORKBOOK)
    assert isinstance(plan, OfficePlan), plan
    return plan


def import_demo_office(tx: Transaction, now: datetime) -> int:
    """Import the demo's office and return its id."""
    return import_office(tx, demo_plan(), now).office_id
