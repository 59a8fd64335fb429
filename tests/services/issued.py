"""Papers as they are issued: requested, made with a code and bytes of their own, at whatever moment of a cycle."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from bot.services.papers.publish import SIGNED_TOGETHER, Kind
from bot.sop import commands
from bot.sop.model import SYSTEM
from storage import documents
from storage.documents import CODE_LENGTH, DocumentRow
from tests.services.paper_office import PaperOffice

_numbers: Iterator[int] = count(1)


def content_of(row: DocumentRow) -> bytes:
    """The bytes that `issue` gives to a paper."""
    return f"%PDF-1.7 {row.kind} {row.part} {row.version} {row.id}".encode()


def issue(office: PaperOffice, kind: str, part: str = "", *, seal: str | None = None) -> DocumentRow:
    """Request a paper and make it; gives its row with code and hash."""
    row = office.request(kind, part)
    random = (int.from_bytes(b"kode" * 3) + next(_numbers)).to_bytes(CODE_LENGTH, "big")
    name = f"{kind}.pdf"
    write = office.database.write_now
    write(lambda tx: documents.claim(tx, row.id, random))
    write(
        lambda tx: documents.store(
            tx, row.id, filename=name, mime="application/pdf", content=content_of(row), now=office.now, seal=seal
        )
    )
    found = office.database.read_now(lambda tx: documents.find(tx, row.cycle_id, row.kind, row.version, row.part))
    assert found is not None
    return found


def compile_papers(office: PaperOffice) -> DocumentRow:
    """Step 12: Dokumen and Surat Pengantar are compiled and made; gives the Dokumen. The signer's clock starts."""
    office.complete(12)
    found = [issue(office, kind, seal="ab" * 32) for kind in SIGNED_TOGETHER]
    version = office.record.state.document_version
    office.press(commands.FilesReady, office.task(13), by=SYSTEM, document_version=version)
    return found[SIGNED_TOGETHER.index(Kind.DOKUMEN)]


def send_back(office: PaperOffice) -> None:
    """Step 13: a signer returns them."""
    office.press(commands.RefuseSignature, office.task(13))
