"""Standing in: a form's officer on leave, a substitute (Plh.) for any role; the tasks stand, old buttons are stale."""

from __future__ import annotations

from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.people import handover, people
from bot.services.work import Button, Work
from bot.sop.errors import Refusal
from bot.sop.model import Role, StepKind, Task
from bot.texts import substituting as texts
from bot.texts.form.values import clipped
from storage import answers, cycles, forms, officers, offices, prompts
from storage import people as rows
from storage.cycles import CycleRecord
from storage.officers import OfficerRow

LENDABLE = (Role.CAMAT, Role.SEKRETARIS, Role.KASUBBAG, Role.ANALIS)
_LABEL = 60


def _coordinates(work: Work) -> bool:
    """Whether the acting officer is shown how to hand a form to another: the coordinator, and the administrator."""
    return work.me.is_admin or work.me.has(Role.KASUBBAG)


def _may_replace(work: Work, role: Role) -> bool:
    """Whether the acting officer may let another act in a role: the administrator, and whoever stands in its line."""
    return work.me.is_admin or any(work.me.has(one) for one in work.engine.sop.escalation[role])


def _coordinator(work: Work) -> None:
    if not _may_replace(work, Role.PPTK):
        raise Refusal("bukan_koordinator")


def _lendable(work: Work) -> list[Role]:
    """The roles in which the acting officer may let another act; refused if there is none."""
    found = [role for role in LENDABLE if _may_replace(work, role)]
    if not found:
        raise Refusal("bukan_penunjuk_plh")
    return found


def choose_filler(work: Work, claim: Claim) -> None:
    """[Alihkan pengisi]: whom to ask instead of a unit's PPTK."""
    _coordinator(work)
    unit = people.unit(work, claim.arg)
    present = people.holder(work, Role.PPTK, unit.id)
    text = texts.ask_filler(unit.name, people.spoken(present) if present else "")
    barred = _receivers(work, unit.id) | _deciding(work) | ({present.officer_id} if present else set())
    work.reply(text, _choices(work, "alihkan_ke", str(unit.id), barred))


def _receivers(work: Work, unit_id: int) -> set[int]:
    """Who receives a unit's form: nobody receives what he filled himself, so he cannot be asked to fill it."""
    roles = {
        form.receiver
        for cycle_id in cycles.live_of(work.tx, work.office_id)
        for form in cycles.load(work.tx, cycle_id, lock=False).state.forms
        if form.unit == unit_id
    }
    found = (people.holder(work, role, None) for role in roles)
    return {one.officer_id for one in found if one is not None}


def _deciding(work: Work) -> set[int]:
    """Camat and Sekretaris, who decide about what is filled and are not offered to fill it."""
    found = (people.holder(work, role, None) for role in (Role.CAMAT, Role.SEKRETARIS))
    return {one.officer_id for one in found if one is not None}


def _choices(work: Work, verb: str, what: str, barred: set[int]) -> list[list[Button]]:
    return [
        [Button(clipped(people.spoken(one), _LABEL), Claim(verb, arg=f"{what}.{one.id}"))]
        for one in officers.officers(work.tx, work.office_id)
        if one.id not in barred
    ]


def lend_form(work: Work, claim: Claim) -> None:
    """An officer was chosen: he fills the unit's form from now on, as Plh."""
    _coordinator(work)
    unit_arg, _, officer_arg = claim.arg.partition(".")
    unit, successor = people.unit(work, unit_arg), people.officer(work, officer_arg)
    if successor.id in _receivers(work, unit.id):
        raise Refusal("penerima_formulir")
    _appoint(work, Role.PPTK, unit.id, successor)


def give_form_back(work: Work, claim: Claim) -> None:
    """[Kembalikan pengisi]: the unit's own PPTK fills its form again."""
    _coordinator(work)
    _end(work, Role.PPTK, people.unit(work, claim.arg).id)


def choose_role(work: Work, claim: Claim) -> None:
    """[Tunjuk Plh.]: first the role, then the officer who stands in."""
    if not claim.arg:
        roles = _lendable(work)
        buttons = [[Button(people.role_name(work, role, None), Claim("plh_peran", arg=role))] for role in roles]
        work.reply(texts.ask_role(), buttons)
        return
    role = _role(work, claim.arg)
    present = people.holder(work, role, None)
    text = texts.ask_stand_in(people.role_name(work, role, None), people.spoken(present) if present else "")
    work.reply(text, _choices(work, "plh_ke", role, {present.officer_id} if present else set()))


def _role(work: Work, arg: str) -> Role:
    if arg not in LENDABLE:
        raise Refusal("tombol_lama")
    if arg not in _lendable(work):
        raise Refusal("bukan_penunjuk_plh")
    return Role(arg)


def lend_role(work: Work, claim: Claim) -> None:
    """An officer was chosen: he acts in the role from now on."""
    role_arg, _, officer_arg = claim.arg.partition(".")
    _appoint(work, _role(work, role_arg), None, people.officer(work, officer_arg))


def end_role(work: Work, claim: Claim) -> None:
    """[Akhiri Plh.]: the role's own holder acts again."""
    _end(work, _role(work, claim.arg), None)


