"""What `bot doctor` finds: one line a check, with what to do where something is to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a finding is to be taken."""

    FINE = "✓"
    NOTICE = "⚠"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line."""

    mark: Mark
    text: str

    def __str__(self) -> str:
        return f"{self.mark} {self.text}"


def fine(text: str) -> Finding:
    """Nothing is to be done."""
    return Finding(Mark.FINE, text)


def notice(text: str) -> Finding:
    """The bot works, but someone should look."""
    return Finding(Mark.NOTICE, text)


def wrong(text: str) -> Finding:
    """The bot cannot work like this."""
    return Finding(Mark.WRONG, text)
