"""A day of the Jadwal Kerja that passes without an order, and a year without a schedule: the Kasubbag hears, once."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert, update

from bot.services.cycle import missed
from bot.sop.commands import CloseNotRunning, Complete, Postpone
from bot.sop.model import Role
from storage.database import Database
from storage.tables import Assignment, EarlierFigure, Office, Officer, Period
from tests.reminders.bureau import CAMAT, KASUBBAG, SEKRETARIS, TELEPHONES, DemoOffice, open_office, wita

FIRST_DAY = wita(4, 1, "08.00")


@pytest.fixture
async def office(sqlite_database: Database) -> DemoOffice:
    """The demo's office in March, before its first period opens."""
    return await open_office(sqlite_database, wita(3, 31, "16.00"))


async def _change(office: DemoOffice, officer: int, **values: object) -> None:
    await office.database.write(lambda tx: tx.execute(update(Officer).where(Officer.id == officer).values(**values)))


async def _buttons(office: DemoOffice, like: str) -> list[tuple[str, str]]:
    """The buttons under the one message of this text."""
    (row,) = [row for row in await office.outbox() if like in row.payload["text"]]
    return [(button["text"], button["data"]) for line in row.payload["buttons"] for button in line]


async def _proposed_and(office: DemoOffice, *moments: datetime) -> list[str]:
    """What the Kasubbag is told when TW I is proposed on its day and these moments follow."""
    await office.tick_at(FIRST_DAY, *moments)
    return await office.told(KASUBBAG, "sudah tiba, tetapi")


# A Camat who cannot see the proposal


async def test_a_vacant_post_is_told_on_the_day(office: DemoOffice) -> None:
    """Once, with the way to a substitute."""
    ended = update(Assignment).where(Assignment.role == Role.CAMAT).values(ends_at=wita(3, 31, "16.00"))
    await office.database.write(lambda tx: tx.execute(ended))
    (told,) = await _proposed_and(office, wita(4, 1, "09.00"), wita(4, 2, "08.00"))
    assert told == (
        "Ibu Kasubbag Program dan Keuangan, jadwal pengumpulan Data Kinerja <b>TW I 2026</b> (Rabu, 1 April 2026) "
        "sudah tiba, tetapi saat ini tidak ada pejabat yang melaksanakan tugas Camat.\n"
        "Mohon Plh. atau Plt. ditetapkan oleh pengelola; usulan tampil padanya begitu ditetapkan."
    )
    assert await _buttons(office, "tidak ada pejabat") == [("Tunjuk Plh.", "plh_peran:0:0:camat")]


async def test_who_is_no_administrator_is_offered_no_substitute(office: DemoOffice) -> None:
    """She reads who can name one, and gets no button that would be refused."""
    await _change(office, KASUBBAG, is_admin=False)
    ended = update(Assignment).where(Assignment.role == Role.CAMAT).values(ends_at=wita(3, 31, "16.00"))
    await office.database.write(lambda tx: tx.execute(ended))
    assert await _proposed_and(office, wita(4, 1, "09.00"))
    assert await _buttons(office, "tidak ada pejabat") == []


async def test_a_camat_who_has_not_joined_is_told_with_the_invitation_at_hand(office: DemoOffice) -> None:
    """Once; when he comes, nothing more is said."""
    await _change(office, CAMAT, telegram_id=None)
    (told,) = await _proposed_and(office, wita(4, 1, "09.00"))
    assert "tetapi Bapak Camat belum bergabung dengan bot ini.\nMohon undangan disampaikan" in told
    assert await _buttons(office, "belum bergabung") == [("Undang Bapak Camat", f"undang:0:0:{CAMAT}")]
    await _change(office, CAMAT, telegram_id=CAMAT + TELEPHONES)
    await office.tick_at(wita(4, 1, "10.00"))
    assert len(await office.told(KASUBBAG, "sudah tiba")) == 1


async def test_a_camat_who_shut_the_bot_out_is_told(office: DemoOffice) -> None:
    """His card waits, and only a call helps."""
    await _change(office, CAMAT, unreachable_at=wita(3, 30, "09.00"))
    (told,) = await _proposed_and(office, wita(4, 1, "09.00"))
    assert "pesan bot ini tidak dapat sampai kepada Bapak Camat" in told
    assert await _buttons(office, "tidak dapat sampai") == []


async def test_a_camat_who_can_see_it_is_left_to_his_own_reminders(office: DemoOffice) -> None:
    """No word of a missed date while the proposal simply waits."""
    assert await _proposed_and(office) == []
    await office.act(missed.report)
    assert await office.told(KASUBBAG, "Jadwal Kerja mulai") == []


# A proposal put off


async def test_what_was_put_off_beyond_its_day_is_told_the_next_morning(office: DemoOffice) -> None:
    """Not on the day itself; once for each day to which it is put off."""
    await office.tick_at(FIRST_DAY)
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 6, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 1, "15.00"))
    assert await office.told(KASUBBAG, "ditunda") == []
    await office.tick_at(wita(4, 2, "08.00"), wita(4, 2, "09.00"))
    (told,) = await office.told(KASUBBAG, "ditunda")
    assert "<b>TW I 2026</b>, menurut Jadwal Kerja mulai Rabu, 1 April 2026, ditunda Bapak Camat" in told
    assert "usulan disampaikan kembali Senin, 6 April, pukul 07.30 WITA." in told
    assert "Batas kirim ke kabupaten: <b>Rabu, 15 April 2026</b>" in told
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 8, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 6, "08.00"), wita(4, 7, "08.00"))
    assert len(await office.told(KASUBBAG, "ditunda")) == 2


