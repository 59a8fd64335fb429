"""[Tambah waktu]: whoever stands above a task gives it more time with a reason, and its holder hears of both."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.sop.commands import Submit
from bot.sop.model import Role
from storage import extensions
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS
from tests.services.limits_desk import REASON, LimitsDesk, handed_out


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """Everyone is in and has his form, due on Monday 08.00."""
    return handed_out(sqlite_url)


def test_an_amount_and_a_reason_give_more_time(office: LimitsDesk) -> None:
    """Who gave it is answered and on record; the holder hears the new limit and why."""
    task = office.form()
    told = office.put(KASUBBAG, "tambah_waktu", task)
    assert "Tambahan waktu untuk <b>Seksi Pemerintahan</b>, 0 dari 11 isian tersimpan" in told[0].text
    assert "tercatat dalam riwayat SOP" in office.press(KASUBBAG, "1 hari kerja")[0].text
    answer = office.write(KASUBBAG)
    assert "Ditambah 1 hari kerja; batas sekarang <b>Selasa, 7 April, pukul 08.00 WITA</b>" in answer[-1].text
    assert "Bapak Kasi Pemerintahan sudah diberi tahu" in answer[-1].text
    assert office.due(task) == task.due_at + timedelta(days=1)  # type: ignore[operator]
    heard = office.heard(KASI)[-1].text
    assert "waktu ditambah oleh Ibu Kasubbag Program dan Keuangan: <b>1 hari kerja</b>" in heard
    assert "Batas sekarang: <b>Selasa, 7 April, pukul 08.00 WITA</b>" in heard
    assert f'Alasan: <i>"{REASON}"</i>' in heard
    action, officer, detail = office.recorded(f"cycle:{office.cycle_id}")[-1]
    assert (action, officer, detail["command"]["reason"]) == ("Extend", office.officer_id(KASUBBAG), REASON)


def test_the_card_says_the_new_limit(office: LimitsDesk) -> None:
    """It changes where it stands, before the word about it."""
    office.add_time(KASUBBAG, office.form())
    card, word = office.heard(KASI)[-2:]
    assert "Batas: <b>Selasa, 7 April, pukul 08.00 WITA</b>" in card.text
    assert card.buttons[0][0] == "Terima & mulai isi"
    assert "waktu ditambah" in word.text


@pytest.mark.parametrize("code", [SEKRETARIS, CAMAT])
def test_everyone_above_may(office: LimitsDesk, code: str) -> None:
    """Each knows what was added before him, and why."""
    task = office.form()
    office.add_time(KASUBBAG, task, reason="Listrik padam.")
    told = office.put(code, "tambah_waktu", task)
    assert 'Sudah ditambah 1 kali:\n• 1 hari kerja, <i>"Listrik padam."</i>' in told[0].text
    office.press(code, "2 jam")
    assert "Ditambah 2 jam" in office.write(code)[-1].text


@pytest.mark.parametrize("code", [KASI, KASI_PMD, ANALIS])
def test_nobody_else_may(office: LimitsDesk, code: str) -> None:
    """Neither the holder nor those beside him."""
    assert "oleh pejabat di atas pelaksananya" in office.put(code, "tambah_waktu", office.form())[0].text


def test_her_own_form_is_not_extended_by_the_kasubbag(office: LimitsDesk) -> None:
    """Nor one that she fills on behalf as somebody's substitute."""
    assert "oleh pejabat di atas" in office.put(KASUBBAG, "tambah_waktu", office.form("PK"))[0].text
    office.fill_for("PEM", KASUBBAG)
    assert "oleh pejabat di atas" in office.put(KASUBBAG, "tambah_waktu", office.form())[0].text


def test_the_reason_is_mandatory(office: LimitsDesk) -> None:
    """A dot is none."""
    task = office.form()
    assert "Mohon dituliskan 3 sampai" in office.add_time(KASUBBAG, task, reason=".")[-1].text
    assert office.due(task) == task.due_at


