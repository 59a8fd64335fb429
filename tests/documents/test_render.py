"""What holds for every document, whatever it says."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from bot.documents.models.papers import Document
from bot.documents.render import PDF, XLSX, render, render_xlsx
from tests.documents import samples
from tests.documents.reading import finished, pages, words

NAMES = (
    "Lembar Disposisi TW I 2026.pdf",
    "Tanda Terima Formulir TW I 2026.pdf",
    "Formulir Data Kinerja TW I 2026 Seksi Pemerintahan.pdf",
    "Rekapitulasi Data Kinerja TW I 2026.pdf",
    "Dokumen Data Capaian Kinerja TW I 2026.pdf",
    "Surat Pengantar TW I 2026.pdf",
    "Lembar Pengesahan TW I 2026.pdf",
    "Riwayat SOP TW I 2026.pdf",
)
EVERY = pytest.mark.parametrize("document", samples.EVERY, ids=lambda document: type(document).__name__)


def test_every_document_has_its_own_indonesian_filename() -> None:
    """A file is recognised by its name and opened as what it is."""
    rendered = [render(document) for document in samples.EVERY]
    assert tuple(file.filename for file in rendered) == NAMES
    assert {file.mime for file in rendered} == {PDF}


def test_the_recap_is_a_workbook_too() -> None:
    """The workbook bears the recap's name."""
    file = render_xlsx(samples.RECAP)
    assert (file.filename, file.mime) == ("Rekapitulasi Data Kinerja TW I 2026.xlsx", XLSX)


def test_a_filename_never_carries_a_path_or_more_than_a_line() -> None:
    """A unit's name cannot lead the file elsewhere."""
    name = render(replace(samples.FORM, unit="../../etc/passwd\n" + "x" * 300)).filename
    assert re.fullmatch(r"[A-Za-z0-9 -]{1,120}\.pdf", name)


@EVERY
def test_the_same_model_gives_the_same_bytes(document: Document) -> None:
    """An approval is bound to the bytes, so they can be made again."""
    assert render(document).content == finished(document)


@EVERY
def test_pages_are_numbered_out_of_the_total(document: Document) -> None:
    """Every page but a cover says which of how many it is."""
    found = pages(document)
    numbered = [f"Halaman {number} dari {len(found)}" in page for number, page in enumerate(found, 1)]
    assert all(numbered[1:])
    assert numbered[0] is (document is not samples.PERFORMANCE)


@EVERY
def test_the_files_particulars_come_from_the_data(document: Document) -> None:
    """Title, office, language and date are the document's; nothing is read from the machine."""
    reader = PdfReader(BytesIO(finished(document)))
    details, root = reader.metadata, reader.trailer["/Root"]
    assert details is not None
    assert details.author == "KECAMATAN LONG IKIS, PEMERINTAH KABUPATEN PASER"
    assert details.subject == "Data Kinerja Triwulan I 2026"
    assert details.creation_date == samples.MOMENT
    assert isinstance(root, DictionaryObject)
    assert str(root["/Lang"]) == "id-ID"


@EVERY
def test_only_embedded_typefaces_are_used(document: Document) -> None:
    """The paper looks the same on every machine."""
    for page in PdfReader(BytesIO(finished(document))).pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        fonts = resources.get("/Font", DictionaryObject()).get_object()
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            assert "Source" in font["/BaseFont"]


@EVERY
def test_folio_paper_is_wider_and_taller(document: Document) -> None:
    """F4 is 215 by 330 millimetres, upright or lying."""
    box = PdfReader(BytesIO(render(replace(document, paper="F4")).content)).pages[0].mediabox
    sides = sorted(round(float(side) / 72 * 25.4) for side in (box.width, box.height))
    assert sides == [215, 330]


@EVERY
def test_no_document_claims_a_certified_signature(document: Document) -> None:
    """BSrE is never named, and TTE only to deny it."""
    text = words(document)
    assert "BSrE" not in text
    assert len(re.findall("TTE tersertifikasi", text)) == len(re.findall("bukan TTE tersertifikasi", text))


def test_an_unknown_model_is_an_error() -> None:
    """A document without a maker cannot pass unnoticed."""
    bare = Document(letterhead=samples.HEAD, period=samples.PERIOD, issued_at=samples.MOMENT)
    with pytest.raises(KeyError):
        render(bare)
