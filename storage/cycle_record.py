"""A cycle with its place in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.sop import model


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """A cycle with its place in the database; `task_ids` by number, `form_ids` by unit, `sop` a version."""

    id: int
    office_id: int
    period_id: int
    year: int
    quarter: int
    state: model.Cycle
    task_ids: Mapping[int, int]
    form_ids: Mapping[int, int]
    instruction: str
    urgency: str
    data_until: date
    letter_number: str | None
    opened_at: datetime
    sop: str

    def task_id(self, task: model.Task) -> int:
        """The database's id of a task, as buttons name it."""
        return self.task_ids[task.number]
