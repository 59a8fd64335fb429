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

_SAY_AGAIN = frozenset({"kalimat_tidak_pas", "teks_ditunggu", "terusan", "ragu"})
"""The words were at fault and are awaited anew, even where the question is about a step that is done."""


def explain(work: Work, refusal: Refusal) -> None:
    """Answer with the sentence of the refusal; nothing else changes but that a question without a task is dropped."""
    if refusal.code not in _SAY_AGAIN:
        prompts.close_finished(work.tx, work.me.officer_id)
    work.reply(sentence(refusal.code, {**refusal.facts, **_acted(work, refusal.facts.get("task"))}))
    work.toast = "Tidak ada yang berubah."


def _acted(work: Work, task: Any) -> dict[str, str]:
    """Who finished the task that a refusal is about, or gave it more time last, and when."""
    if not isinstance(task, Task):
        return {}
    if task.closed_at is not None:
        return _by(work, task.closed_by, "by") | {"at": kapan(task.closed_at, work.now, work.office.zone)}
    if task.allowance is None or not task.allowance.extensions or task.due_at is None:
        return {}
    last = task.allowance.extensions[-1]
    facts = {"added_at": kapan(last.at, work.now, work.office.zone)}
    return _by(work, last.by, "added_by") | facts | {"until": kapan(task.due_at, work.now, work.office.zone)}


def _by(work: Work, officer_id: int | None, name: str) -> dict[str, str]:
    found = officers.officer(work.tx, officer_id) if officer_id is not None else None
    return {name: sebutan(found.honorific, found.post)} if found else {}
