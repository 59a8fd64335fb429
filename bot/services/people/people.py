"""The people of an office as buttons name them, and the roles they hold in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.texts.posts import sebutan
from storage import officers, offices
from storage.officers import Holder, OfficerRow
from storage.offices import UnitRow

_LONGEST_ID = 18


def number(arg: str) -> int:
    """The id that a button names; refused for anything that no button of ours says."""
    if not (arg.isascii() and arg.isdigit()) or len(arg) > _LONGEST_ID:
        raise Refusal("tombol_lama")
    return int(arg)


def officer(work: Work, arg: str) -> OfficerRow:
    """The officer that a button names; refused unless he is one of this office."""
    found = officers.officer(work.tx, number(arg))
    if found is None or found.office_id != work.office_id:
        raise Refusal("tombol_lama")
    return found


def unit(work: Work, arg: str) -> UnitRow:
    """The unit that a button names; refused unless it is one of this office."""
    wanted = number(arg)
    for one in offices.units(work.tx, work.office_id):
        if one.id == wanted:
            return one
    raise Refusal("tombol_lama")


def holder(work: Work, role: Role, unit_id: int | None) -> Holder | None:
    """Who acts in a role now; None while the post is vacant."""
    found = officers.holders(work.tx, work.office_id, role, at=work.now, unit_id=unit_id)
    return found[0] if found else None


def role_name(work: Work, role: Role, unit_id: int | None) -> str:
    """A role in the SOP's words, not escaped: 'Camat', 'PPTK/Kasi (Seksi Pemerintahan)'."""
    name = work.engine.sop.roles[role]
    if unit_id is None:
        return name
    units = {one.id: one.name for one in offices.units(work.tx, work.office_id)}
    return f"{name} ({units[unit_id]})"


def role_names(work: Work, held: Iterable[tuple[Role, int | None]]) -> list[str]:
    """Roles in the SOP's words and order, the forms last; units in the workbook's order."""
    positions = {one.id: place for place, one in enumerate(offices.units(work.tx, work.office_id))}
    pairs = list(held)
    roles = in_order(work, (role for role, _ in pairs))
    ranked = sorted(pairs, key=lambda one: (roles.index(one[0]), positions.get(one[1] or 0, 0)))
    return [role_name(work, role, unit_id) for role, unit_id in ranked]


def in_order(work: Work, roles: Iterable[Role]) -> list[Role]:
    """Each role once, in the SOP's order, the PPTK's last since many hold it beside another."""
    order = list(work.engine.sop.roles)
    return sorted(set(roles), key=lambda role: (role is Role.PPTK, order.index(role)))


def spoken(person: Holder | OfficerRow) -> str:
    """How an officer is spoken to and of, not escaped: 'Bapak Camat'."""
    return sebutan(person.honorific, person.post)
