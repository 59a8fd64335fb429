"""What `bot export` does not do: overwrite, leave half a file, or give out what is not whole; one sentence says why."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from sqlalchemy import insert, select, update

from bot.operator import terminal
from storage.database import Database
from storage.records import Cycle, Document, Upload, UploadBytes
from storage.tables import Office
from tests.exported_office import build, change, command, settle


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which the demo's office archived its first collection."""
    return build(tmp_path_factory.mktemp("export"), sqlite_template)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> Path:
    """A working folder with that database."""
    return settle(tmp_path, template, monkeypatch)


def test_nothing_is_overwritten(folder: Path) -> None:
    """The file that is there stays, and that is said."""
    (folder / "berkas.zip").write_text("isi")
    result = command()
    assert (result.exit_code, result.stderr) == (2, "Berkas berkas.zip sudah ada; mohon pilih nama lain.\n")
    assert (folder / "berkas.zip").read_text() == "isi"


def test_a_folder_that_is_not_there(folder: Path) -> None:
    """One sentence, no traceback."""
    result = command(out="tiada/berkas.zip")
    assert (result.exit_code, "tidak dapat ditulis" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "tampered", [update(Document).values(sha256="0" * 64), update(UploadBytes).values(content=b"lain")]
)
def test_bytes_that_changed_stop_the_export(folder: Path, tampered: Any) -> None:
    """The hash of each is compared while it is copied; what was begun is not left behind."""
    change(folder, tampered)
    result = command()
    assert (result.exit_code, "tidak cocok dengan sidiknya" in result.stderr) == (2, True)
    assert not (folder / "berkas.zip").exists()


def test_what_was_begun_is_closed_before_it_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows removes no file that is open: the sentence would be lost, and half a file left behind."""
    change(folder, update(Document).values(sha256="0" * 64))
    opened, found = Path.open, list[IO[Any]]()

    def opening(path: Path, *args: Any, **more: Any) -> IO[Any]:
        found.append(opened(path, *args, **more))
        return found[-1]

    def removing(path: Path, *, missing_ok: bool = False) -> None:
        assert (missing_ok, [one.closed for one in found if one.name == str(path)]) == (True, [True])
        os.unlink(path)  # noqa: PTH108 - the other is what is looked at

    monkeypatch.setattr(Path, "open", opening)
    monkeypatch.setattr(Path, "unlink", removing)
    assert command().exit_code == 2
    assert not (folder / "berkas.zip").exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"period": "triwulan satu"}, "Periode 'triwulan satu' tidak terbaca; mohon dituliskan seperti 2026-TW1."),
        ({"period": "2026-TW2"}, "Belum ada pengumpulan data kinerja Triwulan II 2026."),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(folder: Path, words: dict[str, str], sentence: str) -> None:
    """And no file is written."""
    result = command(**words)
    assert (result.exit_code, result.stderr) == (2, f"{sentence}\n")
    assert not (folder / "berkas.zip").exists()


def test_a_collection_that_runs_has_no_whole_file_yet(folder: Path) -> None:
    """It is exported once it is archived."""
    change(folder, update(Cycle).values(status="berjalan", closed_at=None))
    result = command()
    assert (result.exit_code, "belum selesai" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "pending",
    [update(Document).where(Document.id == 1).values(state="requested"), update(Upload).values(state="diminta")],
)
def test_papers_that_are_still_made_are_waited_for(folder: Path, pending: Any) -> None:
    """A whole file lacks nothing."""
    change(folder, pending)
    result = command()
    assert (result.exit_code, "sedang dibuat atau diperiksa" in result.stderr) == (2, True)


def test_offices_are_told_apart(folder: Path) -> None:
    """Of several one is named by its code."""
    change(folder, *_second_office(folder))
    assert "mohon disebutkan dengan --office KODE: " in command().stderr
    assert "Tidak ada kantor dengan kode X" in command("--office", "X").stderr
    assert "Belum ada pengumpulan" in command("--office", "LAIN").stderr


def _second_office(folder: Path) -> Iterator[Any]:
    database = Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}")
    office = database.read_now(lambda tx: dict(tx.execute(select(Office.__table__)).mappings().one()))
    yield insert(Office).values({**office, "id": 2, "config": {**office["config"], "code": "LAIN"}})


def test_an_empty_database_has_no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way to one is named."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    result = command()
    assert (result.exit_code, "Belum ada kantor" in result.stderr) == (2, True)


def test_long_work_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bar goes to the error stream."""
    monkeypatch.setattr(terminal, "MANY", 1)
    result = command()
    assert (result.exit_code, result.stdout.count("\n")) == (0, 1)
