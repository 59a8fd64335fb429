"""`bot export`: one ZIP with every file of an archived collection, the same bytes each time."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import update
from typer.testing import CliRunner

from bot.cli import app
from storage.tables import Unit
from tests.exported_office import build, change, command, manifest, packed, settle


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which the demo's office archived its first collection."""
    return build(tmp_path_factory.mktemp("export"), sqlite_template)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> Path:
    """A working folder with that database."""
    return settle(tmp_path, template, monkeypatch)


def test_every_file_is_listed_with_its_hash(folder: Path) -> None:
    """Nothing in the ZIP is missing from the manifest or other than it says; the manifest lists all but itself."""
    result = command()
    assert result.exit_code == 0, result.output
    listed = manifest(folder)["berkas"]
    assert result.stdout == f"{len(listed)} berkas diekspor ke berkas.zip.\n"
    with packed(folder) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted([*(one["path"] for one in listed), "manifest.json"])
        for one in listed:
            content = archive.read(one["path"])
            assert (len(content), hashlib.sha256(content).hexdigest()) == (one["size"], one["sha256"])


def test_bot_verify_finds_the_archive_whole(folder: Path) -> None:
    """What one command writes the other accepts."""
    command()
    result = CliRunner().invoke(app, ["verify", "berkas.zip"])
    assert result.exit_code == 0, result.output


def test_the_manifest_tells_of_what_it_lists(folder: Path) -> None:
    """Office, period, when and under which number; version and code of a paper; the head of the audit."""
    command()
    found = manifest(folder)
    assert (found["office"]["name"], found["period"]) == ("Kecamatan Long Ikis", {"year": 2026, "quarter": 1})
    assert found["closed_at"].endswith("+08:00")
    assert found["program"]["name"] == "data-kinerja-bot"
    assert found["audit"]["intact"] is True
    newest = next(
        one for one in found["berkas"] if one["path"] == "06 Dokumen/Dokumen Data Capaian Kinerja TW I 2026.pdf"
    )
    assert (newest["kind"], newest["version"], len(newest["code"]), newest["seal"]) == ("dokumen", 2, 12, None)


def test_papers_have_folders_and_earlier_versions_lie_apart(folder: Path) -> None:
    """A draft of the Analis is no paper, nor is a file of a purpose that is none."""
    command()
    paths = [one["path"] for one in manifest(folder)["berkas"]]
    assert paths[:2] == [
        "01 Disposisi/Lembar Disposisi TW I 2026.pdf",
        "04 Formulir/Formulir TW I 2026 Subbagian Program dan Keuangan.pdf",
    ]
    assert "05 Rekapitulasi/Rekapitulasi TW I 2026.xlsx" in paths
    assert "06 Dokumen/Versi Terdahulu/Dokumen Data Capaian Kinerja TW I 2026 versi 1.pdf" in paths
    assert "Bukti Penerimaan/foto-9.pdf" in paths
    assert not [path for path in paths if "konsep" in path or "tak-dikenal" in path]


def test_names_from_people_are_safe_on_any_computer(folder: Path) -> None:
    """No way out of the folder, no reserved word, no two that differ in capitals alone, nothing endless or hidden."""
    command()
    paths = [one["path"] for one in manifest(folder)["berkas"] if one["path"].startswith("Bukti Dukung/")]
    assert {path.rpartition("/")[0] for path in paths} == {
        "Bukti Dukung/Seksi Pemerintahan/2 Fasilitasi Administrasi Tata Pemerintahan Desa"
    }
    names = [path.rpartition("/")[2] for path in paths]
    assert names == [
        "etc passwd.pdf",
        "_CON.pdf",
        "Hadir.pdf",
        "hadir (2).pdf",
        "x" * 60 + ".pdf",
        "tanpa nama.pdf",
        "gnp.pdf",
    ]


def test_the_audit_is_there_as_it_was_sealed(folder: Path) -> None:
    """A line an entry, up to the head that is printed; neither key nor token is in the archive."""
    command()
    lines = packed(folder).read("Audit/catatan-audit.jsonl").decode().splitlines()
    entries = [json.loads(line) for line in lines]
    found = manifest(folder)["audit"]
    assert (len(entries), entries[-1]["digest"]) == (found["entries"], found["head"])
    assert [one["seq"] for one in entries] == [*range(1, len(entries) + 1)]
    key = (folder / "data" / "audit.key").read_bytes()
    with packed(folder) as archive:
        assert all(
            key not in archive.read(name) and key.hex().encode() not in archive.read(name)
            for name in archive.namelist()
        )


def test_a_chain_that_does_not_fit_its_key_is_said_everywhere(folder: Path) -> None:
    """On the screen, in the manifest, and in what a person reads; the file can still be filed."""
    (folder / "data" / "audit.key").write_bytes(b"x" * 32)
    result = command()
    assert (result.exit_code, "tidak cocok" in result.stderr) == (0, True)
    assert manifest(folder)["audit"]["intact"] is False
    assert "PERHATIAN" in packed(folder).read("Baca Saya.txt").decode()


def test_a_person_reads_what_is_what(folder: Path) -> None:
    """Only the folders that are there, how it is checked, and that the scan is still to follow."""
    command()
    told = packed(folder).read("Baca Saya.txt").decode()
    assert told.startswith("BERKAS PENGUMPULAN DATA KINERJA TRIWULAN I 2026\r\nKecamatan Long Ikis, ")
    assert "01 Disposisi: Lembar Disposisi" not in told.splitlines()[0]
    assert "04 Formulir: formulir terisi setiap unit kerja (langkah 5)." in told
    assert "Versi Terdahulu" in told
    assert "09 Riwayat SOP" not in told
    assert "masih menyusul" in told


def test_the_list_is_a_workbook(folder: Path) -> None:
    """A row a file, and what the collection amounted to."""
    command()
    book = load_workbook(BytesIO(packed(folder).read("Daftar Berkas.xlsx")))
    rows = [*book["Daftar berkas"].iter_rows(min_row=6, values_only=True)]
    assert rows[0][:5] == (1, 2026, "I", "Lembar Disposisi", "–")
    assert book["Pengumpulan"]["D6"].value


def test_the_same_collection_gives_the_same_bytes(folder: Path) -> None:
    """Whenever it is exported; the times in it are those of its papers, on the office's clock."""
    command(out="satu.zip")
    command(out="dua.zip")
    assert (folder / "satu.zip").read_bytes() == (folder / "dua.zip").read_bytes()
    entry = packed(folder, "satu.zip").infolist()[0]
    assert (entry.date_time, entry.external_attr >> 16) == ((2026, 4, 8, 8, 30, 0), 0o100644)


def test_a_unit_without_a_safe_name_has_a_folder_all_the_same(folder: Path) -> None:
    """Its name is generated."""
    change(folder, update(Unit).values(name='<>:"/\\|?*'))
    assert command().exit_code == 0
    assert any("tanpa nama" in one["path"] for one in manifest(folder)["berkas"])