async def test_a_decision_is_no_missed_date(office: DemoOffice) -> None:
    """A period that was closed, or that runs, is not spoken of."""
    await office.tick_at(FIRST_DAY)
    task = await office.task(1)
    await office.carry_out(CloseNotRunning(task.number, task.version), officer=CAMAT)
    await office.propose(2)
    (second,) = (await office.cycle(2)).state.open_tasks
    assert second.step == 1
    await office.tick_at(wita(4, 2, "08.00"))
    assert await office.told(KASUBBAG, "terlewat") == []


async def test_an_ordered_collection_is_not_spoken_of(office: DemoOffice) -> None:
    """It runs."""
    await office.tick_at(FIRST_DAY)
    task = await office.task(1)
    await office.carry_out(Complete(task.number, task.version), officer=CAMAT)
    before = len(await office.told(KASUBBAG))
    await office.act(missed.report)
    assert len(await office.told(KASUBBAG)) == before


# A period that was passed over


async def test_a_period_passed_over_for_a_newer_one_is_told_once(office: DemoOffice) -> None:
    """The bot was down from March to July: TW II is proposed, TW I is left to the Camat's /mulai."""
    await office.tick_at(wita(7, 2, "08.00"), wita(7, 2, "09.00"), wita(7, 3, "08.00"))
    (told,) = await office.told(KASUBBAG, "TW I 2026")
    assert "<b>TW I 2026</b> (Rabu, 1 April 2026) terlewat" in told
    assert "dapat dimulai Camat dengan perintah /mulai" in told
    assert len(await office.told(KASUBBAG, "baru dapat diajukan")) == 1


async def test_the_past_of_an_office_that_starts_in_mid_year_is_not_told(office: DemoOffice) -> None:
    """It came to the bot in June."""
    began = update(Office).values(created_at=wita(6, 1, "09.00"))
    await office.database.write(lambda tx: tx.execute(began))
    await office.tick_at(wita(7, 1, "08.00"), wita(7, 2, "08.00"))
    assert await office.told(KASUBBAG, "TW I 2026") == []


async def test_a_quarter_whose_realisasi_was_imported_is_not_missing(office: DemoOffice) -> None:
    """Only its own quarter's figures count."""
    figure = {"office_id": 1, "year": 2026, "quarter": 1, "code": "IKU-1", "value": Decimal("88.25")}
    await office.database.write(lambda tx: tx.execute(insert(EarlierFigure).values(**figure)))
    await office.tick_at(wita(10, 1, "08.00"))
    assert await office.told(KASUBBAG, "TW I 2026") == []
    assert len(await office.told(KASUBBAG, "<b>TW II 2026</b>")) == 1


# The sweep


async def test_nobody_is_disturbed_outside_office_hours(office: DemoOffice) -> None:
    """What is to be told waits for the next hour in which the office works."""
    await office.tick_at(wita(12, 5, "09.00"), wita(12, 6, "09.00"), wita(12, 7, "07.00"))
    assert await office.told(KASUBBAG, "tahun anggaran") == []
    await office.tick_at(wita(12, 7, "08.00"), wita(12, 8, "08.00"))
    (told,) = await office.told(KASUBBAG, "tahun anggaran <b>2027</b> belum disusun")
    assert told.startswith("Ibu Kasubbag")


async def test_a_schedule_that_cannot_be_looked_after_holds_up_nothing(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried again with the next hour."""

    def failing(*_: object) -> None:
        raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(missed, "report", failing)
        await office.tick_at(wita(7, 2, "08.00"))
    assert await office.told(KASUBBAG, "terlewat") == []
    assert await office.told(KASUBBAG, "baru dapat diajukan") != []
    await office.tick_at(wita(7, 2, "09.00"))
    assert len(await office.told(KASUBBAG, "terlewat")) == 1


async def test_a_period_that_opens_early_asks_for_data_of_its_day(office: DemoOffice) -> None:
    """Its line says 1 April, and it was moved to 22 June for TW II."""
    early = update(Period).where(Period.quarter == 2).values(opens_on=date(2026, 6, 22))
    await office.database.write(lambda tx: tx.execute(early))
    await office.tick_at(wita(6, 22, "08.00"))
    assert (await office.cycle()).data_until == date(2026, 6, 22)
    assert len(await office.told(CAMAT, "hari ini jadwal pengumpulan <b>Data Kinerja Triwulan II 2026</b>")) == 1


async def test_a_substitute_is_asked_like_the_kasubbag_herself(office: DemoOffice) -> None:
    """Whoever acts as Kasubbag hears; the post's holder on leave does not."""
    lent = {"office_id": 1, "officer_id": SEKRETARIS, "role": Role.KASUBBAG, "capacity": "plh"}
    span = {"starts_at": wita(12, 1, "08.00"), "ends_at": wita(12, 1, "08.00") + timedelta(days=30)}
    await office.database.write(lambda tx: tx.execute(insert(Assignment).values(**lent, **span)))
    await office.tick_at(wita(12, 7, "08.00"))
    assert len(await office.told(SEKRETARIS, "belum disusun")) == 1
    assert await office.told(KASUBBAG, "belum disusun") == []
