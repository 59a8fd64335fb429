"""What a file is, its bytes say."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest

from bot.services.filling.evidence import DOCX, JPEG, OGG, PDF, PNG, XLSX, sniff


def packed(*names: str) -> bytes:
    """A ZIP file with empty parts."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (b"%PDF-1.4", PDF),
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n...", PNG),
        (b"OggS", OGG),
        (packed("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (packed("[Content_Types].xml", "word/document.xml"), DOCX),
        (packed("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), None),
        (packed("apa.txt"), None),
        (b"PK\x03\x04 rusak", None),
        (b"GIF89a", None),
    ],
)
def test_content_is_known_by_its_bytes(content: bytes, mime: str | None) -> None:
    """Names and declared types are not trusted; files with macros are refused."""
    assert sniff(content) == mime
