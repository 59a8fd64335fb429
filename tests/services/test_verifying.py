"""Whether a paper counts: at every moment of its cycle, by its code and by its bytes."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.services.papers import verifying
from bot.services.papers.publish import DRAFT, Kind
from bot.services.papers.verifying import Standing, Verified
from bot.services.work import Work
from bot.sop import commands
from bot.sop.model import SYSTEM, Role
from storage.database import Database
from storage.documents import DocumentRow
from tests.services.issued import compile_papers, issue, send_back
from tests.services.paper_office import PaperOffice, collected_copy


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


@pytest.fixture(scope="module")
def agreed_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A file in which the Sekretaris has agreed to the recap."""
    path, now = collected_copy(sqlite_template, tmp_path_factory.mktemp("agreed"))
    office = PaperOffice(Database(f"sqlite:///{path}"), now)
    office.recap()
    office.complete(11)
    return path, office.now


@pytest.fixture
def agreed(agreed_file: tuple[Path, datetime], tmp_path: Path) -> PaperOffice:
    """The demo's office with a cycle at step 12."""
    path, now = agreed_file
    return PaperOffice(Database(f"sqlite:///{shutil.copy(path, tmp_path / 'agreed.sqlite3')}"), now)


def verified(office: PaperOffice, row: DocumentRow) -> Verified:
    """What a paper's code tells now."""
    assert row.code is not None
    code = row.code
    found = office.read(lambda work, _: verifying.by_code(work, code))
    assert found is not None
    return found


def standing(office: PaperOffice, row: DocumentRow) -> Standing:
    """Whether a paper counts now."""
    return verified(office, row).own.standing


def test_a_dokumen_counts_once_both_have_approved_it(agreed: PaperOffice) -> None:
    """It waits while one of the two is missing, and names each who approved with post, act and time."""
    row = compile_papers(agreed)
    assert (standing(agreed, row), verified(agreed, row).approvals) == (Standing.PENDING, ())
    agreed.complete(13)
    assert [one.post for one in verified(agreed, row).approvals] == ["Sekretaris Kecamatan"]
    assert standing(agreed, row) is Standing.PENDING
    agreed.complete(13)
    found = verified(agreed, row)
    assert found.own.standing is Standing.CURRENT
    assert [one.act for one in found.approvals] == ["Menyetujui", "Menyetujui dan mengesahkan"]
    assert found.approvals[-1].at == agreed.now
    assert (found.title, found.period) == ("Dokumen Data Capaian Kinerja", "Triwulan I 2026")
    assert found.sealed


def test_a_returned_dokumen_is_void_and_then_superseded(agreed: PaperOffice) -> None:
    """Sent back it will never count, even where the first signer had approved; its successor is named with its code."""
    old = compile_papers(agreed)
    agreed.complete(13)
    send_back(agreed)
    found = verified(agreed, old)
    assert (found.own.standing, found.own.reason, found.approvals) == (
        Standing.VOID,
        "dikembalikan untuk disusun kembali",
        (),
    )
    agreed.complete(12)
    assert (standing(agreed, old), verified(agreed, old).own.reason) == (
        Standing.SUPERSEDED,
        "digantikan oleh versi yang lebih baru, yang sedang disusun",
    )
    new = issue(agreed, Kind.DOKUMEN)
    assert new.code is not None
    spelled = "-".join((new.code[:4], new.code[4:8], new.code[8:]))
    assert verified(agreed, old).own.reason == f"digantikan oleh versi 2, kode {spelled}"
    assert [(one.version, one.sha256) for one in verified(agreed, old).editions] == [(1, old.sha256), (2, new.sha256)]


def test_papers_made_after_their_signer_was_asked_count_as_well(agreed: PaperOffice) -> None:
    """A vacant post gets the papers, and so has them made, only with its next holder: long after step 12."""
    agreed.complete(12)
    agreed.now += timedelta(days=1)
    row = issue(agreed, Kind.DOKUMEN)
    version = agreed.record.state.document_version
    agreed.press(commands.FilesReady, agreed.task(13), by=SYSTEM, document_version=version)
    assert standing(agreed, row) is Standing.PENDING
    agreed.complete(13)
    assert [one.act for one in verified(agreed, row).approvals] == ["Menyetujui"]
    agreed.complete(13)
    assert standing(agreed, row) is Standing.CURRENT
    assert len(verified(agreed, row).approvals) == 2


def test_a_lembar_pengesahan_falls_with_the_approval_it_confirms(agreed: PaperOffice) -> None:
    """Once the Camat takes his approval back, what confirms it is void and the Dokumen waits again."""
    row = compile_papers(agreed)
    agreed.complete(13)
    agreed.complete(13)
    sheet = issue(agreed, Kind.PENGESAHAN)
    assert (standing(agreed, sheet), len(verified(agreed, sheet).approvals)) == (Standing.CURRENT, 2)
    assert (sheet.version, verified(agreed, sheet).own.version) == (2, 1)
    signed = max((task for task in agreed.record.state.tasks if task.step == 13), key=lambda task: task.number)
    agreed.press(commands.Undo, signed)
    assert (standing(agreed, sheet), verified(agreed, sheet).own.reason) == (
        Standing.VOID,
        "persetujuannya ditarik kembali",
    )
    assert standing(agreed, row) is Standing.PENDING