def test_two_at_once_give_it_once(office: LimitsDesk) -> None:
    """Who was slower is told who gave it, when, and until when it is now; at the button and at the reason alike."""
    task = office.form()
    for code in (KASUBBAG, SEKRETARIS):
        office.put(code, "tambah_waktu", task)
        office.press(code, "1 hari kerja")
    office.put(CAMAT, "tambah_waktu", task)
    office.write(KASUBBAG)
    told = office.write(SEKRETARIS)[-1].text
    assert "baru ditambah oleh Ibu Kasubbag Program dan Keuangan hari ini pukul 08.00 WITA" in told
    assert "batasnya menjadi Selasa, 7 April, pukul 08.00 WITA" in told
    assert "baru ditambah oleh Ibu Kasubbag" in office.press(CAMAT, "2 jam")[0].text
    assert office.due(task) == task.due_at + timedelta(days=1)  # type: ignore[operator]


def test_it_grants_the_request_that_waits(office: LimitsDesk) -> None:
    """The Sekretaris was faster: the request that lies with the Kasubbag says so, and cannot be granted again."""
    task = office.form()
    office.ask_time(KASI, task)
    request = office.heard(KASUBBAG)[-1]
    office.add_time(SEKRETARIS, task, "2 jam")
    assert "<b>dikabulkan 2 jam</b> oleh Bapak Sekretaris" in office.heard(KASUBBAG)[-1].text
    assert "dikabulkan oleh Bapak Sekretaris" in office.heard(KASI)[-1].text
    assert "sudah diputuskan oleh Bapak Sekretaris" in office.claim(KASUBBAG, request.buttons[0][1])[0].text
    kept = office.database.read_now(lambda tx: extensions.find(tx, 1))
    assert kept is not None
    assert kept.granted


def test_after_the_limit_the_receiver_waits_again(office: LimitsDesk) -> None:
    """The step-6 card takes [Lanjut tanpa] away; when the new limit passes, it comes back with it."""
    task = office.form()
    office.pass_limits()
    office.add_time(KASUBBAG, task, "2 jam")
    assert office.due(task) == office.now + timedelta(hours=2)
    unit = str(office.unit_id("PEM"))
    assert "belum lewat" in office.put(KASUBBAG, "lanjut_tanpa", office.reception(), unit)[0].text
    office.pass_limits()
    assert "Mohon alasannya" in office.put(KASUBBAG, "lanjut_tanpa", office.reception(), unit)[0].text


def test_the_button_of_an_escalation_goes_on_without_the_form(office: LimitsDesk) -> None:
    """Step 6 by the claim that an escalation carries, with the reason that the recap prints."""
    office.pass_limits()
    office.put(KASUBBAG, "lanjut_tanpa", office.reception(), str(office.unit_id("PEM")))
    told = [one.text for one in office.write(KASUBBAG)]
    assert any("Dilanjutkan tanpa formulir Seksi Pemerintahan" in text for text in told)


def test_a_vacant_post_is_extended_without_a_word(office: LimitsDesk) -> None:
    """There is nobody to tell; the time counts all the same."""
    task = office.form()
    unit = office.unit_id("PEM")
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.unit_id == unit)))
    assert office.add_time(SEKRETARIS, task)[-1].text.endswith("pukul 08.00 WITA</b>.")


def test_a_finished_task_and_a_standing_clock_are_refused(office: LimitsDesk) -> None:
    """A sent form has no limit, and step 6 that waits for others has none yet."""
    task = office.form()
    claim = office.on("tambah_waktu", task)
    office.order(KASI, lambda record, _: Submit(task.number, record.state.task(task.number).version))
    assert "sudah diselesaikan oleh Bapak Kasi Pemerintahan" in office.claim(KASUBBAG, claim)[0].text
    assert "belum berjalan" in office.put(SEKRETARIS, "tambah_waktu", office.task(6))[0].text


@pytest.mark.parametrize("arg", ["", "1.hari", "1.hari.x", "9.hari.0", "1.hari.", ".0"])
def test_forged_buttons_change_nothing(office: LimitsDesk, arg: str) -> None:
    """An amount that nobody offers, or a count that is none."""
    assert "sudah tidak berlaku" in office.put(KASUBBAG, "tambah_waktu_sebanyak", office.form(), arg)[0].text


def test_the_kasubbag_herself_gets_time_from_above(office: LimitsDesk) -> None:
    """Her own step is extended by the Sekretaris; whoever gives it is not told it twice."""
    assert Role.SEKRETARIS in office.bureau.sop.escalation[Role.KASUBBAG]
    task = office.form("PK")
    office.add_time(SEKRETARIS, task)
    assert "waktu ditambah oleh Bapak Sekretaris" in office.heard(KASUBBAG)[-1].text
