"""The embedded typefaces, and which characters they can print (Source Serif for prose, Source Sans for tables)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.metadata import distribution
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SERIF = "Serif"
SANS = "Sans"
FALLBACK = "?"
# The part of each embedded font in which the codes of ASCII are its characters.
READABLE = 0
_FILES = {
    "Serif": ("font-source-serif-pro", "font_source_serif_pro/files/SourceSerifPro-Regular.ttf"),
    "Serif-Bold": ("font-source-serif-pro", "font_source_serif_pro/files/SourceSerifPro-Bold.ttf"),
    "Serif-Italic": ("font-source-serif-pro", "font_source_serif_pro/files/SourceSerifPro-It.ttf"),
    "Sans": ("font-source-sans-pro", "font_source_sans_pro/files/SourceSansPro-Regular.ttf"),
    "Sans-Bold": ("font-source-sans-pro", "font_source_sans_pro/files/SourceSansPro-Semibold.ttf"),
    "Sans-Italic": ("font-source-sans-pro", "font_source_sans_pro/files/SourceSansPro-It.ttf"),
}


@cache
def load() -> Mapping[str, frozenset[int]]:
    """Register every face once and return the code points each one can draw."""
    coverage: dict[str, frozenset[int]] = {}
    for name, (package, path) in _FILES.items():
        font = TTFont(name, str(distribution(package).locate_file(path)), asciiReadable=True)
        pdfmetrics.registerFont(font)
        coverage[name] = frozenset(font.face.charToGlyph)
    for family in (SERIF, SANS):
        pdfmetrics.registerFontFamily(family, family, f"{family}-Bold", f"{family}-Italic", f"{family}-Bold")
    return coverage


@cache
def letters(face: str) -> frozenset[str]:
    """Return the characters that a text in this face alone may hold, the line break among them."""
    return frozenset({"\n", *map(chr, load()[face])})


class _Tidied(dict[int, str]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _tidied(chr(code))
        return kept


def _tidied(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    kept = character in "\n\u00a0" or category[0] not in "CZ" or category in {"Cs", "Co", "Cn"}
    return character if kept else " "


class _Printed(dict[int, int | str]):
    """The characters of a face as they are, any other as '?'."""

    def __missing__(self, code: int) -> str:
        return FALLBACK


_TIDIED = _Tidied()


@cache
def _printed(face: str) -> _Printed:
    return _Printed((ord(character), ord(character)) for character in letters(face))


def tidy(text: str) -> str:
    """Compose accents; keep line breaks and hard spaces; other controls become spaces, invisible joiners go."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").translate(_TIDIED)


def family(face: str) -> str:
    """Return the family of a face: 'Serif-Bold' is of 'Serif'."""
    return face.partition("-")[0]


@lru_cache(maxsize=4096)
def lender(character: str, face: str) -> str:
    """Return the face that prints the character beside this one: itself, another like it, any other; '' for none."""
    cut = face.removeprefix(family(face))
    likely = (face, SANS + cut, SERIF + cut, SANS, SERIF)
    return next((other for other in likely if character in letters(other)), "")


def runs(text: str, face: str) -> list[tuple[str, str]]:
    """Return a tidied text in pieces, each after the face that prints it; a character of no font becomes '?'."""
    if letters(face).issuperset(text):
        return [(face, text)] if text else []
    lent = ((lender(character, face), character) for character in text)
    whole = ((other or face, character if other else FALLBACK) for other, character in lent)
    return [(other, "".join(piece for _, piece in part)) for other, part in groupby(whole, key=lambda pair: pair[0])]


def printable(text: str, face: str = SANS) -> str:
    """Return the text with every character the face lacks replaced by '?', for cells without markup."""
    return tidy(text).translate(_printed(face))
