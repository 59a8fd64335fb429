"""[Mohon dialihkan]: a PPTK asks that another fill his form; whoever coordinates decides with her own button."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, or_

from bot.sop.commands import Complete
from storage.tables import Assignment
from tests.services.counter import CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS
from tests.services.limits_desk import REASON, LimitsDesk, handed_out


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """Everyone is in and has his form."""
    return handed_out(sqlite_url)


def test_the_first_card_offers_it(office: LimitsDesk) -> None:
    """Beside the receipt; once the form is begun, more time is offered instead."""
    assert [label for label, _ in office.heard(KASI)[-1].buttons] == ["Terima & mulai isi", "Mohon dialihkan"]


def test_the_request_reaches_the_coordinator_with_its_button(office: LimitsDesk) -> None:
    """The reason is asked, brought and kept; one more tap shows whom the form may go to."""
    assert "Mohon alasan pengalihan" in office.press(KASI, "Mohon dialihkan")[0].text
    answer = office.write(KASI)[-1]
    assert "disampaikan kepada Ibu Kasubbag Program dan Keuangan" in answer.text
    assert [label for label, _ in answer.buttons] == ["Lanjutkan isian"]
    request = office.heard(KASUBBAG)[-1]
    assert "<b>Permohonan pengalihan pengisian</b> · langkah 5 dari 14" in request.text
    assert "Bapak Kasi Pemerintahan memohon" in request.text
    assert f'<i>"{REASON}"</i>' in request.text
    action, officer, detail = office.recorded(f"cycle:{office.cycle_id}")[-1]
    assert (action, officer, detail["reason"]) == ("HandoverRequested", office.officer_id(KASI), REASON)
    told = office.press(KASUBBAG, "Alihkan pengisi")
    assert "Kepada siapa pengisian dialihkan?" in told[0].text


def test_it_is_brought_once_a_day(office: LimitsDesk) -> None:
    """A second request of the same day is answered, not brought; on the next day it is."""
    office.press(KASI, "Mohon dialihkan")
    office.write(KASI)
    count = len(office.heard(KASUBBAG))
    office.press(KASI, "Mohon dialihkan")
    assert "menunggu tanggapan" in office.write(KASI)[-1].text
    assert len(office.heard(KASUBBAG)) == count
    assert office.cycle_actions().count("HandoverRequested") == 1


def test_the_kasubbags_own_form_is_for_the_sekretaris_to_hand_over(office: LimitsDesk) -> None:
    """She asks him, and his button works."""
    office.put(KASUBBAG, "mohon_dialihkan", office.form("PK"))
    office.write(KASUBBAG)
    assert "Bapak Sekretaris, Ibu Kasubbag" in office.heard(SEKRETARIS)[-1].text
    office.press(SEKRETARIS, "Alihkan pengisi")
    office.press(SEKRETARIS, "Ibu Kasi Pemberdayaan")
    assert any("Plh. PPTK/Kasi" in one.text for one in office.heard(KASI_PMD))


def test_others_ask_for_nothing(office: LimitsDesk) -> None:
    """Neither for another's form, nor for a step that is none."""
    assert "dilaksanakan oleh jabatan lain" in office.put(KASI_PMD, "mohon_dialihkan", office.form())[0].text
    office.end("selesai")
    office.propose(2)
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    assert "tidak berlaku pada langkah ini" in office.put(KASUBBAG, "mohon_dialihkan", office.task(2))[0].text


def test_without_anybody_to_hand_it_over_it_is_said(office: LimitsDesk) -> None:
    """All posts above are vacant."""
    above = or_(*(Assignment.role == role for role in ("kasubbag", "sekretaris", "camat")))
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(above)))
    office.press(KASI, "Mohon dialihkan")
    assert "belum ada pejabat lain" in office.write(KASI)[-1].text
