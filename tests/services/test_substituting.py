"""Standing in for another: a form's officer on leave, a Plh. for any role; the tasks stand, old buttons are stale."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.services.claims import Claim
from bot.services.steps import receiving
from bot.services.work import Work
from bot.sop.commands import Complete
from storage import cycles, forms, prompts
from storage.database import Database
from storage.tables import Assignment
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS, Counter, Said


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


def _lend(office: Counter, label: str = "Ibu Kasi Pemberdayaan", unit: str = "PEM") -> list[Said]:
    office.claim(KASUBBAG, Claim("alihkan", arg=str(office.unit_id(unit))))
    return office.press(KASUBBAG, label)


def _card(said: list[Said]) -> list[Said]:
    return [one for one in said if any(claim.verb in {"terima", "isi"} for _, claim in one.buttons)]


def test_a_form_is_handed_to_another_official(office: Counter) -> None:
    """The new one hears for whom he stands in and gets the card; the old one is told politely."""
    office.hand_out()
    told = _lend(office)
    assert "sekarang dilaksanakan oleh <b>Ibu Kasi Pemberdayaan Masyarakat</b>. 1 tugas" in told[-1].text
    successor = [one for one in office.heard(KASI_PMD) if one.text]
    assert "<b>Plh. PPTK/Kasi (Seksi Pemerintahan)</b>" in successor[-2].text
    assert _card(successor[-1:])
    assert "untuk sementara dilaksanakan oleh Ibu Kasi Pemberdayaan Masyarakat" in office.heard(KASI)[-1].text


def test_the_choice_names_who_fills_now_and_leaves_out_who_cannot(office: Counter) -> None:
    """Neither the present officer, nor the form's receiver, nor the two who decide about it."""
    office.hand_out()
    told = office.claim(KASUBBAG, Claim("alihkan", arg=str(office.unit_id("PEM"))))
    labels = [label for label, _ in told[0].buttons]
    assert "saat ini diisi oleh Bapak Kasi Pemerintahan" in told[0].text
    left_out = {"Bapak Kasi Pemerintahan", "Ibu Kasubbag Program dan Keuangan", "Bapak Camat", "Bapak Sekretaris"}
    assert len(labels) == 5
    assert not left_out & set(labels)
    arg = f"{office.unit_id('PEM')}.{office.officer_id(KASUBBAG)}"
    assert "menerima formulir ini" in office.claim(KASUBBAG, Claim("alihkan_ke", arg=arg))[0].text


def test_the_old_holders_buttons_and_question_end_with_it(office: Counter) -> None:
    """He is no actor any more, his open question is closed, and what was answered stays."""
    office.hand_out()
    office.press(KASI, "Terima")
    assert office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(KASI))) is not None
    _lend(office)
    assert office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(KASI))) is None
    assert "dilaksanakan oleh jabatan lain" in office.press(KASI, "Terima")[0].text
    assert "Isian 1 dari" in office.press(KASI_PMD, "Lanjutkan isian")[0].text


def test_whoever_fills_on_behalf_is_relieved(office: Counter) -> None:
    """His question ends, he is thanked, and the form is the new official's."""
    office.hand_out()
    task = office.task(5, "PEM")
    office.claim(ANALIS, Claim("atas_nama", office.record().task_id(task), task.version))
    assert office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(ANALIS))) is not None
    _lend(office)
    assert office.database.read_now(lambda tx: prompts.find(tx, office.officer_id(ANALIS))) is None
    assert "dilanjutkan oleh Ibu Kasi Pemberdayaan Masyarakat" in office.heard(ANALIS)[-1].text
    form = office.database.read_now(lambda tx: forms.of_unit(tx, office.cycle_id, office.unit_id("PEM")))
    assert form.filled_by is None


def test_a_question_about_something_else_stays_open(office: Counter) -> None:
    """Only what concerns the handed task is closed."""
    office.hand_out()
    office.press("KASI-YANUM", "Terima")
    _lend(office, unit="PEM", label="Ibu Kasi Pelayanan")
    _lend(office, unit="PEM", label="Ibu Kasi Pemberdayaan")
    assert office.database.read_now(lambda tx: prompts.find(tx, office.officer_id("KASI-YANUM"))) is not None


