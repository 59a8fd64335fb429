"""/arsip: what its buttons send, the scan that follows, and the list of the archive as a workbook."""

from __future__ import annotations

import pytest

from bot.documents.models.archive import ArchiveRegister
from bot.documents.render import render_xlsx
from bot.services.claims import Claim
from bot.services.papers.dossier import compose
from bot.services.papers.publish import request
from bot.services.work import Work
from storage import cycles
from storage.uploads import refuse
from tests.services.archive_desk import ArchiveDesk, labels, opened
from tests.services.counter import KASI, KASUBBAG


@pytest.fixture
def office(database_url: str) -> ArchiveDesk:
    """The demo's office with everyone in."""
    return opened(database_url)


@pytest.fixture
def archived(sqlite_url: str) -> ArchiveDesk:
    """The same with one archived collection."""
    return opened(sqlite_url).archive()


# What is sent


def test_a_press_sends_the_last_version_of_each_document(archived: ArchiveDesk) -> None:
    """To whoever asks, in the archive's order; a draft of the Analis is no paper."""
    archived.paper("rekap", version=1)
    archived.paper("rekap", version=2)
    archived.paper("rekap", part="konsep", version=3)
    archived.say(KASI, "/arsip rekap")
    told = archived.press(KASI, "TW I 2026: rekap")
    assert [said.document is not None for said in told] == [True]
    archived.say(KASI, "/arsip")
    assert len(archived.press(KASI, "TW I 2026: semua")) >= 2


def test_files_that_people_sent_are_sent_again(archived: ArchiveDesk) -> None:
    """A photo as a photo, a document as a document, each said what it is."""
    scan = archived.send_file("pindaian", "pindaian.pdf")
    proof = archived.send_file("bukti_serah")
    evidence = archived.send_file("bukti", "hadir.pdf", unit="PEM", row="1")
    archived.say(KASI, "/arsip pindaian bukti")
    archived.press(KASI, "TW I 2026: pindaian")
    archived.press(KASI, "TW I 2026: bukti dukung")
    assert archived.media(KASI)[1:] == [f"document {scan}", f"photo {proof}", f"document {evidence}"]


def test_the_papers_of_the_unit_that_was_found(archived: ArchiveDesk) -> None:
    """Its own form and bukti dukung have buttons, and no other unit's are sent."""
    mine, other = archived.unit_id("PEM"), archived.unit_id("PK")
    for unit in (mine, other):
        archived.paper("formulir", part=str(unit))
    evidence = archived.send_file("bukti", "hadir.pdf", unit="PEM", row="1")
    archived.send_file("bukti", "lain.pdf", unit="PK", row="1")
    (said,) = archived.say(KASI, "/arsip seksi pemerintahan")
    assert labels(said)[2:] == ["TW I 2026: formulir Seksi Pemerintahan", "TW I 2026: bukti dukung Seksi Pemerintahan"]
    assert len(archived.press(KASI, "TW I 2026: formulir")) == 1
    archived.press(KASI, "TW I 2026: bukti dukung")
    assert archived.media(KASI)[2:] == [f"document {evidence}"]


def test_more_files_than_a_chat_takes_at_once(archived: ArchiveDesk) -> None:
    """Forty are sent, and the rest is named with a way to ask for it."""
    for number in range(45):
        archived.send_file("bukti", f"{number}.pdf", unit="PEM", row="1")
    archived.say(KASI, "/arsip")
    told = archived.press(KASI, "TW I 2026: semua")
    assert any("Masih ada" in said.text for said in told)
    assert len(archived.media(KASI)) == 1 + 40


def test_a_kind_that_was_never_made_is_said(archived: ArchiveDesk) -> None:
    """An early collection may lack a paper."""
    archived.say(KASI, "/arsip rekap")
    assert "belum ada dalam arsip" in archived.press(KASI, "TW I 2026: rekap")[0].text


@pytest.mark.parametrize(
    "arg", ["", "x.dokumen", "999.dokumen", "1.rahasia", "1", "9" * 22 + ".akhir", "1.rekap.3", "1.formulir.x"]
)
def test_a_forged_archive_button_sends_nothing(archived: ArchiveDesk, arg: str) -> None:
    """Neither another office's cycle nor a running one, nor a kind that is none."""
    assert "tidak berlaku" in archived.claim(KASI, Claim("arsip_kirim", arg=arg))[0].text


