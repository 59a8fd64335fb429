"""An office's plan becomes rows; importing it again updates by code and takes nothing from anybody."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, select, update

from bot.calendars import indonesian_holidays
from bot.office_plan import EarlierPlan, OfficePlan, PeriodPlan, RolePlan, SpecialDayPlan
from bot.services.import_office import dated_periods, import_office
from bot.sop.model import Role
from storage import officers, offices, people
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Assignment, Officer, Period
from tests.builders import demo_plan, import_demo_office

NOW = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


def _with_official(plan: OfficePlan, code: str, **changes: object) -> OfficePlan:
    officials = tuple(replace(one, **changes) if one.code == code else one for one in plan.officials)  # type: ignore[arg-type]
    return replace(plan, officials=officials)


def _officer_id(tx: Transaction, code: str) -> int:
    return tx.execute(select(Officer.id).where(Officer.code == code)).scalar_one()


def _camat(tx: Transaction, office_id: int, at: datetime) -> list[str]:
    return [one.name for one in officers.holders(tx, office_id, "camat", at=at)]


def test_a_new_office_is_written_whole(database_url: str) -> None:
    """The result counts what was created, and the profile reads back as it was planned."""
    database = Database(database_url)
    result = database.write_now(lambda tx: import_office(tx, demo_plan(), NOW))
    assert result.is_new
    assert result.created == {
        "office": 1,
        "unit": 6,
        "officer": 9,
        "assignment": 10,
        "sub_activity": 13,
        "indicator": 18,
        "period": 4,
    }
    assert database.read_now(lambda tx: offices.load_office(tx, result.office_id)).profile == demo_plan().profile
    assert database.read_now(offices.office_ids) == [result.office_id]


def test_importing_the_same_again_changes_nothing(database_url: str) -> None:
    """A second import of an unchanged workbook writes no row."""
    database = Database(database_url)
    first = database.write_now(lambda tx: import_demo_office(tx, NOW))
    again = database.write_now(lambda tx: import_office(tx, demo_plan(), LATER))
    assert (again.office_id, again.is_new, again.created, again.updated) == (first, False, {}, {})


def test_another_code_is_another_office(sqlite_url: str) -> None:
    """Offices stand beside each other with units and people of the same codes."""
    database = Database(sqlite_url)
    first = database.write_now(lambda tx: import_demo_office(tx, NOW))
    other = replace(demo_plan(), profile=replace(demo_plan().profile, code="KEC-LAIN"))
    second = database.write_now(lambda tx: import_office(tx, other, NOW))
    assert second.is_new
    assert second.office_id != first


def test_a_changed_row_is_updated_and_people_keep_their_accounts(database_url: str) -> None:
    """A new pangkat and a pagu come in by code; the official's Telegram account stays."""
    database = Database(database_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))
    database.write_now(lambda tx: tx.execute(update(Officer).where(Officer.code == "CAMAT").values(telegram_id=7)))
    plan = _with_official(demo_plan(), "CAMAT", rank="Pembina Utama Muda, IV/c")
    activities = tuple(replace(one, budget=one.budget or Decimal(61_000_000)) for one in plan.sub_activities)
    result = database.write_now(lambda tx: import_office(tx, replace(plan, sub_activities=activities), LATER))
    assert (result.created, result.updated) == ({}, {"officer": 1, "sub_activity": 1})
    camat = database.read_now(lambda tx: officers.officer_by_telegram(tx, 7))
    assert camat is not None
    assert (camat.office_id, camat.rank) == (office_id, "Pembina Utama Muda, IV/c")


def test_a_new_holder_takes_over_a_role_from_the_moment_of_the_import(database_url: str) -> None:
    """The former Camat keeps his past; he is left out of the workbook and is not deleted."""
    database = Database(database_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))
    successor = replace(demo_plan().officials[0], code="CAMAT-2", name="Penerus Contoh, S.STP.")
    plan = replace(demo_plan(), officials=(successor, *demo_plan().officials[1:]))
    database.write_now(lambda tx: import_office(tx, plan, LATER))
    assert database.read_now(lambda tx: _camat(tx, office_id, LATER)) == ["Penerus Contoh, S.STP."]
    assert database.read_now(lambda tx: _camat(tx, office_id, NOW)) == ["Camat Contoh, S.E."]
    assert len(database.read_now(lambda tx: officers.officers(tx, office_id))) == 10


@pytest.mark.parametrize("ends_at", [None, LATER + timedelta(days=3)])
def test_a_substitution_outlasts_an_import(sqlite_url: str, ends_at: datetime | None) -> None:
    """A Plh. who was appointed in the chat, for a time or until he is released, is no business of the workbook's."""
    database = Database(sqlite_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))

    def lend(tx: Transaction) -> None:
        row = {"office_id": office_id, "officer_id": _officer_id(tx, "SEKRETARIS"), "role": "camat", "unit_id": None}
        tx.execute(insert(Assignment).values(**row, starts_at=NOW, ends_at=ends_at, capacity="plh"))

    database.write_now(lend)
    database.write_now(lambda tx: import_office(tx, demo_plan(), LATER))
    assert database.read_now(lambda tx: _camat(tx, office_id, LATER)) == ["Sekretaris Contoh, S.Sos."]


