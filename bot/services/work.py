"""One act in one transaction: who acts, in which office, when, and everything that must be written with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.office_plan import OfficeProfile
from bot.services.claims import Claim
from bot.sop.engine import Engine
from bot.sop.ladder import NextRung
from bot.sop.model import Actor, Role, Sop, Task
from bot.texts.posts import sebutan
from storage import audit, cards, outbox, prompts
from storage.database import Transaction

REPLY, CARD, REMINDER = 0, 1, 2
SILENT_OUTSIDE_HOURS = frozenset({CARD})


@dataclass(frozen=True, slots=True)
class Person:
    """An officer as the transaction found him: his numeric id is known and not revoked.

    `reachable` is what the bot believes: someone who has blocked it may be back without its having heard.
    """

    officer_id: int
    office_id: int
    telegram_id: int
    name: str
    honorific: str
    post: str
    is_admin: bool
    held: frozenset[tuple[Role, int | None]]
    reachable: bool

    @property
    def actor(self) -> Actor:
        """As the engine knows him."""
        return Actor(self.officer_id, self.held)

    @property
    def address(self) -> str:
        """How he is spoken to: sapaan and post, such as 'Ibu Kasubbag Program & Keuangan'."""
        return sebutan(self.honorific, self.post)

    def has(self, role: Role) -> bool:
        """Whether he holds a role, for any unit."""
        return any(held is role for held, _ in self.held)


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: a claim to press or an address to open."""

    label: str
    claim: Claim | None = None
    url: str | None = None

    def payload(self) -> dict[str, str]:
        """As the outbox keeps it."""
        if self.url is not None:
            return {"text": self.label, "url": self.url}
        return {"text": self.label, "data": str(self.claim)}


Rows = Sequence[Sequence[Button]]


MOST_BUTTONS = 100
"""Telegram refuses a message that has more, so that all of it would be lost."""


def message(text: str, buttons: Rows = (), *, silent: bool = False, **more: Any) -> dict[str, Any]:
    """The payload of a message: Telegram HTML, rows of buttons, and whether it comes without a sound.

    Rows that would be too many are left out; their matters have buttons once those before them are settled.
    """
    rows, count = list[list[dict[str, str]]](), 0
    for row in filter(None, buttons):
        count += len(row)
        if count > MOST_BUTTONS:
            break
        rows.append([button.payload() for button in row])
    return {"text": text, "buttons": rows, "silent": silent, **more}


ROOM_FOR_REMARK = 3500
"""Up to which length an answer takes a remark with it; a longer one is followed by it."""


def below(text: str, more: str) -> str:
    """One paragraph below another, where there are both."""
    return "\n\n".join(part for part in (text, more) if part)


class Versioned(Protocol):
    """What keeps to the version of the SOP with which its cycle was opened."""

    @property
    def sop(self) -> str:
        """The version's name."""


@dataclass(slots=True)
class Work:
    """The unit of work of one act; `cause` names what brought it about, so that no effect is written twice.

    `engine` runs the SOP that the office has now, for what belongs to no cycle; a cycle's own is among the `sops`.
    A `remark` on what the acting officer wrote goes below the next answer to him.
    """

    tx: Transaction
    now: datetime
    office_id: int
    office: OfficeProfile
    engine: Engine
    sops: Mapping[str, Sop]
    audit_key: bytes
    cause: str
    person: Person | None = None
    bot_name: str = ""
    public_url: str = ""
    random: Callable[[int], bytes] = secrets.token_bytes
    toast: str | None = None
    remark: str = ""
    _told: int = field(default=0)

    @property
    def me(self) -> Person:
        """The officer who acts; there is none behind the clock."""
        assert self.person is not None
        return self.person

    def local(self, at: datetime) -> datetime:
        """An instant on the office's clock."""
        return self.engine.calendar.local(at)

    def sop_of(self, one: Versioned) -> Sop:
        """The SOP by which a cycle runs."""
        return self.sops[one.sop]

    def engine_of(self, one: Versioned) -> Engine:
        """A cycle's SOP in the office's working time."""
        return Engine(self.sop_of(one), self.engine.calendar)

    def rungs_of(self, one: Versioned) -> Callable[[Task], NextRung | None]:
        """Which reminder of a cycle's task comes first."""
        engine, now = self.engine_of(one), self.now
        return lambda task: engine.first_rung(task, now)

    def reply(self, text: str, buttons: Rows = (), **more: Any) -> int | None:
        """Answer the officer who acts; gives the outbox id."""
        if len(text) <= ROOM_FOR_REMARK:
            text = below(text, self.take_remark())
        return self.tell(self.me.officer_id, text, buttons, priority=REPLY, chat_id=self.me.telegram_id, **more)

    def take_remark(self) -> str:
        """The remark, which is then said."""
        said, self.remark = self.remark, ""
        return said

    def tell(
        self,
        officer_id: int,
        text: str,
        buttons: Rows = (),
        *,
        key: str | None = None,
        priority: int = CARD,
        task_id: int | None = None,
        batch: str | None = None,
        chat_id: int | None = None,
        method: str = "message",
        quiet: bool = False,
        **more: Any,
    ) -> int | None:
        """Write a message to an officer; without a key of its own it is unique by the act that caused it.

        A `quiet` one comes without a sound at any hour: it is good to know, and nobody has to act on it.
        """
        self._told += 1
        silent = quiet or (priority in SILENT_OUTSIDE_HOURS and not self.engine.calendar.is_open(self.now))
        return outbox.put(
            self.tx,
            key=key or f"{self.cause}:{self._told}",
            now=self.now,
            office_id=self.office_id,
            officer_id=officer_id,
            chat_id=chat_id,
            task_id=task_id,
            method=method,
            payload=message(text, buttons, silent=silent, **more),
            priority=priority,
            batch=batch,
            waiting=batch is not None,
        )

    def card_key(self, task_id: int) -> str:
        """The key of a task's card, by which the newest one is found again."""
        return f"{cards.PREFIX}:{task_id}:{self.cause}:{self._told}"

    def ask(
        self,
        purpose: str,
        text: str,
        buttons: Rows = (),
        *,
        task_id: int | None = None,
        version: int = 0,
        text_at: datetime | None = None,
        **context: Any,
    ) -> None:
        """Put a question to the officer who acts; his next text answers it."""
        sent = self.reply(text, buttons)
        prompts.ask(
            self.tx,
            self.me.officer_id,
            purpose,
            task_id=task_id,
            version=version,
            context=context,
            now=self.now,
            outbox_id=sent,
            text_at=text_at,
        )

    def record(self, action: str, *, cycle_id: int | None = None, **detail: Any) -> None:
        """Write an act into the audit of its cycle, or of the office."""
        audit.append(
            self.tx,
            key=self.audit_key,
            office_id=self.office_id,
            chain=f"cycle:{cycle_id}" if cycle_id is not None else f"office:{self.office_id}",
            at=self.now,
            officer_id=self.person.officer_id if self.person else None,
            action=action,
            detail=detail,
        )
