"""The commands of the chat: what each does, who sees it in Telegram's menu, and how one is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.services import desk
from bot.services.cycle import archive_list, listing, schedule, starting, status
from bot.services.limits import disturbances
from bot.services.people import administering, joining, people
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.model import Role
from bot.texts import help as help_texts
from bot.texts.commands import DESCRIPTIONS

Answer = Callable[[Work, str], None]
_COMMAND = re.compile(r"/(\w+)(?:@\w+)?(?:\s+(.*))?", re.ASCII | re.DOTALL)
_ONLY_CAMAT, _ONLY_ADMIN, _ONLY_KEEPER = "mulai", "admin", "gangguan"


def menu(person_roles: Collection[Role], is_admin: bool) -> list[tuple[str, str]]:
    """The commands with their descriptions as an officer's Telegram shows them, for setMyCommands."""
    return [
        (name, description)
        for name, description in DESCRIPTIONS.items()
        if (name != _ONLY_CAMAT or Role.CAMAT in person_roles)
        and (name != _ONLY_ADMIN or is_admin)
        and (name != _ONLY_KEEPER or is_admin or Role.KASUBBAG in person_roles)
    ]


def receive_command(work: Work, text: str) -> None:
    """Carry out '/tugas@bot words'; raises Refusal 'perintah_tidak_dikenal' for anything else."""
    read = _COMMAND.fullmatch(text.strip())
    if read is None or read[1].lower() not in COMMANDS:
        raise Refusal("perintah_tidak_dikenal")
    COMMANDS[read[1].lower()](work, (read[2] or "").strip())


def explain(work: Work, _args: str = "") -> None:
    """/bantuan: what the officer's roles do in the SOP, and his commands."""
    held = work.me.held
    roles = people.in_order(work, (role for role, _ in held))
    names = [(", ".join(people.role_names(work, [one for one in held if one[0] is role])), role) for role in roles]
    commands = menu(roles, work.me.is_admin)
    listing.send(work, help_texts.of(work.me.address, work.engine.sop, names, commands), [])


def cancel(work: Work, _args: str = "") -> None:
    """/batal: the open question is dropped."""
    desk.cancel(work)


COMMANDS: dict[str, Answer] = {
    "start": joining.greet,
    "tugas": listing.show,
    "status": status.show,
    "jadwal": schedule.show,
    "arsip": archive_list.show,
    "mulai": starting.offer,
    "gangguan": disturbances.show,
    "admin": administering.show,
    "bantuan": explain,
    "batal": cancel,
}
