"""Two offices in one database, each in the middle of a collection, and what their enemies would send."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import insert, select, update

from bot.services import desk
from bot.services.claims import Claim
from bot.services.commands import COMMANDS
from bot.services.import_office import import_office
from bot.services.people import joining
from storage.database import Database, Transaction
from storage.records import Cycle, Task
from storage.tables import Officer, Period, Unit
from tests.builders import demo_plan
from tests.security.front_door import pressed, written
from tests.services.counter import ANALIS, CAMAT, KASI, KASUBBAG, OPENED, Counter

GUEST = 77_001
STRANGERS = (*range(660_001, 660_031), 2**52 - 1)
"""Telegram's ids have at most 52 significant bits."""
ORDINARY = ("KASI-PMD", "KASI-TRANTIB", "KASI-PEM")
"""Holders of one form each: nobody else's step is ever theirs."""
OTHERS = (
    *("/admin", "/ADMIN@contoh_bot", "/admin 1", "/admin\x00", "/mulai", "/mulai 2026-TW2", "/mulai\n/admin"),
    *("/gangguan", "/gangguan 2026-04-02", "/tidak_ada", "/", "/start@contoh_bot x"),
)
"""Commands of the Camat, the Kasubbag and the administrators, and such as there are none."""
NOW = OPENED + timedelta(hours=2)


@dataclass
class TwoOffices:
    """Ours, whose forms are being filled, and the neighbour's, whose Kasubbag is to release hers."""

    ours: Counter
    theirs: Counter
    consumed: list[tuple[int, str]]
    used_token: str

    @classmethod
    def found(cls, database: Database) -> TwoOffices:
        """Import both, let everyone join, and press the first steps."""
        ours, theirs = Counter(database).open(), Counter(database)
        theirs.bureau = ours.bureau
        plan = replace(demo_plan(), profile=replace(demo_plan().profile, code="KEC-LAIN"))
        theirs.office_id = database.write_now(lambda tx: import_office(tx, plan, OPENED).office_id)
        joined = update(Officer).where(Officer.office_id == theirs.office_id).values(telegram_id=Officer.id + 9000)
        database.write_now(lambda tx: tx.execute(joined))
        consumed = [_press(ours, code, label) for code, label in _play(ours)]
        theirs.propose()
        theirs.press(CAMAT, "Perintahkan")
        return cls(ours, theirs, consumed, _guest(ours))

    def chats(self, office: Counter, *but: str) -> list[int]:
        """The accounts of an office's officials."""
        query = select(Officer.telegram_id).where(
            Officer.office_id == office.office_id, Officer.code.not_in(but), Officer.telegram_id != GUEST
        )
        return office.database.read_now(lambda tx: [one for one in tx.execute(query).scalars() if one])

    def buttons(self, office: Counter) -> list[tuple[int, Claim]]:
        """Every button that was ever shown in an office, with the account that saw it."""
        return [(chat, claim) for chat, told in office.told.items() for said in told for _, claim in said.buttons]


def _play(office: Counter) -> Iterator[tuple[str, str]]:
    office.propose()
    yield CAMAT, "Perintahkan"
    yield KASUBBAG, "Lepaskan"
    yield ANALIS, "Bagikan ke semua"
    yield KASI, "Terima & mulai isi"


def _press(office: Counter, code: str, label: str) -> tuple[int, str]:
    """Press a button; gives who pressed it and what it says."""
    chat = office.chat(code)
    shown = [claim for said in office.told[chat] for name, claim in said.buttons if name.startswith(label)]
    office.claim(code, shown[-1])
    return chat, str(shown[-1])


def _guest(office: Counter) -> str:
    """Let someone join who holds no role at all; gives his invitation's payload, which is used up."""
    row = {"office_id": office.office_id, "code": "TAMU", "name": "Tamu", "honorific": "Bapak", "post": "Staf"}
    more = {"rank": "", "nip": "", "is_admin": False}

    def invite(tx: Transaction) -> str:
        found = tx.execute(insert(Officer).values(**row, **more).returning(Officer.id)).scalar_one()
        return joining.replace_phone(office.bureau.work(tx, office.office_id, OPENED, "tamu"), found, b"rahasia" * 4)

    token = office.database.write_now(invite)
    office.join(token, GUEST)
    return token


