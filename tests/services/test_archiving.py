"""Step 14 at its counter: the number, the files that are looked at before they count, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.services import desk
from bot.services.archive.names import safe
from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.services.papers.publish import Kind
from bot.services.steps import archiving
from bot.sop.commands import Complete
from bot.sop.definition import long_ikis
from bot.sop.model import Role
from storage import archive, documents, forms, sheets, submissions, uploads
from storage.database import Database, Transaction
from storage.records import Cycle, Task
from tests.services.archive_desk import ArchiveDesk, labels
from tests.services.counter import KASUBBAG, KEY, Said
from tests.services.paper_office import PaperOffice


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which the first collection is at step 12."""
    path = tmp_path_factory.mktemp("archiving") / "template.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    office = PaperOffice(Database(f"sqlite:///{path}"))
    office.join()
    office.release()
    office.collect()
    office.recap()
    office.complete(11)
    return path


@pytest.fixture
def composing(template: Path, tmp_path: Path) -> PaperOffice:
    """The office at step 12."""
    path = tmp_path / "kinerja.sqlite3"
    path.write_bytes(template.read_bytes())
    return PaperOffice(Database(f"sqlite:///{path}"))


@pytest.fixture
def office(composing: PaperOffice) -> ArchiveDesk:
    """The office at step 14, its letter without a number."""
    composing.complete(12)
    composing.sign()
    return at_counter(composing)


def at_counter(paper: PaperOffice) -> ArchiveDesk:
    """The same office, acted upon by presses and texts."""
    desk_ = ArchiveDesk(paper.database, paper.office_id, paper.cycle_id, paper.now + timedelta(hours=1))
    desk_.bureau = Bureau(long_ikis(), KEY, bot_name="contoh_bot", random=bytes)
    return desk_


def card(office: ArchiveDesk) -> Said:
    """The card of step 14, brought by /tugas."""
    office.say(KASUBBAG, "/tugas")
    return office.press(KASUBBAG, "Buka 1")[-1]


def writes(office: ArchiveDesk, text: str) -> list[Said]:
    """The Kasubbag answers with a text."""
    message = Message(1, 7000, office.now + timedelta(seconds=1), text)
    return office.act(KASUBBAG, lambda work: desk.receive(work, message))


def settle(office: ArchiveDesk, *, kept: bool) -> Said:
    """The newest file is fetched and kept, or refused; gives the card that follows."""

    def look(tx: Transaction) -> None:
        (one,) = uploads.waiting(tx)
        if kept:
            uploads.store(tx, one.id, b"%PDF-", mime="application/pdf", sha256="0" * 64)
        else:
            uploads.refuse(tx, one.id)
        archiving.checked(office.bureau, tx, one.id, office.now)

    office.database.write_now(look)
    office._deliver()
    return office.heard(KASUBBAG)[-1]


def test_the_first_card_asks_for_everything(office: ArchiveDesk) -> None:
    """The number, the scan that may follow, and the proof; it is not closed over any of them."""
    shown = card(office)
    assert labels(shown) == [
        "Isi nomor surat",
        "Unggah pindaian",
        "Pindaian menyusul",
        "Unggah bukti penerimaan",
    ]
    task = office.task(14)
    claim = Claim("arsipkan", office.record().task_id(task), task.version)
    assert "Arsip belum lengkap" in office.claim(KASUBBAG, claim)[0].text


def test_the_number_is_typed(office: ArchiveDesk) -> None:
    """From the agenda book; the card shows it."""
    card(office)
    assert "buku agenda" in office.press(KASUBBAG, "Isi nomor surat")[0].text
    (shown,) = writes(office, "045/12/Kec.LI/2026")
    assert "✓ nomor Surat Pengantar: <b>045/12/Kec.LI/2026</b>" in shown.text
    assert "Isi nomor surat" not in labels(shown)


