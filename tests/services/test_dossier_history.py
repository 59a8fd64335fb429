"""Riwayat SOP: every visit with the working time that it took, on time or late by how much."""

from dataclasses import replace

import pytest

from bot.documents.model import History, HistoryRow
from bot.services.papers import dossier
from bot.services.papers import history as dossier_history
from bot.services.papers.frame import Frame
from bot.services.papers.publish import Kind
from bot.services.work import Work
from bot.sop import commands
from bot.sop.model import Purpose
from storage.cycles import CycleRecord
from storage.database import Database
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
        first = replace(record.state.task(1), started_at=None, due_at=None)
        state = replace(record.state, tasks=(first, *record.state.tasks[1:]))
        return dossier_history.rows(Frame(work, replace(record, state=state), row))[0]

    found = office.read(look)
    assert (found.used, found.timing, found.on_time) == ("0 menit", "tepat waktu", True)
