"""/admin: the office's people and their roles, with what an administrator may change about them."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.people import people
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.texts import emblem as emblem_texts
from bot.texts import substituting as texts
from bot.texts.form.values import clipped
from bot.texts.limits import disturbances
from bot.texts.posts import STANDING_IN
from storage import officers
from storage import people as rows

_LABEL = 60


def show(work: Work, _args: str = "") -> None:
    """Answer /admin; refused to anyone who is no administrator."""
    if not work.me.is_admin:
        raise Refusal("bukan_pengelola")
    found = officers.officers(work.tx, work.office_id)
    members = [
        texts.Member(people.spoken(one), one.name, _roles(work, one.id), one.telegram_id is not None) for one in found
    ]
    buttons = [[Button("Tunjuk Plh.", Claim("plh_peran"))], [Button(disturbances.LABEL, Claim("kalender"))]]
    buttons.append([Button(emblem_texts.LABEL, Claim("lambang"))])
    buttons += _endings(work)
    absent = [one for one in found if one.telegram_id is None]
    buttons += [[_button(f"Undang {people.spoken(one)}", "undang", str(one.id))] for one in absent]
    listing.send(work, texts.members(members), buttons)


def _roles(work: Work, officer_id: int) -> tuple[str, ...]:
    """What an officer acts as now, a substitute marked as such."""
    held = officers.roles_of(work.tx, officer_id, at=work.now)
    order = people.in_order(work, (one.role for one in held))
    return tuple(
        STANDING_IN[one.capacity] + people.role_name(work, one.role, one.unit_id)
        for one in sorted(held, key=lambda one: order.index(one.role))
    )


def _endings(work: Work) -> list[list[Button]]:
    """A button for each substitution in force."""
    lent = rows.substituted(work.tx, work.office_id, work.now)
    found = []
    for role, unit_id in sorted(lent, key=str):
        name = people.role_name(work, Role(role), unit_id)
        if unit_id is None:
            found.append([_button(f"Akhiri Plh. {name}", "plh_akhiri", role)])
        else:
            found.append([_button(f"Kembalikan pengisi {name}", "kembalikan_pengisi", str(unit_id))])
    return found


def _button(label: str, verb: str, arg: str) -> Button:
    return Button(clipped(label, _LABEL), Claim(verb, arg=arg))