def test_a_file_counts_once_it_was_looked_at(office: ArchiveDesk) -> None:
    """While it is fetched nothing can be closed; refused it is asked for again, and kept it is there."""
    office.number("045/12/Kec.LI/2026")
    card(office)
    stale = next(claim for label, claim in card(office).buttons if label == "Pindaian menyusul")
    office.press(KASUBBAG, "Unggah pindaian")
    assert "sedang diperiksa" in office.attach(KASUBBAG)[0].text
    assert "tidak berlaku" in office.claim(KASUBBAG, stale)[0].text
    shown = settle(office, kept=False)
    assert "ditolak, mohon diunggah kembali" in shown.text
    assert labels(shown)[:2] == ["Unggah pindaian", "Pindaian menyusul"]
    shown = office.press(KASUBBAG, "Pindaian menyusul")[0]
    assert "cap dinas menyusul" in shown.text
    assert labels(shown) == ["Unggah pindaian", "Unggah bukti penerimaan"]
    office.press(KASUBBAG, "Unggah bukti penerimaan")
    office.attach(KASUBBAG, "photo")
    task = office.record().task_id(office.task(14))
    assert "masih diperiksa" in office.claim(KASUBBAG, Claim("arsipkan", task, office.task(14).version))[0].text
    shown = settle(office, kept=True)
    assert "bukti penerimaan tersimpan" in shown.text
    assert labels(shown) == ["Unggah pindaian", "Tambah bukti penerimaan", "Selesai & arsipkan"]


def test_a_scan_of_several_sheets_is_kept_whole(office: ArchiveDesk) -> None:
    """An album's photos come before any answer; the card comes once, when the last was looked at, and takes more."""
    office.number("045/12/Kec.LI/2026")
    card(office)
    office.press(KASUBBAG, "Unggah pindaian")
    told = [office.attach(KASUBBAG, "photo")[-1] for _ in range(2)]
    told.append(office.attach(KASUBBAG, "photo", reply_to=4999)[-1])
    assert ["Lembar lain boleh langsung dikirimkan" in said.text for said in told] == [True] * 3
    assert "sudah lengkap" in office.press(KASUBBAG, "Cukup")[0].text
    assert "tidak berlaku" in office.press(KASUBBAG, "Cukup")[0].text
    heard = len(office.heard(KASUBBAG))
    look_at_all(office)
    (shown,) = [said for said in office.heard(KASUBBAG)[heard:] if said.buttons]
    assert "cap dinas tersimpan" in shown.text
    office.press(KASUBBAG, "Tambah lembar pindaian")
    office.attach(KASUBBAG)
    assert "sudah lengkap" in writes(office, "cukup")[0].text
    look_at_all(office)
    kept = office.database.read_now(lambda tx: archive.uploads_of(tx, office.office_id, office.cycle_id))
    assert [one.purpose for one in kept] == ["pindaian"] * 4


def look_at_all(office: ArchiveDesk) -> None:
    """Every file is fetched and kept, one after the other."""

    def look(tx: Transaction) -> None:
        for one in uploads.waiting(tx):
            uploads.store(tx, one.id, b"%PDF-", mime="application/pdf", sha256="0" * 64)
            archiving.checked(office.bureau, tx, one.id, office.now)

    office.database.write_now(look)
    office._deliver()


def archive_it(office: ArchiveDesk) -> None:
    """Step 14 with a proof, and a scan that follows."""
    office.number("045/12/Kec.LI/2026")
    card(office)
    office.press(KASUBBAG, "Pindaian menyusul")
    office.press(KASUBBAG, "Unggah bukti penerimaan")
    office.attach(KASUBBAG, "photo")
    settle(office, kept=True)
    office.press(KASUBBAG, "Selesai & arsipkan")


