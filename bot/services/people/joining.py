"""Coming in and being shut out: an invitation is redeemed, passed on or revoked; a stranger is refused once an hour."""

from __future__ import annotations

from datetime import datetime

from bot.services import announce, case
from bot.services.bureau import Bureau, identify
from bot.services.claims import Claim
from bot.services.cycle import listing
from bot.services.people import invitations, people
from bot.services.people.invitations import VALID_FOR, InvitationCode, InvitationProblem
from bot.services.work import REPLY, Button, Rows, Work
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.texts import joining as texts
from bot.texts.conversing import STRANGER
from storage import officers, outbox
from storage import people as rows
from storage.database import Transaction
from storage.officers import OfficerRow

SECRET_BYTES = 32
_INVITERS = frozenset({Role.ANALIS, Role.KASUBBAG})


def join(
    tx: Transaction, bureau: Bureau, token: str, telegram_id: int, now: datetime, update_id: int, account: str = ""
) -> None:
    """`/start <token>`: let the account in as the invited officer, or say why not.

    `account` is the name that Telegram shows for it, by which the administrators see whether it is the right person.
    """
    outcome = invitations.redeem(tx, token, telegram_id, now)
    if isinstance(outcome, InvitationProblem):
        _decline(tx, outcome.code, telegram_id, now, update_id)
        return
    person = identify(tx, telegram_id, now)
    assert person is not None
    work = bureau.work_of(tx, person, now, update_id)
    work.record("OfficerJoined", officer=person.officer_id)
    mine = [one for one in listing.live(work) if person.actor.holds(one[1].role, one[1].unit)]
    roles = people.role_names(work, person.held)
    work.reply(texts.welcome(person.address, person.honorific, work.office.name, roles, len(mine)))
    for record, task in mine:
        if not rows.has_card(tx, record.task_id(task), person.officer_id):
            announce.send_card(work, record, task, to=case.holder(work, task))
    _tell_administrators(
        work,
        texts.joined(person.address, account),
        [[_button(f"Cabut akses {person.address}", "cabut", person.officer_id)]],
        but=person.officer_id,
        quiet=True,
    )


def _decline(tx: Transaction, code: InvitationCode, telegram_id: int, now: datetime, update_id: int) -> None:
    """Whoever guesses is a stranger; who held a link of ours hears what became of it: once an hour if he is not in."""
    known = officers.officer_by_telegram(tx, telegram_id) is not None
    if code is InvitationCode.UNKNOWN and not known:
        refuse_stranger(tx, telegram_id, now, texts.PROBLEMS[code])
        return
    key = f"u{update_id}:undangan" if known else f"undangan:{telegram_id}:{code}:{now:%Y%m%d%H}"
    _say(tx, key, telegram_id, now, texts.PROBLEMS[code])


def refuse_stranger(tx: Transaction, telegram_id: int, now: datetime, text: str = STRANGER) -> bool:
    """Refuse an account that is in no office, once an hour; False for silence."""
    if not rows.note_refusal(tx, telegram_id, now):
        return False
    _say(tx, f"asing:{telegram_id}:{now.isoformat()}", telegram_id, now, text)
    return True


def _say(tx: Transaction, key: str, telegram_id: int, now: datetime, text: str) -> None:
    payload = {"text": text, "buttons": [], "silent": False}
    outbox.put(tx, key=key, now=now, chat_id=telegram_id, payload=payload, priority=REPLY)


def greet(work: Work, _args: str = "") -> None:
    """/start by someone who is in: a greeting, and his open tasks."""
    work.reply(texts.greeting(work.me.address))
    listing.show(work)


def invite(work: Work, claim: Claim) -> None:
    """[Undang]: a new link for an officer who has not joined, as a text to be passed on to him."""
    if not (work.me.is_admin or any(work.me.has(role) for role in _INVITERS)):
        raise Refusal("bukan_pengundang")
    guest = people.officer(work, claim.arg)
    if guest.telegram_id is not None:
        raise Refusal("sudah_bergabung")
    token = invitations.invite(work.tx, guest.id, work.now, work.random(SECRET_BYTES))
    work.record("OfficerInvited", officer=guest.id)
    address = people.spoken(guest)
    work.reply(texts.pass_on(address))
    work.reply(texts.invitation(address, work.office.name, link(work, token), work.now + VALID_FOR, work.office.zone))


def link(work: Work, token: str) -> str:
    """The address that opens the bot's chat with an invitation."""
    return f"https://t.me/{work.bot_name}?start={token}"


def shut_out(work: Work, claim: Claim) -> None:
    """[Cabut akses]: an administrator shuts an account out at once; never his own."""
    if not work.me.is_admin:
        raise Refusal("bukan_pengelola")
    guest = people.officer(work, claim.arg)
    if guest.id == work.me.officer_id or guest.telegram_id is None:
        raise Refusal("tombol_lama")
    revoke(work, guest.id)
    work.toast = "Akses dicabut."


def revoke(work: Work, officer_id: int) -> None:
    """Shut an officer's account out at once; the administrators are offered to hand over what waits for him.

    Raises Refusal 'tombol_lama' for an id that nobody of this office has.
    """
    gone = people.officer(work, str(officer_id))
    invitations.revoke(work.tx, gone.id, work.now)
    work.record("OfficerRevoked", officer=gone.id)
    _tell_administrators(work, texts.revoked(people.spoken(gone)), _ways_on(work, gone), but=gone.id)


def _ways_on(work: Work, gone: OfficerRow) -> Rows:
    ways = [[_button(f"Undang {people.spoken(gone)}", "undang", gone.id)]]
    for role in officers.roles_of(work.tx, gone.id, at=work.now):
        name = people.role_name(work, role.role, role.unit_id)
        if role.unit_id is not None:
            ways.append([_button(f"Alihkan {name}", "alihkan", role.unit_id)])
        else:
            ways.append([Button(f"Tunjuk Plh. {name}", Claim("plh_peran", arg=role.role))])
    return ways


def replace_phone(work: Work, officer_id: int, token_bytes: bytes) -> str:
    """Shut a lost telephone out at once and give the payload of an invitation for the new one (16 to 48 bytes).

    Raises Refusal 'tombol_lama' for an id that nobody of this office has, ValueError for too few or too many bytes.
    """
    found = people.officer(work, str(officer_id))
    token = invitations.replace(work.tx, found.id, work.now, token_bytes)
    work.record("PhoneReplaced", officer=found.id)
    return token


def _tell_administrators(work: Work, text: str, buttons: Rows, *, but: int, quiet: bool = False) -> None:
    for one in officers.officers(work.tx, work.office_id):
        if one.is_admin and one.id != but:
            work.tell(one.id, text, buttons, quiet=quiet)


def _button(label: str, verb: str, number: int) -> Button:
    return Button(label, Claim(verb, arg=str(number)))


PRESSES = {"undang": invite, "cabut": shut_out}
