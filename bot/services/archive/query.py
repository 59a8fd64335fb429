"""What '/arsip 2026 tw i formulir bumdes' asks for: years, triwulan, kinds of papers, and words to be found."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.services.archive.groups import GROUPS
from bot.texts.formats import TRIWULAN

MOST_WORDS, LONGEST_WORD = 8, 60
_QUARTERS = {name.casefold(): number for number, name in enumerate(TRIWULAN, 1)}
_QUARTERS |= {str(number): number for number in _QUARTERS.values()}
_NAMED = ("tw", "triwulan")
_JOINED = re.compile(r"(?:tw|triwulan)[.-]?([1-4]|i{1,3}|iv)")
_YEAR = re.compile(r"20\d\d", re.ASCII)
_FILLERS = frozenset({"tahun", "periode", "arsip", "dan", "di", "berkas"})
_MOST_KINDS = 3
# A kind may be called by each of its words; what is called by two takes both.
_KIND_WORDS = {
    "rekapitulasi": "rekap",
    "pengantar": "surat",
    "sop": "riwayat",
    "terima": "tanda",
    "dukung": "bukti",
    "lembar": "",
} | {name: name for name in GROUPS}


@dataclass(frozen=True, slots=True)
class Query:
    """A search: every one of the folded `words` is to be found in a collection of one of the years and quarters."""

    years: frozenset[int]
    quarters: frozenset[int]
    kinds: tuple[str, ...]
    words: tuple[str, ...]


def read(text: str) -> Query:
    """Read what was written after /arsip; whatever is neither year, triwulan nor kind is a word."""
    years, quarters = set[int](), set[int]()
    kinds, words = list[str](), list[str]()
    before = ""
    for one in text.casefold().split():
        joined = _JOINED.fullmatch(one)
        if _YEAR.fullmatch(one):
            years.add(int(one))
        elif joined or (one in _QUARTERS and (before in _NAMED or _YEAR.fullmatch(before))):
            quarters.add(_QUARTERS[joined[1] if joined else one])
        elif one in _KIND_WORDS:
            kinds.append(_KIND_WORDS[one])
        elif one not in _FILLERS and one not in _NAMED:
            words.append(one[:LONGEST_WORD])
        before = one
    named = tuple(dict.fromkeys(kind for kind in kinds if kind))[:_MOST_KINDS]
    return Query(frozenset(years), frozenset(quarters), named, tuple(dict.fromkeys(words))[:MOST_WORDS])