def test_the_archive_has_the_receipt_and_each_form_with_its_reception(office: ArchiveDesk) -> None:
    """Though nobody pressed [Tanda Terima saat ini], and a form was looked at before it was received."""
    unit = str(office.unit_id("PEM"))

    def look(tx: Transaction) -> None:
        (sent,) = submissions.of_form(tx, office.form_id("PEM"))
        key = {"office_id": office.office_id, "cycle_id": office.cycle_id, "version": 1}
        documents.request(tx, **key, kind=Kind.FORMULIR, part=unit, now=sent.at)

    office.database.write_now(look)
    archive_it(office)
    found = office.database.read_now(lambda tx: documents.of_cycle(tx, office.cycle_id))
    assert [row.version for row in found if row.kind == Kind.TANDA_TERIMA] == [1]
    assert [row.version for row in found if (row.kind, row.part) == (Kind.FORMULIR, unit)] == [1, 2]
    assert len({row.part for row in found if row.kind == Kind.FORMULIR}) == 6


def test_collections_that_run_beside_it_learn_what_was_archived(office: ArchiveDesk) -> None:
    """Those whose forms are open at once; those that are frozen, or recapped before, only when they are recapped."""
    first = office.cycle_id
    later = {quarter: office.propose(quarter).cycle_id for quarter in (2, 3, 4)}
    recapped = update(Cycle).where(Cycle.id == later[4]).values(recap_version=1)
    office.database.write_now(lambda tx: tx.execute(recapped))
    frozen = (Task.cycle_id == later[3], Task.state == "open")
    office.database.write_now(lambda tx: tx.execute(update(Task).where(*frozen).values(step=7, role="kasubbag")))
    office.cycle_id = first
    archive_it(office)

    def lacking(tx: Transaction, quarter: int) -> tuple[int, ...]:
        found = [form.sheet for form in forms.all_forms(tx, later[quarter])]
        return sheets.unknown_quarters(tx, office.office_id, 2026, quarter, found)

    assert office.database.read_now(lambda tx: [lacking(tx, quarter) for quarter in later]) == [(), (1, 2), (1, 2, 3)]
    taken = [chain for chain in later.values() if "EarlierFiguresTaken" in _acts(office, chain)]
    assert taken == [later[2]]
    office.cycle_id = later[3]
    office.order(KASUBBAG, lambda _, task: Complete(task.number, task.version))
    assert office.task(8).role is Role.ANALIS
    assert office.database.read_now(lambda tx: lacking(tx, 3)) == (2,)


def _acts(office: ArchiveDesk, cycle_id: int) -> list[str]:
    return [action for action, *_ in office.recorded(f"cycle:{cycle_id}")]


def test_forged_presses_of_step_14(office: ArchiveDesk) -> None:
    """A file for a purpose that is none."""
    task = office.record().task_id(office.task(14))
    claim = Claim("unggah", task, office.task(14).version, "surat_cinta")
    assert "tidak berlaku" in office.claim(KASUBBAG, claim)[0].text


def test_step_14_is_not_done_at_another(composing: PaperOffice) -> None:
    """Neither by a forged press, nor is anyone told of a file that was looked at."""
    office = at_counter(composing)
    task = office.task(12)
    claim = Claim("arsipkan", office.record().task_id(task), task.version)
    assert "tidak berlaku pada langkah ini" in office.claim(KASUBBAG, claim)[0].text
    upload = office.send_file("pindaian")
    heard = len(office.heard(KASUBBAG))
    office.database.write_now(lambda tx: archiving.checked(office.bureau, tx, upload, office.now))
    assert len(office.heard(KASUBBAG)) == heard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Seksi  Pemerintahan", "Seksi Pemerintahan"),
        ("../..", "tanpa nama"),
        ("nul.txt", "_nul.txt"),
        ("com¹", "_com¹"),
        ("e\u0301tat", "état"),
        ("\u202eabc\x00", "abc"),
        ("字" * 60, "字" * 40),
        ("a" * 59 + " b", "a" * 59),
    ],
)
def test_a_safe_name(text: str, expected: str) -> None:
    """At most 60 characters and 120 bytes, of one spelling, without path, reserved word or anything unseen."""
    assert safe(text) == expected
