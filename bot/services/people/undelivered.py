"""Telegram refuses a message for good: its officer, and the Kasubbag who coordinates, are told once a day."""

from __future__ import annotations

from bot.services import case
from bot.services.work import Work
from bot.sop.model import Role
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
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        told.setdefault(one.officer_id, texts.undelivered_to(case.address(one), name, code))
    for person, text in told.items():
        work.tell(person, text, key=f"tertolak:{officer_id}:{day}:{person}", notice=True)
