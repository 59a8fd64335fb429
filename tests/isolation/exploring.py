"""Every room of the desk: whatever is shown is pressed, and what is asked then is answered, and all is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from sqlalchemy import func, select

from bot.services import desk
from bot.services.claims import Claim, read
from bot.services.commands import COMMANDS, receive_command
from bot.services.work import Work
from bot.sop.errors import Refusal
from storage import prompts
from storage.database import Transaction
from storage.messages import OutboxMessage
from storage.tables import Officer
from tests.isolation.marked import Neighbours

DEPTH = 5
ANSWERS = ("Mohon dimaklumi, jalur poros terendam banjir.", "5 Mei 2026", "2026-05-05")


class UndoneError(Exception):
    """Takes everything back."""


class Explorer:
    """Goes through one office as its officials, each verb once; `verbs` are those that were carried out."""

    def __init__(self, both: Neighbours, number: int) -> None:
        self._both = both
        self._number = number
        self.verbs: set[str] = set()

    def everything(self) -> None:
        """Every command of everyone, and from there and from all that was shown before wherever buttons lead."""

        def work(tx: Transaction) -> None:
            for chat, claim in self._both.shown()[self._number]:
                self._press(tx, chat, claim, DEPTH)
            for chat in self._both.chats(self._number):
                for name in COMMANDS:
                    self._command(tx, chat, f"/{name}")
            raise UndoneError

        with suppress(UndoneError):
            self._both.database.write_now(work)

    def _command(self, tx: Transaction, chat: int, text: str) -> None:
        with self._taken_back(tx):
            before = self._newest(tx)
            with suppress(Refusal):
                receive_command(self._work(tx, chat), text)
            self._follow(tx, chat, before, DEPTH)

    def _press(self, tx: Transaction, chat: int, claim: Claim, depth: int) -> None:
        if claim.verb in self.verbs or not depth:
            return
        with self._taken_back(tx):
            before = self._newest(tx)
            try:
                desk.press(self._work(tx, chat), claim)
            except Refusal:
                return
            self.verbs.add(claim.verb)
            self._follow(tx, chat, before, depth - 1)

    def _follow(self, tx: Transaction, chat: int, before: int, depth: int) -> None:
        """Answer what is asked now, and press what has come."""
        for answer in ANSWERS if self._asked(tx, chat) else ():
            with self._taken_back(tx), suppress(Refusal):
                here = self._newest(tx)
                desk.receive(self._work(tx, chat), self._both.text(answer))
                self._onward(tx, chat, here, depth)
        self._onward(tx, chat, before, depth)

    def _onward(self, tx: Transaction, chat: int, before: int, depth: int) -> None:
        for claim in self._buttons(tx, chat, before):
            self._press(tx, chat, claim, depth)

    def _work(self, tx: Transaction, chat: int) -> Work:
        self._both.place.update += 1
        self._both.place.now += timedelta(seconds=1)
        return self._both.work(tx, chat, self._both.place.update)

    def _newest(self, tx: Transaction) -> int:
        with self._both.unwatched():
            return tx.execute(select(func.max(OutboxMessage.id))).scalar_one() or 0

    def _asked(self, tx: Transaction, chat: int) -> bool:
        with self._both.unwatched():
            officer = tx.execute(select(Officer.id).where(Officer.telegram_id == chat)).scalar_one()
            return prompts.find(tx, officer) is not None

    def _buttons(self, tx: Transaction, chat: int, before: int) -> list[Claim]:
        query = select(OutboxMessage.payload).where(OutboxMessage.id > before, OutboxMessage.chat_id == chat)
        with self._both.unwatched():
            payloads = tx.execute(query).scalars().all()
        found = (read(one.get("data", "")) for payload in payloads for line in payload["buttons"] for one in line)
        return [claim for claim in found if claim is not None]

    @contextmanager
    def _taken_back(self, tx: Transaction) -> Iterator[None]:
        point = tx.begin_nested()
        try:
            yield
        finally:
            point.rollback()
