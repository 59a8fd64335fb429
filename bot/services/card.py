"""The card of a task: one message with what is asked, its buttons, and the documents above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.work import Button


@dataclass(frozen=True, slots=True)
class Card:
    """Telegram HTML with rows of buttons; `documents` are (kind, part) of the files that travel with it."""

    text: str
    buttons: Sequence[Sequence[Button]] = ()
    documents: tuple[tuple[str, str], ...] = ()
