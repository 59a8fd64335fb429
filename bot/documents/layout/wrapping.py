"""Breaks plain text into lines by the widths of the embedded glyphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

from reportlab.pdfbase import pdfmetrics

from bot.documents.layout import fonts

# Sums of widths differ in their last binary digit by the order in which they were added.
TOLERANCE: Final = 1e-6
# A line to print, with the space that parts it from the next one, and its width without that space in thousandths of
# the size. Plain tuples, for the garbage collector stops watching those: thousands of rows hold many.
Line = tuple[str, float]
# Longer texts hardly come twice, and would fill the memory.
_COMMON: Final = 60
_BREAKING: Final = frozenset("/-–_.,;:")


class _Advances(dict[str, float]):
    """Widths of characters in thousandths of the size, a borrowed glyph's in the face that lends it."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, character: str) -> float:
        lender = fonts.lender(character, self._face)
        # reportlab draws a hard space with the glyph of the ordinary one.
        drawn = (" " if character == "\u00a0" else character) if lender else fonts.FALLBACK
        glyphs: Any = pdfmetrics.getFont(lender or self._face)
        self[character] = found = float(glyphs.face.getCharWidth(ord(drawn)))
        return found


@cache
def advances(face: str) -> Mapping[str, float]:
    """Return the width of every character in thousandths of the size, looked up when it is first needed."""
    fonts.load()
    return _Advances(face)


def extent(text: str, face: str) -> float:
    """Return the width of a tidied line in thousandths of the size."""
    return _known_extent(text, face) if len(text) <= _COMMON else sum(map(advances(face).__getitem__, text))


@lru_cache(maxsize=16384)
def _known_extent(text: str, face: str) -> float:
    return sum(map(advances(face).__getitem__, text))


def wrapped(text: str, face: str, room: float) -> tuple[Line, ...]:
    """Break any text into lines of at most `room` thousandths of the size; no line for no text.

    Lines break at spaces and where the text breaks them; a word wider than the room is cut. A single character wider
    than the room has a line of its own.
    """
    return _known_lines(text, face, room) if len(text) <= 8 * _COMMON else tuple(_broken(text, face, room))


@lru_cache(maxsize=4096)
def _known_lines(text: str, face: str, room: float) -> tuple[Line, ...]:
    return tuple(_broken(text, face, room))


def _broken(text: str, face: str, room: float) -> Iterator[Line]:
    for part in fonts.tidy(text).split("\n") if text else ():
        yield from _lines(part, face, room)


def _lines(part: str, face: str, room: float) -> Iterator[Line]:
    space = advances(face)[" "]
    line, used = "", 0.0
    for word in part.split(" "):
        wide = extent(word, face) if word else 0.0
        if line and word and used + space + wide <= room + TOLERANCE:
            line, used = f"{line} {word}", used + space + wide
        elif word:
            if line:
                yield f"{line} ", used
            if wide > room + TOLERANCE:
                *whole, word = _pieces(word, face, room)  # noqa: PLW2901
                yield from ((piece, extent(piece, face)) for piece in whole)
                wide = extent(word, face)
            line, used = word, wide
    yield line, used


def _pieces(word: str, face: str, room: float) -> Iterator[str]:
    """Cut a word that is wider than a line: after a sign if one stands in the line's second half, else anywhere."""
    widths = advances(face)
    start, used = 0, 0.0
    for position, character in enumerate(word):
        used += widths[character]
        while used > room + TOLERANCE and start < position:
            end = _cut(word, start, position)
            yield word[start:end]
            start, used = end, sum(map(widths.__getitem__, word[end : position + 1]))
    yield word[start:]


def _cut(word: str, start: int, end: int) -> int:
    for position in range(end, start + (end - start) // 2, -1):
        if word[position - 1] in _BREAKING:
            return position
    return end