def test_the_audit_says_who_decided(office: Counter) -> None:
    """In the office's chain and, for the task, in the cycle's."""
    office.hand_out()
    _lend(office)
    action, officer, detail = office.recorded()[-1]
    assert (action, officer) == ("SubstituteAppointed", office.officer_id(KASUBBAG))
    assert (detail["officer"], detail["before"]) == (office.officer_id(KASI_PMD), office.officer_id(KASI))
    assert office.recorded(f"cycle:{office.cycle_id}")[-1][:2] == ("Reassign", office.officer_id(KASUBBAG))


def test_a_second_press_changes_nothing(office: Counter) -> None:
    """Whoever holds the form already is not appointed again."""
    office.hand_out()
    _lend(office)
    assert "sudah melaksanakan peran ini" in office.press(KASUBBAG, "Ibu Kasi Pemberdayaan")[0].text


def test_the_form_goes_back_to_its_own_official(office: Counter) -> None:
    """By its button, once; both hear of it, and the card is the first one's again."""
    office.hand_out()
    _lend(office)
    office.say(KASUBBAG, "/status")
    back = office.press(KASUBBAG, "Kembalikan pengisi Seksi Pemerintahan")
    assert "sekarang dilaksanakan oleh <b>Bapak Kasi Pemerintahan</b>" in back[-1].text
    assert _card(office.heard(KASI)[-1:])
    assert "terima kasih atas bantuannya" in office.heard(KASI_PMD)[-1].text
    assert "tidak ada pelaksana harian" in office.press(KASUBBAG, "Kembalikan pengisi")[0].text


def test_choosing_the_own_official_again_ends_the_substitution(office: Counter) -> None:
    """He is not Plh. of himself."""
    office.hand_out()
    _lend(office)
    told = _lend(office, "Bapak Kasi Pemerintahan")
    assert "Bapak Kasi Pemerintahan" in told[-1].text
    assert office.recorded()[-1][0] == "SubstituteEnded"


def test_a_third_official_takes_over_from_the_second(office: Counter) -> None:
    """One substitution ends where the next begins."""
    office.hand_out()
    _lend(office)
    _lend(office, "Ibu Kasi Pelayanan")
    office.say(KASUBBAG, "/admin")
    labels = [label for label, _ in office.heard(KASUBBAG)[-1].buttons]
    assert labels == [
        "Tunjuk Plh.",
        "Catat gangguan/hari libur",
        "Lambang kantor",
        "Kembalikan pengisi PPTK/Kasi (Seksi Pemerintahan)",
    ]


def test_a_late_form_can_be_handed_over_from_the_reception(office: Counter) -> None:
    """Step 6's card offers it once the limit has passed."""
    office.hand_out()
    task = office.task(5, "PEM")
    assert task.due_at is not None
    office.now = task.due_at + timedelta(hours=1)
    card = office.operate(lambda work: _reception(work, office))
    assert "Alihkan pengisi no. 2" in card


def _reception(work: Work, office: Counter) -> list[str]:
    record = office.record()
    done = work.engine.expire(record.state, office.task(5, "PEM").number, work.now)
    record = cycles.save(work.tx, record, done.events, work.rungs_of(record))
    task = next(one for one in record.state.open_tasks if one.step == 6)
    return [button.label for row in receiving.card(work, record, task).buttons for button in row]


@pytest.mark.parametrize("verb", ["alihkan", "alihkan_ke", "kembalikan_pengisi"])
def test_only_those_above_hand_a_form_over(office: Counter, verb: str) -> None:
    """A Kasi and the Analis cannot."""
    arg = f"{office.unit_id('PEM')}" + (f".{office.officer_id(KASI_PMD)}" if verb == "alihkan_ke" else "")
    for code in (KASI, ANALIS):
        assert "Kasubbag sebagai koordinator" in office.claim(code, Claim(verb, arg=arg))[0].text


