"""Riwayat SOP: every visit with the working time that it took, on time or late by how much."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.documents.models.papers import History, HistoryRow
from bot.services.papers import dossier
from bot.services.papers import history as dossier_history
from bot.services.papers.frame import Frame
from bot.services.papers.publish import Kind
from bot.services.work import Work
from bot.sop import commands
from bot.sop.model import Actor, Purpose, Role
from bot.sop.working_time import Limit
from storage import heartbeats, officers
from storage.cycles import CycleRecord
from storage.database import Database, Transaction
from tests.services.paper_office import PaperOffice


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


def history(office: PaperOffice) -> History:
    """The riwayat as of now."""
    row = office.request(Kind.RIWAYAT)
    found = office.read(lambda work, _: dossier.compose(work, row))
    assert isinstance(found, History)
    return found


def rows_of(found: History, step: int) -> list[HistoryRow]:
    """The visits to a step."""
    return [row for row in found.rows if row.number == step]


def test_a_step_is_timed_in_working_time(office: PaperOffice) -> None:
    """Within its limit it is on time, beyond it late by the working time over."""
    office.minutes = 20
    office.complete(1)
    (row,) = history(office).rows[:1]
    assert (row.limit, row.used, row.timing) == ("15 menit", "20 menit", "terlambat 5 menit")
    assert row.on_time is False
    assert row.officer == "Camat Contoh, S.E."


def test_what_is_not_done_yet_still_runs(office: PaperOffice) -> None:
    """Without a closing time, on nobody's account."""
    office.complete(1)
    row = rows_of(history(office), 2)[0]
    assert (row.closed_at, row.used, row.on_time, row.timing) == (None, "", None, "masih berjalan")


def test_a_step_pressed_together_with_the_one_before_counts_nothing(office: PaperOffice) -> None:
    """Its time is 0, 'digabung'."""
    office.complete(1)
    office.complete(2)
    office.minutes = 0
    office.complete(3)
    row = rows_of(history(office), 3)[0]
    assert (row.used, row.timing, row.on_time) == ("0 menit", "tepat waktu, digabung", True)


def test_what_was_taken_back_is_no_visit(office: PaperOffice) -> None:
    """Only what stands is counted."""
    office.complete(1)
    office.press(commands.Undo, office.record.state.task(1))
    office.complete(1)
    assert len(rows_of(history(office), 1)) == 1


def test_a_reception_whose_clock_never_began_is_on_time(office: PaperOffice) -> None:
    """The forms came one by one, before the deadline of the last."""
    office.release()
    office.collect()
    assert all(row.on_time for row in rows_of(history(office), 6))


def test_returns_and_corrections_are_told(office: PaperOffice) -> None:
    """Each with its reason's kind; the correction stands in the step that asked for it."""
    office.release()
    office.collect()
    office.recap()
    office.press(commands.RequestCorrection, office.task(11))
    correction = next(task for task in office.record.state.open_tasks if task.purpose is Purpose.KOREKSI)
    office.press(commands.Complete, correction)
    for step in (8, 9, 10):
        office.complete(step)
    office.redirect("PEM")
    visits = rows_of(history(office), 11)
    assert [row.returned for row in visits] == [
        "Target atau pagu dibetulkan lebih dahulu.",
        "",
        "Dikembalikan kepada PPTK dengan arahan.",
    ]
    assert visits[1].title == "Membetulkan target atau pagu sesuai DPA/PK"
    assert visits[1].limit == "30 menit"


def test_a_closed_cycle_says_how_it_ended(office: PaperOffice) -> None:
    """Archived, with its instant; before that nothing is concluded."""
    office.release()
    office.collect()
    office.recap()
    office.compile()
    office.sign()
    before = office.request(Kind.RIWAYAT, "sebelum")
    office.archive()
    found = history(office)
    assert found.conclusion.startswith("Seluruh langkah selesai dan arsip disimpan pada Rabu, 8 April 2026")
    assert {row.number for row in found.rows} == set(range(1, 15))
    earlier = office.read(lambda work, _: dossier.compose(work, before))
    assert isinstance(earlier, History)
    assert earlier.conclusion == ""
    assert rows_of(earlier, 14)[0].timing == "masih berjalan"


def test_a_cycle_called_off_says_so(office: PaperOffice) -> None:
    """Nothing of it was void by mistake."""
    office.complete(1)
    office.press(commands.CancelCycle, office.record.state.task(1))
    assert history(office).conclusion.startswith("Pengumpulan data dibatalkan pada Rabu, 8 April 2026")


