"""An officer cannot be reached by the bot: whoever coordinates, and can, is told once a day."""

from __future__ import annotations

from bot.services import case
from bot.services.work import Work
from bot.texts import conversing as texts
from bot.texts.html import esc
from bot.texts.posts import sebutan
from storage import officers


def tell_coordinator(work: Work, officer_id: int) -> None:
    """Say whose messages wait, and what helps."""
    gone = officers.officer(work.tx, officer_id)
    if gone is None:
        return
    name = esc(sebutan(gone.honorific, gone.post))
    one = officers.roster(work.tx, work.office_id, at=work.now).first(work.engine.sop.coordinating, but=officer_id)
    if one is not None:
        key = f"terblokir:{officer_id}:{work.local(work.now):%Y-%m-%d}"
        work.tell(one.officer_id, texts.unreachable(case.address(one), name), key=key)
