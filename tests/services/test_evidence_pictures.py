"""The pictures of bukti dukung: made one by one, once, whatever a file does to whoever draws it; then in order."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor

import pytest
from sqlalchemy import update

from bot.documents.models.papers import Recap
from bot.documents.papers.recap import activities
from bot.services.papers import evidence_pictures
from bot.services.papers.publish import DRAFT, Kind
from bot.services.work import Work
from storage import forms, uploads
from storage import pictures as rows
from storage.cycles import CycleRecord
from storage.database import Database
from storage.records import Upload
from tests.services.paper_office import PaperOffice
from tests.services.printed import model


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """An office whose forms are with their units."""
    found = PaperOffice(Database(sqlite_url))
    found.release()
    return found


def proof(office: PaperOffice, code: str, row: int, name: str) -> int:
    """A fetched file of a unit's sub kegiatan, whose bytes are its name."""

    def act(work: Work, record: CycleRecord) -> int:
        form = forms.of_unit(work.tx, record.id, office.units[code])
        upload = uploads.request(
            work.tx,
            office_id=office.office_id,
            officer_id=1,
            message_id=1,
            file_id="berkas",
            name=name,
            mime="",
            size=1,
            at=office.now,
            cycle_id=record.id,
            form_id=form.id,
            row=form.sheet.rows[row].key,
        )
        uploads.store(work.tx, upload, name.encode(), mime="image/jpeg", sha256="")
        return upload

    return office.write(act)


def rows_of(office: PaperOffice, code: str) -> int:
    """How many sub kegiatan a unit's form has."""
    return office.read(lambda work, record: len(forms.of_unit(work.tx, record.id, office.units[code]).sheet.rows))


def drop(office: PaperOffice, name: str) -> None:
    """Take a file out of its form."""
    dropped = update(Upload).where(Upload.name == name).values(state=forms.DROPPED)
    office.database.write_now(lambda tx: tx.execute(dropped))


class Drawer:
    """Draws every file but those that it cannot, and those that end it."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    async def __call__(self, content: bytes, mime: str) -> bytes | None:
        """The small picture of a file."""
        assert mime == "image/jpeg"
        name = content.decode()
        self.seen.append(name)
        if name == "bom.pdf":
            raise RuntimeError("the process that drew it is gone")
        return None if name == "data.xlsx" else b"kecil " + content


async def prepare(office: PaperOffice, drawer: evidence_pictures.Thumbnail, *, again: bool = False) -> None:
    """Make what is missing."""
    office.database.start()
    try:
        await evidence_pictures.prepare(office.database, drawer, office.cycle_id, again=again)
    finally:
        await office.database.close()


async def test_every_file_is_drawn_once_and_none_stops_the_others(office: PaperOffice) -> None:
    """What cannot be drawn, or ends its drawer, is noted as having no picture."""
    names = ("satu.jpg", "bom.pdf", "data.xlsx", "dua.jpg")
    ids = [proof(office, "PEM", 0, name) for name in names]
    drawer = Drawer()
    await prepare(office, drawer)
    await prepare(office, drawer)
    assert drawer.seen == list(names)
    found = office.database.read_now(lambda tx: rows.load(tx, ids, 1000))
    assert found == {ids[0]: b"kecil satu.jpg", ids[3]: b"kecil dua.jpg"}


async def test_a_file_loses_its_picture_only_if_its_drawer_dies_twice(office: PaperOffice) -> None:
    """A process that was ended for another reason draws it at the next attempt; one that dies of it again never."""
    ids = [proof(office, "PEM", 0, name) for name in ("satu.jpg", "dua.jpg")]

    async def dying(content: bytes, _mime: str) -> bytes | None:
        if content == b"dua.jpg":
            raise BrokenExecutor
        return content

    with pytest.raises(BrokenExecutor):
        await prepare(office, dying)
    await prepare(office, Drawer(), again=True)
    assert office.database.read_now(lambda tx: rows.load(tx, ids, 1000)) == {
        ids[0]: b"satu.jpg",
        ids[1]: b"kecil dua.jpg",
    }
    proof(office, "PEM", 0, "dua.jpg")
    await prepare(office, dying, again=True)
    assert office.database.read_now(lambda tx: rows.missing(tx, office.cycle_id)) == []


async def test_pictures_come_in_the_order_of_the_list_of_bukti_dukung(office: PaperOffice) -> None:
    """Each file of the list has its place, with the same unit and sub kegiatan, and no other has."""
    for code in reversed(office.units):
        for row in reversed(range(rows_of(office, code))):
            proof(office, code, row, f"{code}-{row}.jpg")
            proof(office, code, row, f"{code}-{row}-lagi.jpg")
    drop(office, "PEM-1.jpg")
    office.collect()
    office.complete(7)
    await prepare(office, Drawer())
    recap = model(office, Kind.REKAP, DRAFT)
    assert isinstance(recap, Recap)
    listed = [(row.unit, f"{row.code} {row.name}", name) for row in activities(recap) for name in row.evidence]
    found = office.read(evidence_pictures.of_cycle)
    assert [(one.unit, one.activity, one.name) for one in found] == listed
    assert {name for *_, name in listed} >= {"PEM-1-lagi.jpg", "PEM-2.jpg", "YANUM-0.jpg"}
    assert all(one.picture == f"kecil {one.name}".encode() for one in found)


async def test_files_of_forms_that_are_not_accepted_are_left_out(office: PaperOffice) -> None:
    """They prove nothing that is reported."""
    proof(office, "PEM", 1, "diterima.jpg")
    proof(office, "YANUM", 0, "belum diterima.jpg")
    office.collect("PEM")
    assert [(one.name, one.picture) for one in office.read(evidence_pictures.of_cycle)] == [("diterima.jpg", None)]
