"""Two offices in one database whose every word and number tells whose it is, and the people who play their cycles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import select, update

from bot.bench import office
from bot.bench.players import Place, Players
from bot.documents.models.papers import Document
from bot.documents.models.seal import SealOrder
from bot.office_plan import OfficePlan, PeriodPlan
from bot.services import commands, declining, desk
from bot.services.bureau import Bureau, identify
from bot.services.claims import Claim, read
from bot.services.cycle import opening
from bot.services.import_office import import_office
from bot.services.incoming import Message
from bot.services.papers.press import Made
from bot.services.papers.publisher import Publisher
from bot.services.papers.sealing import Sealing
from bot.services.work import Work
from bot.sop.errors import Refusal
from bot.sop.model import Task
from storage import offices
from storage.database import Database, Transaction
from storage.messages import OutboxMessage
from storage.tables import Officer

OPENED = datetime(2026, 4, 1, 0, 30, tzinfo=UTC)
WORDS = ("Qaranda", "Zbelinto")
BUDGETS = (Decimal(71_717_171), Decimal(82_828_282))
"""A word and a number for each office, which nothing of the other may contain."""

FIGURES = ("71.717.171", "82.828.282")
_TEXTS = frozenset(
    {"name", "government", "address", "contact", "place", "addressee", "addressee_place", "through", "post", "rank"}
    | {"activity", "program", "objective", "measure", "source", "copies", "legal_basis"}
)
T = TypeVar("T")


def marked(value: T, word: str, budget: Decimal) -> T:
    """A plan in which every text that people read carries the word, and every pagu is the budget."""
    if isinstance(value, tuple):
        return tuple(marked(one, word, budget) for one in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changed: dict[str, Any] = {}
    for one in fields(value):
        found = getattr(value, one.name)
        if one.name in _TEXTS and isinstance(found, str) and found:
            changed[one.name] = f"{word} {found}"
        elif one.name == "budget":
            changed[one.name] = budget
        elif one.name != "hours":
            changed[one.name] = marked(found, word, budget)
    return replace(value, **changed)


def plan(number: int) -> OfficePlan:
    """A small office of this number, of two units."""
    found = marked(office.plan(2, OPENED, code=f"K{number}", questions=1), WORDS[number], BUDGETS[number])
    periods = tuple(PeriodPlan(year=OPENED.year, quarter=one) for one in (1, 2))
    profile = replace(found.profile, code=f"KANTOR-{WORDS[number]}", zone=("Asia/Jakarta", "Asia/Jayapura")[number])
    return replace(found, profile=profile, periods=periods)


@dataclass
class Printed:
    """Stands in the place of the press, and keeps what each paper would say, by its office's id and kind."""

    workers: int = 1
    papers: list[Document] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    async def make(self, document: Document, *, workbook: bool = False, seal: SealOrder | None = None) -> Made:
        """Give bytes that no other paper has."""
        self.papers.append(document)
        name = f"{type(document).__name__}.{'xlsx' if workbook else 'pdf'}"
        return Made(name, "application/pdf", b"%PDF-" + next(self._numbers).to_bytes(8, "big"))

    async def thumbnail(self, _content: bytes, _mime: str) -> bytes | None:
        """Nobody sends a picture here."""
        return None

    def close(self) -> None:
        """There is nothing to stop."""


class Writing(Players):
    """Players whose own words tell whose they are."""

    word = ""

    async def _say(self, task: Task, text: str) -> None:
        free = text[:1].isupper() or text.startswith("045")
        await super()._say(task, f"{self.word} {text}" if free else text)


