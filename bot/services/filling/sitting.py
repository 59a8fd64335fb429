"""One form under the hands of the officer who fills it: who may, what stands there, and what is kept (step 5)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.services import acts
from bot.services.papers.reports import grading
from bot.services.work import Work
from bot.sop.commands import Accept
from bot.sop.errors import Refusal, Stale
from bot.sop.forms import Field, Given, Plan, Topic, plan
from bot.sop.model import Actor, FormStatus, Role, Task
from bot.sop.results import SheetResult, evaluate
from bot.sop.sheet import Direction
from bot.texts.form.questions import Asking
from bot.texts.printable import remark
from storage import answers, cycles, forms, sheets
from storage.forms import Evidence, Filling, FormRecord

ANSWER, REASON, EXPLANATION, DOUBT = "isian", "isian_alasan", "isian_penjelasan", "isian_ragu"
PURPOSES = frozenset({ANSWER, REASON, EXPLANATION, DOUBT})


@dataclass(slots=True)
class Sitting:
    """What an act on a form reads and changes; `kept` are texts that wait to be assigned, by message id.

    `cut` says that the text being handled was cut by Telegram, so that its tail is no answer either; `touched`, that
    answers have changed.
    """

    work: Work
    filling: Filling
    answers: dict[str, Given]
    directions: tuple[Direction, ...]
    evidence: list[Evidence]
    kept: dict[str, str] = field(default_factory=dict)
    text_at: datetime | None = None
    cut: bool = False
    touched: bool = False
    _plan: Plan | None = None

    @property
    def form(self) -> FormRecord:
        """The form as it was read."""
        return self.filling.form

    @property
    def plan(self) -> Plan:
        """What is asked now; worked out once for as long as no answer changes."""
        if self._plan is None:
            self._plan = plan(self.form.sheet, self.answers, self.directions)
        return self._plan

    @property
    def actor(self) -> Actor:
        """Who acts; whoever fills a form on its unit's behalf acts in the PPTK's place."""
        return acting(self.work, self.form)

    def field(self, key: str | None) -> Field | None:
        """The open field with this key."""
        return self.plan.find(key) if key else None

    def direction(self, key: str) -> Direction | None:
        """The arahan for a field that is not followed yet."""
        return next((one for one in self.directions if one.field == key and not one.done), None)

    def files(self, row: str) -> list[Evidence]:
        """The bukti dukung of a sub kegiatan."""
        return [one for one in self.evidence if one.row == row]

    def asking(self, about: Field) -> Asking:
        """What a question is asked about."""
        asked, filling = self.plan, self.filling
        return Asking(
            year=filling.year,
            quarter=filling.quarter,
            until=filling.data_until,
            honorific=self.work.me.honorific,
            place=asked.position(about),
            count=len(asked.open),
            evidence=tuple(one.name for one in self.files(about.row.key)) if about.row else (),
        )

    def result(self) -> SheetResult:
        """What the form says as it stands."""
        files: dict[str, list[str]] = {}
        for one in self.evidence:
            files.setdefault(one.row, []).append(one.name)
        return evaluate(self.form.sheet, self.answers, grading(self.work.office), files)

    def keep(self, key: str, value: str, *, note: str | None = None, message_id: int | None = None) -> None:
        """Write an answer, with its audit; the arahan for its field counts as followed."""
        work = self.work
        answers.put(
            work.tx,
            self.form.id,
            key,
            value,
            note=note,
            officer_id=work.me.officer_id,
            at=work.now,
            message_id=message_id,
        )
        self.answers[key] = Given(value, note)
        self.work.remark = remark(f"{value} {note or ''}")
        self._follow(key)
        self._change()
        self.record("AnswerGiven", field=key, value=value, note=note)

    def explain(self, key: str, note: str) -> None:
        """Leave a directed answer as it is, with an explanation."""
        answers.annotate(self.work.tx, self.form.id, key, note)
        self.answers[key] = Given(self.answers[key].value, note)
        self.work.remark = remark(note)
        self._follow(key)
        self._change()
        self.record("AnswerExplained", field=key, note=note)

    def forget(self, keys: Collection[str]) -> None:
        """Take answers away."""
        answers.forget(self.work.tx, self.form.id, keys)
        for key in keys:
            self.answers.pop(key, None)
        self._change()
        self.record("AnswersTakenAway", fields=sorted(keys))

    def record(self, action: str, **detail: Any) -> None:
        """Write an act on this form into its cycle's audit."""
        self.work.record(action, cycle_id=self.form.cycle_id, unit=self.form.unit_id, **detail)

    def note_progress(self) -> None:
        """Keep how far the form is, if that has changed."""
        if self.touched:
            asked = self.plan
            count = len(asked.open)
            answers.progress(self.work.tx, self.form.id, answered=count - len(asked.due), asked=count, at=self.work.now)

    def _change(self) -> None:
        self.touched = True
        self._plan = None

    def _follow(self, key: str) -> None:
        if self.direction(key) is None:
            return
        self.directions = tuple(replace(one, done=True) if one.field == key else one for one in self.directions)
        sheets.direct(self.work.tx, self.form.id, self.directions)


def acting(work: Work, form: FormRecord) -> Actor:
    """The actor in whose name a form's commands are given."""
    mine = work.me.actor
    return Actor(mine.officer, mine.held | {(Role.PPTK, form.unit_id)}) if form.filled_by == mine.officer else mine


def sit(work: Work, task_id: int, version: int) -> Sitting:
    """Open a form for the officer who acts; whatever he does first is its receipt.

    Raises Refusal 'tugas_tidak_ada' or 'bukan_pelaksana', and Stale 'sudah_selesai' for a task that is closed or was
    changed since.
    """
    filling = find(work, task_id)
    if not filling.open or filling.version != version:
        raise Stale("sudah_selesai", task=task_of(work, filling))
    if filling.form.status is not FormStatus.DIISI:
        record = cycles.load(work.tx, filling.form.cycle_id)
        actor = acting(work, filling.form)
        acts.carry_out(work, record, [Accept(filling.number, filling.version)], actor=actor)
        answers.accept(work.tx, filling.form.id, work.me.officer_id, work.now)
    form = filling.form
    return Sitting(work, filling, dict(form.answers), form.directions, list(form.evidence))


def find(work: Work, task_id: int) -> Filling:
    """The form that a task fills or filled; refused to anyone but its PPTK and whoever fills it on his behalf."""
    filling = forms.find(work.tx, task_id, lock=True)
    if filling is None or filling.form.office_id != work.office_id:
        raise Refusal("tugas_tidak_ada")
    if not acting(work, filling.form).holds(Role.PPTK, filling.form.unit_id):
        raise Refusal("bukan_pelaksana", task=task_of(work, filling))
    return filling


def task_of(work: Work, filling: Filling) -> Task:
    """The task as the engine knows it, for the sentence of a refusal."""
    return cycles.load(work.tx, filling.form.cycle_id).state.task(filling.number)


def free(sitting: Sitting, row: str) -> bool:
    """Whether a row's status may be changed: everywhere but in a repair that is about something else."""
    asked = sitting.plan
    return len(asked.open) == len(asked.fields) or asked.find(f"{Topic.IDLE}:{row}") is not None


def recall(sitting: Sitting, context: Mapping[str, Any]) -> None:
    """Take over the texts that wait to be assigned."""
    sitting.kept = dict(context.get("kept") or {})
