"""Offices with SOPs of their own in one deployment; each cycle keeps to the version with which it was opened."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.documents.models.papers import History
from bot.services.import_office import import_office
from bot.services.limits import round as limits
from bot.services.papers import compliance_report, dossier
from bot.services.papers.publish import Kind, request
from bot.sop.commands import Complete, Distribute
from bot.sop.definition import load, long_ikis
from bot.sop.versions import shipped
from storage import cycles
from storage.database import Database
from storage.records import Cycle
from tests.builders import demo_plan
from tests.services.counter import ANALIS, CAMAT, KASUBBAG, Counter
from tests.sop.test_definition import SOUND

OTHER = load(SOUND.read_text("utf-8"))
"""Ten steps in another order: no one prepares anything, and the Analis hands out at step 2."""


def counter(database: Database, sop: str = "", beside: Counter | None = None) -> Counter:
    """An office at its counter that runs by a version, alone or beside another."""
    found = Counter(database, told=beside.told if beside else {}, _update=1000 if beside else 0)
    profile = replace(demo_plan().profile, code=f"K{bool(beside)}", sop=sop)
    found.open(plan=replace(demo_plan(), profile=profile))
    found.bureau.sops = {**shipped(), OTHER.version: OTHER}
    return found


def change(office: Counter, sop: str) -> None:
    """Import the office's workbook again with another SOP."""
    profile = replace(demo_plan().profile, code="KFalse", sop=sop)
    office.database.write_now(lambda tx: import_office(tx, replace(demo_plan(), profile=profile), office.now))


def titles(office: Counter) -> list[tuple[int, str, str]]:
    """The riwayat's steps, as its paper prints them now."""
    row = office.operate(lambda work: request(work, cycles.load(work.tx, office.cycle_id), Kind.RIWAYAT))
    found = office.operate(lambda work: dossier.compose(work, row))
    assert isinstance(found, History)
    return [(one.number, one.title, one.limit) for one in found.rows]


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """An office with the usual SOP."""
    return counter(Database(sqlite_url))


def test_two_offices_run_two_versions_side_by_side(database_url: str) -> None:
    """The same act of the Camat opens another step, for another official, with another limit in each office."""
    database = Database(database_url)
    first = counter(database)
    second = counter(database, OTHER.version, beside=first)
    for one in (first, second):
        one.propose()
        one.press(CAMAT, "Perintahkan sekarang")
    assert "langkah 2 dari 14" in first.heard(KASUBBAG)[-1].text
    assert "langkah 2 dari 10" in second.heard(ANALIS)[-1].text
    dues = [one.task(2).due_at - one.now for one in (first, second)]  # type: ignore[operator]
    assert dues == [timedelta(minutes=30), timedelta(minutes=15)]
    assert [first.record().sop, second.record().sop] == [long_ikis().version, OTHER.version]


def test_a_cycle_keeps_to_its_version(office: Counter) -> None:
    """The office goes over to another SOP in the middle of a cycle: it goes on by the old one, the next by the new."""
    office.propose()
    office.press(CAMAT, "Perintahkan sekarang")
    change(office, OTHER.version)
    office.press(KASUBBAG, "Lepaskan")
    assert "langkah 4 dari 14" in office.heard(ANALIS)[-1].text
    assert office.task(4).due_at == office.now + timedelta(minutes=15)
    office.propose(2)
    office.press(CAMAT, "Perintahkan sekarang")
    assert "langkah 2 dari 10" in office.heard(ANALIS)[-1].text
    versions = office.database.read_now(lambda tx: tx.execute(select(Cycle.sop).order_by(Cycle.id)).scalars().all())
    assert versions == [long_ikis().version, OTHER.version]


def test_status_and_tasks_name_each_cycles_own_steps(office: Counter) -> None:
    """/status and /tugas speak of two running collections in the words of two SOPs."""
    office.propose()
    office.press(CAMAT, "Perintahkan sekarang")
    change(office, OTHER.version)
    office.propose(2)
    office.press(CAMAT, "Perintahkan sekarang")
    both = "\n".join(one.text for one in office.say(CAMAT, "/status"))
    assert " 1/14" in both
    assert " 1/10" in both
    assert "langkah 2 dari 14" in office.say(KASUBBAG, "/tugas")[-1].text
    assert "langkah 2 dari 10" in office.say(ANALIS, "/tugas")[-1].text


def test_the_archived_riwayat_prints_its_own_steps(office: Counter) -> None:
    """Also when it is made again after the office went over to another SOP."""
    office.hand_out()
    before = titles(office)
    office.end("selesai")
    change(office, OTHER.version)
    assert titles(office)[: len(before)] == before
    assert before[3][:2] == (4, long_ikis().step(4).activity)


def test_a_report_over_both_versions_names_both(office: Counter) -> None:
    """A step that two SOPs word and limit differently has both in its row."""
    office.hand_out()
    change(office, OTHER.version)
    first = office.cycle_id
    office.propose(2)
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    units = tuple(form.unit for form in office.record().state.forms)
    office.order(ANALIS, lambda record, task: Distribute(task.number, task.version, units))
    made = office.database.read_now(
        lambda tx: compliance_report.report(tx, office.bureau, office.office_id, [first, office.cycle_id], office.now)
    )
    step = made.timeliness.steps[1]
    assert step.label == f"2. {long_ikis().step(2).activity} / {OTHER.step(2).activity}"
    assert step.detail == "30 menit / 15 menit"


def test_a_round_follows_each_cycles_own_sop(office: Counter) -> None:
    """The end of the limit in which forms are filled is noticed whatever number that step has, and brought on."""
    change(office, OTHER.version)
    office.propose()
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    units = tuple(form.unit for form in office.record().state.forms)
    office.order(ANALIS, lambda record, task: Distribute(task.number, task.version, units))
    due = office.task(3, "PEM").due_at
    assert due is not None
    office.now = due
    change(office, "")
    office.database.write_now(lambda tx: limits.fire(tx, office.bureau, [office.office_id], office.now))
    assert all(task.expired for task in office.record().state.tasks if task.unit is not None)
    office.operate(lambda work: None)
    brought = office.heard(KASUBBAG)[-1].text
    assert "langkah 3 dari 10" in brought
