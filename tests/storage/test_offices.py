"""What an office is, who holds which role when, and what its units report, as read from its rows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import delete, insert, update

from bot.sop.achievement import Polarity
from bot.sop.model import Role
from storage import officers, offices
from storage.database import Database, Transaction
from storage.officers import RoleHeld
from storage.tables import Assignment, Officer
from tests.builders import import_demo_office

NOW = datetime(2026, 3, 30, 1, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
CAMAT, SEKRETARIS, KASUBBAG = 1, 2, 3


@pytest.fixture
def office(database_url: str) -> Database:
    """A database with the demo's office, whose officials are numbered in the workbook's order."""
    database = Database(database_url)
    database.write_now(lambda tx: import_demo_office(tx, NOW))
    return database


def _lend(database: Database, officer_id: int, capacity: str, starts_at: datetime) -> None:
    row = {"office_id": 1, "officer_id": officer_id, "role": "camat", "unit_id": None, "capacity": capacity}
    span = {"starts_at": starts_at, "ends_at": starts_at + WEEK}
    database.write_now(lambda tx: tx.execute(insert(Assignment).values(**row, **span)))


def _camat(database: Database, at: datetime) -> list[tuple[int, str]]:
    found = database.read_now(lambda tx: officers.holders(tx, 1, Role.CAMAT, at=at))
    return [(one.officer_id, one.capacity) for one in found]


def test_units_report_their_sub_kegiatan_and_the_iku_whose_data_they_hold(office: Database) -> None:
    """Seksi Pemerintahan has three sub kegiatan and one IKU; its indicators carry their targets."""
    masters = office.read_now(lambda tx: offices.master_rows(tx, 1, 2026))
    assert [(one.unit.code, len(one.sub_activities), len(one.iku)) for one in masters] == [
        ("PK", 4, 1),
        ("UK", 2, 0),
        ("PEM", 3, 1),
        ("YANUM", 1, 1),
        ("PMD", 2, 1),
        ("TRANTIB", 1, 1),
    ]
    desa = masters[2].sub_activities[1]
    assert (desa.code, desa.budget, desa.running) == ("7.01.06.2.01.0002", Decimal(48_500_000), True)
    assert desa.indicators[0].targets == tuple(map(Decimal, (2, 2, 2, 1)))
    assert masters[5].iku[0].polarity is Polarity.TURUN


def test_a_year_without_master_data_has_no_rows(office: Database) -> None:
    """Units that report nothing get no form."""
    assert office.read_now(lambda tx: offices.master_rows(tx, 1, 2025)) == ()


def test_an_office_that_does_not_exist_has_no_profile(office: Database) -> None:
    """An unknown id is an error, never an empty letterhead."""
    with pytest.raises(KeyError):
        office.read_now(lambda tx: offices.load_office(tx, 99))


def test_pptk_are_listed_in_the_order_of_their_units(office: Database) -> None:
    """Each unit has its holder, and one unit's can be asked for."""
    pptk = office.read_now(lambda tx: officers.holders(tx, 1, Role.PPTK, at=NOW))
    assert [one.unit_id for one in pptk] == [one.id for one in office.read_now(lambda tx: offices.units(tx, 1))]
    seksi = office.read_now(lambda tx: officers.holders(tx, 1, Role.PPTK, at=NOW, unit_id=pptk[2].unit_id))
    assert [one.post for one in seksi] == ["Kepala Seksi Pemerintahan"]


def test_nobody_holds_a_role_before_his_assignment(office: Database) -> None:
    """An assignment counts from its first instant on."""
    assert _camat(office, NOW - timedelta(seconds=1)) == []
    assert _camat(office, NOW) == [(CAMAT, "definitif")]


def test_a_plh_acts_while_his_assignment_lasts(office: Database) -> None:
    """He acts with his own name; on the last day's end the definitif acts again."""
    _lend(office, SEKRETARIS, "plh", NOW + WEEK)
    assert _camat(office, NOW + WEEK) == [(SEKRETARIS, "plh")]
    assert _camat(office, NOW + 2 * WEEK) == [(CAMAT, "definitif")]


def test_of_two_substitutes_the_later_acts(office: Database) -> None:
    """A second appointment replaces the first."""
    _lend(office, SEKRETARIS, "plh", NOW)
    _lend(office, KASUBBAG, "plt", NOW + timedelta(days=1))
    assert _camat(office, NOW + timedelta(days=2)) == [(KASUBBAG, "plt")]


