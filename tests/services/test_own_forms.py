"""Step 6, where the receiver sent one of the forms himself: the others are received, and he reads what helps."""

from __future__ import annotations

import pytest

from bot.services import acts
from bot.services.claims import Claim
from bot.sop.commands import Submit
from bot.sop.model import FormStatus, Role, Task
from storage import cycles
from tests.services.counter import ANALIS, KASI, KASI_PMD, KASUBBAG
from tests.services.limits_desk import LimitsDesk, handed_out

WHY = "Formulir tidak dapat diterima oleh pejabat yang mengisinya sendiri."


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """The demo's office with its forms out."""
    return handed_out(sqlite_url)


def _send(office: LimitsDesk, code: str, unit: str) -> None:
    """An official sends his form, in every role that is his."""
    task = office.form(unit)
    office.act(
        code,
        lambda work: acts.carry_out(
            work, cycles.load(work.tx, office.cycle_id), [Submit(task.number, task.version)], actor=work.me.actor
        ),
    )


def _appoint(office: LimitsDesk, role: Role, code: str) -> None:
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"{role}.{office.officer_id(code)}"))


def _status(office: LimitsDesk, unit: str) -> FormStatus:
    return office.record().state.form(office.unit_id(unit)).status


def _reception(office: LimitsDesk, role: Role) -> Task:
    return next(one for one in office.record().state.open_tasks if (one.step, one.role) == (6, role))


def _kasi_receives(office: LimitsDesk) -> None:
    """Two forms came in when one of their senders became Plh. Kasubbag."""
    _send(office, KASI, "PEM")
    _send(office, KASI_PMD, "PMD")
    _appoint(office, Role.KASUBBAG, KASI)


def test_the_other_forms_are_received_without_the_own_one(office: LimitsDesk) -> None:
    """One press receives what may be received; the card says which form is his own, and why it stays."""
    _kasi_receives(office)
    card = office.heard(KASI)[-1]
    assert "<b>masuk</b> (diisi sendiri" in card.text
    assert WHY in card.text
    assert [label for label, claim in card.buttons if claim.verb.startswith("terima")] == ["Terima formulir"]
    office.press(KASI, "Terima formulir")
    assert (_status(office, "PEM"), _status(office, "PMD")) == (FormStatus.DIKIRIM, FormStatus.DITERIMA)


def test_the_own_form_goes_to_the_sekretaris_once_it_is_sent_again(office: LimitsDesk) -> None:
    """That is what the refusal of an old button says, and so it is."""
    _kasi_receives(office)
    office.press(KASI, "Terima formulir")
    (said,) = office.put(KASI, "terima_semua", _reception(office, Role.KASUBBAG))
    assert said.text.startswith(WHY)
    assert "lalu dikirim sekali lagi; formulir sendiri selanjutnya diterima Sekretaris Kecamatan." in said.text
    office.put(KASI, "kembalikan_formulir", _reception(office, Role.KASUBBAG), str(office.unit_id("PEM")))
    office.write(KASI, "Dikirim ulang kepada Sekretaris.")
    _send(office, KASI, "PEM")
    assert office.record().state.form(office.unit_id("PEM")).receiver is Role.SEKRETARIS


def test_the_own_form_of_whoever_stands_in_for_the_sekretaris_awaits_another(office: LimitsDesk) -> None:
    """To send it again would bring it to the same person, so another Plh. is named; he receives it."""
    _send(office, KASUBBAG, "PK")
    _appoint(office, Role.SEKRETARIS, KASUBBAG)
    (said,) = office.put(KASUBBAG, "terima_semua", _reception(office, Role.SEKRETARIS))
    assert said.text.startswith(WHY)
    assert "menunggu pejabat lain sebagai pelaksana harian (Plh.) Sekretaris Kecamatan" in said.text
    assert "dikirim sekali lagi" not in said.text
    _appoint(office, Role.SEKRETARIS, ANALIS)
    office.put(ANALIS, "terima_semua", _reception(office, Role.SEKRETARIS))
    assert _status(office, "PK") is FormStatus.DITERIMA