def test_who_stands_in_is_named_in_that_capacity(agreed: PaperOffice) -> None:
    """A Plh. approves under his own name and 'Plh.' before the post; nothing else of a person is told."""
    people = agreed.join()
    agreed.stand_in(people["KASI-PEM"], Role.CAMAT, "plh")
    row = compile_papers(agreed)
    agreed.complete(13)
    agreed.complete(13)
    found = verified(agreed, row)
    assert found.approvals[-1].post == "Plh. Camat Long Ikis"
    assert set(asdict(found.approvals[-1])) == {"name", "post", "act", "at"}


def test_other_papers_count_while_they_are_the_last(office: PaperOffice) -> None:
    """A form that was sent again supersedes the one before; each names its unit."""
    office.release()
    unit = str(office.units["PEM"])
    office.accept("PEM")
    office.fill("PEM")
    first = issue(office, Kind.FORMULIR, unit)
    assert standing(office, first) is Standing.CURRENT
    assert verified(office, first).title == "Formulir Data Kinerja terisi, Seksi Pemerintahan"
    office.press(commands.ReturnForm, office.task(6), unit=office.units["PEM"])
    office.fill("PEM")
    second = issue(office, Kind.FORMULIR, unit)
    assert (standing(office, first), standing(office, second)) == (Standing.SUPERSEDED, Standing.CURRENT)


def test_a_draft_never_counts(office: PaperOffice) -> None:
    """The Analis's recap says that it is one, until what he hands over takes its place."""
    draft = issue(office, Kind.REKAP, DRAFT)
    found = verified(office, draft)
    assert found.title == "Rekapitulasi Data Kinerja (konsep)"
    assert (found.own.standing, found.approvals) == (Standing.PENDING, ())
    final = issue(office, Kind.REKAP)
    assert (standing(office, draft), standing(office, final)) == (Standing.SUPERSEDED, Standing.CURRENT)
    assert (final.code or "")[:4] in verified(office, draft).own.reason


def test_every_kind_of_paper_has_a_name(office: PaperOffice) -> None:
    """Whatever has a code can be asked about."""
    office.release()
    for kind in Kind:
        row = issue(office, kind, str(office.units["PEM"]) if kind is Kind.FORMULIR else "")
        assert verified(office, row).title


def test_papers_of_a_cancelled_cycle_are_void(office: PaperOffice) -> None:
    """The Camat cancels: the disposisi says so; 'data per tanggal' stays readable."""
    first = office.task(1)
    office.complete(1)
    row = issue(office, Kind.DISPOSISI)
    office.data_until("2026-03-20")
    assert verified(office, row).period == "Triwulan I 2026, data per tanggal 20 Maret 2026"
    office.press(commands.CancelCycle, first)
    found = verified(office, row)
    assert (found.own.standing, found.own.reason) == (Standing.VOID, "siklus pengumpulan datanya dibatalkan")


def test_bytes_are_known_by_their_hash(agreed: PaperOffice) -> None:
    """The hash leads to the same as the code; any other hash, and another office's paper, to nothing."""
    row = compile_papers(agreed)
    code, sha256 = row.code or "", row.sha256 or ""
    assert agreed.read(lambda work, _: verifying.by_sha256(work, sha256)) == verified(agreed, row)
    assert agreed.read(lambda work, _: verifying.by_sha256(work, "00" * 32)) is None
    assert agreed.read(lambda work, _: verifying.by_code(work, "A" * 12)) is None

    def from_outside(work: Work) -> tuple[Verified | None, Verified | None]:
        work.office_id += 1
        return verifying.by_code(work, code), verifying.by_sha256(work, sha256)

    assert agreed.read(lambda work, _: from_outside(work)) == (None, None)


@pytest.mark.parametrize(
    "typed", ["ABCDEFGHJKLM", "abcd-efgh-jklm", " abcd efgh jklm\n", "ABCD–EFGH—JKLM", "abcd.efgh.jklm"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    """Case, spaces, dashes and dots do not matter."""
    assert verifying.read_code(typed) == "ABCDEFGHJKLM"


@pytest.mark.parametrize(
    "typed",
    ["", "ABCDEFGHJKL", "ABCDEFGHJKLMN", "ABCDEFGHJKL0", "OBCDEFGHJKLM", "IBCDEFGHJKL1", "'; DROP --", "A" * 65],
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    """Too short, too long, or with letters that no code has: nobody looks for it."""
    assert verifying.read_code(typed) is None
