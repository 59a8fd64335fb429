"""The structure that a screen reader follows: headings, paragraphs, tables, figures; all else is an artifact."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any, Final

from reportlab.pdfbase.pdfdoc import DummyDoc, PDFDictionary, PDFObject, PDFObjectReference, PDFString

_LEAVES: Final = frozenset({"P", "H1", "H2", "TOCI", "TH", "TD", "Figure", "Caption"})
_CELLS: Final = frozenset({"TH", "TD"})
_INVISIBLE: Final = 8
MOST: Final = 2000


class Element(PDFObject):
    """One element of the structure; `kids` are elements, or (page, number) of marked content, both from 0."""

    def __init__(self, tag: str, parent: Element | None, alt: str = "", *, leaf: bool = False, span: int = 1) -> None:
        self.tag, self.parent, self.alt, self.leaf, self.span = tag, parent, alt, leaf, span
        self.kids: list[Element | tuple[int, int]] = []
        self.number = 0
        self.written = b""

    def write(self, pages: Sequence[str]) -> None:
        """Put the element into PDF, given references to the pages; one that holds all its content is named once."""
        homes = {kid[0] for kid in self.kids if isinstance(kid, tuple)}
        home = pages[homes.pop()] if len(homes) == 1 else ""
        kids = [_kid(kid, home, pages) for kid in self.kids]
        above = self.parent.number if self.parent else 0
        place = _place(self.tag, self.span) if self.tag in _CELLS else ""
        at = f"/Pg {home}" if home else ""
        said = f"<</S/{self.tag}/P {above} 0 R/K[{' '.join(kids)}]{at}{place}".encode()
        alt = b"/Alt " + PDFString(self.alt).format(DummyDoc()) if self.alt else b""
        self.written = said + alt + b">>"

    def format(self, document: object) -> bytes:
        """Return the element as PDF."""
        return self.written


def _kid(kid: Element | tuple[int, int], home: str, pages: Sequence[str]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    return str(kid[1]) if home else f"<</Type/MCR/Pg {pages[kid[0]]}/MCID {kid[1]}>>"


def _place(tag: str, span: int) -> str:
    scope = "/Scope/Column" if tag == "TH" else ""
    wide = f"/ColSpan {span}" if span > 1 else ""
    return f"/A<</O/Table{scope}{wide}>>" if scope or wide else ""


class _Numbers(PDFObject):
    """The tree from a page's marked content back to the elements it belongs to."""

    __RefOnly__ = 1

    def __init__(self, pages: list[list[Element]]) -> None:
        self._pages = pages

    def format(self, document: object) -> bytes:
        """Return one line a page."""
        lines = (
            f"{index}[{' '.join(f'{element.number} 0 R' for element in elements)}]"
            for index, elements in enumerate(self._pages)
        )
        return ("<</Nums[" + "\n".join(lines) + "]>>").encode()


class _Tree(Element):
    """The root of the structure: the element 'Document', and the way back to it from the pages."""

    def __init__(self, document: Element, numbers: PDFObjectReference) -> None:
        super().__init__("StructTreeRoot", None)
        self.kids, document.parent = [document], self
        self._numbers = numbers

    def format(self, document: Any) -> bytes:
        """Return the root as PDF."""
        kids = " ".join(_kid(kid, "", ()) for kid in self.kids)
        return f"<</Type/StructTreeRoot/K[{kids}]/ParentTree ".encode() + self._numbers.format(document) + b">>"


