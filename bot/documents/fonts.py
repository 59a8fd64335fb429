"""The embedded typefaces, and which characters they can print (Source Serif for prose, Source Sans for tables)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.metadata import distribution

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

SERIF = "Serif"
SANS = "Sans"
FALLBACK = "?"
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
        font = TTFont(name, str(distribution(package).locate_file(path)))
        pdfmetrics.registerFont(font)
        coverage[name] = frozenset(font.face.charToGlyph)
    for family in (SERIF, SANS):
        pdfmetrics.registerFontFamily(family, family, f"{family}-Bold", f"{family}-Italic", f"{family}-Bold")
    return coverage


def tidy(text: str) -> str:
    """Compose accents; keep line breaks and hard spaces; other controls become spaces, invisible joiners go."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"):
        category = unicodedata.category(character)
        if character == "\n" or category[0] not in "CZ":
            kept.append("" if "\ufe00" <= character <= "\ufe0f" else character)
        elif character == "\u00a0":
            kept.append(character)
        elif category == "Cf":
            continue
        else:
            kept.append(character if category in {"Cs", "Co", "Cn"} else " ")
    return "".join(kept)


def covered(character: str, face: str) -> bool:
    """Tell whether the face has a glyph for the character."""
    return ord(character) in load()[face]


def family(face: str) -> str:
    """Return the family of a face: 'Serif-Bold' is of 'Serif'."""
    return face.partition("-")[0]


def unprintable(text: str) -> set[str]:
    """Return the characters that no embedded font has; documents print each as '?', so chat may announce it."""
    faces = load()
    known = faces[SANS] | faces[SERIF]
    return {character for character in tidy(text) if character != "\n" and ord(character) not in known}


def printable(text: str, face: str = SANS) -> str:
    """Return the text with every character the face lacks replaced by '?', for cells without markup."""
    known = load()[face]
    return "".join(c if c == "\n" or ord(c) in known else FALLBACK for c in tidy(text))
