"""[Ingatkan kembali]: a polite word on another's behalf, at most once in four working hours, in office hours only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select

from bot.services.claims import Claim
from bot.sop.commands import Complete, Submit
from bot.sop.model import Role, Task
from storage import deadlines, nudges, people
from storage.messages import OutboxMessage
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS
from tests.services.limits_desk import LimitsDesk, handed_out

EVENING = datetime(2026, 4, 1, 11, 0, tzinfo=UTC)
"""Wednesday, 19.00 WITA."""


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """Everyone is in and has his form, due on Monday 08.00."""
    return handed_out(sqlite_url)


def test_the_coordinator_has_the_holder_reminded(office: LimitsDesk) -> None:
    """The reminder says on whose behalf, and carries the form's own buttons; it counts as one, and is on record."""
    task = office.form()
    told = office.put(KASUBBAG, "ingatkan", task)
    assert "disampaikan kepada Bapak Kasi Pemerintahan" in told[0].text
    assert "mulai hari ini pukul 13.00 WITA" in told[0].text
    heard = office.heard(KASI)[-1]
    assert heard.text.startswith("Ibu Kasubbag Program dan Keuangan memohon kelanjutan Data Kinerja TW I 2026.\n")
    assert "(11 isian) menunggu diisi" in heard.text
    assert [label for label, _ in heard.buttons] == ["Terima & mulai isi", "Mohon tambahan waktu"]
    task_id = office.record().task_id(task)
    one = office.database.read_now(lambda tx: deadlines.of_task(tx, task_id))
    assert one is not None
    assert one.reminded == 1
    action, officer, detail = office.recorded(f"cycle:{office.cycle_id}")[-1]
    assert (action, officer) == ("HolderReminded", office.officer_id(KASUBBAG))
    assert (detail["task"], detail["officer"]) == (task.number, office.officer_id(KASI))


def test_a_superior_asks_how_it_stands(office: LimitsDesk) -> None:
    """After the limit, too, without a reproach."""
    office.pass_limits()
    office.put(SEKRETARIS, "ingatkan", office.form())
    heard = office.heard(KASI)[-1].text
    assert heard.startswith("Bapak Sekretaris menanyakan perkembangan Data Kinerja TW I 2026.")
    assert "mohon berkenan mengisinya" in heard


def test_once_in_four_working_hours_whoever_presses(office: LimitsDesk) -> None:
    """The lunch break is no working time; afterwards it is possible again."""
    task = office.form()
    office.put(KASUBBAG, "ingatkan", task)
    first = office.now
    assert "diingatkan kembali mulai hari ini pukul 13.00 WITA" in office.put(SEKRETARIS, "ingatkan", task)[0].text
    office.now = first + timedelta(hours=4, minutes=59)
    assert "belum lama ini" in office.put(CAMAT, "ingatkan", task)[0].text
    office.now = first + timedelta(hours=5)
    assert "Pengingat disampaikan" in office.put(SEKRETARIS, "ingatkan", task)[0].text
    assert len([one for one in office.heard(KASI) if "Data Kinerja TW I 2026.\n" in one.text]) == 2


def test_each_task_counts_for_itself(office: LimitsDesk) -> None:
    """Another unit may be reminded meanwhile."""
    office.put(KASUBBAG, "ingatkan", office.form())
    assert "Pengingat disampaikan" in office.put(KASUBBAG, "ingatkan", office.form("PMD"))[0].text


def test_more_time_does_not_open_the_way_to_another_reminder(office: LimitsDesk) -> None:
    """The pause counts from the reminder, however the limit moves."""
    task = office.form()
    office.put(KASUBBAG, "ingatkan", task)
    office.add_time(KASUBBAG, task)
    assert "belum lama ini" in office.put(KASUBBAG, "ingatkan", task)[0].text


@pytest.mark.parametrize("code", [KASI, KASI_PMD, ANALIS])
def test_others_remind_nobody(office: LimitsDesk, code: str) -> None:
    """Neither himself nor those beside him."""
    assert "Kasubbag sebagai koordinator" in office.put(code, "ingatkan", office.form())[0].text


