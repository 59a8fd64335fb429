"""[Tindak lanjuti]: one of several tasks that were brought to somebody, with all that can be done about it."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.limits import standing
from bot.services.limits.letters import Manner, Matter, compose
from bot.services.limits.round import of_office
from bot.services.work import Work
from bot.sop.errors import Refusal
from storage import deadlines


def show(work: Work, claim: Claim) -> None:
    """The task as an escalation of its own."""
    found = standing.above(work, claim)
    standing.running(found.task)
    one = deadlines.of_task(work.tx, claim.task)
    assert one is not None
    round_ = of_office(work)
    holder = round_.holder(one)
    if holder is None:
        raise Refusal("jabatan_kosong")
    me = next(person for person in round_.line(one, holder) if person.officer_id == work.me.officer_id)
    lines, rows = compose(work, me, [Matter(Manner.BROUGHT, one, one.next, holder, to=me)])
    work.reply("\n".join(lines), rows)


PRESSES = {"tindak": show}
