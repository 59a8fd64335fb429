"""What the SOP does not allow, as codes; the sentences that people read are in `bot.texts`."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

Word = TypeVar("Word", bound=StrEnum)


class SopDefinitionError(ValueError):
    """The SOP table contradicts itself; the text names the entry and the fault."""


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A command that the SOP does not allow now; `code` says why, `facts` fill the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


class Stale(Refusal):
    """The task was already finished by someone: the claim of an old button or of a second press."""


def word(kind: type[Word], value: Any) -> Word:
    """A word of a closed vocabulary; raises SopDefinitionError with the words that it knows."""
    try:
        return kind(value)
    except ValueError as error:
        raise SopDefinitionError(f"'{value}' tidak dikenal; pilihannya: {', '.join(kind)}") from error