@dataclass(repr=False)
class Neighbours:
    """Two offices side by side; acts are those of their officials, each a transaction that may be refused."""

    database: Database
    bureau: Bureau
    press: Printed
    place: Any
    ids: list[int]
    cycles: list[int] = field(default_factory=list)
    toasts: list[tuple[int, str]] = field(default_factory=list)
    unwatched: Callable[[], AbstractContextManager[None]] = nullcontext
    before_act: Callable[[], object] = lambda: None

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Short, since Hypothesis shows it with each example that fails."""
        printer.text("Neighbours")

    @classmethod
    async def found(cls, database: Database, bureau: Bureau, folder: Path, where: type[Place] = Place) -> Neighbours:
        """Import both and let everyone join."""
        press, here = Printed(), where(database, bureau, OPENED, update=1000)
        codes = count(1)
        here.publisher = Publisher(
            database,
            bureau,
            press,
            Sealing(folder=folder),
            now=lambda: here.now,
            random=lambda length: sha256(str(next(codes)).encode()).digest()[:length],
        )
        ids = [await database.write(partial(_imported, number=one)) for one in (0, 1)]
        made = cls(database, bureau, press, here, ids)
        await database.write(made._join)
        return made

    def _join(self, tx: Transaction) -> None:
        tx.execute(update(Officer).values(telegram_id=Officer.id + 9000))

    async def propose(self, period: int = 0) -> None:
        """Open the same period's cycle in both."""
        self.cycles.clear()
        for office_id in self.ids:

            def act(tx: Transaction, office_id: int = office_id) -> int:
                chosen = offices.periods(tx, office_id)[period].id
                cause = f"buka{office_id}/{period}"
                return opening.propose(self.bureau.work(tx, office_id, self.place.now, cause), chosen)

            self.cycles.append(await self.database.write(act))

    def players(self, number: int) -> Writing:
        """The people of one office."""
        found = Writing(self.place, self.cycles[number])
        found.word = WORDS[number]
        return found

    def chats(self, number: int) -> list[int]:
        """The accounts of an office's officials."""
        query = select(Officer.telegram_id).where(Officer.office_id == self.ids[number]).order_by(Officer.id)
        with self.unwatched():
            return self.database.read_now(lambda tx: [one for one in tx.execute(query).scalars() if one])

    def act(self, chat: int, do: Callable[[Work], object]) -> str:
        """Let an official do something; gives the code of a refusal, which is explained to him."""
        self.place.update += 1
        number = self.place.update

        def carry_out(tx: Transaction) -> None:
            work = self.work(tx, chat, number)
            do(work)
            self.toasts.append((self.ids.index(work.office_id), work.toast or ""))

        try:
            self.database.write_now(carry_out)
        except Refusal as refusal:
            found = refusal
            self.database.write_now(lambda tx: declining.explain(self.work(tx, chat, number), found))
            return refusal.code
        return ""

    def work(self, tx: Transaction, chat: int, number: int) -> Work:
        """The act of an official."""
        self.before_act()
        person = identify(tx, chat, self.place.now)
        assert person is not None
        return self.bureau.work_of(tx, person, self.place.now, number)

    def press_button(self, chat: int, claim: Claim) -> str:
        """Press a button, shown or forged."""
        return self.act(chat, lambda work: desk.press(work, claim))

    def write(self, chat: int, text: str) -> str:
        """Write a command or a text."""

        def do(work: Work) -> None:
            if text.startswith("/"):
                commands.receive_command(work, text)
            else:
                desk.receive(work, self.text(text))

        return self.act(chat, do)

    def fire(self, rounds: Callable[[Transaction, Bureau, Sequence[int], datetime], None]) -> None:
        """A round of the clock in both."""
        self.database.write_now(lambda tx: rounds(tx, self.bureau, self.ids, self.place.now))

    def text(self, text: str) -> Message:
        """A text as Telegram brings it."""
        number = 10**9 + self.place.update
        return Message(number, number, self.place.now, text)

    def shown(self) -> dict[int, list[tuple[int, Claim]]]:
        """Every button that was shown, with the account that saw it, by office number."""
        found: dict[int, list[tuple[int, Claim]]] = defaultdict(list)
        for row in self.messages():
            for line in row.payload["buttons"]:
                for one in line:
                    claim = read(one["data"]) if "data" in one else None
                    if claim is not None and row.chat_id is not None:
                        found[self.ids.index(row.office_id)].append((row.chat_id, claim))
        return found

    def messages(self) -> Any:
        """Everything that was ever written to anybody."""
        with self.unwatched():
            return self.database.read_now(lambda tx: tx.execute(select(OutboxMessage.__table__)).all())


def _imported(tx: Transaction, number: int) -> int:
    return import_office(tx, plan(number), OPENED).office_id