def test_roles_are_those_in_which_an_officer_acts(office: Database) -> None:
    """The Kasubbag has two roles; a Camat for whom a Plh. stands in has none meanwhile."""
    _lend(office, SEKRETARIS, "plh", NOW)
    kasubbag = office.read_now(lambda tx: officers.roles_of(tx, KASUBBAG, at=NOW))
    assert set(kasubbag) == {RoleHeld(Role.KASUBBAG, None, "definitif"), RoleHeld(Role.PPTK, 1, "definitif")}
    assert office.read_now(lambda tx: officers.roles_of(tx, CAMAT, at=NOW)) == ()
    assert RoleHeld(Role.CAMAT, None, "plh") in office.read_now(lambda tx: officers.roles_of(tx, SEKRETARIS, at=NOW))


def test_a_phone_tells_its_officer_and_his_roles(office: Database) -> None:
    """Both are as they are found by id; one whose Plh. stands in, or who has no role, is known all the same."""
    _lend(office, SEKRETARIS, "plh", NOW)
    phones = {officer: 700 + officer for officer in (CAMAT, SEKRETARIS, KASUBBAG)}

    def join(tx: Transaction) -> None:
        for officer, phone in phones.items():
            tx.execute(update(Officer).where(Officer.id == officer).values(telegram_id=phone))

    office.write_now(join)
    found = office.read_now(lambda tx: [officers.who(tx, phone, at=NOW) for phone in phones.values()])
    assert found == office.read_now(
        lambda tx: [(officers.officer(tx, one), officers.roles_of(tx, one, at=NOW)) for one in phones]
    )
    office.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.officer_id == KASUBBAG)))
    roleless = office.read_now(lambda tx: officers.who(tx, phones[KASUBBAG], at=NOW))
    assert roleless is not None
    assert roleless[1] == ()


def test_a_stranger_is_no_officer(office: Database) -> None:
    """An id that nobody has gives nobody and no role."""
    assert office.read_now(lambda tx: officers.officer(tx, 99)) is None
    assert office.read_now(lambda tx: officers.officer_by_telegram(tx, 99)) is None
    assert office.read_now(lambda tx: officers.roles_of(tx, 99, at=NOW)) == ()
    assert office.read_now(lambda tx: officers.who(tx, 99, at=NOW)) is None


def test_who_acts_in_many_offices_at_once(office: Database) -> None:
    """For each office what is given for one alone, at the same instant; nobody in an office without people."""
    _lend(office, SEKRETARIS, "plh", NOW + WEEK)
    for at in (NOW, NOW + WEEK, NOW + 2 * WEEK):
        alone = office.read_now(lambda tx, at=at: officers.holders(tx, 1, at=at))  # type: ignore[misc]
        found = office.read_now(lambda tx, at=at: officers.rosters(tx, [1, 9], at=at))  # type: ignore[misc]
        assert [found[1].get(one.role, one.unit_id) for one in alone] == alone
        assert found[9].get(Role.CAMAT) is None


def test_who_is_awaited_at_a_form(office: Database) -> None:
    """Whoever fills it on behalf, in the first of his roles; its own official where he has none, or nobody does."""
    roster = office.read_now(lambda tx: officers.roster(tx, 1, at=NOW))
    filler = roster.awaited(Role.CAMAT, None, KASUBBAG)
    assert filler is not None
    assert (filler.role, filler.unit_id) == (Role.KASUBBAG, None)
    for nobody in (99, None):
        assert roster.awaited(Role.CAMAT, None, nobody) == roster.get(Role.CAMAT)


def test_who_can_be_reached(office: Database) -> None:
    """Whoever has joined and does not block the bot."""

    def reachable() -> bool:
        return office.read_now(lambda tx: officers.holders(tx, 1, Role.CAMAT, at=NOW))[0].reachable

    assert not reachable()
    office.write_now(lambda tx: tx.execute(update(Officer).where(Officer.id == CAMAT).values(telegram_id=77)))
    assert reachable()
    office.write_now(lambda tx: tx.execute(update(Officer).where(Officer.id == CAMAT).values(unreachable_at=NOW)))
    assert not reachable()


def test_the_first_who_can_be_reached(office: Database) -> None:
    """In the order of the roles asked for, past whoever is not in and whoever it is about."""
    line = (Role.CAMAT, Role.KASUBBAG, Role.SEKRETARIS)

    def first(but: int | None = None) -> int | None:
        found = office.read_now(lambda tx: officers.roster(tx, 1, at=NOW)).first(line, but=but)
        return None if found is None else found.officer_id

    def join(officer_id: int) -> None:
        joined = update(Officer).where(Officer.id == officer_id).values(telegram_id=officer_id)
        office.write_now(lambda tx: tx.execute(joined))

    assert first() is None
    join(SEKRETARIS)
    assert first() == SEKRETARIS
    join(KASUBBAG)
    assert (first(), first(but=KASUBBAG)) == (KASUBBAG, SEKRETARIS)
