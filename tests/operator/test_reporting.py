"""`bot report`: two files for each office, or one sentence that says what is missing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select, update
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.operator import terminal
from storage.database import Database, Transaction
from storage.records import Cycle
from storage.tables import Office, Period
from tests.services.paper_office import PaperOffice


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_url: str) -> Path:
    """A working folder whose database has the demo's office with a cycle at step 2."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    PaperOffice(Database(sqlite_url)).complete(1)
    return tmp_path


def command(*words: str) -> Result:
    """Run `bot report` with these words."""
    return CliRunner().invoke(app, ["report", *words])


def test_a_pdf_and_a_workbook_are_written(folder: Path) -> None:
    """Into the folder that is named, which is made if need be; the names say which office and year."""
    result = command("--out", "laporan/2026")
    assert result.exit_code == 0, result.output
    names = ["kepatuhan-sop-long-ikis-2026.pdf", "kepatuhan-sop-long-ikis-2026.xlsx"]
    assert [path.name for path in sorted((folder / "laporan" / "2026").iterdir())] == names
    assert [line.rpartition("/")[2] for line in result.stdout.splitlines()] == [f"{name}." for name in names]
    pdf, book = (folder / "laporan" / "2026" / name for name in names)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "Rincian" in load_workbook(BytesIO(book.read_bytes())).sheetnames


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        (["--from", "2026-TW1", "--to", "2026-tw4"], "2026"),
        (["--from", "2025-TW1"], "2026"),
        (["--to", "2026-TW3"], "2026-tw1-2026-tw1"),
        (["--from", "2025-TW2"], "2026-tw1-2026-tw1"),
    ],
)
def test_the_name_says_when_only_a_part_of_a_year_was_asked_for(folder: Path, words: list[str], stem: str) -> None:
    """So that a part never overwrites the whole."""
    result = command(*words)
    assert result.exit_code == 0, result.output
    assert (folder / f"kepatuhan-sop-long-ikis-{stem}.pdf").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--from", "triwulan 1"], "Periode 'triwulan 1' tidak terbaca; mohon dituliskan seperti 2026-TW1."),
        (["--to", "2026-TW5"], "Periode '2026-TW5' tidak terbaca; mohon dituliskan seperti 2026-TW1."),
        (["--from", "2027-TW1"], "Belum ada pengumpulan data pada periode yang diminta."),
        (["--from", "2026-TW3", "--to", "2026-TW2"], "Periode akhir (--to) mendahului periode awal (--from)."),
    ],
)
def test_what_cannot_be_reported_is_one_sentence(folder: Path, words: list[str], sentence: str) -> None:
    """And no file is written."""
    result = command(*words)
    assert (result.exit_code, result.stderr) == (2, f"{sentence}\n")
    assert list(folder.glob("kepatuhan*")) == []


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    """It is a file, say."""
    (folder / "berkas").write_text("isi")
    result = command("--out", "berkas")
    assert result.exit_code == 2
    assert "Berkas berkas tidak dapat ditulis" in result.stderr


def test_two_offices_of_one_name_and_one_without_a_cycle(folder: Path, sqlite_url: str) -> None:
    """The second of two alike has its number in the name; who has nothing to report has no file."""
    Database(sqlite_url).write_now(_two_more)
    assert command().exit_code == 0
    stems = sorted(path.stem for path in folder.glob("kepatuhan*.pdf"))
    assert stems == ["kepatuhan-sop-long-ikis-2026", "kepatuhan-sop-long-ikis-2026-2"]


def _two_more(tx: Transaction) -> None:
    """A second office like the first with a cycle that has no task yet, and a third without any."""
    office = dict(tx.execute(select(Office.__table__)).mappings().one())
    period = dict(tx.execute(select(Period.__table__).where(Period.quarter == 1)).mappings().one())
    cycle = dict(tx.execute(select(Cycle.__table__)).mappings().one())
    for number in (2, 3):
        tx.execute(insert(Office).values({**office, "id": number}))
    tx.execute(insert(Period).values({**period, "id": 900, "office_id": 2}))
    tx.execute(insert(Cycle).values({**cycle, "id": 900, "office_id": 2, "period_id": 900}))


def test_an_office_without_a_telling_name_is_called_office(folder: Path, sqlite_url: str) -> None:
    """Where nothing of it can stand in the name of a file."""
    Database(sqlite_url).write_now(lambda tx: tx.execute(update(Office).values(name="…")))
    assert command().exit_code == 0
    assert [path.stem for path in folder.glob("*.pdf")] == ["kepatuhan-sop-kantor-2026"]


def test_many_cycles_are_counted_before_ones_eyes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Progress goes to the error stream, so that the files' names can still be read by a program."""
    monkeypatch.setattr(terminal, "MANY", 1)
    result = command()
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 2
    assert "Menghitung" not in result.stdout
