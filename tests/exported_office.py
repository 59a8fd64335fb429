"""An office that archived its first collection, with papers and files, and `bot export` as its operator runs it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli import app
from storage import documents, uploads
from storage.audit import load_key
from storage.database import Database, Transaction
from storage.records import Form
from tests.services.paper_office import OPENED, PaperOffice

PDF = b"%PDF-1.7 isi"


def build(folder: Path, sqlite_template: Path) -> Path:
    """A database in which the demo's office archived its first collection."""
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


def settle(folder: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a copy of that database and with the key of its audit."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DATA_DIR", str(folder / "data"))
    (folder / "data").mkdir()
    for source, name in ((template, "kinerja.db"), (template.parent / "audit.key", "audit.key")):
        (folder / "data" / name).write_bytes(source.read_bytes())
    return folder


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
