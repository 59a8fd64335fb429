"""What an office archived: its last collection, the files that are kept, and the texts in which words may stand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from bot.sop.model import CycleStatus
from storage import archive, uploads
from storage.archive import Place
from storage.database import Transaction
from storage.records import Cycle, Upload
from tests.services.archive_desk import JPEG, ArchiveDesk, opened

AT = datetime(2026, 4, 10, tzinfo=UTC)


@pytest.fixture
def office(database_url: str) -> ArchiveDesk:
    """The demo's office with one archived collection."""
    office = opened(database_url)
    office.propose(1)
    office.end("selesai")
    return office


def test_a_period_is_known_by_its_archived_collection(office: ArchiveDesk) -> None:
    """Or by the last that was opened; a period that was never collected, or another office's, by none."""
    office.propose(2)
    running = office.cycle_id

    def look(tx: Transaction) -> list[tuple[int, CycleStatus] | None]:
        asked = [(office.office_id, 1), (office.office_id, 2), (office.office_id, 3), (99, 1)]
        found = [archive.last_of_period(tx, one, 2026, quarter) for one, quarter in asked]
        return [None if one is None else (one.id, one.status) for one in found]

    first, second, third, foreign = office.database.read_now(look)
    assert first == (running - 1, CycleStatus.SELESAI)
    assert second == (running, CycleStatus.DIUSULKAN)
    assert (third, foreign) == (None, None)


def test_files_that_are_kept_are_listed_in_order(office: ArchiveDesk) -> None:
    """Bukti dukung by unit and row, then what was sent outside the forms; refused and dropped ones are not."""
    scan = office.send_file("pindaian", "pindaian.pdf")
    later = office.send_file("bukti", "b.pdf", unit="PEM", row="2")
    first = office.send_file("bukti", "a.pdf", unit="PEM", row="1")
    gone = office.send_file("bukti_serah")
    office.database.write_now(lambda tx: archive.drop_sent(tx, office.cycle_id, "bukti_serah", AT))
    found = office.database.read_now(lambda tx: archive.uploads_of(tx, office.office_id, office.cycle_id))
    assert [one.id for one in found] == [first, later, scan]
    assert gone not in [one.id for one in found]
    assert office.database.read_now(lambda tx: uploads.content(tx, scan)) == JPEG
    assert office.database.read_now(lambda tx: archive.uploads_of(tx, 99, office.cycle_id)) == []


def test_how_what_was_sent_for_a_purpose_stands(office: ArchiveDesk) -> None:
    """Kept, once a sheet of it is, though a later one is refused; a dropped one says nothing."""

    def state(tx: Transaction) -> str | None:
        return archive.state_of(tx, office.cycle_id, "pindaian")

    assert office.database.read_now(state) is None
    office.send_file("pindaian")
    assert office.database.read_now(state) == "tersimpan"
    refused = update(Upload).where(Upload.id == office.send_file("pindaian")).values(state="ditolak")
    office.database.write_now(lambda tx: tx.execute(refused))
    assert office.database.read_now(state) == "tersimpan"
    office.database.write_now(lambda tx: archive.drop_sent(tx, office.cycle_id, "pindaian", AT))
    assert office.database.read_now(state) is None


def test_what_a_file_was_sent_for(office: ArchiveDesk) -> None:
    """Bukti dukung belongs to a form; what was sent to no cycle has no place either."""
    scan = office.send_file("pindaian")
    proof = office.send_file("bukti", unit="PEM", row="1")
    stray = office.send_file("suara")
    office.database.write_now(lambda tx: tx.execute(update(Upload).filter_by(id=stray).values(cycle_id=None)))
    found = office.database.read_now(lambda tx: [archive.sent_to(tx, one) for one in (scan, proof, stray, 999)])
    assert found == [archive.Sent(office.cycle_id, "pindaian"), None, None, None]


def test_what_is_still_made_or_fetched_is_counted(office: ArchiveDesk) -> None:
    """Documents and files alike."""
    upload = office.send_file("pindaian")
    waiting = update(Upload).where(Upload.id == upload).values(state="diminta")
    assert office.database.read_now(lambda tx: archive.still_coming(tx, office.cycle_id)) == 0
    office.database.write_now(lambda tx: tx.execute(waiting))
    assert office.database.read_now(lambda tx: archive.still_coming(tx, office.cycle_id)) == 1


def test_texts_come_with_their_places(office: ArchiveDesk) -> None:
    """A row's with its key, an IKU's and a unit's name with the unit, the letter's number beside the forms."""
    office.number("045/bumdes/2026")
    office.answer("PEM", "push:3", "Bumdes maju.")

    def look(tx: Transaction) -> list[tuple[Place, str]]:
        found = archive.passages(tx, [office.cycle_id], ["bumdes"])
        return [(one.place, one.text) for one in found if "bumdes" in one.text.lower()]

    unit = office.unit_id("PEM")
    assert office.database.read_now(look) == [
        (Place(unit, "3"), "Bumdes maju.\n"),
        (Place(other="surat"), "045/bumdes/2026"),
    ]


def test_only_the_collections_asked_for_are_read(office: ArchiveDesk) -> None:
    """Not a word of another's."""
    assert office.database.read_now(lambda tx: list(archive.passages(tx, [999], ["seksi"]))) == []


def test_a_word_without_plain_letters_reads_everything(office: ArchiveDesk) -> None:
    """Databases fold such letters in their own ways, so the caller looks himself; an index would not help either."""
    found = office.database.read_now(lambda tx: list(archive.passages(tx, [office.cycle_id], ["%"])))
    assert len({one.place.unit_id for one in found}) > len(office.record().state.forms)


def test_two_collections_of_one_period(office: ArchiveDesk) -> None:
    """The archived one counts, also when another was opened afterwards."""
    row = {"status": "dibatalkan", "live": None, "closed_at": None}

    def another(tx: Transaction) -> None:
        cycle = dict(tx.execute(select(Cycle.__table__)).mappings().one())
        del cycle["id"]
        tx.execute(insert(Cycle).values({**cycle, **row}))

    office.database.write_now(another)
    found = office.database.read_now(lambda tx: archive.last_of_period(tx, office.office_id, 2026, 1))
    assert found is not None
    assert found.id == office.cycle_id
