"""Names that any computer takes for a file, made of what people wrote."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

LONGEST = 60
_MOST_BYTES = 120
_FORBIDDEN = frozenset('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
_NAMELESS = "tanpa nama"


def safe(text: str, longest: int = LONGEST) -> str:
    """A name without path, control character, reserved word or tail that Windows drops; never empty."""
    plain = unicodedata.normalize("NFC", text)
    kept = "".join(" " if one in _FORBIDDEN or unicodedata.category(one)[0] in "CZ" else one for one in plain)
    name = " ".join(kept.split())[:longest]
    while len(name.encode()) > _MOST_BYTES:
        name = name[:-1]
    name = name.strip(" .") or _NAMELESS
    return f"_{name}" if name.partition(".")[0].strip().lower() in _RESERVED else name


@dataclass(slots=True)
class Paths:
    """Gives each file of an archive a path of its own, also for computers that do not tell capitals apart."""

    _taken: set[str] = field(default_factory=set)

    def place(self, folder: str, stem: str, suffix: str) -> str:
        """The path of a file; the second of one name is '… (2)'."""
        number = 1
        while True:
            again = f" ({number})" if number > 1 else ""
            path = f"{folder}/{stem}{again}{suffix}"
            if path.casefold() not in self._taken:
                self._taken.add(path.casefold())
                return path
            number += 1