@pytest.mark.parametrize("code", [SEKRETARIS, CAMAT])
def test_a_superior_hands_a_form_over_from_an_escalation(office: Counter, code: str) -> None:
    """Whoever hears after the coordinator may do what she may; who receives the form still does not fill it."""
    office.hand_out()
    office.claim(code, Claim("alihkan", arg=str(office.unit_id("PEM"))))
    told = office.press(code, "Ibu Kasi Pemberdayaan")
    assert "sekarang dilaksanakan oleh <b>Ibu Kasi Pemberdayaan Masyarakat</b>" in told[-1].text
    arg = f"{office.unit_id('PEM')}.{office.officer_id(KASUBBAG)}"
    assert "menerima formulir ini" in office.claim(code, Claim("alihkan_ke", arg=arg))[0].text
    office.claim(code, Claim("kembalikan_pengisi", arg=str(office.unit_id("PEM"))))
    assert _card(office.heard(KASI)[-1:])


@pytest.mark.parametrize("verb", ["plh_peran", "plh_ke", "plh_akhiri"])
def test_nobody_but_the_administrator_appoints_for_the_camat(office: Counter, verb: str) -> None:
    """Nobody stands above him, and he does not appoint for himself by a forged button."""
    for code in (CAMAT, SEKRETARIS, ANALIS):
        arg = f"camat.{office.officer_id(KASI)}" if verb == "plh_ke" else "camat"
        assert "ditunjuk oleh pengelola" in office.claim(code, Claim(verb, arg=arg))[0].text


def test_whoever_stands_above_a_role_names_its_substitute(office: Counter) -> None:
    """The Sekretaris for the Kasubbag, from an escalation; he also ends it."""
    office.propose()
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    office.claim(SEKRETARIS, Claim("plh_peran", arg="kasubbag"))
    told = office.press(SEKRETARIS, "Ibu Analis")
    assert "1 tugas terbuka" in told[0].text
    assert "langkah 2 dari 14" in office.heard(ANALIS)[-1].text
    office.claim(SEKRETARIS, Claim("plh_akhiri", arg="kasubbag"))
    assert "langkah 2 dari 14" in office.heard(KASUBBAG)[-1].text


def test_the_roles_to_choose_from_are_those_below(office: Counter) -> None:
    """Everyone is offered the roles in whose line he stands; who stands in none is refused."""
    offered = [label for label, _ in office.claim(SEKRETARIS, Claim("plh_peran"))[0].buttons]
    assert offered == ["Kasubbag Program & Keuangan", "Analis Perencanaan, Evaluasi dan Pelaporan"]
    assert len(office.claim(KASUBBAG, Claim("plh_peran"))[0].buttons) == 4
    assert "ditunjuk oleh pengelola" in office.claim(KASI, Claim("plh_peran"))[0].text


@pytest.mark.parametrize(
    ("verb", "arg"),
    [
        ("alihkan", "999"),
        ("alihkan_ke", "3"),
        ("alihkan_ke", "3.999"),
        ("alihkan_ke", "3." + "9" * 30),
        ("kembalikan_pengisi", ""),
        ("plh_peran", "pptk"),
        ("plh_peran", "bupati"),
        ("plh_ke", "camat"),
        ("plh_ke", "pptk.2"),
        ("plh_akhiri", "x"),
    ],
)
def test_forged_buttons_change_nothing(office: Counter, verb: str, arg: str) -> None:
    """Callback data comes from the client."""
    assert "tidak berlaku" in office.claim(KASUBBAG, Claim(verb, arg=arg))[0].text


