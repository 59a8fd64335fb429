"""What a passed limit says to whom, and that it stands or falls with its claim."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.services.cycle import overdue
from bot.sop.commands import Postpone, Receive, RequestCorrection, Submit
from bot.sop.forms import Given, plan
from bot.sop.model import Role
from bot.sop.record import replay
from storage import answers, deadlines, forms
from storage.database import Database, Transaction
from storage.deadlines import Due
from storage.records import Deadline, Form
from storage.tables import Assignment
from tests.reminders.bureau import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, DemoOffice, open_office, wita

OPENED, DUE = wita(4, 8, "09.00"), wita(4, 10, "09.00")
PPTK = {1: KASUBBAG, 2: 5, 3: 6, 4: 7, 5: 8, 6: 9}
UNIT, KASI = 3, 6


@pytest.fixture
async def office(sqlite_database: Database) -> DemoOffice:
    """The demo's office with a cycle proposed on a Wednesday at nine."""
    office = await open_office(sqlite_database, OPENED)
    await office.propose()
    return office


async def _due(office: DemoOffice) -> list[Due]:
    now = office.clock.now()
    return await office.database.read(lambda tx: deadlines.due(tx, now, 99))


async def _fire(office: DemoOffice, due: list[Due]) -> None:
    now = office.clock.now()
    await office.database.write(lambda tx: overdue.fire(tx, office.bureau, due, now))


async def _answer(office: DemoOffice, count: int) -> int:
    """Answer so many questions of the unit's form at most; gives how many it asks then."""

    def work(tx: Transaction) -> int:
        form = forms.of_unit(tx, 1, UNIT)
        given: dict[str, Given] = {}
        while len(given) < count and (due := plan(form.sheet, given).due):
            given[due[0].key] = Given("1")
            answers.put(tx, form.id, due[0].key, "1", note=None, officer_id=KASI, at=OPENED, message_id=None)
        return len(plan(form.sheet, given).fields)

    return await office.database.write(work)


async def _vacate(office: DemoOffice, role: Role) -> None:
    ended = update(Assignment).where(Assignment.role == role).values(ends_at=OPENED)
    await office.database.write(lambda tx: tx.execute(ended))


async def test_a_crash_before_the_commit_leaves_the_rung_to_the_next_tick(office: DemoOffice) -> None:
    """Claim, state and messages stand or fall together, and the second time each is there once."""
    await office.hand_out()
    office.at(DUE)
    due, now = await _due(office), office.clock.now()
    before, clocks = len(await office.outbox()), await office.deadlines()

    def crash(tx: Transaction) -> None:
        overdue.fire(tx, office.bureau, due, now)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await office.database.write(crash)
    assert len(await office.outbox()) == before
    assert await office.deadlines() == clocks
    assert await office.audited("TaskExpired") == []
    await _fire(office, due)
    assert len(await office.audited("TaskExpired")) == 6
    after = len(await office.outbox())
    await _fire(office, due)
    assert len(await office.outbox()) == after


async def test_what_was_read_before_the_task_closed_fires_nothing(office: DemoOffice) -> None:
    """The Camat presses between the sweep's look and its transaction."""
    office.at(wita(4, 8, "09.15"))
    due = await _due(office)
    await office.complete(1, CAMAT)
    before = len(await office.outbox())
    await _fire(office, due)
    assert len(await office.outbox()) == before


async def test_a_postponed_order_comes_back_once(office: DemoOffice) -> None:
    """Who looked at the same time and came second sends no card."""
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 9, "07.30")), officer=CAMAT)
    office.at(wita(4, 9, "07.30"))
    due = await _due(office)
    await _fire(office, due)
    await _fire(office, due)
    assert len(await office.told(CAMAT, "Yth.")) == 2


async def test_a_form_sent_between_look_and_act_is_not_expired(office: DemoOffice) -> None:
    """Only the five that are still out expire."""
    await office.hand_out()
    office.at(DUE)
    due = await _due(office)
    (task,) = [task for task in (await office.cycle()).state.open_tasks if task.unit == UNIT]
    await office.carry_out(Submit(task.number, task.version), officer=KASI)
    await _fire(office, due)
    assert len(await office.audited("TaskExpired")) == 5
    assert await office.told(KASI, "ditunggu") == []


async def test_the_audit_replays_to_the_state(office: DemoOffice) -> None:
    """Each expired task has an entry of its own with its events."""
    await office.hand_out()
    office.at(DUE)
    await _fire(office, await _due(office))
    recorded = []
    for action in ("CycleProposed", "Complete", "Distribute", "TaskExpired"):
        recorded += [event for detail in await office.audited(action) for event in detail["events"]]
    assert replay(recorded) == (await office.cycle()).state
    assert [detail["task"] for detail in await office.audited("TaskExpired")] == [5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "formulir Data Kinerja TW I 2026 ({all} isian) masih ditunggu."),
        (4, "terima kasih, <b>4 dari {all} isian</b> Data Kinerja TW I 2026 sudah tersimpan."),
        (99, "terima kasih, seluruh isian ({all}) Data Kinerja TW I 2026 sudah tersimpan; formulir tinggal dikirim."),
    ],
)
async def test_the_pptk_hears_how_much_is_there(office: DemoOffice, count: int, said: str) -> None:
    """He is thanked, told until when it was asked, and may go on with one press."""
    await office.hand_out()
    said = said.format(all=await _answer(office, count))
    office.at(DUE)
    await _fire(office, await _due(office))
    told = [row for row in await office.outbox() if row.officer_id == KASI][-1]
    assert told.payload["text"].startswith(f"Bapak Kasi Pemerintahan, {said}")
    assert "Batas pengisian: hari ini pukul 09.00 WITA." in told.payload["text"]
    ((button,),) = told.payload["buttons"]
    assert button["text"] == "Lanjutkan isian"
    assert button["data"].startswith("isi:")


