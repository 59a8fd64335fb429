"""Step 13 at its counter, when another stands in for a signer in whose name the files were compiled."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from bot.services import desk
from bot.services.bureau import Bureau
from bot.services.claims import Claim
from bot.services.incoming import Message
from bot.sop import commands
from bot.sop.commands import Complete
from bot.sop.definition import long_ikis
from bot.sop.model import SYSTEM
from storage.database import Database
from tests.services.counter import CAMAT, KASI, KASUBBAG, KEY, SEKRETARIS, Counter
from tests.services.paper_office import PaperOffice, collected_copy

NAMED = "disusun atas nama <b>Camat Contoh, S.E.</b>"


@pytest.fixture(scope="module")
def composing_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file whose cycle waits at step 12, with everyone in."""
    path, now = collected_copy(sqlite_template, tmp_path_factory.mktemp("signing"))
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.join()
    office.recap()
    office.complete(11)
    return path, office.now


@pytest.fixture
def office(composing_file: tuple[Path, datetime], tmp_path: Path) -> Counter:
    """The office at step 12."""
    path, now = composing_file
    paper = PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'signing.sqlite3')}"), now)
    counter = Counter(paper.database, paper.office_id, paper.cycle_id, now)
    counter.bureau = Bureau(long_ikis(), KEY, bot_name="contoh_bot", random=bytes)
    return counter


def compile_files(office: Counter) -> None:
    """Step 12 is done, and the files for the signers are there."""
    office.order(KASUBBAG, lambda _, task: Complete(task.number, task.version))
    paper = PaperOffice(office.database, office.now)
    version = paper.record.state.document_version
    paper.press(commands.FilesReady, paper.task(13), by=SYSTEM, document_version=version)
    office.now = paper.now


def card(office: Counter, code: str) -> str:
    """The card of step 13 that an official was shown last."""
    return next(said.text for said in reversed(office.heard(code)) if said.buttons and "Setujui" in said.buttons[0][0])


def test_a_plh_reads_that_the_files_bear_another_name_and_what_helps(office: Counter) -> None:
    """Returned and compiled anew they bear his own; who comes back before then signs what is his."""
    compile_files(office)
    assert "atas nama" not in card(office, SEKRETARIS)
    office.press(SEKRETARIS, "Setujui")
    assert "atas nama" not in card(office, CAMAT)
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"camat.{office.officer_id(KASI)}"))
    assert NAMED in card(office, KASI)
    assert "Agar tercantum nama Bapak Kasi Pemerintahan, mohon dikembalikan dengan arahan" in card(office, KASI)
    office.press(KASI, "Kembalikan dengan arahan")
    message = Message(1, 7000, office.now, "Mohon disusun kembali atas nama Plh. Camat.")
    office.act(KASI, lambda work: desk.receive(work, message))
    compile_files(office)
    office.press(SEKRETARIS, "Setujui")
    assert NAMED not in card(office, KASI)


def test_he_may_approve_them_all_the_same(office: Counter) -> None:
    """The Lembar Pengesahan has his own name; when the Camat is back the card is as it was."""
    compile_files(office)
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"camat.{office.officer_id(KASI)}"))
    office.press(SEKRETARIS, "Setujui")
    assert NAMED in card(office, KASI)
    office.claim(KASUBBAG, Claim("plh_akhiri", arg="camat"))
    assert "atas nama" not in card(office, CAMAT)
    office.claim(KASUBBAG, Claim("plh_ke", arg=f"camat.{office.officer_id(KASI)}"))
    office.press(KASI, "Setujui")
    assert office.task(14).open
