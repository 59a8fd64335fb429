"""The commands of the chat: who sees which, how one is read, /mulai, /arsip, /bantuan and /batal."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.services import commands, desk
from bot.services.claims import Claim
from bot.sop.definition import long_ikis
from bot.sop.model import Role
from bot.texts.commands import DESCRIPTIONS
from bot.texts.form.values import units
from bot.texts.help import steps_of
from storage.database import Database
from tests.services.counter import CAMAT, KASUBBAG, SEKRETARIS, Counter


@pytest.fixture
def office(sqlite_url: str) -> Counter:
    """The demo's office with everyone in."""
    return Counter(Database(sqlite_url)).open()


# The menu


def test_everyone_sees_the_commands_that_are_for_everyone() -> None:
    """Telegram's menu of a Kasi."""
    names = [name for name, _ in commands.menu([Role.PPTK], is_admin=False)]
    assert names == ["tugas", "status", "jadwal", "arsip", "bantuan", "batal"]


def test_the_camat_may_begin_and_the_administrator_administer() -> None:
    """Each has one command more."""
    assert "mulai" in dict(commands.menu([Role.CAMAT], is_admin=False))
    assert "admin" in dict(commands.menu([Role.KASUBBAG, Role.PPTK], is_admin=True))


def test_every_command_of_the_menu_exists_and_fits_telegram() -> None:
    """At most 32 small letters, a description of at most 256."""
    assert set(DESCRIPTIONS) == set(commands.COMMANDS) - {"start"}
    assert all(name.islower() and len(name) <= 32 and 1 <= len(words) <= 256 for name, words in DESCRIPTIONS.items())


def test_no_two_rooms_claim_the_same_verb() -> None:
    """A button means one thing."""
    verbs = [verb for room in desk._ROOMS for verb in room.PRESSES]
    assert sorted(verbs) == sorted(desk.PRESSES)


# Reading a command


@pytest.mark.parametrize("text", ["/tugas", "/TUGAS", "/tugas@contoh_bot", " /tugas  sekarang "])
def test_a_command_is_read_however_it_is_written(office: Counter, text: str) -> None:
    """Capitals, the bot's name and further words do no harm."""
    assert "menunggu tindak lanjut" in office.say(CAMAT, text)[0].text


@pytest.mark.parametrize("text", ["/", "/hapus", "//tugas", "/tugas-saya", "/tugаs", "tugas"])
def test_an_unknown_command_is_explained(office: Counter, text: str) -> None:
    """Nothing is guessed."""
    assert office.say(CAMAT, text)[0].text == "Perintah tersebut tidak dikenal. Daftar perintah ada di /bantuan."


def test_batal_drops_the_open_question(office: Counter) -> None:
    """And says so if there is none."""
    office.propose()
    office.press(CAMAT, "Ubah isi")
    assert "Pertanyaan terakhir dibatalkan" in office.say(CAMAT, "/batal")[0].text
    assert "Tidak ada pertanyaan" in office.say(CAMAT, "/batal")[0].text


# /bantuan


def test_the_help_says_what_the_persons_roles_do(office: Counter) -> None:
    """The Kasubbag reads her steps and her form's; every step is somebody's."""
    (said,) = office.say(KASUBBAG, "/bantuan")
    assert "<b>Ibu Kasubbag Program dan Keuangan</b> dalam SOP Mekanisme Pengumpulan Data Kinerja" in said.text
    assert "• langkah 2: Menyiapkan Formulir Pengumpulan Data Capaian Kinerja (30 menit)" in said.text
    assert "PPTK/Kasi (Subbagian Program dan Keuangan)</b>\n• langkah 5" in said.text
    assert "/admin – " in said.text
    assert units(said.text) <= 4096
    sop = long_ikis()
    assert {step.number for role in Role for step in steps_of(sop, role)} == set(range(1, 15))


def test_signers_and_the_receiver_of_the_kasubbags_form_find_their_steps() -> None:
    """The Sekretaris receives one form, reviews and signs; the Camat orders and signs."""
    sop = long_ikis()
    assert [step.number for step in steps_of(sop, Role.SEKRETARIS)] == [6, 11, 13]
    assert [step.number for step in steps_of(sop, Role.CAMAT)] == [1, 13]


