"""Requests for more time that are not to be decided (any more): overtaken, forged, another's, or without a limit."""

from __future__ import annotations

from functools import partial

import pytest

from bot.services.claims import Claim
from bot.sop.commands import ReturnForm, Submit
from bot.sop.model import Task
from storage import extensions
from storage.cycles import CycleRecord
from tests.services.counter import KASI, KASI_PMD, KASUBBAG, SEKRETARIS
from tests.services.limits_desk import LimitsDesk, handed_out


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """Everyone is in and has his form, due on Monday 08.00."""
    return handed_out(sqlite_url)


def submitted(office: LimitsDesk) -> None:
    """The form of Seksi Pemerintahan is sent."""
    task = office.form()
    office.order(KASI, lambda record, _: Submit(task.number, record.state.task(task.number).version))


def _sent(mine: Task, _record: CycleRecord, _newest: Task) -> Submit:
    return Submit(mine.number, mine.version)


def test_others_ask_and_decide_nothing(office: LimitsDesk) -> None:
    """Another PPTK cannot ask; the holder cannot grant, nor can another PPTK refuse."""
    task = office.form()
    assert "dilaksanakan oleh jabatan lain" in office.put(KASI_PMD, "mohon_waktu", task)[0].text
    office.ask_time(KASI, task)
    grant = office.heard(KASUBBAG)[-1].buttons[0][1]
    refuse = office.heard(KASUBBAG)[-1].buttons[-1][1]
    assert "diberikan oleh pejabat di atas" in office.claim(KASI, grant)[0].text
    assert "diberikan oleh pejabat di atas" in office.claim(KASI_PMD, refuse)[0].text


def test_a_request_for_a_finished_task_is_closed(office: LimitsDesk) -> None:
    """The form came in before the decision: nothing is left to decide, and that is said once."""
    task = office.form()
    office.ask_time(KASI, task)
    request = office.heard(KASUBBAG)[-1]
    submitted(office)
    told = office.claim(KASUBBAG, request.buttons[0][1])
    assert "tidak perlu diputuskan lagi" in told[0].text
    assert "tidak diperlukan lagi" in told[1].text
    assert office.cycle_actions()[-1] == "ExtensionOvertaken"
    kept = office.database.read_now(lambda tx: extensions.find(tx, 1))
    assert kept is not None
    assert (kept.granted, kept.decided_at is not None) == (None, True)
    assert "sudah diputuskan" in office.claim(KASUBBAG, request.buttons[-1][1])[0].text


def test_a_refusal_of_a_finished_task_closes_it_as_well(office: LimitsDesk) -> None:
    """Nobody is told that his limit stays."""
    office.ask_time(KASI, office.form())
    request = office.heard(KASUBBAG)[-1]
    submitted(office)
    before = len(office.heard(KASI))
    assert "tidak perlu diputuskan" in office.claim(KASUBBAG, request.buttons[-1][1])[0].text
    assert len(office.heard(KASI)) == before


def test_a_returned_form_may_be_asked_for_anew(office: LimitsDesk) -> None:
    """The request of the former visit does not stand in the way, and its button is moot."""
    office.ask_time(KASI, office.form())
    request = office.heard(KASUBBAG)[-1]
    submitted(office)
    unit = office.unit_id("PEM")
    reception = office.task(6)
    office.order(KASUBBAG, lambda record, _: ReturnForm(reception.number, reception.version, unit))
    assert "sudah disampaikan" in office.ask_time(KASI, office.form())[-1].text
    assert "tidak perlu diputuskan" in office.claim(KASUBBAG, request.buttons[0][1])[0].text


def test_a_clock_that_stands_still_is_not_extended(office: LimitsDesk) -> None:
    """Step 6 waits for forms that are out in time."""
    submitted(office)
    assert "belum berjalan" in office.put(KASUBBAG, "mohon_waktu", office.task(6))[0].text


def test_a_request_waits_while_the_clock_stands_still(office: LimitsDesk) -> None:
    """A form went back after step 6 had asked for more time: there is no limit to give or refuse more of just now."""
    for task in (one for one in office.record().state.open_tasks if one.step == 5):
        office.order(KASUBBAG, partial(_sent, task))
    office.ask_time(KASUBBAG, office.reception())
    request, unit = office.heard(SEKRETARIS)[-1], office.unit_id("PEM")
    office.order(KASUBBAG, lambda _, __: ReturnForm(office.reception().number, office.reception().version, unit))
    for button in (request.buttons[0][1], request.buttons[-1][1]):
        assert "belum berjalan" in office.claim(SEKRETARIS, button)[0].text
    office.order(KASUBBAG, partial(_sent, office.form()))
    office.claim(SEKRETARIS, request.buttons[-1][1])
    assert office.cycle_actions()[-1] == "ExtensionRefused"


@pytest.mark.parametrize(
    ("verb", "arg"),
    [
        ("mohon_waktu_sebanyak", "9.hari"),
        ("mohon_waktu_sebanyak", ""),
        ("beri_waktu", "1.9.hari"),
        ("beri_waktu", "99.1.hari"),
        ("beri_waktu", "x.1.hari"),
        ("tolak_waktu", "99"),
        ("tolak_waktu", ""),
    ],
)
def test_forged_buttons_change_nothing(office: LimitsDesk, verb: str, arg: str) -> None:
    """Neither an amount that nobody offers, nor a request that nobody made."""
    task = office.form()
    office.ask_time(KASI_PMD, office.form("PMD"))
    code = KASI if verb == "mohon_waktu_sebanyak" else KASUBBAG
    assert "sudah tidak berlaku" in office.put(code, verb, task, arg)[0].text


def test_a_request_is_decided_by_its_own_button_alone(office: LimitsDesk) -> None:
    """The request of one task is not granted on another."""
    office.ask_time(KASI, office.form())
    other = office.form("PMD")
    assert "sudah tidak berlaku" in office.put(KASUBBAG, "beri_waktu", other, "1.1.hari")[0].text
    assert office.due(other) == other.due_at


def test_the_buttons_of_a_replaced_holder_are_stale(office: LimitsDesk) -> None:
    """He who hands his form over asks for no time."""
    claim = office.on("mohon_waktu", office.form())
    arg = f"{office.unit_id('PEM')}.{office.officer_id(KASI_PMD)}"
    office.claim(KASUBBAG, Claim("alihkan_ke", arg=arg))
    assert "dilaksanakan oleh jabatan lain" in office.claim(KASI, claim)[0].text
    assert "sudah tidak berlaku" in office.claim(KASI_PMD, claim)[0].text
