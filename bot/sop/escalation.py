"""To whom a task is brought that waits beyond its limit: one more in the line each working day (domain: coordinator,
then Sekretaris, then Camat)."""

from __future__ import annotations

from bot.sop.ladder import ESCALATING, Ladder, NextRung, Rung
from bot.sop.model import Role, Sop


def reach(ladder: Ladder, said: NextRung) -> int:
    """How many in the line hear at this rung."""
    if said.rung not in ESCALATING:
        return 0
    return said.mornings + (ladder.escalates is Rung.TENGGAT)


def hears(sop: Sop, role: Role, rung: Rung) -> bool:
    """Whether a role is spoken to at this rung; some hear in the morning only."""
    return rung is Rung.PAGI or role not in sop.mornings_only
