"""A cycle begins: forms from the master data, their receivers, and the Camat's card."""

from datetime import date

import pytest
from sqlalchemy import select, update

from bot.services.cycle import opening
from bot.sop.commands import CancelCycle
from bot.sop.errors import Refusal
from bot.sop.model import CycleStatus, Role
from bot.sop.record import replay
from storage import audit, forms
from storage.database import Database
from storage.offices import PeriodRow
from storage.records import Document
from storage.tables import Assignment, Officer, Period
from tests.reminders.bureau import CAMAT, KEY, DemoOffice, open_office, wita

OWN = 1
"""The unit whose PPTK is the Kasubbag."""


@pytest.fixture
async def office(database: Database) -> DemoOffice:
    """The demo's office on 1 April; on each kind of database."""
    return await open_office(database, wita(4, 1, "07.30"))


async def test_every_unit_has_a_form_with_its_rows(office: DemoOffice) -> None:
    """The forms hold the thirteen sub kegiatan of the master data, targets and pagu included."""
    cycle_id = await office.propose()
    found = await office.database.read(lambda tx: forms.all_forms(tx, cycle_id))
    assert sum(len(form.sheet.rows) for form in found) == 13
    assert all(row.indicators for form in found for row in form.sheet.rows)
    assert any(row.budget for form in found for row in form.sheet.rows)


async def test_nobody_receives_his_own_form(office: DemoOffice) -> None:
    """The Kasubbag's goes to the Sekretaris, all others to the Kasubbag."""
    await office.propose()
    receivers = {form.unit: form.receiver for form in (await office.cycle()).state.forms}
    assert receivers.pop(OWN) is Role.SEKRETARIS
    assert set(receivers.values()) == {Role.KASUBBAG}


async def test_the_receiver_follows_who_acts_now(office: DemoOffice) -> None:
    """Where another officer is PPTK of that unit, its form goes to the Kasubbag like the rest."""
    moved = update(Assignment).where(Assignment.unit_id == OWN).values(officer_id=9)
    await office.database.write(lambda tx: tx.execute(moved))
    await office.propose()
    assert {form.receiver for form in (await office.cycle()).state.forms} == {Role.KASUBBAG}


async def test_the_camat_has_one_card(office: DemoOffice) -> None:
    """It proposes the period, with its buttons, and no document is asked for yet."""
    await office.propose()
    (card,) = await office.outbox()
    assert card.officer_id == CAMAT
    assert "Data Kinerja Triwulan I 2026" in card.payload["text"]
    labels = [button["text"] for row in card.payload["buttons"] for button in row]
    assert labels == ["Perintahkan sekarang", "Ubah isi", "Tunda", "Kegiatan belum berjalan"]
    assert await office.database.read(lambda tx: tx.execute(select(Document.id)).all()) == []


async def test_a_vacant_post_opens_the_cycle_all_the_same(office: DemoOffice) -> None:
    """Without a Camat nothing is sent, and the task waits for whoever comes."""
    ended = update(Assignment).where(Assignment.role == Role.CAMAT).values(ends_at=wita(3, 31, "16.00"))
    await office.database.write(lambda tx: tx.execute(ended))
    await office.propose()
    assert await office.outbox() == []
    assert (await office.task(1)).due_at == wita(4, 1, "07.45")


async def test_who_has_not_joined_finds_the_card_when_he_comes(office: DemoOffice) -> None:
    """The card waits for the Camat's telephone."""
    await office.database.write(lambda tx: tx.execute(update(Officer).values(telegram_id=None)))
    await office.propose()
    assert [row.state for row in await office.outbox()] == ["waiting"]


@pytest.mark.parametrize(("asked", "kept"), [(None, date(2026, 3, 31)), (date(2026, 3, 20), date(2026, 3, 20))])
async def test_data_are_asked_for_up_to_a_day(office: DemoOffice, asked: date | None, kept: date) -> None:
    """The period's end, or the earlier day of data 'per tanggal …'."""
    await office.act(lambda work: opening.propose(work, 1, data_until=asked))
    assert (await office.cycle()).data_until == kept


async def test_the_record_of_the_opening_replays_to_the_cycle(office: DemoOffice) -> None:
    """The audit holds the events, sealed."""
    await office.propose()
    (detail,) = await office.audited("CycleProposed")
    assert replay(detail["events"]) == (await office.cycle()).state
    assert await office.database.read(lambda tx: audit.verify(tx, KEY, "cycle:1")) == 1


async def test_a_period_has_one_cycle_at_a_time(office: DemoOffice) -> None:
    """A second one is refused while the first runs, and allowed when that was called off."""
    await office.propose()
    with pytest.raises(Refusal, match="siklus_berjalan"):
        await office.propose()
    task = await office.task(1)
    await office.carry_out(CancelCycle(task.number, task.version), officer=CAMAT)
    second = await office.propose()
    assert (await office.cycle(second)).state.status is CycleStatus.DIUSULKAN


async def test_a_period_of_nobody_is_refused(office: DemoOffice) -> None:
    """A button with an id that the office does not have opens nothing."""
    with pytest.raises(Refusal, match="tombol_lama"):
        await office.act(lambda work: opening.propose(work, 99))


async def test_a_year_without_master_data_is_refused(office: DemoOffice) -> None:
    """There is nothing to collect for a year that was not imported."""
    await office.database.write(lambda tx: tx.execute(update(Period).values(year=2030)))
    with pytest.raises(Refusal, match="data_induk_kosong"):
        await office.act(lambda work: opening.propose(work, 1))


async def test_a_period_taken_out_of_the_schedule_is_not_proposed(office: DemoOffice) -> None:
    """It was read, and is gone when its turn comes: nothing is opened, and the sweep hears why."""
    gone = PeriodRow(99, 1, 2026, 1, date(2026, 4, 1), date(2026, 4, 15), "scheduled")
    with pytest.raises(Refusal, match="tombol_lama"):
        await office.act(lambda work: opening.propose_on_schedule(work, gone))
    assert await office.outbox() == []
