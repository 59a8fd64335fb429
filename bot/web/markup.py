"""The one door by which text enters a page: whatever is not markup already is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

_TEMPLATES = Path(__file__).parent / "templates"


class Markup(str):
    """HTML that came out of a template, with every text in it escaped."""

    __slots__ = ()


def fill(template: str, /, **values: object) -> Markup:
    """A template with its places filled; KeyError for a place that is left open."""
    filled = {key: value if isinstance(value, Markup) else escape(str(value)) for key, value in values.items()}
    return Markup(_template(template).substitute(filled))


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces of markup one below the other."""
    return Markup("\n".join(parts))


NOTHING = Markup()


@cache
def _template(name: str) -> Template:
    return Template((_TEMPLATES / f"{name}.html").read_text(encoding="utf-8").rstrip("\n"))
