"""`bot verify` of an archive: what `bot export` wrote is authentic, and every change to it is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.operator import verifying_archive
from bot.services.archive.filing import Made
from bot.services.papers.publish import Kind
from storage.database import Database
from tests.services.issued import issue
from tests.services.paper_office import PaperOffice

Files = dict[str, bytes]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which an archived collection has three papers."""
    path = tmp_path_factory.mktemp("archive") / "kinerja.db"
    path.write_bytes(sqlite_template.read_bytes())
    office = PaperOffice(Database(f"sqlite:///{path}"))
    office.release()
    office.collect()
    office.recap()
    office.compile()
    office.sign()
    office.archive()
    for kind in (Kind.DISPOSISI, Kind.DOKUMEN, Kind.RIWAYAT):
        issue(office, kind)
    return path


@pytest.fixture
def exported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> Files:
    """What `bot export` put into its archive, by path, in a working folder with that database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "kinerja.db").write_bytes(template.read_bytes())
    result = CliRunner().invoke(app, ["export", "--period", "2026-TW1", "--out", "asli.zip"])
    assert result.exit_code == 0, result.output
    with ZipFile("asli.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def verify(name: str) -> Result:
    """Run `bot verify`."""
    return CliRunner().invoke(app, ["verify", name])


def packed(files: Files) -> Result:
    """Verify an archive of these files."""
    with ZipFile("lain.zip", "w", ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return verify("lain.zip")


def relisted(files: Files, change: Callable[[list[dict[str, Any]]], object]) -> Files:
    """The files with a manifest whose list was changed."""
    manifest = json.loads(files["manifest.json"])
    change(manifest["berkas"])
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def paper_in(files: Files) -> str:
    """The path of one of the papers."""
    return next(path for path in files if path.endswith(".pdf"))


def test_an_exported_archive_is_authentic(exported: Files) -> None:
    """Every file is as listed, and the papers are those that the office keeps."""
    result = verify("asli.zip")
    assert result.exit_code == 0, result.output
    whole, known = result.stdout.splitlines()
    assert whole == (
        f"Arsip utuh. {len(exported) - 1} berkas di dalamnya sama persis dengan yang tercatat pada manifest.json."
    )
    assert known.startswith("Asli. 3 dokumen dan lampiran di dalamnya sama dengan yang disimpan kantor.")


def test_files_that_are_missing_other_or_too_many_are_named(exported: Files) -> None:
    """Each in a line; a name that would command the terminal is shown without it."""
    first, second, *_ = [path for path in exported if path.endswith(".pdf")]
    files = {**exported, second: b"%PDF-1.7 lain", "tambahan\x1b[2J.pdf": b"isi"}
    del files[first]
    result = packed(files)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Arsip berubah. Mohon arsip ini tidak dipakai.",
        f"Tidak ada: {first}.",
        f"Isinya berbeda: {second}.",
        "Tidak tercatat: tambahan[2J.pdf.",
    ]


def test_many_faults_are_counted(exported: Files) -> None:
    """A screen holds twenty of them."""
    result = packed({**exported, **{f"berkas {number}.pdf": b"isi" for number in range(25)}})
    assert len(result.stdout.splitlines()) == 22
    assert result.stdout.endswith("Dan 5 lainnya.\n")


def test_a_file_swapped_together_with_its_line_is_not_the_offices(exported: Files) -> None:
    """A manifest proves nothing of itself; what the office keeps does."""
    path, content = paper_in(exported), b"%PDF-1.7 palsu"

    def swap(listed: list[dict[str, Any]]) -> None:
        line = next(one for one in listed if one["path"] == path)
        line["sha256"] = hashlib.sha256(content).hexdigest()

    result = packed(relisted({**exported, path: content}, swap))
    assert result.exit_code == 1
    assert result.stdout.splitlines()[1:] == [
        "Tidak dikenal. Arsip ini tidak memuat berkas kantor, atau memuat berkas yang bukan milik kantor.",
        f"Tidak ada pada kantor: {path}.",
    ]


@pytest.mark.parametrize("kind", list(Made))
def test_a_file_that_calls_itself_made_for_the_archive_is_not_believed(exported: Files, kind: Made) -> None:
    """Only the list, the explanation and the copy of the audit, each at its place, need not be kept by the office."""
    manifest = json.loads(exported["manifest.json"])
    (line,) = [one for one in manifest["berkas"] if one["kind"] == Kind.DOKUMEN]
    exported[line["path"]] = b"%PDF-1.7 palsu"
    line.update(kind=kind, sha256=hashlib.sha256(b"%PDF-1.7 palsu").hexdigest(), size=14)
    exported["manifest.json"] = json.dumps(manifest).encode()
    result = packed(exported)
    assert result.exit_code == 1
    assert f"Tidak ada pada kantor: {line['path']}." in result.output


def test_an_archive_without_any_file_of_the_office_is_unknown(exported: Files) -> None:
    """However well it fits its manifest."""
    result = packed(relisted({"manifest.json": exported["manifest.json"]}, lambda listed: listed.clear()))
    assert (result.exit_code, "Tidak dikenal." in result.stdout) == (1, True)


def test_a_name_that_stands_twice_is_other(exported: Files) -> None:
    """Which of the two a program unpacks is anybody's guess."""
    path = paper_in(exported)
    with ZipFile("asli.zip", "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(path, exported[path])
    result = verify("asli.zip")
    assert (result.exit_code, f"Isinya berbeda: {path}." in result.stdout) == (1, True)


def test_folders_do_not_count(exported: Files) -> None:
    """A program that packs an archive again may add them."""
    assert packed({**exported, "folder/": b""}).exit_code == 0


@pytest.mark.parametrize(
    "manifest",
    [None, b"bukan json", b"[]", b"{}", b'{"berkas": 1}', b'{"berkas": [{"path": "a"}]}', b"[" * 100_000],
)
def test_what_has_no_manifest_of_ours_is_no_archive_of_ours(exported: Files, manifest: bytes | None) -> None:
    """Whatever is in its place."""
    files = {**exported, "manifest.json": manifest or b""}
    if manifest is None:
        del files["manifest.json"]
    result = packed(files)
    assert (result.exit_code, result.stdout.startswith("Arsip ini tidak memuat manifest.json")) == (1, True)


def test_what_is_too_large_is_not_unpacked(exported: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the manifest nor all the files together."""
    monkeypatch.setattr(verifying_archive, "_MOST_BYTES", 10)
    assert verify("asli.zip").stdout.startswith("Arsip berubah.")
    monkeypatch.setattr(verifying_archive, "_MOST_MANIFEST", 10)
    assert verify("asli.zip").stdout.startswith("Arsip ini tidak memuat manifest.json")


def test_a_file_that_does_not_unpack_is_other(exported: Files) -> None:
    """Its bytes were damaged on the way."""
    path = paper_in(exported)
    content = bytearray(Path("asli.zip").read_bytes())
    content[content.index(exported[path]) + 3] ^= 1
    Path("rusak.zip").write_bytes(content)
    assert f"Isinya berbeda: {path}." in verify("rusak.zip").stdout