def test_someone_without_a_role_has_help_too(office: Counter) -> None:
    """While another stands in for him."""
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"camat.{office.officer_id(SEKRETARIS)}"))
    (said,) = office.say(CAMAT, "/bantuan")
    assert "tidak memegang peran" in said.text
    assert "/mulai" not in said.text


# /mulai


def test_the_camat_begins_the_period_whose_day_has_come(office: Counter) -> None:
    """One press opens step 1, with data up to the period's end; the next period is offered with data of today."""
    (said,) = office.say(CAMAT, "/mulai")
    labels = [label for label, _ in said.buttons]
    assert labels == ["TW I 2026, data per 31 Maret 2026", "TW II 2026, data per 1 April 2026"]
    assert "Triwulan II 2026: menurut Jadwal Kerja mulai Rabu, 1 Juli 2026" in said.text
    told = office.press(CAMAT, "TW I 2026")
    assert "Data per 31 Maret 2026." in told[-1].text
    assert "Perintahkan sekarang" in [label for label, _ in told[-1].buttons]


def test_a_period_may_begin_before_its_day(office: Counter) -> None:
    """'Data per tanggal …' is today."""
    office.say(CAMAT, "/mulai")
    assert "Data per 1 April 2026." in office.press(CAMAT, "TW II 2026")[-1].text


def test_a_period_that_runs_is_not_begun_again(office: Counter) -> None:
    """Its status is said instead, also to an old button."""
    office.say(CAMAT, "/mulai")
    office.press(CAMAT, "TW I 2026")
    told = office.claim(CAMAT, office.heard(CAMAT)[0].buttons[0][1])
    assert told[0].text == (
        "Triwulan I 2026: sudah disampaikan kepada Camat dan menunggu perintah. Tidak ada yang berubah."
    )
    (said,) = office.say(CAMAT, "/mulai")
    assert "• Triwulan I 2026: sudah disampaikan kepada Camat" in said.text
    assert [label for label, _ in said.buttons] == ["TW II 2026, data per 1 April 2026"]


def test_a_period_closed_as_not_running_is_reopened_here(office: Counter) -> None:
    """The Peringatan's reason is gone when kegiatan run."""
    office.propose()
    office.end("belum_berjalan")
    assert "dapat dibuka kembali" in office.say(CAMAT, "/mulai")[0].text
    assert "Perintahkan sekarang" in [label for label, _ in office.press(CAMAT, "TW I 2026")[-1].buttons]


def test_a_collection_that_was_called_off_may_begin_again(office: Counter) -> None:
    """The period is free."""
    office.propose()
    office.end("dibatalkan")
    assert "TW I 2026, data per 31 Maret 2026" in [label for label, _ in office.say(CAMAT, "/mulai")[0].buttons]


def test_an_archived_period_is_not_offered(office: Counter) -> None:
    """It is done; a forged button hears so."""
    office.propose()
    office.end("selesai")
    (said,) = office.say(CAMAT, "/mulai")
    assert [label for label, _ in said.buttons] == ["TW II 2026, data per 1 April 2026"]
    assert "sudah selesai dan diarsipkan" in office.claim(CAMAT, Claim("mulai_periode", arg="1"))[0].text


def test_there_may_be_nothing_to_begin(office: Counter) -> None:
    """Every period of the Jadwal Kerja runs."""
    office.now += timedelta(days=300)
    for quarter in (1, 2, 3, 4):
        office.propose(quarter)
    assert "Tidak ada periode lain" in office.say(CAMAT, "/mulai")[0].text


def test_only_the_camat_begins(office: Counter) -> None:
    """Neither by command nor by a forged button; nor does he with a period that is none."""
    assert "dimulai oleh Camat" in office.say(KASUBBAG, "/mulai")[0].text
    assert "dimulai oleh Camat" in office.claim(KASUBBAG, Claim("mulai_periode", arg="1"))[0].text
    for arg in ("999", "x", "9" * 40):
        assert "tidak berlaku" in office.claim(CAMAT, Claim("mulai_periode", arg=arg))[0].text
