"""What every unit reports in a cycle, evaluated: the figures from which recap, Dokumen and cards are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.office_plan import OfficeProfile
from bot.services.work import Work
from bot.sop.forms import Answers
from bot.sop.model import FormStatus, StepKind, Task, TaskState
from bot.sop.results import Grading, SheetResult, evaluate
from storage import forms
from storage.cycles import CycleRecord
from storage.forms import FormRecord


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's form with what it amounts to; no result while nothing of it is accepted.

    `stale` says that an arahan was not followed up: the values accepted before it count.
    """

    form: FormRecord
    result: SheetResult | None
    stale: bool = False


def grading(office: OfficeProfile) -> Grading:
    """How the office grades capaian."""
    return Grading.of_bands(office.bands, office.cap, office.floor)


def reports(work: Work, record: CycleRecord) -> tuple[Report, ...]:
    """Every unit's report as far as it is accepted, in the order of the office's units."""
    return tuple(_report(work, record, form) for form in forms.all_forms(work.tx, record.id))


def results(found: Sequence[Report]) -> list[SheetResult]:
    """The results that are there."""
    return [one.result for one in found if one.result is not None]


def as_filled(work: Work, form: FormRecord) -> SheetResult:
    """What a form amounts to as it stands, accepted or not."""
    return _evaluate(work, form, form.answers)


def _report(work: Work, record: CycleRecord, form: FormRecord) -> Report:
    if form.status is FormStatus.DITERIMA:
        return Report(form, as_filled(work, form))
    if form.status is FormStatus.DILEWATI:
        accepted = _accepted_before(work, record, form)
        if accepted is not None:
            return Report(form, _evaluate(work, form, accepted), stale=True)
    return Report(form, None)


def _evaluate(work: Work, form: FormRecord, answers: Answers) -> SheetResult:
    return evaluate(form.sheet, answers, grading(work.office), form.files())


def _accepted_before(work: Work, record: CycleRecord, form: FormRecord) -> Answers | None:
    """The answers of the last kiriman that was accepted in an earlier putaran, None if there is none."""
    fillings = _fillings(work, record, form.unit_id)
    last = {task.putaran: task for task in fillings}
    now = fillings[-1].putaran
    kept = {putaran for putaran, task in last.items() if putaran < now and task.state is TaskState.DONE}
    sent = [one for one in forms.submissions(work.tx, form.id) if one.putaran in kept]
    return sent[-1].answers if sent else None


def _fillings(work: Work, record: CycleRecord, unit: int) -> list[Task]:
    """The unit's visits to step 5, but for those taken back, in their order."""
    isi = work.engine.sop.of_kind(StepKind.ISI).number
    return [task for task in record.state.tasks if task.step == isi and task.unit == unit and not task.taken_back]
