"""[Batalkan pengumpulan] under /status: the Camat calls the collection off while no form is out."""

from __future__ import annotations

import pytest

from bot.sop.commands import Distribute
from bot.sop.model import CycleStatus
from storage.database import Database
from tests.services.counter import ANALIS, CAMAT, KASUBBAG
from tests.services.limits_desk import LimitsDesk


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """The demo's office, whose collection is proposed to the Camat."""
    found = LimitsDesk(Database(sqlite_url))
    found.open()
    found.propose()
    return found


def _ordered_and_taken_back(office: LimitsDesk) -> None:
    office.press(CAMAT, "Perintahkan sekarang")
    office.press(CAMAT, "Batalkan")


def _hand_out(office: LimitsDesk) -> None:
    office.press(KASUBBAG, "Lepaskan")
    units = tuple(form.unit for form in office.record().state.forms)
    office.order(ANALIS, lambda record, task: Distribute(task.number, task.version, units))


def _call_off(office: LimitsDesk) -> str:
    office.say(CAMAT, "/status")
    office.press(CAMAT, "Batalkan pengumpulan")
    return office.write(CAMAT, "Jadwal kabupaten berubah.")[0].text


def test_an_order_that_was_taken_back_may_be_called_off(office: LimitsDesk) -> None:
    """The button speaks of the order that stands, not of the one that is void."""
    _ordered_and_taken_back(office)
    assert "dibatalkan dan pelaksana diberi tahu" in _call_off(office)
    assert office.record().state.status is CycleStatus.DIBATALKAN


def test_an_order_given_anew_may_be_called_off(office: LimitsDesk) -> None:
    """Until a form is out, step 1 that was done in the end is the one that counts."""
    _ordered_and_taken_back(office)
    office.press(CAMAT, "Perintahkan sekarang")
    assert "dibatalkan dan pelaksana diberi tahu" in _call_off(office)


def test_nobody_is_asked_why_where_nothing_can_be_called_off(office: LimitsDesk) -> None:
    """An old button is refused before the reason is written, not after it."""
    office.press(CAMAT, "Perintahkan sekarang")
    office.say(CAMAT, "/status")
    old = next(claim for said in office.heard(CAMAT) for _, claim in said.buttons if claim.verb == "batal_siklus")
    _hand_out(office)
    (said,) = office.claim(CAMAT, old)
    assert "sudah melanjutkan langkah ini" in said.text


def test_a_reason_that_is_too_short_may_be_written_again(office: LimitsDesk) -> None:
    """The order is done by then, and yet the question about it waits for a better answer."""
    office.press(CAMAT, "Perintahkan sekarang")
    office.say(CAMAT, "/status")
    office.press(CAMAT, "Batalkan pengumpulan")
    assert "Mohon dituliskan 3 sampai" in office.write(CAMAT, "x")[0].text
    assert "dibatalkan dan pelaksana diberi tahu" in office.write(CAMAT, "Jadwal kabupaten berubah.")[0].text


def test_a_reason_that_comes_too_late_is_refused_once(office: LimitsDesk) -> None:
    """The question is dropped with it, so that no later text is taken for a reason."""
    office.press(CAMAT, "Perintahkan sekarang")
    office.say(CAMAT, "/status")
    office.press(CAMAT, "Batalkan pengumpulan")
    _hand_out(office)
    assert "sudah melanjutkan langkah ini" in office.write(CAMAT, "Jadwal kabupaten berubah.")[0].text
    assert "tidak ada pertanyaan" in office.write(CAMAT, "Jadwal kabupaten berubah.")[0].text
