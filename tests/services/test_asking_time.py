"""[Mohon tambahan waktu]: asked with a reason, brought to the first above, granted or refused once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.sop.commands import Complete
from bot.sop.model import Role
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS
from tests.services.limits_desk import REASON, LimitsDesk, handed_out


@pytest.fixture
def office(sqlite_url: str) -> LimitsDesk:
    """Everyone is in and has his form, due on Monday 08.00."""
    return handed_out(sqlite_url)


def test_the_amounts_stand_below_the_present_limit(office: LimitsDesk) -> None:
    """Two hours, one working day, two working days; then the reason is asked."""
    told = office.put(KASI, "mohon_waktu", office.form())
    assert [label for label, _ in told[0].buttons] == ["2 jam", "1 hari kerja", "2 hari kerja"]
    assert "Batas: <b>Senin, 6 April, pukul 08.00 WITA</b>" in told[0].text
    assert "Mohon alasannya" in office.press(KASI, "2 jam")[0].text


def test_the_request_says_all_that_is_needed_to_decide(office: LimitsDesk) -> None:
    """Who, which step and unit, how far it is, the limit now and then, and why; what was asked for comes first."""
    answer = office.ask_time(KASI, office.form())
    assert "disampaikan kepada Ibu Kasubbag" in answer[-1].text
    request = office.heard(KASUBBAG)[-1]
    assert "<b>Permohonan tambahan waktu</b> · langkah 5 dari 14" in request.text
    assert (
        "mohon berkenan mempertimbangkan permohonan Bapak Kasi Pemerintahan: tambahan <b>1 hari kerja</b>"
        in request.text
    )
    assert "<b>Seksi Pemerintahan</b>, 0 dari 11 isian tersimpan" in request.text
    assert "Batas: <b>Senin, 6 April, pukul 08.00 WITA</b>" in request.text
    assert "batas menjadi <b>Selasa, 7 April, pukul 08.00 WITA</b>" in request.text
    assert f'Alasan: <i>"{REASON}"</i>' in request.text
    labels = [label for label, _ in request.buttons]
    assert labels == ["Beri 1 hari kerja", "Beri 2 jam", "Beri 2 hari kerja", "Belum dapat dikabulkan"]


def test_one_tap_grants_it(office: LimitsDesk) -> None:
    """The limit moves, the request shrinks to one line, and whoever asked hears until when it is now."""
    task = office.form()
    office.ask_time(KASI, task)
    shrunk = office.press(KASUBBAG, "Beri 1 hari kerja")
    assert office.due(task) == task.due_at + timedelta(days=1)  # type: ignore[operator]
    assert "<b>dikabulkan 1 hari kerja</b> oleh Ibu Kasubbag" in shrunk[0].text
    told = office.heard(KASI)[-1]
    assert "permohonan tambahan waktu dikabulkan oleh Ibu Kasubbag" in told.text
    assert "Batas sekarang: <b>Selasa, 7 April, pukul 08.00 WITA</b>" in told.text
    assert [label for label, _ in told.buttons] == ["Lanjutkan isian"]
    assert office.cycle_actions()[-2:] == ["ExtensionRequested", "Extend"]
    detail = office.recorded(f"cycle:{office.cycle_id}")[-1][2]
    assert (detail["command"]["reason"], detail["request"]) == (REASON, 1)


def test_another_amount_may_be_granted(office: LimitsDesk) -> None:
    """Two hours instead of a day, in one tap, too."""
    task = office.form()
    office.ask_time(KASI, task)
    office.press(KASUBBAG, "Beri 2 jam")
    assert office.due(task) == task.due_at + timedelta(hours=2)  # type: ignore[operator]


def test_after_the_limit_the_time_counts_from_the_grant(office: LimitsDesk) -> None:
    """Step 6's card shows the form as awaited again, without going on without it."""
    task = office.form()
    office.pass_limits()
    assert any("Lanjut tanpa" in label for said in office.heard(KASUBBAG) for label, _ in said.buttons)
    office.ask_time(KASI, task, "2 jam")
    office.press(KASUBBAG, "Beri 2 jam")
    assert office.due(task) == office.now + timedelta(hours=2)
    card = next(one for one in reversed(office.heard(KASUBBAG)) if "Penerimaan formulir" in one.text)
    assert "Seksi Pemerintahan: ditunggu\n" in f"{card.text}\n"
    assert "belum lewat" in office.put(KASUBBAG, "lanjut_tanpa", office.reception(), str(office.unit_id("PEM")))[0].text


def test_a_refusal_leaves_the_limit_and_is_told_politely(office: LimitsDesk) -> None:
    """It is on record; he may ask again."""
    task = office.form()
    office.ask_time(KASI, task)
    shrunk = office.press(KASUBBAG, "Belum dapat dikabulkan")
    assert "<b>belum dapat dikabulkan</b> oleh Ibu Kasubbag" in shrunk[0].text
    assert office.due(task) == task.due_at
    told = office.heard(KASI)[-1].text
    assert "sudah dibaca Ibu Kasubbag Program dan Keuangan dan belum dapat dikabulkan" in told
    assert "Batas waktu tetap: <b>Senin, 6 April, pukul 08.00 WITA</b>" in told
    assert office.cycle_actions()[-1] == "ExtensionRefused"
    assert "sudah disampaikan" in office.ask_time(KASI, task)[-1].text


