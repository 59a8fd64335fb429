"""What a resubmission changes: old beside new, field by field (SOP steps 5, 6 and 11)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.sop.forms import Answers, Field, fields
from bot.sop.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Change:
    """A field whose answer or explanation differs; None where it had, or has, no answer."""

    field: Field
    old: str | None
    new: str | None
    note: str | None


def changes(sheet: Sheet, before: Answers, after: Answers) -> tuple[Change, ...]:
    """The differences in the order of the form; fields that are asked no more come last."""
    asked = {field.key: field for field in (*fields(sheet, after), *fields(sheet, before))}
    found = (_change(field, before, after) for field in asked.values())
    return tuple(change for change in found if change is not None)


def _change(field: Field, before: Answers, after: Answers) -> Change | None:
    old, new = before.get(field.key), after.get(field.key)
    if old == new:
        return None
    return Change(field, old.value if old else None, new.value if new else None, new.note if new else None)