def test_what_still_runs_is_not_given_out_as_archive(office: ArchiveDesk) -> None:
    """Its documents may still change."""
    office.hand_out()
    claim = Claim("arsip_kirim", arg=f"{office.cycle_id}.semua")
    assert "tidak berlaku" in office.claim(KASI, claim)[0].text


# The scan that follows


def test_a_scan_that_was_to_follow_is_sent_from_the_archive(archived: ArchiveDesk) -> None:
    """By the Kasubbag alone; it is audited, and once it is there nobody is asked for it again."""
    assert "TW I 2026: Unggah pindaian" not in labels(archived.say(KASI, "/arsip")[0])
    (said,) = archived.say(KASUBBAG, "/arsip")
    assert "pindaian bertanda tangan masih menyusul" in said.text
    assert "Mohon kirimkan pindaian" in archived.press(KASUBBAG, "TW I 2026: Unggah pindaian")[0].text
    assert "foto atau berkas" in archived.attach(KASUBBAG, kind="other")[0].text
    assert "sedang diperiksa" in archived.attach(KASUBBAG)[0].text
    action, who, detail = archived.recorded(f"cycle:{archived.cycle_id}")[-1]
    assert (action, who) == ("ScanFollowed", archived.officer_id(KASUBBAG))
    assert "Unggah pindaian" not in " ".join(labels(archived.say(KASUBBAG, "/arsip")[0]))
    archived.database.write_now(lambda tx: refuse(tx, detail["upload"]))
    assert "TW I 2026: Unggah pindaian" in labels(archived.say(KASUBBAG, "/arsip")[0])


def test_a_forged_upload_button_asks_nothing(archived: ArchiveDesk) -> None:
    """Neither of another's, nor of a scan that is there."""
    claim = Claim("arsip_pindaian", arg=str(archived.cycle_id))
    assert "dilaksanakan oleh jabatan lain" in archived.claim(KASI, claim)[0].text
    archived.send_file("pindaian", "pindaian.pdf")
    assert "tidak berlaku" in archived.claim(KASUBBAG, claim)[0].text


# The list as a workbook


def test_the_list_of_the_archive_is_sent_as_a_workbook(archived: ArchiveDesk) -> None:
    """Offered with the whole archive, kept with its newest collection, and made anew once there is more in it."""
    assert labels(archived.say(KASI, "/arsip 2026")[0])[-1:] != ["Daftar arsip (Excel)"]
    assert labels(archived.say(KASI, "/arsip")[0])[-1] == "Daftar arsip (Excel)"
    (first,) = archived.press(KASI, "Daftar arsip")
    (again,) = archived.press(KASI, "Daftar arsip")
    archived.send_file("pindaian", "pindaian.pdf")
    (another,) = archived.press(KASI, "Daftar arsip")
    assert first.document == again.document
    assert another.document not in {None, first.document}


def test_the_list_has_what_the_archive_has(archived: ArchiveDesk) -> None:
    """A row for each paper and file, none for the list itself; a row for each collection."""
    archived.paper("daftar_arsip")
    archived.send_file("bukti", "hadir.pdf", unit="PEM", row="1")
    archived.copies(1)

    def composed(work: Work) -> ArchiveRegister:
        record = cycles.load(work.tx, archived.cycle_id)
        row = request(work, record, "daftar_arsip")
        found = compose(work, row)
        assert isinstance(found, ArchiveRegister)
        return found

    found = archived.operate(composed)
    assert {one.kind for one in found.files} >= {"Lembar Disposisi", "Bukti dukung"}
    assert all(one.name.partition("/")[0] != "daftar_arsip" for one in found.files)
    assert [(one.year, one.quarter) for one in found.cycles] == [(2026, 1), (2025, 1)]
    assert found.span == "Triwulan I 2025 sampai Triwulan I 2026"
    assert render_xlsx(found).filename == "Daftar Arsip sampai TW I 2026.xlsx"


def test_without_an_archive_there_is_no_list(office: ArchiveDesk) -> None:
    """A forged button is told so."""
    assert "tidak berlaku" in office.claim(KASI, Claim("arsip_daftar"))[0].text
