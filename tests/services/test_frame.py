"""What every paper begins with: how it is verified, and the letterhead, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.documents.models.papers import Proof
from bot.services.papers import frame
from bot.services.papers.frame import Frame
from bot.services.papers.publish import Kind
from bot.services.work import Work
from storage import emblems
from storage.cycles import CycleRecord
from storage.database import Database
from storage.documents import DocumentRow
from tests.services.paper_office import PaperOffice
from tests.services.printed import claimed

CODE = "K7QD3MZT9ABC"


@pytest.fixture
def office(sqlite_url: str) -> PaperOffice:
    """An office with a new cycle."""
    return PaperOffice(Database(sqlite_url))


@pytest.mark.parametrize(
    ("public_url", "bot_name", "address"),
    [
        ("https://kinerja.contoh.test", "contoh_bot", f"https://kinerja.contoh.test/v/{CODE}"),
        ("https://contoh.test/bot/", "", f"https://contoh.test/bot/v/{CODE}"),
        ("", "contoh_bot", f"https://t.me/contoh_bot?start=v-{CODE}"),
        ("", "", ""),
    ],
)
def test_a_paper_is_verified_on_the_page_or_by_the_bot(
    office: PaperOffice, public_url: str, bot_name: str, address: str
) -> None:
    """Whichever there is; without either the code stands alone."""
    office.bureau.public_url, office.bureau.bot_name = public_url, bot_name
    assert office.read(lambda work, _: frame.proof(work, CODE)) == Proof(code=CODE, address=address)


def test_without_a_code_there_is_no_proof(office: PaperOffice) -> None:
    """Such as in a report that is no document of the archive."""
    assert office.read(lambda work, _: frame.proof(work, None)) is None


def _twice(row: DocumentRow) -> Callable[[Work, CycleRecord], list[dict[str, Any]]]:
    def look(work: Work, record: CycleRecord) -> list[dict[str, Any]]:
        paper = Frame(work, record, row)
        return [paper.shared(), paper.shared()]

    return look


def test_what_papers_share_is_read_once_a_paper(office: PaperOffice) -> None:
    """The Dokumen has a form of every unit in it, each with the same letterhead, lambang and all."""
    office.write(lambda work, _: emblems.put(work.tx, work.office_id, b"lambang", work.now))
    row = replace(claimed(office, Kind.DISPOSISI), code=CODE)
    one, again = office.read(_twice(row))
    assert one["letterhead"] is again["letterhead"]
    assert one["letterhead"].logo == b"lambang"
    assert one["proof"].code == CODE
