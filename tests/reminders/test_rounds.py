"""Deadlines under the tick: each rung is said once, at its time, for a task that still stands."""

import asyncio
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import insert, update

from bot.services.work import REMINDER, message
from bot.sop.commands import Postpone, ReturnForm, Submit, Withdraw
from storage import outbox, outbox_queue
from storage.outbox import Letter
from storage.outbox_queue import Result
from storage.tables import CalendarDay, Office
from tests.reminders.bureau import CAMAT, KASUBBAG, SEKRETARIS, DemoOffice, wita

PEMERINTAHAN, KASI_PEM = 3, 6
OTHERS = (1, 3, 4, 5, 6)
HALF, LAST_HOUR, DUE, MORNING = wita(4, 9, "09.00"), wita(4, 10, "08.00"), wita(4, 10, "09.00"), wita(4, 13, "08.00")
SECOND = timedelta(seconds=1)
LEFT, OVER, CALL = "Waktu kerja tersisa", "Batas pengisian: ", "mohon berkenan menghubungi Bapak Camat"


async def _handed_out(office: DemoOffice) -> DemoOffice:
    """Everyone has his form since Wednesday at nine, and two working days for it."""
    await office.propose()
    await office.hand_out()
    return office


async def _submit(office: DemoOffice, unit: int, officer: int) -> None:
    (task,) = [task for task in (await office.cycle()).state.open_tasks if task.step == 5 and task.unit == unit]
    await office.carry_out(Submit(task.number, task.version), officer=officer)


async def _counts(office: DemoOffice, officer: int = KASI_PEM) -> tuple[int, int]:
    """How often an officer was reminded before his limit, and from it on."""
    return len(await office.told(officer, LEFT)), len(await office.told(officer, OVER))


# At its time


async def test_nothing_is_said_before_its_time(office: DemoOffice) -> None:
    """A second before the first reminder all is quiet."""
    await _handed_out(office)
    before = len(await office.outbox())
    await office.tick_at(HALF - SECOND)
    assert len(await office.outbox()) == before


async def test_each_rung_is_said_once(office: DemoOffice) -> None:
    """Half, the last hour, the limit, and each working morning, however often somebody looks."""
    await _handed_out(office)
    counts = []
    for moment in (HALF, LAST_HOUR, DUE, MORNING, wita(4, 14, "08.00")):
        await office.tick_at(moment, moment + SECOND, moment + timedelta(minutes=5))
        counts.append(await _counts(office))
    assert counts == [(1, 0), (2, 0), (2, 1), (2, 2), (2, 3)]


async def test_a_short_limit_is_silent_until_it_is_over(office: DemoOffice) -> None:
    """Step 2's limit of 30 menit passes: the Kasubbag is asked to go on, and nobody else hears of it that day."""
    await office.propose()
    await office.complete(1, CAMAT)
    before = len(await office.outbox())
    await office.tick_at(wita(4, 8, "09.29"), wita(4, 8, "09.30"), wita(4, 8, "15.59"))
    (asked,) = (await office.outbox())[before:]
    assert asked.officer_id == KASUBBAG
    assert "mohon berkenan menindaklanjuti" in asked.payload["text"]
    assert "Langkah 2 dari 14" in asked.payload["text"]


async def test_a_task_closed_in_time_is_not_spoken_of(office: DemoOffice) -> None:
    """What was done a minute before the limit is not asked for, then or in the morning."""
    await office.propose()
    office.at(wita(4, 8, "09.14"))
    await office.complete(1, CAMAT)
    await office.tick_at(wita(4, 8, "09.15"), wita(4, 9, "08.00"))
    assert await office.told(KASUBBAG, CALL) == []


async def _sent(office: DemoOffice, officer: int) -> list[str]:
    """Send everything; gives the reminders that reached an officer."""
    now = office.clock.now()
    while found := await office.database.write(lambda tx: outbox_queue.claim(tx, 100, now, ())):
        sent = [Result(one.id, "sent", one.chat_id, message_id=one.id) for one in found]
        await office.database.write(partial(outbox_queue.record, results=sent, now=now))
    rows = [row for row in await office.outbox() if row.priority == REMINDER and row.officer_id == officer]
    return [row.payload["text"] for row in rows if row.state == "sent"]