class Enemy:
    """Draws acts that must come to nothing, from a seed."""

    def __init__(self, offices: TwoOffices, seed: int) -> None:
        self._random = Random(seed)
        self._offices = offices
        ours = offices.ours
        self._shown = [str(claim) for office in (ours, offices.theirs) for _, claim in offices.buttons(office)]
        self._tasks = ours.database.read_now(lambda tx: _ids(tx, ours.office_id))
        self._args = [str(one) for one in ours.database.read_now(lambda tx: _named(tx, ours.office_id))]
        self._foreign = offices.chats(offices.theirs)
        self._ordinary = [ours.chat(code) for code in ORDINARY]
        self._at = int(NOW.timestamp())

    def acts(self, count: int) -> Iterator[dict[str, Any]]:
        """So many updates: of strangers, neighbours, someone without a role, wrong roles, and replays."""
        kinds = (
            *(self._stranger, self._neighbour, self._intruder, self._guest),
            *(self._colleague, self._replay, self._noise, self._typed),
        )
        for number in range(count):
            yield kinds[number % len(kinds)]()

    def _stranger(self) -> dict[str, Any]:
        sender = self._random.choice(STRANGERS)
        if self._random.random() < 0.5:
            return pressed(sender, self._random.choice([*self._shown, self._forged(), self._garbage()]))
        known = [f"/{name} 1" for name in COMMANDS]
        return self._write(sender, self._random.choice(["halo", *known, *OTHERS, *self._links()]))

    def _neighbour(self) -> dict[str, Any]:
        """An official of the other office, of every role, presses what is ours."""
        ours = [str(claim) for _, claim in self._offices.buttons(self._offices.ours) if claim.task]
        return pressed(self._random.choice(self._foreign), self._random.choice([*ours, self._forged(), self._forged()]))

    def _intruder(self) -> dict[str, Any]:
        """An official of ours, of every role, presses what waits for his counterpart in the other office."""
        offices = self._offices
        waiting = [str(claim) for _, claim in offices.buttons(offices.theirs) if claim.task]
        return pressed(self._random.choice(offices.chats(offices.ours)), self._random.choice(waiting))

    def _guest(self) -> dict[str, Any]:
        return pressed(GUEST, self._random.choice([*self._shown, *(self._forged() for _ in range(3))]))

    def _colleague(self) -> dict[str, Any]:
        """The holder of one form presses what another was shown."""
        sender = self._random.choice(self._ordinary)
        shown = [
            str(claim) for chat, claim in self._offices.buttons(self._offices.ours) if chat != sender and claim.task
        ]
        return pressed(sender, self._random.choice(shown))

    def _replay(self) -> dict[str, Any]:
        return pressed(*self._random.choice(self._offices.consumed))

    def _noise(self) -> dict[str, Any]:
        """Anyone, also those with every right, sends what no button says; or a group or a bot does."""
        everyone = [*self._offices.chats(self._offices.ours), *self._foreign, GUEST]
        sender = self._random.choice(everyone)
        if self._random.random() < 0.2:
            return pressed(sender, self._random.choice(self._shown), is_bot=True)
        return pressed(sender, self._random.choice([self._garbage(), None]))

    def _typed(self) -> dict[str, Any]:
        """A command that is another's, or a link that lets nobody in."""
        sender = self._random.choice([*self._ordinary, GUEST])
        return self._write(sender, self._random.choice([*OTHERS, *self._links()]))

    def _write(self, sender: int, text: str) -> dict[str, Any]:
        self._at += 1
        return written(sender, text, self._at, self._random.choice(["message", "message", "edited_message"]))

    def _forged(self) -> str:
        task, version = self._random.choice([*self._tasks, (0, 0), (10**17, 1), (2**62, 0)])
        version = self._random.choice([version, version, 0, version + 1, 10**17])
        arg = self._random.choice([*self._args, "", "semua", "1.semua", "2026-04-01", "Segera", "²", "'; --", "1" * 9])
        data = f"{self._random.choice([*desk.PRESSES])}:{task}:{version}:{arg}"
        return data if len(data.encode()) <= 64 else data[:60]

    def _garbage(self) -> str:
        drawn = self._random.choice(["".join(map(chr, self._random.sample(range(1, 0xD7FF), 21))), "💥" * 16, ""])
        return self._random.choice([drawn, "a" * 64, "lanjut", ":::", "lanjut:-1:0:", "lanjut:1:0", "__class__:1:1:"])

    def _links(self) -> list[str]:
        wrong = ["A" * 43, "A" * 64, "é" * 9, "../../x", "' OR 1=1 --", self._offices.used_token]
        return [f"/start {one}" for one in (*wrong, self._offices.used_token[:-1], self._offices.used_token.swapcase())]


def _ids(tx: Transaction, office_id: int) -> list[tuple[int, int]]:
    """Every task of an office with its version."""
    return [
        (row.id, row.version) for row in tx.execute(select(Task.id, Task.version).where(Task.office_id == office_id))
    ]


def _named(tx: Transaction, office_id: int) -> list[object]:
    """What the office's buttons name: officials, units, periods and cycles by their ids."""
    tables = (Officer, Unit, Period, Cycle)
    ids = [
        one for table in tables for one in tx.execute(select(table.id).where(table.office_id == office_id)).scalars()
    ]
    return [*ids, *(f"{role}.{one}" for one in ids[:12] for role in ("camat", "kasubbag", "pptk"))]
