"""Deadlines under the tick: each fires once, at its time, for a task that still stands."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.services.cycle import overdue
from bot.sop.commands import Distribute, Postpone, ReturnForm, Submit, Withdraw
from bot.sop.model import Role
from reminders import sweep as sweeping
from storage.deadlines import Due
from tests.reminders.bureau import ANALIS, CAMAT, KASUBBAG, SEKRETARIS, DemoOffice, wita

PEMERINTAHAN, KASI_PEM = 3, 6
OTHERS = (1, 3, 4, 5, 6)
DUE = wita(4, 10, "09.00")
CALL = "mohon Bapak Camat dihubungi"


async def _submit(office: DemoOffice, unit: int, officer: int) -> None:
    (task,) = [task for task in (await office.cycle()).state.open_tasks if task.step == 5 and task.unit == unit]
    await office.carry_out(Submit(task.number, task.version), officer=officer)


async def test_nothing_fires_before_its_time(office: DemoOffice) -> None:
    """A second before the limit all is quiet."""
    await office.propose()
    before = len(await office.outbox())
    await office.tick_at(wita(4, 8, "09.14"))
    assert len(await office.outbox()) == before


async def test_the_camat_is_not_told_but_the_kasubbag_is_asked_to_call_him(office: DemoOffice) -> None:
    """When step 1's limit has passed, one message goes to the Kasubbag and none to the Camat."""
    await office.propose()
    await office.tick_at(wita(4, 8, "09.15"), wita(4, 8, "09.16"), wita(4, 9, "09.15"))
    assert len(await office.told(KASUBBAG, CALL)) == 1
    assert len(await office.told(CAMAT)) == 1
    assert await office.deadlines() == {1: ("tenggat", None)}


async def test_the_holder_of_any_other_task_is_asked_politely(office: DemoOffice) -> None:
    """Step 2's limit of 30 menit passes: the Kasubbag is asked to go on, and nobody else hears of it."""
    await office.propose()
    await office.complete(1, CAMAT)
    before = len(await office.outbox())
    await office.tick_at(wita(4, 8, "09.30"))
    (asked,) = (await office.outbox())[before:]
    assert asked.officer_id == KASUBBAG
    assert "mohon berkenan melanjutkan" in asked.payload["text"]
    assert "Langkah 2 dari 14" in asked.payload["text"]
    assert "batas 30 menit" in asked.payload["text"]


async def test_a_task_closed_in_time_fires_nothing(office: DemoOffice) -> None:
    """What was done a minute before the limit is not asked for."""
    await office.propose()
    office.at(wita(4, 8, "09.14"))
    await office.complete(1, CAMAT)
    await office.tick_at(wita(4, 8, "09.15"), wita(4, 8, "09.20"))
    assert await office.told(KASUBBAG, CALL) == []


async def test_two_ticks_that_race_fire_once(either_office: DemoOffice) -> None:
    """Two sweeps at the same instant write each effect once."""
    office = either_office
    await office.propose()
    await office.hand_out()
    office.at(DUE)
    await asyncio.gather(*(office.sweep.tick() for _ in range(4)))
    assert len(await office.audited("TaskExpired")) == 6
    assert len(await office.told(KASI_PEM, "masih ditunggu")) == 1
    assert len(await office.told(SEKRETARIS, "Penerimaan formulir")) == 1


async def test_step_5_ends_by_itself_and_its_receiver_may_go_on(either_office: DemoOffice) -> None:
    """The receivers' step 6 opens with its limit, its card offers to go on, and each PPTK is asked once."""
    office = either_office
    await office.propose()
    await office.hand_out()
    await office.tick_at(DUE, wita(4, 10, "09.01"))
    reception = [task for task in (await office.cycle()).state.open_tasks if task.step == 6]
    assert {task.role for task in reception} == {Role.KASUBBAG, Role.SEKRETARIS}
    assert {task.due_at for task in reception} == {wita(4, 10, "09.15")}
    (card,) = await office.told(SEKRETARIS, "Penerimaan formulir")
    assert "batas pengisian sudah lewat" in card
    assert len(await office.told(KASI_PEM, "masih ditunggu")) == 1
    assert len(await office.told(ANALIS, "masih ditunggu")) == 0


