"""Coming in by invitation, being refused as a stranger, and being shut out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.bureau import identify
from bot.services.claims import Claim
from bot.services.import_office import import_office
from bot.services.people import joining
from bot.sop.errors import Refusal
from storage import officers
from storage.database import Database
from tests.builders import demo_plan
from tests.services.counter import ANALIS, CAMAT, KASI, KASI_PMD, KASUBBAG, SEKRETARIS, Counter

PHONE, OTHER_PHONE, STRANGER = 5_000_000_001, 5_000_000_002, 5_000_000_003
BYTES = bytes(range(32))


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


@pytest.fixture
def empty(sqlite_url: str) -> Counter:
    """The demo's office before anyone joined."""
    return Counter(Database(sqlite_url)).open(joined=False)


def _token(office: Counter, code: str, secret: bytes = BYTES) -> str:
    return office.operate(lambda work: joining.replace_phone(work, office.officer_id(code), secret))


def test_an_invited_official_is_greeted_by_sapaan_and_post_with_his_roles(empty: Counter) -> None:
    """The greeting names what he does in the SOP, and his joining is in the office's audit."""
    told = empty.join(_token(empty, KASUBBAG), PHONE)
    assert "<b>Ibu Kasubbag Program dan Keuangan</b>" in told[0].text
    assert "Kasubbag Program &amp; Keuangan; PPTK/Kasi (Subbagian Program dan Keuangan)" in told[0].text
    action, officer, detail = empty.recorded()[-1]
    assert (action, officer, detail) == ("OfficerJoined", empty.officer_id(KASUBBAG), {"officer": officer})


def test_what_waited_for_him_follows_the_greeting_once(empty: Counter) -> None:
    """His open card waited in the outbox and comes below the greeting, not twice."""
    empty.propose()
    told = empty.join(_token(empty, CAMAT), PHONE)
    cards = [one for one in told if "hari ini jadwal pengumpulan" in one.text]
    assert "menunggu tindak lanjut saat ini: <b>1</b>" in told[0].text
    assert (len(cards), told.index(cards[0])) == (1, len(told) - 1)


def test_a_new_telephone_gets_the_cards_that_the_old_one_had(office: Counter) -> None:
    """The old account is a stranger's at once; the open card is sent anew to the new one."""
    office.propose()
    old = office.chat(CAMAT)
    told = office.join(_token(office, CAMAT), PHONE)
    assert any("hari ini jadwal pengumpulan" in one.text for one in told)
    assert office.chat(CAMAT) == PHONE
    assert office.database.read_now(lambda tx: identify(tx, old, office.now)) is None


def test_an_official_without_a_role_is_welcome(office: Counter) -> None:
    """Another stands in for him: the greeting names no role and no task."""
    office.say(KASUBBAG, "/admin")
    office.press(KASUBBAG, "Tunjuk Plh.")
    office.press(KASUBBAG, "Sekretaris")
    office.press(KASUBBAG, "Ibu Analis")
    told = office.join(_token(office, SEKRETARIS), PHONE)
    greeting = next(one for one in told if "Selamat datang" in one.text)
    assert "Peran" not in greeting.text
    assert "tidak ada yang menunggu" in greeting.text


def test_the_administrator_confirms_the_account(office: Counter) -> None:
    """Its name is shown as it is spelled, HTML and all; one press shuts a wrong account out."""
    office.join(_token(office, KASI), PHONE, "<b>Budi</b> & Co")
    note = office.heard(KASUBBAG)[-1]
    assert "&lt;b&gt;Budi&lt;/b&gt; &amp; Co" in note.text
    told = office.press(KASUBBAG, "Cabut akses")
    assert office.chat(KASI) == 0
    assert [label for label, _ in told[-1].buttons] == [
        "Undang Bapak Kasi Pemerintahan",
        "Alihkan PPTK/Kasi (Seksi Pemerintahan)",
    ]


def test_an_account_without_a_name_is_reported_too(office: Counter) -> None:
    """Telegram may give no name."""
    office.join(_token(office, KASI), PHONE, "")
    assert "telah bergabung. Bila" in office.heard(KASUBBAG)[-1].text


def test_names_with_html_are_shown_literally(empty: Counter) -> None:
    """A post spelled with markup cannot break the greeting."""
    empty.change(KASI, post="Kepala <i>Seksi</i> & Lain")
    told = empty.join(_token(empty, KASI), PHONE)
    assert "Bapak Kepala &lt;i&gt;Seksi&lt;/i&gt; &amp; Lain" in told[0].text


def test_each_reason_to_refuse_a_link_has_its_sentence(office: Counter) -> None:
    """Used, replaced, expired, another's, one's own: the holder of a link hears what became of it."""
    first = _token(office, KASI)
    second = _token(office, KASI, BYTES[::-1])
    assert "diganti atau dicabut" in office.join(first, PHONE)[0].text
    office.now += timedelta(days=8)
    assert "masa berlakunya" in office.join(second, PHONE)[0].text
    third = _token(office, KASI, b"3" * 32)
    office.join(third, PHONE)
    assert "sudah terdaftar" in office.join(third, PHONE)[0].text
    assert "sudah pernah dipakai" in office.join(third, OTHER_PHONE)[0].text
    camat = _token(office, CAMAT, b"4" * 32)
    assert "pejabat lain" in office.join(camat, PHONE)[0].text


