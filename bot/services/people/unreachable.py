"""An officer has blocked the bot: the Kasubbag, who coordinates, is told once a day."""

from __future__ import annotations

from bot.services import case
from bot.services.work import Work
from bot.sop.model import Role
from bot.texts.html import esc
from bot.texts.posts import sebutan
from storage import officers


def tell_coordinator(work: Work, officer_id: int) -> None:
    """Say whose messages wait, and what helps."""
    gone = officers.officer(work.tx, officer_id)
    if gone is None:
        return
    name = esc(sebutan(gone.honorific, gone.post))
    for one in officers.holders(work.tx, work.office_id, Role.KASUBBAG, at=work.now):
        if one.officer_id != officer_id:
            work.tell(
                one.officer_id,
                f"{case.address(one)}, pesan untuk <b>{name}</b> belum dapat disampaikan karena bot ini diblokir di "
                "teleponnya. Pesan menunggu dan terkirim begitu blokir dibuka; mohon yang bersangkutan dihubungi.",
                key=f"terblokir:{officer_id}:{work.local(work.now):%Y-%m-%d}",
            )
