"""/tugas: what waits for an officer, and its card at a press."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.people import handover
from bot.services.work import Button
from bot.sop.commands import Complete, Postpone, RequestCorrection
from bot.sop.model import Role
from bot.texts import listing as texts
from storage import prompts
from storage.database import Database, Transaction
from storage.records import Task
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, Counter


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


def test_an_open_task_is_listed_with_its_step_and_limit(office: Counter) -> None:
    """Period, step, what is done, until when, and a button for its card."""
    office.propose()
    (said,) = office.say(CAMAT, "/tugas")
    assert said.text.startswith("Bapak Camat, yang menunggu tindak lanjut: <b>1</b>")
    assert "<b>TW I 2026</b>, langkah 1 dari 14: Perintah; batas" in said.text
    assert "batas hari ini pukul 08.15 WITA." in said.text
    assert [label for label, _ in said.buttons] == ["Buka 1: langkah 1 dari 14"]


def test_nobody_sees_what_waits_for_others(office: Counter) -> None:
    """An officer's list is his own."""
    office.propose()
    (said,) = office.say(ANALIS, "/tugas")
    assert said.text == "Ibu Analis, saat ini tidak ada yang menunggu tindak lanjut."
    assert said.buttons == ()


def test_the_kasubbag_sees_what_waits_at_the_camat(office: Counter) -> None:
    """Above him stands no one, so he is to be called; he is never said to be late."""
    office.propose()
    office.now += timedelta(hours=2)
    (said,) = office.say(KASUBBAG, "/tugas")
    assert "<b>Mohon dihubungi:</b>\n• Bapak Camat: <b>TW I 2026</b>, langkah 1 dari 14" in said.text
    assert "menunggu." in said.text
    assert "lewat" not in said.text


def test_what_the_camat_put_off_is_no_reason_to_call_him(office: Counter) -> None:
    """Until its day the proposal rests; his own list says so."""
    office.propose()
    office.order(CAMAT, lambda _, task: Postpone(task.number, task.version, office.now + timedelta(days=1)))
    assert "dihubungi" not in office.say(KASUBBAG, "/tugas")[0].text
    assert "ditunda sampai besok, Kamis, 2 April" in office.say(CAMAT, "/tugas")[0].text


def test_a_vacant_post_of_the_camat_is_named_by_its_role(office: Counter) -> None:
    """Somebody has to be called even then."""
    office.propose()
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.role == "camat")))
    assert "• Camat: <b>TW I 2026</b>" in office.say(KASUBBAG, "/tugas")[0].text


def test_a_passed_limit_is_said_to_whom_it_concerns(office: Counter) -> None:
    """A Kasi reads that the limit has passed, and which unit's form it is."""
    office.hand_out()
    office.now += timedelta(days=7)
    (said,) = office.say(KASI, "/tugas")
    assert "Seksi Pemerintahan: Pengisian formulir; " in said.text
    assert "<b>batas sudah lewat</b>" in said.text


def test_a_finished_card_tells_a_superior_when_and_not_how_late(office: Counter) -> None:
    """Within the limit it says how much of it was used; after it, only when it was done."""
    office.propose()
    office.now += timedelta(minutes=5)
    office.press(CAMAT, "Perintahkan sekarang")
    assert any("5 menit dari batas 15 menit" in said.text for said in office.heard(CAMAT))
    office.propose(2)
    office.now += timedelta(hours=2)
    office.press(CAMAT, "Perintahkan sekarang")
    last = next(said.text for said in reversed(office.heard(CAMAT)) if said.text.startswith("✓"))
    assert "<b>diperintahkan</b> Rabu, 1 April, pukul 10." in last
    assert "batas" not in last


def test_opening_a_task_sends_its_card_again(office: Counter) -> None:
    """The new card lies at the bottom under its form, the old one is replaced by a line."""
    office.hand_out()
    office.say(KASI, "/tugas")
    form, *told = office.press(KASI, "Buka 1")
    assert form.document is not None
    assert told[0].text.startswith("<i>Kartu ini digantikan")
    assert "Terima & mulai isi" in [label for label, _ in told[1].buttons]
    assert len(told) == 2


def test_opening_a_begun_form_switches_what_a_text_answers(office: Counter) -> None:
    """Two cycles overlap: the form that was opened last is asked, and its question is the one that waits."""
    office.hand_out()
    first = office.record().task_id(office.task(5, "PEM"))
    office.press(KASI, "Terima")
    office.hand_out(2)
    office.press(KASI, "Terima")
    office.say(KASI, "/tugas")
    told = office.press(KASI, "Buka 1")
    assert "Isian 1 dari" in told[-1].text
    asked = office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(KASI)))
    assert asked is not None
    assert asked.task_id == first


