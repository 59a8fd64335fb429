"""Which card shows which task: one builder a kind of step, so that a step of a known kind needs no code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bot.services.card import Card
from bot.services.work import Work
from bot.sop.model import Purpose, StepKind, Task
from storage.cycles import CycleRecord
from storage.officers import Holder


@cache
def builders() -> dict[StepKind, Callable[[Work, CycleRecord, Task], Card]]:
    """Who builds which card."""
    # Imported with the first card: every room acts through `acts`, which shows cards.
    from bot.services.filling import card as filling_card
    from bot.services.steps import (
        archiving,
        composing,
        distributing,
        ordering,
        preparing,
        recapping,
        receiving,
        reviewing,
        signing,
    )

    return {
        StepKind.PERINTAH: ordering.card,
        StepKind.SIAPKAN: preparing.card,
        StepKind.BAGIKAN: distributing.card,
        StepKind.ISI: filling_card.card,
        StepKind.TERIMA: receiving.card,
        StepKind.REKAP: recapping.recap_card,
        StepKind.SERAHKAN: recapping.hand_over_card,
        StepKind.LAPOR: recapping.report_card,
        StepKind.TELAAH: reviewing.card,
        StepKind.SUSUN: composing.card,
        StepKind.TANDATANGAN: signing.card,
        StepKind.ARSIP: archiving.card,
    }


def build(work: Work, record: CycleRecord, task: Task, to: Holder | None = None) -> Card:
    """The card of a task as it stands now; that of a form speaks `to` whoever fills it."""
    if task.purpose is Purpose.KOREKSI:
        from bot.services.steps.preparing import correction_card

        return correction_card(work, record, task)
    if task.unit is not None:
        from bot.services.filling.card import card

        return card(work, record, task, to)
    return builders()[work.sop_of(record).step(task.step).kind](work, record, task)
