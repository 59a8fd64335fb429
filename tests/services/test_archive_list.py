"""/arsip: what is listed, how words narrow it, and where they are found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.services import desk
from bot.services.archive.query import read
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers import checking
from storage import uploads
from storage.database import Transaction
from storage.records import Cycle
from storage.tables import Office
from tests.services.archive_desk import ArchiveDesk, labels, opened
from tests.services.counter import ANALIS, KASI, KASUBBAG


@pytest.fixture
def office(database_url: str) -> ArchiveDesk:
    """The demo's office with everyone in."""
    return opened(database_url)


@pytest.fixture
def archived(sqlite_url: str) -> ArchiveDesk:
    """The same with one archived collection."""
    return opened(sqlite_url).archive()


# What is listed


def test_a_scan_that_follows_may_have_several_sheets(archived: ArchiveDesk) -> None:
    """Each is kept until 'cukup'; then it is offered no more."""
    archived.say(KASUBBAG, "/arsip")
    archived.press(KASUBBAG, "TW I 2026: Unggah pindaian")
    told = [archived.attach(KASUBBAG, "photo")[-1] for _ in range(2)]
    assert ["Lembar lain boleh langsung dikirimkan" in said.text for said in told] == [True] * 2
    enough = Message(1, 9000, archived.now + timedelta(seconds=1), "Cukup")
    assert "sudah lengkap" in archived.act(KASUBBAG, lambda work: desk.receive(work, enough))[0].text
    assert len(archived.database.read_now(uploads.waiting)) == 2
    assert "tidak berlaku" in archived.press(KASUBBAG, "TW I 2026: Unggah pindaian")[0].text


def test_a_question_for_a_scan_ends_though_nobody_said_enough(archived: ArchiveDesk) -> None:
    """What comes an hour after a scan came is no sheet of it: a paper is verified, a text is not waited for."""
    archived.say(KASUBBAG, "/arsip")
    archived.press(KASUBBAG, "TW I 2026: Unggah pindaian")
    archived.now += timedelta(hours=2)
    for _ in range(2):
        archived.attach(KASUBBAG, "photo")
    archived.now += timedelta(hours=2)
    archived.attach(KASUBBAG)
    kept = archived.database.read_now(lambda tx: [one.purpose for one in uploads.waiting(tx)])
    assert kept == ["pindaian", "pindaian", checking.PURPOSE]
    late = Message(1, 9000, archived.now + timedelta(seconds=1), "halo")
    assert "tidak ada pertanyaan" in archived.act(KASUBBAG, lambda work: desk.receive(work, late))[0].text


def test_the_archive_lists_finished_collections_newest_first(office: ArchiveDesk) -> None:
    """With the letter's number as it was typed; what runs is not in it."""
    for quarter in (1, 2):
        office.propose(quarter)
        office.end("selesai")
    office.propose(3)
    (said,) = office.say(ANALIS, "/arsip")
    lines = said.text.split("\n")
    assert lines[0] == "<b>Arsip Data Kinerja</b>: 2 periode."
    assert lines[1].startswith(
        "• <b>Triwulan II 2026</b>, diarsipkan Rabu, 1 April 2026, Surat Pengantar Nomor 045/&lt;7"
    )
    assert lines[2].startswith("• <b>Triwulan I 2026</b>")
    assert labels(said)[:2] == ["TW II 2026: dokumen akhir", "TW II 2026: semua berkas"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2026 disposisi", ["TW I 2026: disposisi"]),
        ("TW 1 surat pengantar rekap", ["TW I 2026: Surat Pengantar", "TW I 2026: rekapitulasi"]),
        ("triwulan i dokumen", ["TW I 2026: Dokumen"]),
        ("tw2", []),
        ("tahun 2026 1 tanda terima", ["TW I 2026: Tanda Terima"]),
        ("2025", []),
    ],
)
def test_words_narrow_the_archive(archived: ArchiveDesk, words: str, expected: list[str]) -> None:
    """By year, triwulan and kind; nothing found is said with an example."""
    (said,) = archived.say(KASI, f"/arsip {words}")
    assert labels(said) == expected
    assert ("Belum ada arsip" in said.text) == (not expected)


def test_an_archive_of_many_years_is_read_page_by_page(archived: ArchiveDesk) -> None:
    """Eight at a time, the newest first; the button says the same search again."""
    archived.copies(9)
    (first,) = archived.say(ANALIS, "/arsip semua")
    assert "10 periode. Ditampilkan ke-1 sampai ke-8." in first.text
    assert labels(first)[-1] == "Lebih lama"
    (second,) = archived.press(ANALIS, "Lebih lama")
    assert "Ditampilkan ke-9 sampai ke-10." in second.text
    assert labels(second) == ["TW I 2018: semua berkas", "TW I 2017: semua berkas"]
    forged = archived.claim(ANALIS, Claim("arsip_lama", version=10))
    assert "tidak berlaku" in forged[0].text