class Tags:
    """Marks what is drawn on one canvas, and writes the structure when the canvas is saved.

    `begin` and `end` (or `artifact` and `end`) stand around the drawing and may be nested; a nested element interrupts
    the content of the one around it. After `MOST` elements a table's rows are no longer parted into cells, which
    keeps the cost of a row flat.
    """

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._root = Element("Document", None)
        self._stack: list[Element | None] = []
        self._keyed: dict[Hashable, Element] = {}
        self._pages: list[list[Element]] = [[]]
        self._open: Element | None = None
        self._start = 0
        self._count = 0

    def begin(self, tag: str, *, alt: str = "", key: Hashable = None, span: int = 1) -> None:
        """Begin an element within the one that is open; the same key goes on with an element begun before.

        `alt` says a figure in words, `span` is the number of columns that a cell covers.
        """
        parent = self._stack[-1] if self._stack else self._root
        if parent is None or parent.tag == "Artifact" or (tag in _CELLS and parent.leaf):
            self._stack.append(None)
            return
        self._pause()
        element = self._keyed.get(key) if key is not None else None
        if element is None:
            self._count += 1
            leaf = tag in _LEAVES or (tag == "TR" and self._count > MOST)
            element = Element(tag, parent, alt, leaf=leaf, span=span)
            parent.kids.append(element)
            if key is not None:
                self._keyed[key] = element
        self._stack.append(element)
        self._resume()

    def artifact(self) -> None:
        """Begin what a screen reader passes over: rules, backgrounds, footers, headings that are repeated."""
        if self._stack and (self._stack[-1] is None or self._stack[-1].tag == "Artifact"):
            self._stack.append(None)
            return
        self._pause()
        self._stack.append(Element("Artifact", None, leaf=True))
        self._resume()

    def end(self) -> None:
        """End what was begun last; nothing is open, nothing happens."""
        if self._stack and self._stack.pop() is not None:
            self._pause()
            self._resume()

    def turn(self) -> None:
        """End the page: whatever is open is closed, and the numbers of marked content begin anew."""
        while self._stack:
            self.end()
        self._pages.append([])

    def _resume(self) -> None:
        element = self._stack[-1] if self._stack else None
        if element is None or not element.leaf:
            return
        if element.tag == "Artifact":
            self._canvas._code.append("/Artifact BMC")
        else:
            self._canvas._code.append(f"/{element.tag} <</MCID {len(self._pages[-1])}>> BDC")
        self._open, self._start = element, len(self._canvas._code)

    def _pause(self) -> None:
        """Close the open content; where nothing was drawn its mark is taken back."""
        element, code = self._open, self._canvas._code
        if element is None:
            return
        self._open = None
        if len(code) - self._start < _INVISIBLE and all(map(_moves, code[self._start :])):
            del code[self._start - 1]
            return
        code.append("EMC")
        if element.tag != "Artifact":
            element.kids.append((len(self._pages) - 1, len(self._pages[-1])))
            self._pages[-1].append(element)

    def save(self, document: Any) -> None:
        """Write the structure of the finished pages into a reportlab document (`canvas._doc`)."""
        _prune(self._root)
        tree = _Tree(self._root, document.Reference(_Numbers(self._pages[:-1])))
        document.Catalog.StructTreeRoot = document.Reference(tree, "Structure")
        tree.number = document.objectcounter
        elements = list(_gathered(self._root))
        for element in elements:
            document.Reference(element)
            element.number = document.objectcounter
        numbers = document.idToObjectNumberAndVersion
        pages = [f"{numbers[f'Page{index}'][0]} 0 R" for index in range(1, len(self._pages))]
        for element in elements:
            element.write(pages)
        document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for index, page in enumerate(document.Pages.pages):
            page.StructParents, page.Tabs = index, "/S"
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]


def _moves(line: str) -> bool:
    """Tell whether an operation only saves, restores or moves the state of the page."""
    return line in {"q", "Q"} or line.endswith(" cm")


def _prune(element: Element) -> bool:
    """Take out what holds nothing, but for a row's empty cells, and paragraphs that hold only tables or figures."""
    kids: list[Element | tuple[int, int]] = []
    for kid in element.kids:
        if isinstance(kid, tuple):
            kids.append(kid)
        elif _prune(kid):
            inner = [one for one in kid.kids if isinstance(one, Element)]
            bare = kid.tag == "P" and len(inner) == len(kid.kids)
            for one in inner if bare else [kid]:
                one.parent = element
                kids.append(one)
    element.kids = kids
    return bool(kids) or element.tag in _CELLS


def _gathered(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _gathered(kid)