async def test_a_reminder_on_its_way_is_not_sent_once_its_task_is_closed(either_office: DemoOffice) -> None:
    """Who acts before the message leaves hears nothing; one that names several tasks goes out while one is open."""
    office = await _handed_out(either_office)
    await office.tick_at(HALF)
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    assert await _sent(office, KASI_PEM) == []
    record = await office.cycle()
    tasks = [record.task_ids[number] for number in sorted(record.task_ids)]
    several = Letter("beberapa", 1, KASI_PEM, tasks[0], message("beberapa", tasks=tasks))
    await office.act(lambda work: outbox.put_letters(work.tx, [several], work.now, REMINDER))
    assert await _sent(office, KASI_PEM) == ["beberapa"]


async def test_ticks_that_race_say_each_rung_once(either_office: DemoOffice) -> None:
    """Four processes at the same instant write each effect once, before the limit, at it and after it."""
    office = await _handed_out(either_office)
    counts = []
    for moment in (HALF, DUE, MORNING):
        office.at(moment)
        await asyncio.gather(*(office.rounds.tick() for _ in range(4)))
        counts.append(await _counts(office))
    assert counts == [(1, 0), (1, 1), (1, 2)]
    assert len(await office.audited("TaskExpired")) == 6
    assert len(await office.told(SEKRETARIS, "<b>Penerimaan formulir</b>")) == 1


# Office hours


async def test_a_limit_that_ends_with_the_day_is_told_at_once(office: DemoOffice) -> None:
    """30 menit from 15.30 end as the office closes."""
    office.at(wita(4, 8, "15.30"))
    await office.propose()
    await office.complete(1, CAMAT)
    await office.tick_at(wita(4, 8, "16.00") + SECOND)
    assert len(await office.told(KASUBBAG, "mohon berkenan menindaklanjuti")) == 1


async def test_what_is_found_in_the_evening_is_said_next_morning_once(office: DemoOffice) -> None:
    """Nobody is disturbed at night; at eight the word is said, and again only the day after."""
    await office.propose()
    await office.complete(1, CAMAT)
    words = "mohon berkenan menindaklanjuti"
    await office.tick_at(wita(4, 8, "20.00"), wita(4, 8, "20.01"), wita(4, 9, "07.30"), wita(4, 9, "07.59"))
    assert await office.told(KASUBBAG, words) == []
    await office.tick_at(wita(4, 9, "08.00"), wita(4, 9, "08.01"), wita(4, 9, "15.00"))
    assert len(await office.told(KASUBBAG, words)) == 1
    await office.tick_at(wita(4, 10, "08.00"))
    assert len(await office.told(KASUBBAG, words)) == 2


async def test_mornings_are_working_mornings(office: DemoOffice) -> None:
    """Over the weekend and a day on which the office is closed nothing is said."""
    closed = {"office_id": 1, "day": date(2026, 4, 13), "spans": [], "reason": "Kegiatan kabupaten"}
    await office.database.write(lambda tx: tx.execute(insert(CalendarDay).values(**closed)))
    await _handed_out(office)
    await office.tick_at(DUE, wita(4, 11, "08.00"), wita(4, 12, "08.00"), wita(4, 13, "08.00"), wita(4, 13, "12.00"))
    assert await _counts(office) == (0, 1)
    await office.tick_at(wita(4, 14, "08.00"))
    assert await _counts(office) == (0, 2)


async def test_summer_time_moves_no_morning(office: DemoOffice) -> None:
    """An office in a zone with summer time hears at eight by its own clock on both sides of the change."""
    await office.database.write(lambda tx: tx.execute(update(Office).values(zone="Europe/Berlin")))
    office.at(datetime.fromisoformat("2026-03-26T09:00+01:00"))
    await office.propose()
    await office.complete(1, CAMAT)
    counts = []
    for local in ("26T09:30+01:00", "27T08:00+01:00", "30T08:00+02:00"):
        for moment in (datetime.fromisoformat(f"2026-03-{local}") - SECOND, datetime.fromisoformat(f"2026-03-{local}")):
            await office.tick_at(moment)
            counts.append(len(await office.told(KASUBBAG, "mohon berkenan menindaklanjuti")))
    assert counts == [0, 1, 1, 2, 2, 3]


# Interruptions and strange clocks


async def test_after_three_days_of_downtime_each_hears_once(office: DemoOffice) -> None:
    """Half, last hour, limit and two mornings came meanwhile: one message each, and the next on the next morning."""
    await _handed_out(office)
    before = len(await office.outbox())
    await office.tick_at(wita(4, 14, "10.00"), wita(4, 14, "10.01"))
    fresh = [row for row in (await office.outbox())[before:] if row.priority == REMINDER]
    assert sorted(row.officer_id for row in fresh) == [SEKRETARIS, KASUBBAG, 5, 6, 7, 8, 9]
    await office.tick_at(wita(4, 15, "08.00"))
    assert await _counts(office) == (0, 2)


