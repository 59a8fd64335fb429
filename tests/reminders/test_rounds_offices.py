"""Rounds over many offices: whole offices at a time, one failure alone, step 5's end at any hour, an idle tick."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, event, select, update

from bot.services.bureau import Bureau
from bot.services.cycle import opening
from bot.services.import_office import import_office
from bot.services.limits import round as limits
from bot.sop.commands import Distribute, Submit
from bot.sop.model import Role
from reminders import rounds
from reminders.rounds import in_rounds
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.records import Deadline
from storage.tables import Officer, Period
from tests.builders import demo_plan
from tests.reminders.bureau import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, DemoOffice, join_all, open_office, wita

PEMERINTAHAN, KASI_PEM = 3, 6
OTHERS = (1, 3, 4, 5, 6)
OPENED, DUE = wita(4, 8, "09.00"), wita(4, 10, "09.00")
SECOND = timedelta(seconds=1)
MORNING = wita(4, 9, "08.00")
CALL = "mohon berkenan menghubungi Bapak Camat"


# Whole offices


@given(
    come=st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 300)), unique_by=lambda one: one[0]),
    rows=st.integers(1, 200),
)
def test_every_office_is_in_one_round_of_about_so_many_rungs(come: list[tuple[int, int]], rows: int) -> None:
    """None is left out, divided or moved; a round has more than so many only where one office has."""
    found, counts = list(in_rounds(come, rows)), dict(come)
    assert [office for group in found for office in group] == [office for office, _ in come]
    assert all(len(group) == 1 or sum(counts[office] for office in group) <= rows for group in found)
    assert all(found)


async def _three_offices(database: Database) -> DemoOffice:
    """Three offices whose Camat was asked for his order on Wednesday at nine."""
    office = await open_office(database, OPENED)

    def add(tx: Transaction) -> None:
        for number in (2, 3):
            profile = replace(demo_plan().profile, code=f"KEC-{number}")
            import_office(tx, replace(demo_plan(), profile=profile), OPENED)
        join_all(tx)
        for office_id in (1, 2, 3):
            period = select(Period.id).where(Period.office_id == office_id, Period.quarter == 1)
            work = office.bureau.work(tx, office_id, OPENED, f"buka{office_id}")
            opening.propose(work, tx.execute(period).scalar_one())

    await database.write(add)
    return office


async def _asked(office: DemoOffice) -> list[int]:
    """The offices in which the Camat is to be called."""
    query = select(Officer.office_id, OutboxMessage.payload).join(Officer, Officer.id == OutboxMessage.officer_id)
    rows = await office.database.read(lambda tx: tx.execute(query.order_by(OutboxMessage.id)).all())
    return [row.office_id for row in rows if CALL in row.payload["text"]]


def _failing(office_id: int) -> Callable[..., None]:
    fire = limits.fire

    def fails(tx: Transaction, bureau: Bureau, offices: Collection[int], now: datetime) -> None:
        fire(tx, bureau, offices, now)
        if office_id in offices:
            raise ValueError

    return fails


async def test_an_office_that_fails_holds_up_no_other(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rungs come again five minutes later, as they were; those of the others in its round are said."""
    office = await _three_offices(sqlite_database)
    await office.tick_at(wita(4, 8, "09.15"))
    with monkeypatch.context() as patched:
        patched.setattr(limits, "fire", _failing(2))
        await office.tick_at(MORNING)
    assert await _asked(office) == [1, 3]
    await office.tick_at(MORNING + rounds.RETRY - SECOND)
    assert await _asked(office) == [1, 3]
    await office.tick_at(MORNING + rounds.RETRY)
    assert await _asked(office) == [1, 3, 2]


