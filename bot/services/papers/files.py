"""Sending an office's documents to a person: they wait in the outbox until they are made."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.papers import publish
from bot.services.papers.publish import PICTURES
from bot.services.work import CARD, Work
from storage.cycles import CycleRecord


def send(
    work: Work,
    record: CycleRecord,
    wanted: Sequence[tuple[str, str]],
    *,
    to: int | None = None,
    task_id: int | None = None,
    priority: int = CARD,
) -> str | None:
    """Send (kind, part) documents to an officer, by default to him who acts; give the batch that a card waits for.

    Pictures are sent as such, so that they show in the chat.
    """
    attached = publish.attach(work, record, wanted)
    for (kind, _), document_id in zip(wanted, attached.documents, strict=True):
        work.tell(
            to or work.me.officer_id,
            "",
            method="photo" if kind in PICTURES else "document",
            document_id=document_id,
            task_id=task_id,
            batch=attached.batch,
            priority=priority,
        )
    return attached.batch