async def test_a_receiver_who_awaits_others_hears_of_the_first_limit(office: DemoOffice) -> None:
    """One unit's limit passes while others have time: the receiver's card comes anew, his clock stands still."""
    await office.propose()
    await office.hand_out(2)
    office.at(wita(4, 8, "11.00"))
    task = await office.task(4)
    await office.carry_out(Distribute(task.number, task.version, OTHERS), officer=ANALIS)
    office.at(wita(4, 9, "09.00"))
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    before = len(await office.outbox())
    await office.tick_at(DUE)
    fresh = [row for row in (await office.outbox())[before:] if row.officer_id == KASUBBAG and row.method == "message"]
    assert "Lanjut tanpa no. 1" in str(fresh[0].payload["buttons"])
    assert (await office.task(6)).due_at is None


async def test_a_form_sent_in_time_has_no_deadline(office: DemoOffice) -> None:
    """At the limit only those are asked whose form is out."""
    await office.propose()
    await office.hand_out()
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    await office.tick_at(DUE)
    assert await office.told(KASI_PEM, "ditunggu") == []
    assert len(await office.audited("TaskExpired")) == 5


async def test_a_withdrawn_form_is_due_when_it_was(office: DemoOffice) -> None:
    """Tarik gives back the limit that the form had."""
    await office.propose()
    await office.hand_out()
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    office.at(wita(4, 9, "10.00"))
    (sent,) = [task for task in (await office.cycle()).state.tasks if task.step == 5 and not task.open]
    await office.carry_out(Withdraw(sent.number, sent.version), officer=KASI_PEM)
    await office.tick_at(wita(4, 10, "08.59"))
    assert await office.told(KASI_PEM, "masih ditunggu") == []
    await office.tick_at(DUE)
    assert len(await office.told(KASI_PEM, "masih ditunggu")) == 1


async def test_a_returned_form_has_the_whole_limit_again(office: DemoOffice) -> None:
    """Kembalikan gives two working days from then, over the weekend."""
    await office.propose()
    await office.hand_out()
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    office.at(wita(4, 9, "15.00"))
    reception = await office.task(6)
    await office.carry_out(ReturnForm(reception.number, reception.version, PEMERINTAHAN))
    await office.tick_at(DUE, wita(4, 11, "15.00"), wita(4, 12, "15.00"), wita(4, 13, "14.59"))
    assert await office.told(KASI_PEM, "masih ditunggu") == []
    await office.tick_at(wita(4, 13, "15.00"))
    assert len(await office.told(KASI_PEM, "masih ditunggu")) == 1


async def test_a_postponed_proposal_comes_again_on_its_day(office: DemoOffice) -> None:
    """Put off on Friday until Monday: the card is there again at the opening, and the limit runs from then."""
    office.at(wita(4, 10, "10.00"))
    await office.propose()
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 13, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 10, "10.15"), wita(4, 11, "09.00"), wita(4, 12, "09.00"), wita(4, 13, "07.29"))
    assert len(await office.told(CAMAT, "Yth.")) == 1
    await office.tick_at(wita(4, 13, "07.30"), wita(4, 13, "07.31"))
    assert len(await office.told(CAMAT, "Yth.")) == 2
    assert await office.told(KASUBBAG, CALL) == []
    await office.tick_at(wita(4, 13, "07.45"))
    assert len(await office.told(KASUBBAG, CALL)) == 1


async def test_a_start_that_was_missed_comes_once_and_leaves_its_limit(office: DemoOffice) -> None:
    """The bot was down over the new day: the card comes in the next office hours, the limit after it."""
    await office.propose()
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 9, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 9, "20.00"), wita(4, 10, "07.29"))
    assert len(await office.told(CAMAT, "Yth.")) == 1
    await office.tick_at(wita(4, 10, "07.30"), wita(4, 10, "07.44"))
    assert len(await office.told(CAMAT, "Yth.")) == 2
    assert await office.told(KASUBBAG, CALL) == []
    await office.tick_at(wita(4, 10, "07.45"))
    assert len(await office.told(KASUBBAG, CALL)) == 1