async def test_many_rounds_of_one_tick(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """More rungs than fit into a round are said in several, by the same tick."""
    monkeypatch.setattr(rounds, "in_rounds", lambda come: in_rounds(come, 1))
    office = await _three_offices(sqlite_database)
    await office.tick_at(wita(4, 8, "09.15"), MORNING)
    assert await _asked(office) == [1, 2, 3]


async def test_an_idle_tick_is_one_read(office: DemoOffice) -> None:
    """With nothing due, one statement is run and nothing is written."""
    await office.propose()
    ticking = office.rounds
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await ticking.tick()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert len(statements) == 1


async def test_a_round_reads_no_more_for_more_tasks(office: DemoOffice) -> None:
    """The reminders of six forms take as many statements as those of one: they are read and written as sets."""
    await office.propose()
    await office.hand_out()
    counts = []
    for keep in (1, 6):
        await office.database.write(lambda tx: tx.execute(update(Deadline).values(next_rung="separuh")))

        def due_again(tx: Transaction, keep: int = keep) -> None:
            ids = tx.execute(select(Deadline.task_id).order_by(Deadline.task_id)).scalars().all()
            soon = update(Deadline).where(Deadline.task_id.in_(ids[:keep]))
            tx.execute(soon.values(next_at=office.clock.now() + SECOND * keep))

        await office.database.write(due_again)
        office.clock.advance(SECOND * keep)
        ticking, statements = office.rounds, list[str]()

        def note(*found: Any, statements: list[str] = statements) -> None:
            statements.append(found[2])

        event.listen(Engine, "before_cursor_execute", note)
        try:
            await ticking.tick()
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        counts.append(len([one for one in statements if not one.startswith(("SAVEPOINT", "RELEASE"))]))
    assert counts[0] == counts[1]


# Step 5 ends by itself


async def test_step_5_ends_by_itself_and_its_receiver_may_go_on(either_office: DemoOffice) -> None:
    """The receivers' step 6 opens with its limit, and its card offers to go on."""
    office = either_office
    await office.propose()
    await office.hand_out()
    await office.tick_at(DUE, DUE + SECOND)
    reception = [task for task in (await office.cycle()).state.open_tasks if task.step == 6]
    assert {task.role for task in reception} == {Role.KASUBBAG, Role.SEKRETARIS}
    assert {task.due_at for task in reception} == {wita(4, 10, "09.15")}
    (card,) = await office.told(SEKRETARIS, "<b>Penerimaan formulir</b>")
    assert "batas pengisian sudah lewat" in card
    assert await office.told(ANALIS, "Batas pengisian") == []


async def test_step_5_ends_at_night_without_a_sound(office: DemoOffice) -> None:
    """The bot was down at the limit: the cycle goes on at once, its cards are silent, and words wait for the day."""
    await office.propose()
    await office.hand_out()
    before = len(await office.outbox())
    await office.tick_at(wita(4, 10, "22.00"))
    fresh = (await office.outbox())[before:]
    assert {row.officer_id for row in fresh} == {KASUBBAG, SEKRETARIS}
    assert all(row.payload["silent"] for row in fresh)
    assert {task.due_at for task in (await office.cycle()).state.open_tasks if task.step == 6} == {wita(4, 13, "07.45")}
    await office.tick_at(wita(4, 13, "08.00"))
    assert len(await office.told(KASI_PEM, "Batas pengisian")) == 1


async def test_a_receiver_who_awaits_others_may_go_on_without_the_first(office: DemoOffice) -> None:
    """One unit's limit passes while others have time: the receiver's card says so, his clock stands still."""
    await office.propose()
    await office.hand_out(2)
    office.at(wita(4, 8, "11.00"))
    task = await office.task(4)
    await office.carry_out(Distribute(task.number, task.version, OTHERS), officer=ANALIS)
    office.at(wita(4, 9, "09.00"))
    (mine,) = [one for one in (await office.cycle()).state.open_tasks if one.unit == PEMERINTAHAN]
    await office.carry_out(Submit(mine.number, mine.version), officer=KASI_PEM)
    before = len(await office.outbox())
    await office.tick_at(DUE)
    (card,) = [row for row in (await office.outbox())[before:] if row.method == "edit"]
    assert card.officer_id == KASUBBAG
    assert "Lanjut tanpa no. 1" in str(card.payload["buttons"])
    assert (await office.task(6)).due_at is None


async def test_an_order_is_not_said_to_have_ended(office: DemoOffice) -> None:
    """Other limits pass without changing their cycle."""
    await office.propose()
    state = (await office.cycle()).state
    await office.tick_at(wita(4, 8, "09.15"), MORNING)
    assert (await office.cycle()).state == state
    assert len(await office.told(CAMAT)) == 2