def _appoint(work: Work, role: Role, unit_id: int | None, successor: OfficerRow) -> None:
    before = people.holder(work, role, unit_id)
    if before is not None and before.officer_id == successor.id:
        raise Refusal("sudah_memegang")
    if rows.returning(work.tx, work.office_id, role, unit_id, work.now) == successor.id:
        _end(work, role, unit_id)
        return
    rows.end_substitution(work.tx, work.office_id, role, unit_id, work.now)
    rows.appoint(work.tx, work.office_id, successor.id, role, unit_id, work.now)
    name, waiting = people.role_name(work, role, unit_id), handover.open_tasks(work, role, unit_id)
    _tell(work, successor.id, texts.to_successor(people.spoken(successor), name, work.me.address, waiting))
    _relieve(work, role, unit_id, successor)
    handover.move(work, role, unit_id, before)
    # Only now, since everyone locks cycles before the office's chain of the audit.
    work.record(
        "SubstituteAppointed",
        role=role,
        unit=unit_id,
        officer=successor.id,
        before=before.officer_id if before else None,
    )
    if before is not None:
        text = texts.to_predecessor(people.spoken(before), name, people.spoken(successor), work.me.address)
        _tell(work, before.officer_id, text)
    work.reply(texts.handed_over(name, people.spoken(successor), waiting))


def _end(work: Work, role: Role, unit_id: int | None) -> None:
    returning = rows.returning(work.tx, work.office_id, role, unit_id, work.now)
    if (role, unit_id) not in rows.substituted(work.tx, work.office_id, work.now):
        raise Refusal("tidak_ada_plh")
    if returning is None:
        raise Refusal("jabatan_akan_kosong")
    before = people.holder(work, role, unit_id)
    assert before is not None
    rows.end_substitution(work.tx, work.office_id, role, unit_id, work.now)
    name, waiting = people.role_name(work, role, unit_id), handover.open_tasks(work, role, unit_id)
    again = people.officer(work, str(returning))
    _tell(work, again.id, texts.to_returning(people.spoken(again), name, work.me.address, waiting))
    _relieve(work, role, unit_id, again)
    handover.move(work, role, unit_id, before)
    work.record("SubstituteEnded", role=role, unit=unit_id, officer=returning, before=before.officer_id)
    _tell(work, before.officer_id, texts.to_released(people.spoken(before), name, work.me.address))
    work.reply(texts.handed_over(name, people.spoken(again), waiting))


def _tell(work: Work, officer_id: int, text: str) -> None:
    """Tell an officer whom it concerns; whoever decided it has an answer of his own."""
    if officer_id != work.me.officer_id:
        work.tell(officer_id, text)


def _relieve(work: Work, role: Role, unit_id: int | None, after: OfficerRow) -> None:
    """Whoever fills the form on its unit's behalf need not go on: it was handed to another."""
    for record, task in listing.live(work):
        filler = forms.filler(work.tx, record.id, unit_id) if (task.role, task.unit) == (role, unit_id) else None
        if filler is not None and unit_id is not None:
            answers.fill_on_behalf(work.tx, record.form_ids[unit_id], None)
            prompts.close_of(work.tx, filler, record.task_id(task))
            if filler != after.id:
                address, name = people.spoken(people.officer(work, str(filler))), people.role_name(work, role, unit_id)
                _tell(work, filler, texts.to_filler(address, name, people.spoken(after), work.me.address))


def form_buttons(work: Work, record: CycleRecord) -> list[list[Button]]:
    """What may be done about each form that is still out: the Analis fills on behalf, the coordinator hands it over.

    The coordinator fills none on behalf, since nobody receives what he filled himself.
    """
    out = _out(work, record)
    lent = rows.substituted(work.tx, work.office_id, work.now)
    found = []
    for unit in (one for one in offices.units(work.tx, work.office_id) if one.id in out):
        task, arg = out[unit.id], str(unit.id)
        if work.me.has(Role.ANALIS) and not work.me.actor.holds(Role.PPTK, unit.id):
            found.append((f"Isikan atas nama {unit.name}", Claim("atas_nama", record.task_id(task), task.version)))
        if _coordinates(work):
            found.append((f"Alihkan pengisi {unit.name}", Claim("alihkan", arg=arg)))
        if _coordinates(work) and (Role.PPTK, unit.id) in lent:
            found.append((f"Kembalikan pengisi {unit.name}", Claim("kembalikan_pengisi", arg=arg)))
    return [[Button(clipped(label, _LABEL), claim)] for label, claim in found]


def _out(work: Work, record: CycleRecord) -> dict[int, Task]:
    """The open task of each unit whose form is still out."""
    number = work.sop_of(record).of_kind(StepKind.ISI).number
    return {task.unit: task for task in record.state.open_tasks if task.step == number and task.unit is not None}


PRESSES = {
    "alihkan": choose_filler,
    "alihkan_ke": lend_form,
    "kembalikan_pengisi": give_form_back,
    "plh_peran": choose_role,
    "plh_ke": lend_role,
    "plh_akhiri": end_role,
}