def test_another_substitute_in_the_workbook_takes_over(sqlite_url: str) -> None:
    """There is one Plh. of a role at a time."""
    database = Database(sqlite_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))
    lent = (RolePlan(role=Role.CAMAT, capacity="plh"), RolePlan(role=Role.ANALIS))
    database.write_now(lambda tx: people.appoint(tx, office_id, _officer_id(tx, "SEKRETARIS"), "camat", None, NOW))
    database.write_now(lambda tx: import_office(tx, _with_official(demo_plan(), "ANALIS", roles=lent), LATER))
    assert database.read_now(lambda tx: _camat(tx, office_id, LATER)) == ["Analis Contoh, S.Kom."]
    assert database.read_now(lambda tx: people.substituted(tx, office_id, LATER)) == {("camat", None)}


def test_a_role_taken_from_an_official_ends(sqlite_url: str) -> None:
    """A unit that moves to another PPTK has one PPTK; a unit left out of the workbook keeps its own."""
    database = Database(sqlite_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))
    both = tuple(RolePlan(role=Role.PPTK, unit=unit) for unit in ("PEM", "UK"))
    plan = _with_official(_with_official(demo_plan(), "KASI-PEM", roles=both), "KASUBBAG-UK", roles=())
    database.write_now(lambda tx: import_office(tx, plan, LATER))
    pptk = database.read_now(lambda tx: officers.holders(tx, office_id, "pptk", at=LATER))
    names = [one.name.split()[0] for one in pptk]
    assert names == ["Keuangan", "Pemerintahan", "Pemerintahan", "Pelayanan", "Pemberdayaan", "Ketertiban"]


def test_the_role_of_someone_left_out_stands_while_nobody_takes_it(sqlite_url: str) -> None:
    """A workbook of another unit's people ends nobody's assignment."""
    database = Database(sqlite_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))
    plan = replace(demo_plan(), officials=tuple(one for one in demo_plan().officials if one.code != "KASI-PEM"))
    result = database.write_now(lambda tx: import_office(tx, plan, LATER))
    assert result.updated == {}
    assert len(database.read_now(lambda tx: officers.holders(tx, office_id, "pptk", at=LATER))) == 6


def test_a_period_whose_cycle_has_begun_keeps_its_dates(sqlite_url: str) -> None:
    """New dates come in for the periods to come; neither a running cycle nor a closed period is touched."""
    database = Database(sqlite_url)
    office_id = database.write_now(lambda tx: import_demo_office(tx, NOW))

    def begin(tx: Transaction) -> None:
        first, second = (one.id for one in offices.periods(tx, office_id)[:2])
        words = {"instruction": "", "urgency": "", "data_until": date(2026, 3, 31), "opened_at": NOW, "facts": []}
        numbers = {"live": 1, "putaran": 1, "recap_version": 0, "document_version": 0}
        row = {"office_id": office_id, "period_id": first, "status": "running", **words, **numbers}
        tx.execute(insert(Cycle).values(row))
        tx.execute(update(Period).where(Period.id == second).values(state="idle"))

    database.write_now(begin)
    moved = tuple(replace(one, send_by=date(2027, 3, 1)) for one in demo_plan().periods)
    result = database.write_now(lambda tx: import_office(tx, replace(demo_plan(), periods=moved), LATER))
    assert result.updated == {"period": 2}
    found = database.read_now(lambda tx: offices.periods(tx, office_id))
    assert [one.send_by == date(2027, 3, 1) for one in found] == [False, False, True, True]


def test_special_days_and_earlier_figures_are_written(database_url: str) -> None:
    """They come back as the calendar's exceptions and as the year's realisasi sebelumnya."""
    database = Database(database_url)
    plan = replace(
        demo_plan(),
        special_days=(SpecialDayPlan(day=date(2026, 4, 2), spans=((time(8), time(12)),), reason="Contoh"),),
        earlier=(EarlierPlan(year=2026, quarter=1, code="IKU-1", value=Decimal("88.25")),),
    )
    office_id = database.write_now(lambda tx: import_office(tx, plan, NOW)).office_id
    office = database.read_now(lambda tx: offices.load_office(tx, office_id))
    calendar = offices.working_time(office, indonesian_holidays([2026]))
    assert calendar.exceptions == {date(2026, 4, 2): ((time(8), time(12)),)}
    assert not calendar.is_working_day(date(2026, 4, 3))
    earlier = database.read_now(lambda tx: offices.earlier_figures(tx, office_id, 2026))
    assert earlier == {(1, "IKU-1"): Decimal("88.25")}


def test_absent_dates_follow_the_reporting_calendar() -> None:
    """A quarter opens on the first working day after it, and is due at the kabupaten on the tenth."""
    plan = replace(demo_plan(), periods=tuple(PeriodPlan(year=2026, quarter=quarter) for quarter in (1, 2, 3, 4)))
    assert dated_periods(plan) == demo_plan().periods


def test_a_period_opened_late_has_ten_working_days_and_one_opened_early_keeps_the_usual_day() -> None:
    """'Data per tanggal' before the quarter's end does not move the kabupaten's date."""
    early, late = date(2026, 3, 25), date(2026, 4, 6)
    plan = replace(demo_plan(), periods=tuple(PeriodPlan(year=2026, quarter=1, opens_on=day) for day in (early, late)))
    assert [(one.opens_on, one.send_by) for one in dated_periods(plan)] == [
        (early, date(2026, 4, 15)),
        (late, date(2026, 4, 17)),
    ]