def test_a_form_filled_on_behalf_is_on_the_list_of_who_fills_it(office: Counter) -> None:
    """The Analis finds it again, and goes on with it."""
    office.hand_out()
    task = office.task(5, "PEM")
    office.claim(ANALIS, Claim("atas_nama", office.record().task_id(task), task.version))
    (said,) = office.say(ANALIS, "/tugas")
    assert "Mengisikan atas nama: <b>TW I 2026</b>, langkah 5 dari 14 · Seksi Pemerintahan" in said.text
    assert "Isian" in office.press(ANALIS, "Buka 1")[-1].text


def test_a_card_of_his_own_takes_nothing_from_who_fills_for_him(office: Counter) -> None:
    """The PPTK may look at the form and go on himself; the Analis keeps what she has."""
    office.hand_out()
    task = office.task(5, "PEM")
    office.claim(ANALIS, Claim("atas_nama", office.record().task_id(task), task.version))
    office.operate(lambda work: handover.move(work, Role.PPTK, task.unit, None))
    assert "atas nama" in office.heard(ANALIS)[-1].text
    office.say(KASI, "/tugas")
    office.press(KASI, "Buka 1")
    assert not any("diteruskan" in said.text for said in office.heard(ANALIS))


def test_a_correction_is_no_step_of_the_paper(office: Counter) -> None:
    """It is listed as what it is, within the review."""
    office.hand_out()
    office.database.write_now(lambda tx: _review(tx, office))
    office.order("SEKRETARIS", lambda _, task: RequestCorrection(task.number, task.version))
    (said,) = office.say(KASUBBAG, "/tugas")
    assert "pembetulan dalam langkah 11: Membetulkan target atau pagu" in said.text


def _review(tx: Transaction, office: Counter) -> None:
    """Let the cycle stand at step 11."""
    mine = Task.cycle_id == office.cycle_id
    tx.execute(update(Task).where(mine, Task.state == "open", Task.number > 5).values(state="void"))
    values = {"step": 11, "role": "sekretaris", "unit_id": None}
    tx.execute(update(Task).where(mine, Task.state == "open").values(values))


def test_a_task_that_is_no_form_has_its_card_again(office: Counter) -> None:
    """The Camat's proposal, with its buttons."""
    office.propose()
    office.say(CAMAT, "/tugas")
    assert "Perintahkan sekarang" in [label for label, _ in office.press(CAMAT, "Buka 1")[-1].buttons]


def test_a_long_list_goes_on_in_the_next_message(office: Counter) -> None:
    """The buttons lie under the last."""
    rows = [[Button("Buka", Claim("buka", 1))]]
    told = office.act(CAMAT, lambda work: listing.send(work, ["x" * 3000, "y" * 3000], rows))
    assert [(said.text[0], len(said.buttons)) for said in told] == [("x", 0), ("y", 1)]


@pytest.mark.parametrize(
    ("limit", "passed", "superior", "words"),
    [
        ("", False, False, "menunggu"),
        ("besok", False, True, "batas besok"),
        ("kemarin", True, False, "<b>batas sudah lewat</b> (kemarin)"),
        ("kemarin", True, True, "menunggu"),
    ],
)
def test_a_superior_is_never_said_to_be_late(limit: str, passed: bool, superior: bool, words: str) -> None:
    """What has no limit yet, or waits for the Camat or the Sekretaris, simply waits."""
    assert texts.until(limit, passed=passed, superior=superior) == words


@pytest.mark.parametrize("code", [KASI_PMD, CAMAT])
def test_a_non_actor_opens_nothing(office: Counter, code: str) -> None:
    """The button of another's list is explained."""
    office.hand_out()
    task = office.task(5, "PEM")
    claim = Claim("buka", office.record().task_id(task), task.version)
    assert "dilaksanakan oleh jabatan lain" in office.claim(code, claim)[0].text


def test_an_old_list_is_stale(office: Counter) -> None:
    """A task that was done since is explained, with who did it."""
    office.propose()
    office.say(CAMAT, "/tugas")
    office.order(CAMAT, lambda record, _: Complete(1, record.state.task(1).version))
    assert "sudah diselesaikan oleh Bapak Camat" in office.press(CAMAT, "Buka 1")[0].text
    assert "tidak berlaku" in office.claim(CAMAT, Claim("buka", 999))[0].text