async def test_a_clock_that_is_set_back_repeats_nothing(office: DemoOffice) -> None:
    """What was said stays said; the next rung comes at its own time."""
    await _handed_out(office)
    await office.tick_at(HALF, HALF - timedelta(hours=2), HALF, HALF + SECOND)
    assert await _counts(office) == (1, 0)
    await office.tick_at(LAST_HOUR)
    assert await _counts(office) == (2, 0)


async def test_a_machine_that_slept_through_the_limit_wakes_to_one_word(office: DemoOffice) -> None:
    """The lid was open until shortly before the limit, and opens on the afternoon after the next morning."""
    await _handed_out(office)
    await office.tick_at(LAST_HOUR - SECOND, wita(4, 13, "14.00"), wita(4, 13, "14.00") + SECOND)
    assert await _counts(office) == (1, 1)


# What people did meanwhile


async def test_a_form_sent_in_time_is_not_asked_for(office: DemoOffice) -> None:
    """At the limit only those are asked whose form is out."""
    await _handed_out(office)
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    await office.tick_at(HALF, DUE)
    assert await _counts(office) == (0, 0)
    assert len(await office.audited("TaskExpired")) == 5


async def test_a_withdrawn_form_is_due_when_it_was(office: DemoOffice) -> None:
    """Tarik gives back the limit that the form had, with what is left of its ladder."""
    await _handed_out(office)
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    office.at(wita(4, 9, "10.00"))
    (sent,) = [task for task in (await office.cycle()).state.tasks if task.step == 5 and not task.open]
    await office.carry_out(Withdraw(sent.number, sent.version), officer=KASI_PEM)
    await office.tick_at(LAST_HOUR, DUE - SECOND)
    assert await _counts(office) == (1, 0)
    await office.tick_at(DUE)
    assert await _counts(office) == (1, 1)


async def test_a_returned_form_has_the_whole_limit_again(office: DemoOffice) -> None:
    """Kembalikan gives two working days from then, over the weekend, with a ladder of its own."""
    await _handed_out(office)
    await _submit(office, PEMERINTAHAN, KASI_PEM)
    office.at(wita(4, 9, "15.00"))
    reception = await office.task(6)
    await office.carry_out(ReturnForm(reception.number, reception.version, PEMERINTAHAN))
    await office.tick_at(DUE, wita(4, 11, "15.00"), wita(4, 12, "15.00"), wita(4, 13, "08.14"))
    assert await _counts(office) == (0, 0)
    await office.tick_at(wita(4, 13, "08.15"), wita(4, 13, "14.00"), wita(4, 13, "14.59"))
    assert await _counts(office) == (2, 0)
    await office.tick_at(wita(4, 13, "15.00"))
    assert await _counts(office) == (2, 1)


async def test_a_postponed_proposal_comes_again_on_its_day(office: DemoOffice) -> None:
    """Put off on Friday until Monday: the card is there again at the opening, and the limit runs from then."""
    office.at(wita(4, 10, "10.00"))
    await office.propose()
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 13, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 10, "10.15"), wita(4, 11, "09.00"), wita(4, 12, "09.00"), wita(4, 13, "07.29"))
    assert len(await office.told(CAMAT, "Yth.")) == 1
    await office.tick_at(wita(4, 13, "07.30"), wita(4, 13, "07.31"), wita(4, 13, "07.45"))
    assert len(await office.told(CAMAT, "Yth.")) == 2
    assert await office.told(KASUBBAG, CALL) == []
    await office.tick_at(wita(4, 14, "08.00"))
    assert len(await office.told(KASUBBAG, CALL)) == 1


async def test_a_start_that_was_missed_comes_once(office: DemoOffice) -> None:
    """The bot was down over the new day: the card comes as the office opens, and nothing else on that day."""
    await office.propose()
    task = await office.task(1)
    await office.carry_out(Postpone(task.number, task.version, wita(4, 9, "07.30")), officer=CAMAT)
    await office.tick_at(wita(4, 9, "20.00"), wita(4, 10, "07.29"))
    assert len(await office.told(CAMAT, "Yth.")) == 1
    await office.tick_at(wita(4, 10, "07.30"), wita(4, 10, "07.45"), wita(4, 10, "08.00"), wita(4, 10, "11.00"))
    assert len(await office.told(CAMAT, "Yth.")) == 2
    assert await office.told(KASUBBAG, CALL) == []
    await office.tick_at(MORNING)
    assert len(await office.told(KASUBBAG, CALL)) == 1