def test_a_search_too_long_for_a_button_asks_to_be_narrowed(archived: ArchiveDesk) -> None:
    """Telegram's buttons carry 64 bytes; the sentence says how to go on."""
    archived.copies(9)
    years = " ".join(str(year) for year in range(2010, 2030))
    (said,) = archived.say(ANALIS, f"/arsip {years}")
    assert "mohon pencarian dipersingkat" in said.text
    assert "Lebih lama" not in labels(said)


# What words find


PLACES = {
    "Seksi Pemerintahan": "<b>Seksi Pemerintahan</b>",
    "seksi pemerintahan keuangan aset": "<b>Seksi Pemerintahan</b>, <b>Fasilitasi Pengelolaan Keuangan Desa",
    "7.01.06.2.01.0003": "<b>Seksi Pemerintahan</b>, <b>Fasilitasi Pengelolaan Keuangan Desa",
    "BUMDES": "<b>Seksi Pemerintahan</b>, <b>Fasilitasi Pengelolaan Keuangan Desa",
    "daftar-hadir": "<b>Seksi Pemerintahan</b>, <b>Fasilitasi Administrasi Tata Pemerintahan Desa",
    "045/12/kec.li/2026": "nomor Surat Pengantar",
    "swadaya": "narasi Dokumen",
    "dicermati": "catatan pelaksanaan",
    "tanda-sekda": "nama berkas yang diunggah",
    "الاحتفال": "<b>Seksi Pemerintahan</b>",
    "100%": "<b>Seksi Pemerintahan</b>",
    '"kutipan"': "<b>Seksi Pemerintahan</b>",
    "siapkan laksanakan": "isi disposisi",
    "kepuasan masyarakat": "<b>",
}
NOWHERE = ("bumdes kecamatanlain", "b_mdes", "d%desa", "target_year", "polarity", "budget", "bumdes dicermatii")


def test_words_are_found_where_they_stand(office: ArchiveDesk) -> None:
    """In names, numbers, answers, notes and file names, in any case and any script; where is said.

    Every word must be there; wildcards are letters like others, and the form's inner names are no text.
    """
    office.archive()
    office.number("045/12/Kec.LI/2026")
    office.answer("PEM", "push:3", 'Pendampingan BUMDesa dan Bumdes berjalan 100%; "kutipan".')
    office.answer("PEM", "block:3", "الاحتفال")
    office.send_file("bukti", "Daftar-Hadir.pdf", unit="PEM", row="2")
    office.send_file("bukti_serah", "tanda-sekda.pdf")
    office.note("bab", "Gotong royong dan swadaya.")
    office.note("rekap", "Mohon dicermati.")
    for words, place in PLACES.items():
        assert f"ditemukan pada {place}" in office.say(ANALIS, f"/arsip {words}")[0].text
    for words in NOWHERE:
        assert "Belum ada arsip" in office.say(ANALIS, f"/arsip {words}")[0].text


def test_words_of_one_collection_do_not_find_another(archived: ArchiveDesk) -> None:
    """Both words must stand in the same one."""
    archived.note("bab", "swadaya")
    archived.copies(1, letter_number="lama")
    assert "Belum ada arsip" in archived.say(ANALIS, "/arsip swadaya lama")[0].text
    assert "Triwulan I 2025" in archived.say(ANALIS, "/arsip lama")[0].text


def test_other_places_are_counted(archived: ArchiveDesk) -> None:
    """The first is named, the others are a number."""
    archived.answer("PEM", "push:1", "Banjir rob.")
    archived.answer("PEM", "push:2", "Banjir rob.")
    assert "dan 1 tempat lain" in archived.say(ANALIS, "/arsip banjir rob")[0].text


def test_another_offices_archive_is_not_searched(archived: ArchiveDesk) -> None:
    """Neither listed, nor found, nor sent."""
    archived.note("bab", "swadaya")
    archived.database.write_now(_move_to_another_office)
    assert "Belum ada arsip" in archived.say(ANALIS, "/arsip swadaya")[0].text
    assert "Belum ada arsip" in archived.say(ANALIS, "/arsip")[0].text
    claim = Claim("arsip_kirim", arg=f"{archived.cycle_id}.semua")
    assert "tidak berlaku" in archived.claim(ANALIS, claim)[0].text


def _move_to_another_office(tx: Transaction) -> None:
    office = dict(tx.execute(select(Office.__table__)).mappings().one())
    tx.execute(insert(Office).values({**office, "id": 77}))
    tx.execute(update(Cycle).values(office_id=77))


def test_a_search_reads_only_so_many_words() -> None:
    """However long a message is."""
    found = read(" ".join(f"kata{number}" * 20 for number in range(50)))
    assert (len(found.words), max(map(len, found.words))) == (8, 60)
