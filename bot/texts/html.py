"""The one door by which a person's words enter a Telegram message."""

from __future__ import annotations

from html import escape


def esc(text: object) -> str:
    """Text as Telegram HTML shows it literally."""
    return escape(str(text), quote=False)