def test_a_substitute_for_the_kasubbag_gets_all_her_open_tasks(office: Counter) -> None:
    """She acts in most steps; her own form stays with her."""
    office.propose()
    office.order(CAMAT, lambda record, task: Complete(task.number, task.version))
    office.say(KASUBBAG, "/admin")
    office.press(KASUBBAG, "Tunjuk Plh.")
    told = office.press(KASUBBAG, "Kasubbag Program")
    assert "saat ini dipegang oleh Ibu Kasubbag Program dan Keuangan" in told[0].text
    told = office.press(KASUBBAG, "Ibu Analis")
    assert "1 tugas terbuka" in told[0].text
    assert "diteruskan kepada pejabat yang sekarang" in told[-1].text
    assert "langkah 2 dari 14" in office.heard(ANALIS)[-1].text
    assert "dilaksanakan oleh jabatan lain" in office.press(KASUBBAG, "Lepaskan")[0].text
    office.press(ANALIS, "Lepaskan")
    assert office.record().state.open_tasks[0].step == 4


def test_the_role_returns_to_its_holder(office: Counter) -> None:
    """[Akhiri Plh.] gives the open tasks back; there is nothing to end twice."""
    office.propose()
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"camat.{office.officer_id(SEKRETARIS)}"))
    assert "hari ini jadwal" in office.heard(SEKRETARIS)[-1].text
    office.say(KASUBBAG, "/admin")
    office.press(KASUBBAG, "Akhiri Plh. Camat")
    assert "hari ini jadwal" in office.heard(CAMAT)[-1].text
    assert "berakhir" in office.heard(SEKRETARIS)[-1].text
    assert "tidak ada pelaksana harian" in office.press(KASUBBAG, "Akhiri Plh. Camat")[0].text


def test_a_post_is_not_left_vacant(office: Counter) -> None:
    """Where the workbook knows a Plh. only, ending him would leave nobody."""
    office.database.write_now(
        lambda tx: tx.execute(update(Assignment).where(Assignment.role == "camat").values(capacity="plh"))
    )
    assert "tidak memiliki pejabat lain" in office.claim(KASUBBAG, Claim("plh_akhiri", arg="camat"))[0].text


def test_a_vacant_post_gets_its_card_with_a_substitute(office: Counter) -> None:
    """The task had no card, since nobody could receive it."""
    office.database.write_now(lambda tx: tx.execute(delete(Assignment).where(Assignment.role == "camat")))
    office.propose()
    told = office.claim(KASUBBAG, Claim("plh_peran", arg="camat"))
    assert "belum ada pejabatnya" in told[0].text
    office.press(KASUBBAG, "Bapak Sekretaris")
    assert "hari ini jadwal" in office.heard(SEKRETARIS)[-1].text
    assert office.recorded()[-1][2]["before"] is None


def test_names_with_html_are_shown_literally(office: Counter) -> None:
    """A name or post spelled with markup breaks no message of /admin."""
    office.change(KASI, name="A <b>B</b>", post="Kepala <i>X</i>")
    told = office.say(KASUBBAG, "/admin")
    assert "<b>Bapak Kepala &lt;i&gt;X&lt;/i&gt;</b>, A &lt;b&gt;B&lt;/b&gt;: PPTK/Kasi" in told[0].text


def test_the_administrator_sees_who_holds_what_and_who_is_missing(office: Counter) -> None:
    """/admin lists everyone in the workbook's order; the missing ones have a button for their invitation."""
    office.change(CAMAT, telegram_id=None)
    told = office.say(KASUBBAG, "/admin")
    assert "• <b>Bapak Camat</b>, Camat Contoh, S.E.: Camat · <b>belum bergabung</b>" in told[0].text
    labels = [label for label, _ in told[0].buttons]
    assert labels == ["Tunjuk Plh.", "Catat gangguan/hari libur", "Lambang kantor", "Undang Bapak Camat"]
    assert "hanya untuk pengelola" in office.say(ANALIS, "/admin")[0].text
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"analis.{office.officer_id(KASI)}"))
    assert "tidak ada yang menunggu tindak lanjut" in office.heard(KASI)[-1].text
    text = office.say(KASUBBAG, "/admin")[0].text
    assert "Analis Contoh, S.Kom.: tidak memegang peran saat ini" in text
    assert "Plh. Analis Perencanaan, Evaluasi dan Pelaporan; PPTK/Kasi (Seksi Pemerintahan)" in text