async def test_a_limit_that_ends_with_the_day_is_told_at_once(office: DemoOffice) -> None:
    """15 menit from 15.45 end as the office closes."""
    office.at(wita(4, 8, "15.45"))
    await office.propose()
    await office.tick_at(wita(4, 8, "16.00"))
    assert len(await office.told(KASUBBAG, CALL)) == 1


async def test_what_was_missed_waits_for_office_hours(office: DemoOffice) -> None:
    """Found in the evening, the word to the Kasubbag is said next morning, once."""
    await office.propose()
    await office.tick_at(wita(4, 8, "20.00"), wita(4, 8, "20.01"), wita(4, 9, "07.29"))
    assert await office.told(KASUBBAG, CALL) == []
    await office.tick_at(wita(4, 9, "07.30"), wita(4, 9, "07.31"))
    assert len(await office.told(KASUBBAG, CALL)) == 1


async def test_step_5_ends_at_night_without_a_sound(office: DemoOffice) -> None:
    """The bot was down at the limit: the cycle goes on at once, and its messages are silent."""
    await office.propose()
    await office.hand_out()
    before = len(await office.outbox())
    await office.tick_at(wita(4, 10, "22.00"))
    fresh = (await office.outbox())[before:]
    assert fresh
    assert all(row.payload["silent"] for row in fresh)
    assert {task.due_at for task in (await office.cycle()).state.open_tasks if task.step == 6} == {wita(4, 13, "07.45")}


async def test_a_cycle_that_fails_holds_up_no_other(office: DemoOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rungs are tried again five minutes later; those of another cycle fire at their time."""
    await office.propose(1)
    await office.propose(2)
    fire = overdue.fire

    def failing(tx: object, bureau: object, due: list[Due], now: object) -> None:
        fire(tx, bureau, due, now)  # type: ignore[arg-type]
        if due[0].cycle_id == 1:
            raise ValueError

    with monkeypatch.context() as patched:
        patched.setattr(overdue, "fire", failing)
        await office.tick_at(wita(4, 8, "09.15"))
    assert ["TW II 2026" in text for text in await office.told(KASUBBAG, CALL)] == [True]
    assert await office.deadlines() == {1: ("tenggat", wita(4, 8, "09.20"))}
    await office.tick_at(wita(4, 8, "09.19"))
    assert len(await office.told(KASUBBAG, CALL)) == 1
    await office.tick_at(wita(4, 8, "09.20"))
    assert len(await office.told(KASUBBAG, CALL)) == 2


async def test_a_tick_takes_so_many_and_leaves_the_rest_to_the_next(
    office: DemoOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a long downtime the work is spread over ticks, and nothing is left out."""
    monkeypatch.setattr(sweeping, "BATCH", 1)
    monkeypatch.setattr(sweeping, "BATCHES", 2)
    await office.propose()
    await office.hand_out()
    sweep = office.sweep
    office.at(DUE)
    counts = []
    for _ in range(4):
        await sweep.tick()
        counts.append(len(await office.audited("TaskExpired")))
    assert counts == [2, 4, 6, 6]


async def test_an_idle_tick_is_one_read(office: DemoOffice) -> None:
    """With nothing due, one statement is run and nothing is written."""
    await office.propose()
    sweep = office.sweep
    await sweep.tick()
    statements: list[str] = []
    engine = office.database._reading[0]
    event.listen(engine, "before_cursor_execute", lambda *found: statements.append(found[2]))
    office.clock.advance(timedelta(seconds=1))
    before = len(await office.outbox())
    statements.clear()
    await sweep.tick()
    assert len(statements) == 1
    assert len(await office.outbox()) == before
