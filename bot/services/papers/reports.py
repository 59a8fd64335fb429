"""What every unit reports in a cycle, evaluated: the figures from which recap, Dokumen and cards are made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.office_plan import OfficeProfile
from bot.services.work import Work
from bot.sop.results import Grading, SheetResult, evaluate
from bot.texts import noticing
from storage import sheets, submissions
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
    return tuple(
        Report(one.form, None if one.absent else result_of(work, one.form), one.undirected)
        for one in submissions.reported(work.tx, record.id)
    )


def unknown_before(work: Work, record: CycleRecord, found: Iterable[FormRecord]) -> tuple[str, ...]:
    """The sentence on the year's quarters that are collected apart and of which the forms know nothing; none if all."""
    known = [form.sheet for form in found]
    unknown = sheets.unknown_quarters(work.tx, record.office_id, record.year, record.quarter, known)
    return (noticing.unknown_before(record.quarter, unknown),) if unknown else ()


def result_of(work: Work, form: FormRecord) -> SheetResult:
    """What a form's answers amount to."""
    return evaluate(form.sheet, form.answers, grading(work.office), form.files())


def results(found: Sequence[Report]) -> list[SheetResult]:
    """The results that are there."""
    return [one.result for one in found if one.result is not None]
