"""What an act asks of the publisher: which file belongs to the cycle as it stands, and what waits for it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.services.papers import publish
from bot.services.papers.publish import DRAFT, SIGNED_TOGETHER, Attached, Kind
from bot.sop import commands
from storage import documents
from storage.database import Database
from storage.records import Document
from tests.services.paper_office import PaperOffice


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """The demo's office with a cycle at step 1."""
    return PaperOffice(Database(sqlite_url))


def _attach(office: PaperOffice, *wanted: tuple[str, str]) -> Attached:
    return office.write(lambda work, record: publish.attach(work, record, wanted))


def _make(office: PaperOffice, document_id: int) -> None:
    random = bytes(range(document_id, document_id + documents.CODE_LENGTH))
    office.write(lambda work, _: documents.claim(work.tx, document_id, random))
    office.write(
        lambda work, _: documents.store(
            work.tx, document_id, filename="a.pdf", mime="application/pdf", content=b"%PDF", now=work.now
        )
    )


def test_documents_are_attached_in_the_order_asked_for(office: PaperOffice) -> None:
    """Asked for again they are the same, and the batch is named by them in any order."""
    office.complete(1)
    first = _attach(office, ("disposisi", ""), ("riwayat", ""))
    again = _attach(office, ("riwayat", ""), ("disposisi", ""))
    assert again.documents == first.documents[::-1]
    assert again.batch == first.batch is not None


def test_nothing_waits_for_documents_that_are_there(office: PaperOffice) -> None:
    """One that is still to come is enough to wait; without documents there is nothing to wait for."""
    office.complete(1)
    attached = _attach(office, ("disposisi", ""), ("riwayat", ""))
    _make(office, attached.documents[0])
    assert _attach(office, ("disposisi", ""), ("riwayat", "")).batch is not None
    assert _attach(office, ("disposisi", "")).batch is None
    assert _attach(office) == Attached((), None)


def test_an_unknown_kind_is_refused(office: PaperOffice) -> None:
    """A misspelt kind is a mistake in a card, not a document that never comes."""
    with pytest.raises(ValueError, match="kuitansi"):
        _attach(office, ("kuitansi", ""))


def test_the_version_follows_what_the_paper_says(office: PaperOffice) -> None:
    """Receipts, kiriman, recaps and compiled documents each have a file of their own."""
    office.release()
    assert office.request(Kind.TANDA_TERIMA).version == 1
    office.accept("PEM")
    assert office.request(Kind.TANDA_TERIMA).version == 2
    office.fill("PEM")
    assert office.request(Kind.FORMULIR, str(office.units["PEM"])).version == 1
    office.receive("PEM")
    office.collect(*(code for code in office.units if code != "PEM"))
    office.complete(7)
    draft = office.request(Kind.REKAP, DRAFT)
    final = office.request(Kind.REKAP)
    assert (draft.version, final.version) == (1, 1)
    assert draft.id != final.id
    for step in (8, 9, 10, 11, 12):
        office.complete(step)
    assert [office.request(kind).version for kind in SIGNED_TOGETHER] == [1, 1]
    office.sign()
    assert office.request(Kind.PENGESAHAN).version == 2


def test_a_receipt_made_while_forms_are_handed_out_is_not_shown_after_it(office: PaperOffice) -> None:
    """Nobody has accepted, but the Analis has handed out the rest: only the second one says so."""
    for step in (1, 2, 3):
        office.complete(step)
    early, *rest = office.units.values()
    office.press(commands.Distribute, office.task(4), units=(early,))
    first = office.request(Kind.TANDA_TERIMA)
    assert office.request(Kind.TANDA_TERIMA).id == first.id
    office.press(commands.Distribute, office.task(4), units=tuple(rest))
    second = office.request(Kind.TANDA_TERIMA)
    assert office.request(Kind.TANDA_TERIMA).id == second.id != first.id


def test_a_receipt_of_a_clock_that_was_ahead_is_made_anew(office: PaperOffice) -> None:
    """Nothing that happens now comes after it."""
    office.release()
    ahead = office.request(Kind.TANDA_TERIMA)
    later = update(Document).where(Document.id == ahead.id).values(requested_at=office.now + timedelta(days=99))
    office.database.write_now(lambda tx: tx.execute(later))
    again = office.request(Kind.TANDA_TERIMA)
    assert office.request(Kind.TANDA_TERIMA).id == again.id != ahead.id


def test_a_form_looked_at_before_its_reception_has_another_paper_after_it(office: PaperOffice) -> None:
    """Which says when it was received; of one that was received anew after Batalkan there is one more."""
    office.release()
    for code in office.units:
        office.fill(code)
    unit = str(office.units["PK"])
    found = [office.request(Kind.FORMULIR, unit)]
    task = office.task(6, role=office.record.state.form(office.units["PK"]).receiver)
    for _ in range(2):
        office.receive("PK")
        found += [office.request(Kind.FORMULIR, unit), office.request(Kind.FORMULIR, unit)]
        if len(found) == 3:
            office.press(commands.Undo, task)
    assert [row.version for row in found] == [1, 2, 2, 3, 3]


def test_a_form_returned_or_gone_on_without_keeps_the_paper_of_its_kiriman(office: PaperOffice) -> None:
    """A new one is made with the next kiriman."""
    office.release()
    office.fill("PEM")
    unit = office.units["PEM"]
    first = office.request(Kind.FORMULIR, str(unit))
    office.press(commands.ReturnForm, office.task(6, role=office.record.state.form(unit).receiver), unit=unit)
    assert office.request(Kind.FORMULIR, str(unit)).id == first.id
    office.fill("PEM")
    assert office.request(Kind.FORMULIR, str(unit)).version == 2


def test_an_order_taken_back_and_given_anew_has_a_paper_of_its_own(office: PaperOffice) -> None:
    """The Lembar Disposisi of the first order is not shown for the second."""
    office.complete(1)
    first = office.request(Kind.DISPOSISI)
    task = next(one for one in office.record.state.tasks if one.step == 1)
    office.press(commands.Undo, task)
    office.complete(1)
    assert office.request(Kind.DISPOSISI).id != first.id


def test_a_recap_made_again_has_a_file_of_its_own(office: PaperOffice) -> None:
    """Whether it was returned or taken back, what was printed before is not sent again."""
    office.release()
    office.collect()
    for step in (7, 8):
        office.complete(step)
    first = office.request(Kind.REKAP)
    office.press(commands.ReturnRecap, office.task(9))
    office.complete(8)
    assert office.request(Kind.REKAP).id != first.id


def test_the_current_document_is_found_once_it_was_requested(office: PaperOffice) -> None:
    """Before that there is none."""
    office.complete(1)
    assert office.read(lambda work, record: publish.current(work, record, Kind.DISPOSISI)) is None
    row = office.request(Kind.DISPOSISI)
    found = office.read(lambda work, record: publish.current(work, record, Kind.DISPOSISI))
    assert found == row
