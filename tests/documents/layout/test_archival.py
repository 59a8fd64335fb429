"""Files are fit for an archive: PDF/A-2b as far as its rules touch these documents."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.documents.layout.page import build
from bot.documents.layout.text import BODY, paragraph
from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder
from bot.documents.sealing.seal import sealed
from tests.documents import samples
from tests.documents.archive_rules import broken, metadata
from tests.documents.reading import finished


def names() -> list[str]:
    """Return the kinds of the samples."""
    return [type(document).__name__ for document in samples.EVERY]


@pytest.mark.parametrize("document", samples.EVERY, ids=names())
def test_every_document_keeps_the_rules_of_the_archive(document: Document) -> None:
    """Each clause of the standard that the checker knows is kept by each document."""
    assert broken(finished(document)) == []


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("header_and_end", b"%PDF-1.7", b"%PDF-2.0"),
        ("header_and_end", b"%%EOF\n", b"%%EOF\n\n"),
        ("streams_are_framed", b"\nendstream", b" endstream"),
        ("metadata_agrees", b"<pdfaid:conformance>B", b"<pdfaid:conformance>A"),
        (
            "metadata_agrees",
            b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">D',
            b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">E',
        ),
        ("output_intent", b"/GTS_PDFA1", b"/GTS_PDFX1"),
        ("annotations_print", b"/F 4 ", b"/F 6 "),
        ("fonts_are_embedded", b"/Subtype /TrueType", b"/Subtype /TrueTyqe"),
        ("nothing_hidden", b"/PageMode", b"/AA     "),
        ("language_and_title", b"(id-ID)", b"(en-US)"),
    ],
)
def test_the_checker_finds_what_is_wrong(rule: str, before: bytes, after: bytes) -> None:
    """A file altered in one place breaks that rule, so the checks above can fail."""
    content = finished(samples.PERFORMANCE)
    assert before in content
    assert rule in broken(content.replace(before, after))


def test_a_seal_leaves_the_file_archival(tmp_path: Path) -> None:
    """The update that signs a file changes neither its metadata nor what the archive asks of it."""
    content = finished(samples.PERFORMANCE)
    order = SealOrder(
        code="CONTOH",
        office="Kecamatan Contoh",
        government="Kabupaten Contoh",
        place="Contoh",
        at=datetime(2026, 4, 9, 6, tzinfo=UTC),
        folder=tmp_path,
    )
    after = sealed(content, order).content
    assert after.startswith(content)
    assert broken(after) == []
    assert metadata(PdfReader(BytesIO(after))) == metadata(PdfReader(BytesIO(content)))


def test_the_metadata_say_what_the_document_is() -> None:
    """Title, period, office, language and the instant of issue in the office's zone; any sign of people's text."""
    head = replace(samples.HEAD, office="KECAMATAN A & B <C>")
    said = metadata(PdfReader(BytesIO(finished(replace(samples.COVER_LETTER, letterhead=head)))))
    assert said["dc:title"] == "Surat Pengantar Data Kinerja Triwulan I 2026"
    assert said["dc:description"] == "Data Kinerja Triwulan I 2026"
    assert said["dc:creator"] == "KECAMATAN A & B <C>, PEMERINTAH KABUPATEN PASER"
    assert said["dc:language"] == "id-ID"
    assert said["xmp:CreateDate"] == "2026-04-09T13:05:00+08:00"


def test_times_west_of_greenwich_and_without_an_offset_are_written() -> None:
    """The zone is configuration; its sign reaches both places in which the file says its time."""
    for zone, offset in (("America/St_Johns", "-02:30"), ("UTC", "+00:00")):
        content = finished(replace(samples.COVER_LETTER, zone=zone))
        assert metadata(PdfReader(BytesIO(content)))["xmp:CreateDate"].endswith(offset)


def test_the_identifier_is_made_from_what_is_printed() -> None:
    """The same story has the same bytes; another word has another identifier."""
    assert made("satu") == made("satu")
    first, second = (PdfReader(BytesIO(made(word))).trailer["/ID"] for word in ("satu", "dua"))
    assert first != second


def made(word: str) -> bytes:
    """Return the file of a story of one word."""
    return build(samples.COVER_LETTER, "Surat", [paragraph(word, BODY)])
