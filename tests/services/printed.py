"""Papers requested, begun, and read back from their PDF."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from pypdf import PdfReader

from bot.documents.models.papers import Document
from bot.documents.render import render
from bot.services.papers import dossier
from bot.services.papers.publish import Kind
from storage import documents
from storage.documents import CODE_LENGTH, DocumentRow
from tests.services.paper_office import PaperOffice


def model(office: PaperOffice, kind: Kind, part: str = "") -> Document:
    """Request a paper, begin it, and read what it prints."""
    return compose(office, claimed(office, kind, part))


def claimed(office: PaperOffice, kind: Kind, part: str = "") -> DocumentRow:
    """A requested document that has its code."""
    row = office.request(kind, part)
    taken = office.write(lambda work, _: documents.claim(work.tx, row.id, bytes(range(row.id, row.id + CODE_LENGTH))))
    assert taken is not None
    return taken


def compose(office: PaperOffice, row: DocumentRow) -> Document:
    """What a requested document prints."""
    return office.read(lambda work, _: dossier.compose(work, row))


def printed(document: Document) -> str:
    """The text of its PDF on one line."""
    pages = PdfReader(BytesIO(render(document).content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def says(office: PaperOffice, kind: Kind, part: str = "") -> Callable[..., None]:
    """A check that a paper's text has all of these."""
    text = printed(model(office, kind, part))

    def check(*expected: str) -> None:
        missing = [one for one in expected if one not in text]
        assert not missing, text

    return check
