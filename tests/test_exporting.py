"""`bot export`: one ZIP with every file of an archived collection, or one sentence that says why there is none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select, update
from typer.testing import CliRunner, Result

from bot import terminal
from bot.cli import app
from storage import documents, uploads
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.records import Cycle, Document, Form, Upload, UploadBytes
from storage.tables import Office, Unit
from tests.services.paper_office import OPENED, PaperOffice

PDF = b"%PDF-1.7 isi"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A database in which the demo's office archived its first collection."""
    folder = tmp_path_factory.mktemp("export")
    path = folder / "template.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    office = PaperOffice(Database(f"sqlite:///{path}"))
    office.bureau.audit_key = load_key(folder)
    office.release()
    office.collect()
    office.recap()
    office.compile()
    office.sign()
    office.archive()
    office.database.write_now(lambda tx: _papers(tx, office))
    return path


def _papers(tx: Transaction, office: PaperOffice) -> None:
    """A few papers in two versions, a form of each unit, and what people sent."""
    unit = office.units["PEM"]
    made = [("disposisi", "", 1), ("rekap_xlsx", "", 1), ("dokumen", "", 1), ("dokumen", "", 2)]
    made += [("formulir", str(one), 1) for one in office.units.values()] + [("rekap", "konsep", 1)]
    for number, (kind, part, version) in enumerate(made, 1):
        row = documents.request(
            tx, office_id=office.office_id, cycle_id=office.cycle_id, kind=kind, part=part, version=version, now=OPENED
        )
        documents.claim(tx, row.id, number.to_bytes(12))
        mime = documents_mime(kind)
        documents.store(tx, row.id, filename="x", mime=mime, content=PDF + kind.encode() + part.encode(), now=OPENED)
    form = tx.execute(select(Form.id).where(Form.unit_id == unit)).scalar_one()
    for number, (purpose, name) in enumerate(SENT, 1):
        of_form = {"form_id": form, "row": "2"} if purpose == "bukti" else {}
        upload = uploads.request(
            tx,
            office_id=office.office_id,
            officer_id=1,
            message_id=number,
            file_id=f"f{number}",
            name=name,
            mime="application/pdf",
            size=1,
            at=OPENED,
            purpose=purpose,
            cycle_id=office.cycle_id,
            **of_form,  # type: ignore[arg-type]
        )
        content = PDF + name.encode("utf-8", "replace")
        uploads.store(tx, upload, content, mime="application/pdf", sha256=hashlib.sha256(content).hexdigest())


SENT = (
    ("bukti", "../../etc/passwd"),
    ("bukti", "CON.pdf"),
    ("bukti", "Hadir.pdf"),
    ("bukti", "hadir.PDF"),
    ("bukti", "x" * 300 + ".pdf"),
    ("bukti", " .. "),
    ("bukti", "\u202egnp.exe"),
    ("bukti_serah", "foto-9.jpg"),
    ("lain", "tak-dikenal.pdf"),
)


def documents_mime(kind: str) -> str:
    """An Excel file is one, and everything else is a PDF."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return sheet if kind.endswith("xlsx") else "application/pdf"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> Path:
    """A working folder with that database and the key of its audit."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "data").mkdir()
    for source, name in ((template, "kinerja.db"), (template.parent / "audit.key", "audit.key")):
        (tmp_path / "data" / name).write_bytes(source.read_bytes())
    return tmp_path


def command(*words: str, period: str = "2026-TW1", out: str = "berkas.zip") -> Result:
    """Run `bot export` with these words."""
    return CliRunner().invoke(app, ["export", "--period", period, "--out", out, *words])


def change(folder: Path, *statements: Any) -> None:
    """Write into the database beside the bot."""
    database = Database(f"sqlite:///{folder / 'data' / 'kinerja.db'}")
    database.write_now(lambda tx: [tx.execute(one) for one in statements])


def packed(folder: Path, name: str = "berkas.zip") -> ZipFile:
    """The archive that was written."""
    return ZipFile(folder / name)


def manifest(folder: Path) -> dict[str, Any]:
    """What the archive says of itself."""
    found: dict[str, Any] = json.loads(packed(folder).read("manifest.json"))
    return found


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


def test_a_unit_without_a_safe_name_has_a_folder_all_the_same(folder: Path) -> None:
    """Its name is generated."""
    change(folder, update(Unit).values(name='<>:"/\\|?*'))
    assert command().exit_code == 0
    assert any("tanpa nama" in one["path"] for one in manifest(folder)["berkas"])
