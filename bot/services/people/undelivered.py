"""Telegram refuses a message for good: its officer, and whoever coordinates, are told once a day."""

from __future__ import annotations

from bot.services import case
from bot.services.work import Work
from bot.texts import conversing as texts
from bot.texts.html import esc
from bot.texts.posts import sebutan
from storage import officers


def tell(work: Work, officer_id: int, code: str) -> None:
    """Say under which code it is logged and how the officer goes on; a `notice` that is refused causes no other."""
    officer = officers.officer(work.tx, officer_id)
    if officer is None:
        return
    name, day = esc(sebutan(officer.honorific, officer.post)), work.local(work.now).date()
    told = {officer_id: texts.undelivered(name, code)}
    one = officers.roster(work.tx, work.office_id, at=work.now).first(work.engine.sop.coordinating)
    if one is not None:
        told.setdefault(one.officer_id, texts.undelivered_to(case.address(one), name, code))
    for person, text in told.items():
        work.tell(person, text, key=f"tertolak:{officer_id}:{day}:{person}", notice=True)
