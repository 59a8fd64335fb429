"""The canvas of every PDF: archival, tagged, and with page numbers that are drawn once the last page is known."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFStream
from reportlab.pdfgen.canvas import Canvas

from bot.documents.layout import archival, contents, fonts
from bot.documents.layout.archival import Imprint
from bot.documents.layout.contents import Mark
from bot.documents.layout.tagging import Tags

FOOT: Final = 7.5


class Paper(Canvas):
    """A canvas with the tags of its structure, and with what the contents still wait for."""

    def __init__(self, imprint: Imprint, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "pdfVersion": archival.VERSION})
        self._document: Any = self._doc  # type: ignore[attr-defined]
        archival.prepare(self._document, imprint)
        self.tags = Tags(self)
        self.leaders: dict[Mark, float] = {}
        self.found: dict[Mark, int] = {}

    def setEncrypt(self, encrypt: object) -> None:  # noqa: N802
        """Leave the file open to every reader: an archive may not hold encrypted files."""

    def bookmark(self, mark: Mark, top: float) -> None:
        """Note that a heading stands on this page, its upper edge at `top` (points from the lower edge)."""
        self.found[mark] = self.getPageNumber()
        self.showOutline()
        self.bookmarkHorizontalAbsolute(mark.key, top)
        self.addOutlineEntry(mark.text, mark.key, mark.depth, closed=False)

    def showPage(self) -> None:  # noqa: N802
        """End the page, its tags, and its share in the identifier of the file."""
        self.tags.turn()
        super().showPage()
        page = self._document.Pages.pages[-1]
        drawn = page.stream.encode()
        self._document.updateSignature(drawn)
        # reportlab would keep every page as it was drawn until the last one is done.
        page.Contents = PDFStream(PDFDictionary({"Filter": "/FlateDecode"}), zlib.compress(drawn))
        page.stream = page.Trans = None

    def save(self) -> None:
        """Draw every number that was waited for, write the structure, and end the file."""
        if self._code:  # type: ignore[attr-defined]
            self.showPage()
        total = self.getPageNumber() - 1
        for page in range(1, total + 1):
            self.beginForm(f"halaman-{page}", -100, -2, 0, 10)
            self.setFont(fonts.SANS, FOOT)
            self.drawRightString(0, 0, f"Halaman {page} dari {total}")
            self.endForm()
        for mark, room in self.leaders.items():
            contents.number(self, mark, self.found[mark], room)
        self.tags.save(self._document)
        super().save()


def maker(imprint: Imprint) -> Callable[..., Paper]:
    """Return what reportlab calls to get its canvas."""

    def made(*args: Any, **kwargs: Any) -> Paper:
        return Paper(imprint, *args, **kwargs)

    return made