def test_a_visit_without_a_limit_was_on_time(office: PaperOffice) -> None:
    """Where the clock never began there is nothing to exceed."""
    office.complete(1)
    row = office.request(Kind.RIWAYAT)

    def look(work: Work, record: CycleRecord) -> HistoryRow:
        first = replace(record.state.task(1), started_at=None, due_at=None, allowance=None)
        state = replace(record.state, tasks=(first, *record.state.tasks[1:]))
        return dossier_history.journey(Frame(work, replace(record, state=state), row))[0][0]

    found = office.read(look)
    assert (found.used, found.timing, found.on_time) == ("0 menit", "tepat waktu", True)


def grant(office: PaperOffice, step: int, limit: str, reason: str) -> None:
    """The Sekretaris gives a task more time."""

    def sekretaris(work: Work, _: CycleRecord) -> Actor:
        (found,) = officers.holders(work.tx, work.office_id, Role.SEKRETARIS, at=work.now)
        return Actor(found.officer_id, frozenset({(Role.SEKRETARIS, None)}))

    task = office.task(step)
    by = office.read(sekretaris)
    office.press(commands.Extend, task, by=by, granted=0, limit=Limit.parse(limit), reason=reason)


@pytest.mark.parametrize(
    ("limit", "words"),
    [("1 hari", "+1 hari kerja (Sekretaris: listrik padam)"), ("30 menit", "+30 menit (Sekretaris: listrik padam)")],
)
def test_an_extension_is_told_with_who_granted_it_and_why(office: PaperOffice, limit: str, words: str) -> None:
    """And the limit that it moved is kept."""
    office.complete(1)
    office.minutes = 25
    grant(office, 2, limit, "listrik padam")
    office.complete(2)
    (row,) = rows_of(history(office), 2)
    assert (row.extension, row.limit, row.used, row.timing) == (words, "30 menit", "50 menit", "tepat waktu")


def test_what_the_bot_was_down_is_told_and_not_counted(office: PaperOffice) -> None:
    """The visit used its time, and was late by the rest only."""
    began = office.now
    office.minutes = 60
    office.complete(1)

    def live(tx: Transaction) -> None:
        heartbeats.begin(tx, began - timedelta(minutes=1))
        span = heartbeats.begin(tx, began + timedelta(minutes=40))
        heartbeats.beat(tx, span, began + timedelta(hours=3))

    office.database.write_now(live)
    row = rows_of(history(office), 1)[0]
    assert row.outage == "bot tidak aktif 40 menit, tidak diperhitungkan"
    assert (row.used, row.timing) == ("1 jam", "terlambat 5 menit")
    assert rows_of(history(office), 2)[0].outage == ""


def test_what_was_finished_is_summed_up_by_step_and_by_official(office: PaperOffice) -> None:
    """In the order of the paper; a step or an official that only awaits something is not in it."""
    office.minutes = 20
    office.complete(1)
    office.complete(2)
    found = history(office).timeliness
    assert [(row.label, row.detail, row.summary.count) for row in found.steps] == [
        ("1. " + office.bureau.sop.step(1).activity, "15 menit", 1),
        ("2. " + office.bureau.sop.step(2).activity, "30 menit", 1),
    ]
    assert [(row.label, row.detail, row.summary.on_time) for row in found.officials] == [
        ("Camat Contoh, S.E.", "Camat Long Ikis", 0),
        ("Keuangan Contoh, S.E.", "Kepala Subbagian Program dan Keuangan", 1),
    ]


def test_whoever_stands_in_has_a_line_of_his_own(office: PaperOffice) -> None:
    """With the post for which he stood in; a correction stands after its step."""
    people = office.join()
    office.stand_in(people["SEKRETARIS"], Role.CAMAT, "plh")
    office.complete(1)
    office.end_stand_in()
    office.minutes = 2
    for step in (2, 3):
        office.complete(step)
    office.press(commands.Distribute, office.task(4), units=tuple(office.units.values()))
    office.collect()
    office.recap()
    office.press(commands.RequestCorrection, office.task(11))
    correction = next(task for task in office.record.state.open_tasks if task.purpose is Purpose.KOREKSI)
    office.press(commands.Complete, correction)
    found = history(office).timeliness
    assert found.officials[0].detail == "Plh. Camat Long Ikis"
    labels = [row.label for row in found.steps]
    assert labels[-1] == "11 (pembetulan). Membetulkan target atau pagu sesuai DPA/PK"
    assert labels[-2].startswith("11. ")
    assert sum(row.summary.count for row in found.steps) == sum(row.summary.count for row in found.officials)