def test_nobody_reminds_himself(office: LimitsDesk) -> None:
    """The coordinator has her own form, or one that she fills on behalf."""
    assert "sebagai koordinator" in office.put(KASUBBAG, "ingatkan", office.form("PK"))[0].text
    office.fill_for("PEM", KASUBBAG)
    assert "sebagai koordinator" in office.put(KASUBBAG, "ingatkan", office.form())[0].text


def test_whoever_filled_on_behalf_and_has_no_role_any_more_is_not_reminded(office: LimitsDesk) -> None:
    """Another stands in for him: the unit's own official is awaited again, and nobody while that post is vacant."""
    task = office.form()
    office.fill_for("PEM", ANALIS)
    stand_in = office.officer_id(KASI_PMD)
    office.operate(lambda work: people.appoint(work.tx, work.office_id, stand_in, Role.ANALIS, None, work.now))
    assert "disampaikan kepada Bapak Kasi Pemerintahan" in office.put(KASUBBAG, "ingatkan", task)[0].text
    assert "memohon kelanjutan" in office.heard(KASI)[-1].text
    office.now += timedelta(days=1)
    office.operate(lambda work: work.tx.execute(delete(Assignment).where(Assignment.unit_id == office.unit_id("PEM"))))
    assert "sedang kosong" in office.put(KASUBBAG, "ingatkan", task)[0].text


def test_whoever_fills_on_behalf_is_reminded(office: LimitsDesk) -> None:
    """Not the absent PPTK."""
    office.fill_for("PEM", ANALIS)
    assert "kepada Ibu Analis" in office.put(KASUBBAG, "ingatkan", office.form())[0].text
    assert "memohon kelanjutan" in office.heard(ANALIS)[-1].text


def _camats_task(office: LimitsDesk) -> Task:
    office.end("selesai")
    office.propose(2)
    return office.task(1)


def test_a_superior_is_addressed_with_respect(office: LimitsDesk) -> None:
    """The coordinator may turn to the Camat, who is told of no lateness."""
    task = _camats_task(office)
    assert task.due_at is not None
    office.now = task.due_at + timedelta(hours=1)
    office.put(KASUBBAG, "ingatkan", task)
    heard = office.heard(CAMAT)[-1].text
    assert heard.startswith("Ibu Kasubbag Program dan Keuangan menyampaikan dengan hormat perihal Data Kinerja TW II")
    assert "mohon berkenan" in heard
    assert "lewat" not in heard
    assert "Batas" not in heard


def test_the_analis_is_reminded_of_his_step(office: LimitsDesk) -> None:
    """Any step with a running clock, with its own button."""
    _camats_task(office)
    for code in (CAMAT, KASUBBAG, KASUBBAG):
        office.order(code, lambda record, task: Complete(task.number, task.version))
    office.put(SEKRETARIS, "ingatkan", office.task(4))
    heard = office.heard(ANALIS)[-1]
    assert "Bapak Sekretaris menanyakan perkembangan" in heard.text
    assert "Buka kartunya" in [label for label, _ in heard.buttons]


def test_out_of_office_hours_it_waits_for_the_morning(office: LimitsDesk) -> None:
    """The answer says when it is sent; the pause counts from then on, since no working time passes before."""
    office.now = EVENING
    told = office.put(KASUBBAG, "ingatkan", office.form())
    assert "akan disampaikan kepada Bapak Kasi Pemerintahan pada jam kerja, besok, Kamis, 2 April" in told[0].text
    assert "pukul 07.30 WITA" in told[0].text
    (row,) = _held(office)
    assert row.not_before == datetime(2026, 4, 1, 23, 30, tzinfo=UTC)
    assert "Waktu kerja tersisa" in row.payload["text"]
    office.now = datetime(2026, 4, 2, 0, 0, tzinfo=UTC)
    assert "mulai hari ini pukul 11.30 WITA" in office.put(KASUBBAG, "ingatkan", office.form())[0].text