def test_an_unknown_link_of_someone_who_is_in_is_answered_each_time(office: Counter) -> None:
    """He is no stranger."""
    for _ in range(2):
        assert "tidak dikenal" in office.join("karangan", office.chat(CAMAT))[0].text


def test_a_stranger_hears_one_refusal_an_hour(office: Counter) -> None:
    """Whatever he sends, also made-up links; after an hour he is told once more."""

    def refuse() -> bool:
        return office.database.write_now(lambda tx: joining.refuse_stranger(tx, STRANGER, office.now))

    assert refuse()
    office.now += timedelta(minutes=59)
    assert not refuse()
    assert office.join("karangan", STRANGER)[0].text.startswith("Mohon maaf, bot ini hanya melayani pejabat")
    office.now += timedelta(minutes=1)
    assert "tidak dikenal" in office.join("karangan", STRANGER)[0].text
    assert office.join("karangan", STRANGER) == []


def test_a_revoked_officer_is_a_stranger_and_his_tasks_can_be_handed_over(office: Counter) -> None:
    """What is written for him waits; the administrator is shown every way on; the audit knows it."""
    office.hand_out()
    office.operate(lambda work: joining.revoke(work, office.officer_id(ANALIS)))
    assert office.chat(ANALIS) == 0
    note = office.heard(KASUBBAG)[-1]
    assert "Akses <b>Ibu Analis</b> dicabut" in note.text
    assert "Tunjuk Plh. Analis Perencanaan, Evaluasi dan Pelaporan" in [label for label, _ in note.buttons]
    assert office.recorded()[-1] == ("OfficerRevoked", None, {"officer": office.officer_id(ANALIS)})


def test_a_revocation_without_an_administrator_who_is_in_still_holds(office: Counter) -> None:
    """The only administrator may be the one who lost the telephone."""
    office.operate(lambda work: joining.revoke(work, office.officer_id(KASUBBAG)))
    assert office.chat(KASUBBAG) == 0


def test_the_command_line_names_officers_of_its_office_only(office: Counter) -> None:
    """An id that nobody of the office has changes nothing."""
    with pytest.raises(Refusal, match="tombol_lama"):
        office.operate(lambda work: joining.revoke(work, 999))


@pytest.mark.parametrize("inviter", [ANALIS, KASUBBAG])
def test_an_invitation_can_be_made_in_chat_and_passed_on(empty: Counter, inviter: str) -> None:
    """A text with the link, to be passed on; the link lets the invited person in; the audit says who invited."""
    empty.change(inviter, telegram_id=PHONE)
    told = empty.claim(inviter, Claim("undang", arg=str(empty.officer_id(KASI))))
    assert "diteruskan kepada <b>Bapak Kasi Pemerintahan</b>" in told[0].text
    address = told[1].text.partition("https://")[2].split("\n")[0]
    assert address.startswith("t.me/contoh_bot?start=")
    assert "Rabu, 8 April 2026" in told[1].text
    assert empty.recorded()[-1][:2] == ("OfficerInvited", empty.officer_id(inviter))
    assert "Selamat datang" in empty.join(address.partition("=")[2], OTHER_PHONE)[0].text


def test_only_those_who_may_invite_do(office: Counter) -> None:
    """A Kasi cannot make a link, and nobody for someone who is in."""
    arg = str(office.officer_id(KASI_PMD))
    assert "Undangan dibuat oleh" in office.claim(KASI, Claim("undang", arg=arg))[0].text
    assert "sudah bergabung" in office.claim(ANALIS, Claim("undang", arg=arg))[0].text


@pytest.mark.parametrize("arg", ["", "x", "-1", "999", "9" * 40, "١"])
def test_a_forged_name_on_a_button_names_nobody(office: Counter, arg: str) -> None:
    """Callback data comes from the client."""
    for verb in ("undang", "cabut"):
        assert "tidak berlaku" in office.claim(KASUBBAG, Claim(verb, arg=arg))[0].text


def test_an_official_of_another_office_is_nobody_here(office: Counter) -> None:
    """No act crosses from one office to another."""
    plan = replace(demo_plan(), profile=replace(demo_plan().profile, code="LAIN"))
    other = office.database.write_now(lambda tx: import_office(tx, plan, office.now).office_id)
    foreign = office.database.read_now(lambda tx: officers.officers(tx, other)[0].id)
    assert "tidak berlaku" in office.claim(KASUBBAG, Claim("undang", arg=str(foreign)))[0].text


def test_only_the_administrator_shuts_out_and_never_himself(office: Counter) -> None:
    """Others are told why not; one who is out already cannot be shut out again."""
    camat = Claim("cabut", arg=str(office.officer_id(CAMAT)))
    assert "hanya untuk pengelola" in office.claim(ANALIS, camat)[0].text
    own = Claim("cabut", arg=str(office.officer_id(KASUBBAG)))
    assert "tidak berlaku" in office.claim(KASUBBAG, own)[0].text
    office.claim(KASUBBAG, camat)
    assert "tidak berlaku" in office.claim(KASUBBAG, camat)[0].text


def test_opening_the_chat_again_shows_the_open_tasks(office: Counter) -> None:
    """/start without a link greets who is in."""
    office.propose()
    told = office.say(CAMAT, "/start")
    assert "Selamat datang kembali, <b>Bapak Camat</b>" in told[0].text
    assert "langkah 1 dari 14" in told[1].text