async def test_whoever_fills_on_behalf_is_asked(office: DemoOffice) -> None:
    """The Analis who fills in the unit's place gets the message, not the PPTK."""
    await office.hand_out()
    behalf = update(Form).where(Form.unit_id == UNIT).values(filled_by=ANALIS)
    await office.database.write(lambda tx: tx.execute(behalf))
    office.at(DUE)
    await _fire(office, await _due(office))
    assert len(await office.told(ANALIS, "masih ditunggu")) == 1
    assert await office.told(KASI, "masih ditunggu") == []


async def test_a_unit_without_a_pptk_expires_silently(office: DemoOffice) -> None:
    """Its receiver may go on; there is nobody else to ask."""
    await office.hand_out()
    await _vacate(office, Role.PPTK)
    office.at(DUE)
    await _fire(office, await _due(office))
    assert len(await office.audited("TaskExpired")) == 6
    assert await office.told(KASI, "masih ditunggu") == []


async def test_a_vacant_post_is_told_to_the_kasubbag(office: DemoOffice) -> None:
    """Step 4 waits for an Analis whom nobody has appointed."""
    for step, officer in ((1, CAMAT), (2, KASUBBAG), (3, KASUBBAG)):
        await office.complete(step, officer)
    await _vacate(office, Role.ANALIS)
    office.at(wita(4, 8, "09.15"))
    await _fire(office, await _due(office))
    (told,) = await office.told(KASUBBAG, "belum ada pejabat")
    assert "sebagai Analis Perencanaan, Evaluasi dan Pelaporan" in told
    assert "Langkah 4 dari 14" in told


async def test_without_a_kasubbag_nobody_is_asked(office: DemoOffice) -> None:
    """The rung is over all the same, and the tick goes on."""
    await _vacate(office, Role.KASUBBAG)
    office.at(wita(4, 8, "09.15"))
    before = len(await office.outbox())
    await _fire(office, await _due(office))
    assert len(await office.outbox()) == before
    assert await _due(office) == []


async def _reviewed(office: DemoOffice) -> None:
    """Let everyone send, receive, recap and report, all at the same instant."""
    await office.hand_out()
    for task in (await office.cycle()).state.open_tasks:
        assert task.unit is not None
        await office.carry_out(Submit(task.number, task.version), officer=PPTK[task.unit])
    for task in (await office.cycle()).state.open_tasks:
        officer = KASUBBAG if task.role is Role.KASUBBAG else SEKRETARIS
        mine = [form.unit for form in (await office.cycle()).state.forms if form.receiver is task.role]
        await office.carry_out(*(Receive(task.number, task.version, unit) for unit in mine), officer=officer)
    for step, officer in ((7, KASUBBAG), (8, ANALIS), (9, ANALIS), (10, KASUBBAG)):
        await office.complete(step, officer)


async def test_a_superior_is_asked_and_never_called_late(office: DemoOffice) -> None:
    """The Sekretaris's review waits: he is asked kindly, with what it is about and without its ways out."""
    await _reviewed(office)
    office.at(wita(4, 9, "09.00"))
    await _fire(office, await _due(office))
    (told,) = await office.told(SEKRETARIS, "mohon berkenan melanjutkan")
    assert "<i>Menganalisis hasil Rekapitulasi Data Kinerja</i>.\n" in told
    assert not any(word in told.lower() for word in ("terlambat", "lewat", "anda"))


async def test_a_correction_is_named_as_such(office: DemoOffice) -> None:
    """The mending of a target has its own words and limit, not those of step 11."""
    await _reviewed(office)
    review = await office.task(11)
    await office.carry_out(RequestCorrection(review.number, review.version), officer=SEKRETARIS)
    office.clock.advance(timedelta(minutes=30))
    await _fire(office, await _due(office))
    (told,) = await office.told(KASUBBAG, "mohon berkenan melanjutkan")
    assert "<i>Membetulkan target atau pagu sesuai DPA/PK</i> (batas 30 menit" in told


async def test_a_task_is_asked_for_once_a_day(office: DemoOffice) -> None:
    """A clock that was stopped and set again on the same day brings no second message that day."""
    office.at(wita(4, 8, "09.15"))
    due = await _due(office)
    await _fire(office, due)
    again = update(Deadline).values(next_at=wita(4, 8, "10.00"))
    await office.database.write(lambda tx: tx.execute(again))
    office.at(wita(4, 8, "10.00"))
    await _fire(office, await _due(office))
    assert len(await office.told(KASUBBAG, "mohon Bapak Camat dihubungi")) == 1
