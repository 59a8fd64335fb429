"""What a form said each time it was sent, and what of it counts when a cycle is reported (SOP steps 5, 6, 8, 11)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, insert, or_, select
from sqlalchemy.orm import aliased

from bot.sop.forms import Answers, Given
from bot.sop.model import TAKEN_BACK, FormStatus, TaskState
from storage import forms
from storage.database import Transaction
from storage.forms import FormRecord
from storage.records import Form, Submission, Task


@dataclass(frozen=True, slots=True)
class Kiriman:
    """A form as it was sent for the `number`-th time; `evidence` has the names of the files by row key."""

    number: int
    putaran: int
    officer_id: int
    at: datetime
    answers: Answers
    evidence: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Reported:
    """A form as a recap counts it: absent, or with the values that were last accepted.

    `undirected` says that it was skipped in a later putaran ('arahan belum ditindaklanjuti').
    """

    form: FormRecord
    absent: bool = False
    undirected: bool = False


def keep(tx: Transaction, form: FormRecord, *, kiriman: int, putaran: int, officer_id: int, at: datetime) -> None:
    """Keep what a form says at this moment."""
    said = {
        "answers": {field: [given.value, given.note] for field, given in form.answers.items()},
        "evidence": form.files(),
    }
    values = {"form_id": form.id, "kiriman": kiriman, "putaran": putaran, "officer_id": officer_id}
    tx.execute(insert(Submission).values(**values, submitted_at=at, answers=said))


def of_form(tx: Transaction, form_id: int) -> tuple[Kiriman, ...]:
    """Everything that was sent of a form, the first first."""
    query = select(Submission.__table__).where(Submission.form_id == form_id).order_by(Submission.kiriman)
    return tuple(_kiriman(row) for row in tx.execute(query))


def _kiriman(row: Any) -> Kiriman:
    return Kiriman(
        number=row.kiriman,
        putaran=row.putaran,
        officer_id=row.officer_id,
        at=row.submitted_at,
        answers={field: Given(*said) for field, said in row.answers["answers"].items()},
        evidence=row.answers["evidence"],
    )


def reported(tx: Transaction, cycle_id: int) -> tuple[Reported, ...]:
    """Every form of a cycle as it counts: received ones as they are, skipped ones as they were last accepted."""
    return _as_reported(tx, forms.all_forms(tx, cycle_id))


def _as_reported(tx: Transaction, found: Sequence[FormRecord]) -> tuple[Reported, ...]:
    skipped = [form.id for form in found if form.status is FormStatus.DILEWATI]
    accepted = last_accepted(tx, skipped) if skipped else {}
    result = []
    for form in found:
        if form.status is FormStatus.DITERIMA:
            result.append(Reported(form))
        elif form.id in accepted:
            result.append(Reported(replace(form, answers=accepted[form.id].answers), undirected=True))
        else:
            result.append(Reported(replace(form, answers={}, evidence=()), absent=True))
    return tuple(result)


def last_accepted(tx: Transaction, form_ids: Iterable[int]) -> dict[int, Kiriman]:
    """What was accepted of skipped forms: the last kiriman of a putaran that ended with the form sent.

    One that was returned or withdrawn and not sent again was never accepted: its last visit was gone on without.
    """
    visit = aliased(Task)
    last_visit = (
        select(func.max(visit.number))
        .where(visit.cycle_id == Form.cycle_id, visit.unit_id == Form.unit_id, visit.putaran == Submission.putaran)
        # What was taken back never counted.
        .where(or_(visit.outcome.is_(None), visit.outcome != TAKEN_BACK))
        .correlate(Form, Submission)
        .scalar_subquery()
    )
    query = (
        select(Submission.__table__)
        .join(Form, Form.id == Submission.form_id)
        .join(Task, and_(Task.cycle_id == Form.cycle_id, Task.number == last_visit))
        .where(Submission.form_id.in_(form_ids), Task.state == TaskState.DONE)
        .order_by(Submission.kiriman)
    )
    return {row.form_id: _kiriman(row) for row in tx.execute(query)}
