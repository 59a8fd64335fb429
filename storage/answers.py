"""Writes into a form: answers one by one, and who filled it for whom (SOP step 5)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Transaction
from storage.records import Answer, Form, Task

_SAID = ("value", "note", "officer_id", "answered_at", "message_id")


def _put(insert: Any) -> Any:
    statement = insert(Answer)
    said = {name: statement.excluded[name] for name in _SAID}
    return statement.on_conflict_do_update(index_elements=["form_id", "field"], set_=said)


_PUT = {"postgresql": _put(postgresql.insert), "sqlite": _put(sqlite.insert)}


def put(
    tx: Transaction,
    form_id: int,
    field: str,
    value: str,
    *,
    note: str | None = None,
    officer_id: int,
    at: datetime,
    message_id: int | None = None,
) -> None:
    """Write the answer to a field instead of any earlier one; `message_id` is the message whose edit corrects it."""
    answer = {
        "form_id": form_id,
        "field": field,
        "value": value,
        "note": note,
        "officer_id": officer_id,
        "answered_at": at,
        "message_id": message_id,
    }
    tx.execute(_PUT[tx.dialect.name], answer)


def annotate(tx: Transaction, form_id: int, field: str, note: str) -> None:
    """Keep an explanation with an answer that stays as it is."""
    tx.execute(update(Answer).where(Answer.form_id == form_id, Answer.field == field).values(note=note))


def forget(tx: Transaction, form_id: int, fields: Collection[str]) -> None:
    """Take answers away, so that they are asked again or no more."""
    tx.execute(delete(Answer).where(Answer.form_id == form_id, Answer.field.in_(fields)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """The answer that a message gave, and the latest task by which its form is or was filled."""

    form_id: int
    field: str
    task_id: int


def by_message(tx: Transaction, officer_id: int, message_id: int) -> Spoken | None:
    """Which answer an officer's message gave; None if it gave none, or another one has replaced it."""
    query = (
        select(Answer.form_id, Answer.field, Task.id)
        .join(Form, Form.id == Answer.form_id)
        .join(Task, (Task.cycle_id == Form.cycle_id) & (Task.unit_id == Form.unit_id))
        .where(Answer.officer_id == officer_id, Answer.message_id == message_id)
        .order_by(Answer.answered_at.desc(), Task.number.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    return Spoken(*row) if row else None


def open_task(tx: Transaction, form_id: int) -> tuple[int, int] | None:
    """The id and version of the open task by which a form is filled; None while it lies with its receiver."""
    query = (
        select(Task.id, Task.version)
        .join(Form, (Task.cycle_id == Form.cycle_id) & (Task.unit_id == Form.unit_id))
        .where(Form.id == form_id, Task.state == "open")
    )
    row = tx.execute(query.order_by(Task.number.desc()).limit(1)).one_or_none()
    return None if row is None else (row.id, row.version)


def accept(tx: Transaction, form_id: int, officer_id: int, at: datetime) -> None:
    """Note the receipt of a form ('Terima & mulai isi'); the first one counts."""
    first = (Form.id == form_id, Form.accepted_at.is_(None))
    tx.execute(update(Form).where(*first).values(accepted_at=at, accepted_by=officer_id))


def fill_on_behalf(tx: Transaction, form_id: int, officer_id: int | None) -> None:
    """Let an officer fill a form for its unit, whose PPTK confirms that later; None ends it."""
    values = {"filled_by": officer_id, "on_behalf_confirmed_at": None}
    tx.execute(update(Form).where(Form.id == form_id).values(values))


def confirm_on_behalf(tx: Transaction, form_id: int, at: datetime) -> None:
    """The PPTK stands by what was filled on his behalf."""
    tx.execute(update(Form).where(Form.id == form_id).values(on_behalf_confirmed_at=at))


_PROGRESS = update(Form).where(Form.id == bindparam("of_form"))
_PROGRESS = _PROGRESS.values(asked=bindparam("asked"), answered=bindparam("answered"), touched_at=bindparam("at"))


def progress(tx: Transaction, form_id: int, *, answered: int, asked: int, at: datetime) -> None:
    """Keep how far a form is, for those who only look on."""
    tx.execute(_PROGRESS, {"of_form": form_id, "answered": answered, "asked": asked, "at": at})