def test_a_second_request_waits_for_the_first(office: LimitsDesk) -> None:
    """Neither by another press nor by a question that was still open."""
    task = office.form()
    office.put(KASI, "mohon_waktu", task)
    office.ask_time(KASI, task)
    assert "masih menunggu keputusan" in office.put(KASI, "mohon_waktu", task)[0].text
    assert "masih menunggu keputusan" in office.put(KASI, "mohon_waktu_sebanyak", task, "2.jam")[0].text


@pytest.mark.parametrize("second", ["Beri 2 hari kerja", "Belum dapat"])
def test_a_request_is_decided_once(office: LimitsDesk, second: str) -> None:
    """Whoever presses next is told who decided it and when."""
    task = office.form()
    office.ask_time(KASI, task)
    request = office.heard(KASUBBAG)[-1]
    office.press(KASUBBAG, "Beri 1 hari kerja")
    due = office.due(task)
    claim = next(claim for label, claim in request.buttons if label.startswith(second))
    told = office.claim(SEKRETARIS, claim)[0].text
    assert "sudah diputuskan oleh Ibu Kasubbag Program dan Keuangan hari ini pukul 08.00 WITA" in told
    assert office.due(task) == due


def test_the_kasubbags_own_form_is_asked_of_the_sekretaris(office: LimitsDesk) -> None:
    """She does not decide about her own time."""
    task = office.form("PK")
    answer = office.ask_time(KASUBBAG, task)
    assert "disampaikan kepada Bapak Sekretaris" in answer[-1].text
    request = office.heard(SEKRETARIS)[-1]
    office.press(SEKRETARIS, "Beri 1 hari kerja")
    assert office.due(task) == task.due_at + timedelta(days=1)  # type: ignore[operator]
    assert "diberikan oleh pejabat di atas" in office.claim(KASUBBAG, request.buttons[0][1])[0].text


def test_a_vacant_post_is_passed_over(office: LimitsDesk) -> None:
    """Without a Kasubbag the Sekretaris is asked; without anybody nobody can be."""
    task = office.form()
    _vacate(office, Role.KASUBBAG)
    assert "disampaikan kepada Bapak Sekretaris" in office.ask_time(KASI, task)[-1].text
    _vacate(office, Role.SEKRETARIS)
    _vacate(office, Role.CAMAT)
    assert "belum ada pejabat lain" in office.put(KASI_PMD, "mohon_waktu", office.form("PMD"))[0].text


def _vacate(office: LimitsDesk, role: Role) -> None:
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.role == role)))


def test_nobody_is_above_the_camat(office: LimitsDesk, sqlite_url: str) -> None:
    """A forged button asks nobody."""
    office.end("selesai")
    office.propose(2)
    assert "belum ada pejabat lain" in office.put(CAMAT, "mohon_waktu", office.task(1))[0].text


def test_whoever_fills_on_behalf_may_ask(office: LimitsDesk) -> None:
    """The Analis asks for the form that she fills, and hears the answer; its PPTK may ask as well."""
    office.fill_for("PEM", ANALIS)
    task = office.form()
    office.ask_time(ANALIS, task)
    assert "permohonan Ibu Analis: tambahan" in office.heard(KASUBBAG)[-1].text
    office.press(KASUBBAG, "Beri 2 jam")
    assert "dikabulkan" in office.heard(ANALIS)[-1].text
    assert "Berapa tambahan waktu" in office.put(KASI, "mohon_waktu", task)[0].text


def test_whoever_asked_hears_of_it_though_another_fills_by_now(office: LimitsDesk) -> None:
    """The button to the form is with the one who is awaited."""
    task = office.form()
    office.ask_time(KASI, task)
    office.fill_for("PEM", ANALIS)
    office.press(KASUBBAG, "Beri 2 jam")
    asker, filler = office.heard(KASI)[-1], office.heard(ANALIS)[-1]
    assert "dikabulkan" in asker.text
    assert asker.buttons == ()
    assert [label for label, _ in filler.buttons] == ["Lanjutkan isian"]


def test_every_step_with_a_running_clock_may_be_asked_for(office: LimitsDesk) -> None:
    """The Kasubbag asks the Sekretaris for step 2; the answer leads back to her card."""
    office.end("selesai")
    office.propose(2)
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    task = office.task(2)
    office.ask_time(KASUBBAG, task, "2 jam")
    assert "<b>Penyiapan formulir</b>" in office.heard(SEKRETARIS)[-1].text
    office.press(SEKRETARIS, "Beri 2 jam")
    told = office.heard(KASUBBAG)[-1]
    assert [label for label, _ in told.buttons] == ["Buka kartunya"]
    assert "langkah 2 dari 14" in office.press(KASUBBAG, "Buka kartunya")[-1].text


def test_the_cards_offer_it_where_the_limit_runs(office: LimitsDesk) -> None:
    """A form that was begun, but not one for which a request waits already."""
    office.press(KASI, "Terima")
    office.put(KASI, "buka", office.form())
    card = next(one for one in reversed(office.heard(KASI)) if "Formulir Data Kinerja" in one.text)
    assert [label for label, _ in card.buttons] == ["Lanjutkan isian", "Ringkasan", "Mohon tambahan waktu"]
    office.ask_time(KASI, office.form())
    office.put(KASI, "buka", office.form())
    card = next(one for one in reversed(office.heard(KASI)) if "Formulir Data Kinerja" in one.text)
    assert [label for label, _ in card.buttons] == ["Lanjutkan isian", "Ringkasan"]
