"""A refusal, told to the person whose act it was: what was not done, who was faster, and what to do."""

from __future__ import annotations

from typing import Any

from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.model import Task
from bot.texts.posts import sebutan
from bot.texts.refusals import sentence
from bot.texts.times import kapan
from storage import officers, prompts


def explain(work: Work, refusal: Refusal) -> None:
    """Answer with the sentence of the refusal; nothing else changes but that a question without a task is dropped."""
    prompts.close_finished(work.tx, work.me.officer_id)
    work.reply(sentence(refusal.code, {**refusal.facts, **_finished(work, refusal.facts.get("task"))}))
    work.toast = "Tidak ada yang berubah."


def _finished(work: Work, task: Any) -> dict[str, str]:
    if not isinstance(task, Task) or task.closed_at is None:
        return {}
    facts = {"at": kapan(task.closed_at, work.now, work.office.zone)}
    found = officers.officer(work.tx, task.closed_by) if task.closed_by is not None else None
    if found is not None:
        facts["by"] = sebutan(found.honorific, found.post)
    return facts