def _held(office: LimitsDesk) -> list[OutboxMessage]:
    query = select(OutboxMessage.__table__).where(OutboxMessage.key.startswith("ingatkan:"))
    return office.database.read_now(lambda tx: list(tx.execute(query)))  # type: ignore[arg-type]


@pytest.fixture
def held(office: LimitsDesk, monkeypatch: pytest.MonkeyPatch) -> LimitsDesk:
    """A reminder was asked for in the evening, and delivery waits for the morning."""
    office.now = EVENING
    monkeypatch.setattr(LimitsDesk, "_deliver", lambda _self: None)
    office.put(KASUBBAG, "ingatkan", office.form())
    assert [one.state for one in _held(office)] == ["pending"]
    return office


def test_whoever_has_finished_is_reminded_of_nothing(held: LimitsDesk) -> None:
    """The form came in at night: in the morning nothing is sent."""
    task = held.form()
    held.order(KASI, lambda record, _: Submit(task.number, record.state.task(task.number).version))
    assert [one.state for one in _held(held)] == ["dead"]


def test_whoever_is_relieved_is_reminded_of_nothing(held: LimitsDesk) -> None:
    """The form was handed to another at night."""
    arg = f"{held.unit_id('PEM')}.{held.officer_id(KASI_PMD)}"
    held.claim(KASUBBAG, Claim("alihkan_ke", arg=arg))
    assert [one.state for one in _held(held)] == ["dead"]


def test_whoever_cannot_be_reached_is_named(office: LimitsDesk) -> None:
    """Not joined, or blocking the bot: the presser is asked to call, and the reminder is not used up."""
    task = office.form()
    office.change(KASI, telegram_id=None)
    assert "Bapak Kasi Pemerintahan belum bergabung" in office.put(KASUBBAG, "ingatkan", task)[0].text
    office.change(KASI, telegram_id=77, unreachable_at=office.now)
    assert "sedang tidak dapat dihubungi" in office.put(KASUBBAG, "ingatkan", task)[0].text
    office.change(KASI, unreachable_at=None)
    assert "Pengingat disampaikan" in office.put(KASUBBAG, "ingatkan", task)[0].text


def test_a_vacant_post_cannot_be_reminded(office: LimitsDesk) -> None:
    """Someone has to be named first."""
    unit, claim = office.unit_id("PEM"), office.on("ingatkan", office.form())
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.unit_id == unit)))
    assert "sedang kosong" in office.claim(KASUBBAG, claim)[0].text


def test_what_is_finished_or_not_running_is_not_reminded_of(office: LimitsDesk) -> None:
    """A sent form, and a step 6 that waits for others."""
    task = office.form()
    claim = office.on("ingatkan", task)
    office.order(KASI, lambda record, _: Submit(task.number, record.state.task(task.number).version))
    assert "sudah diselesaikan" in office.claim(KASUBBAG, claim)[0].text
    assert "belum berjalan" in office.put(SEKRETARIS, "ingatkan", office.reception())[0].text


def test_a_reminder_that_another_was_faster_with_is_not_noted(office: LimitsDesk) -> None:
    """The row decides: what was not known, or a task without a limit, is not claimed."""
    task_id = office.record().task_id(office.form())
    at = office.now

    def claimed(known: datetime | None) -> bool:
        return office.database.write_now(lambda tx: nudges.claim(tx, task_id, known, at))

    assert [claimed(known) for known in (at, None, None, at)] == [False, True, False, True]
    assert not office.database.write_now(lambda tx: nudges.claim(tx, 10**9, None, at))


def test_the_form_is_reminded_of_by_any_of_its_cards(office: LimitsDesk) -> None:
    """An escalation from before a handover still reminds whoever holds the form now."""
    claim = office.on("ingatkan", office.form())
    arg = f"{office.unit_id('PEM')}.{office.officer_id(KASI_PMD)}"
    office.claim(KASUBBAG, Claim("alihkan_ke", arg=arg))
    assert "kepada Ibu Kasi Pemberdayaan" in office.claim(KASUBBAG, claim)[0].text
