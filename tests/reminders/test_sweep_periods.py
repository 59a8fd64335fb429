"""The Jadwal Kerja under the tick, and the emptying of old updates."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.services.cycle import opening
from bot.sop.commands import CancelCycle
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Indicator, Office, Period, SubActivity
from tests.reminders.bureau import CAMAT, KASUBBAG, DemoOffice, open_office, wita

FIRST_DAY = wita(4, 1, "07.30")


@pytest.fixture
async def office(sqlite_database: Database) -> DemoOffice:
    """The demo's office in March, before its first period opens."""
    return await open_office(sqlite_database, wita(3, 31, "09.00"))


async def _cycles(office: DemoOffice) -> list[int]:
    """The quarters for which there are cycles, in the order in which they were opened."""
    query = select(Period.quarter).join(Cycle, Cycle.period_id == Period.id).order_by(Cycle.id)
    return list(await office.database.read(lambda tx: tx.execute(query).scalars().all()))


async def test_a_period_is_proposed_as_its_first_day_opens(office: DemoOffice) -> None:
    """Not at midnight, not before the office does: at 07.30, once, and nobody but the Camat hears of it."""
    await office.tick_at(wita(3, 31, "09.00"), wita(4, 1, "00.00"), wita(4, 1, "07.29"))
    assert await office.outbox() == []
    await office.tick_at(FIRST_DAY, wita(4, 1, "07.31"), wita(4, 1, "15.00"))
    assert await _cycles(office) == [1]
    assert len(await office.told(CAMAT, "Data Kinerja Triwulan I 2026")) == 1
    assert await office.told(KASUBBAG, "baru dapat diajukan") == []


async def test_a_day_on_which_the_office_is_closed_waits_for_the_next(office: DemoOffice) -> None:
    """A period dated on a Saturday is proposed on Monday, and that is no delay."""
    saturday = update(Period).where(Period.quarter == 1).values(opens_on=wita(4, 11, "00.00").date())
    await office.database.write(lambda tx: tx.execute(saturday))
    await office.tick_at(wita(4, 11, "09.00"), wita(4, 12, "09.00"))
    assert await office.outbox() == []
    await office.tick_at(wita(4, 13, "07.30"))
    assert len(await office.told(CAMAT)) == 1
    assert await office.told(KASUBBAG) == []


async def test_a_missed_day_is_made_up_for_and_the_kasubbag_knows(office: DemoOffice) -> None:
    """The bot was down on 1 April: it proposes at the next working moment and says so."""
    await office.tick_at(wita(4, 2, "06.00"))
    assert await office.outbox() == []
    await office.tick_at(wita(4, 2, "07.30"), wita(4, 2, "08.00"))
    (told,) = await office.told(KASUBBAG, "baru dapat diajukan")
    assert "TW I 2026 (Rabu, 1 April 2026)" in told
    assert "Batas kirim ke kabupaten: <b>Rabu, 15 April 2026</b>" in told


async def test_an_office_that_starts_in_mid_year_is_asked_for_its_present_period(office: DemoOffice) -> None:
    """In August only the second quarter is proposed; the first stays the Camat's own to open."""
    await office.tick_at(wita(8, 3, "09.00"), wita(8, 4, "09.00"))
    assert await _cycles(office) == [2]
    await office.propose(1)
    assert await _cycles(office) == [2, 1]


async def test_a_period_that_was_called_off_is_not_proposed_again(office: DemoOffice) -> None:
    """What the Camat cancelled comes back by his order only."""
    await office.tick_at(FIRST_DAY)
    task = await office.task(1)
    await office.carry_out(CancelCycle(task.number, task.version), officer=CAMAT)
    await office.tick_at(wita(4, 1, "07.31"), wita(4, 2, "07.30"))
    assert await _cycles(office) == [1]


async def test_sweeps_that_race_propose_once(database: Database) -> None:
    """However many look at the same instant, the period has one cycle and the Camat one card."""
    office = await open_office(database, FIRST_DAY)
    await asyncio.gather(*(office.sweep.tick() for _ in range(4)))
    assert await _cycles(office) == [1]
    assert len(await office.told(CAMAT)) == 1


def _move_master_data(tx: Transaction, years: int) -> None:
    tx.execute(update(SubActivity).values(year=SubActivity.year + years))
    tx.execute(update(Indicator).values(year=Indicator.year + years))


async def test_without_master_data_the_kasubbag_is_asked_once_a_day(office: DemoOffice) -> None:
    """Nothing is proposed until there is something to report; then it is."""
    await office.database.write(lambda tx: _move_master_data(tx, -1))
    await office.tick_at(FIRST_DAY, wita(4, 1, "07.31"), wita(4, 2, "07.30"))
    assert len(await office.told(KASUBBAG, "data induk tahun 2026 belum tersedia")) == 2
    assert await _cycles(office) == []
    await office.database.write(lambda tx: _move_master_data(tx, 1))
    await office.tick_at(wita(4, 2, "07.31"))
    assert await _cycles(office) == [1]


async def test_a_proposal_that_fails_is_tried_again_the_next_minute(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep outlives it, and looks at periods once a minute."""
    tries = []

    def failing(*_: object, **__: object) -> None:
        tries.append(1)
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(opening, "propose_on_schedule", failing)
        await office.tick_at(*(FIRST_DAY + timedelta(seconds=second) for second in (0, 1, 59, 60)))
    assert len(tries) == 2
    await office.tick_at(wita(4, 1, "07.32"))
    assert await _cycles(office) == [1]


async def test_each_office_opens_on_its_own_clock(office: DemoOffice) -> None:
    """An office in Papua opens an hour before one in Kalimantan."""
    await office.database.write(lambda tx: tx.execute(update(Office).values(zone="Asia/Jayapura")))
    await office.tick_at(wita(4, 1, "06.29"))
    assert await _cycles(office) == []
    await office.tick_at(wita(4, 1, "06.30"))
    assert await _cycles(office) == [1]
