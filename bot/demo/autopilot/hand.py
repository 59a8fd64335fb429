"""One official's hand on his phone: he finds the button for a matter, presses, writes, sends, and waits for the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.demo.officials import Official
from bot.demo.playtime import PlayTime
from bot.services.claims import Claim, read
from bot.simulator.client import Button, ChatMessage, Stage, StageError
from bot.simulator.sightings import message_of
from storage import unfinished
from storage.database import Database

_QUIET = 0.02
_GLANCE = 0.03
TOAST_WITHIN = 5.0
"""Seconds for which he looks whether the bot answers a press itself."""

_RECENT = 300
"""A button is looked for among so many latest events first: a chat of many cycles is long."""

_NOTHING_AFTER = 10**15


class House(Protocol):
    """What the autopilot plays in: the phones by the officials' codes, their stage, the bot's data and the time."""

    people: dict[str, Official]
    stage: Stage
    time: PlayTime

    @property
    def database(self) -> Database:
        """The bot's database, for a look at it."""


class StuckError(Exception):
    """An official cannot go on; the text says why, in a sentence for the audience."""


@dataclass(frozen=True, slots=True)
class Found:
    """A button with the message under which it stands and what it claims."""

    message: ChatMessage
    button: Button
    claim: Claim


@dataclass(slots=True)
class Hand:
    """What an official does; `advance_to` lets time pass, for nobody reads and types in no time."""

    official: Official
    officer_id: int
    stage: Stage
    database: Database
    time: PlayTime
    advance_to: Callable[[datetime], Awaitable[None]]
    toast_within: float = TOAST_WITHIN

    @property
    def who(self) -> str:
        """How he is spoken of."""
        return self.official.address

    async def settled(self) -> None:
        """Wait until the bot has dealt with what he did and all that it says to him has come; raises StuckError."""
        user = self.official.phone.user_id
        try:
            async with asyncio.timeout(self.official.patience):
                await self.stage.settle(_QUIET, self.official.patience)
                while self.database.read_now(lambda tx: unfinished.owes(tx, self.officer_id, user)):
                    await asyncio.sleep(_GLANCE)
                    await self.stage.settle(_QUIET, self.official.patience)
        except (TimeoutError, AssertionError) as error:
            raise StuckError(
                f"Bot belum selesai menjawab {self.who}; mungkin Telegram sedang terganggu atau bot baru dimulai ulang."
            ) from error

    async def find(self, verbs: Collection[str], *, task: int, version: int | None, arg: str | None = None) -> Found:
        """The newest button for a task; asks for the card again by /tugas where there is none; raises StuckError."""
        found = await self.look(verbs, task=task, version=version, arg=arg)
        if found is None:
            await self.bring(task)
            found = await self.look(verbs, task=task, version=version, arg=arg)
        if found is None:
            raise StuckError(f"{self.who} tidak menemukan tombol untuk tugasnya di telepon.")
        return found

    async def bring(self, task: int) -> None:
        """Ask for a task's card by /tugas, as one does whose card lies far up in the chat."""
        await self.write("/tugas")
        listed = await self.look({"buka"}, task=task, version=None)
        if listed is not None:
            await self.press(listed)

    async def look(
        self, verbs: Collection[str], *, task: int | None, version: int | None, arg: str | None = None
    ) -> Found | None:
        """The newest button on his phone with one of these verbs for a task as it stands; None if there is none.

        None for task, version or arg stands for any.
        """

        def suits(claim: Claim) -> bool:
            named = claim.verb in verbs and task in {None, claim.task}
            return named and version in {None, claim.version} and arg in {None, claim.arg}

        latest = (await self._chat(_NOTHING_AFTER))[0]
        for after in (latest - _RECENT, 0):
            for found in _buttons((await self._chat(after))[1]):
                if suits(found.claim):
                    return found
        return None

    async def _chat(self, after: int) -> tuple[int, list[ChatMessage]]:
        """The place of the newest event, and what the bot wrote or changed after another, newest message first."""
        seen = await self.stage.get(f"chats/{self.official.phone.user_id}", {"after": after, "bot": 1, "edits": 1})
        messages = [message_of(view) for view in seen["messages"]]
        return int(seen["latest"]), sorted(messages, key=lambda one: one.id, reverse=True)

    async def press(self, found: Found, *, seconds: float = 12) -> str:
        """Press a button after some seconds; gives what the bot answered to the press itself."""
        await self.passes(seconds)
        official = self.official
        await official.prompter.listen()
        official.prompter.acted(official.address, f"menekan [{found.button.label}]")
        try:
            query = await official.phone.forge(found.button.data or "", found.message.id)
            toast = (await official.phone.expect_toast(query, self.toast_within)).text
        except AssertionError:
            # The answer to a press is sent once and never repeated; what it did stands in the chat as well.
            toast = ""
        except StageError as error:
            raise StuckError(self._cut_off()) from error
        await self.settled()
        return toast

    async def write(self, text: str, *, seconds: float = 35) -> None:
        """Write a text after some seconds."""
        await self._sends(lambda: self.official.writes(text), seconds)

    async def send_pdf(self, name: str, content: bytes) -> None:
        """Send a PDF after a minute."""
        await self._sends(lambda: self.official.sends_file(name, content, "application/pdf"), 60)

    async def send_photo(self, content: bytes, of: str) -> None:
        """Send a photo after a minute."""
        await self._sends(lambda: self.official.sends_photo(content, of), 60)

    async def _sends(self, act: Callable[[], Awaitable[object]], seconds: float) -> None:
        await self.passes(seconds)
        try:
            await act()
        except StageError as error:
            raise StuckError(self._cut_off()) from error
        await self.settled()

    async def passes(self, seconds: float) -> None:
        """Let so many seconds pass."""
        await self.advance_to(self.time.now() + timedelta(seconds=seconds))

    async def last_words(self) -> str:
        """What the bot said to him last, in a line."""
        said = (one.text for one in (await self._chat(0))[1] if one.text)
        return " ".join(next(said, "").split())

    def _cut_off(self) -> str:
        return f"{self.who} memblokir bot, sehingga tidak dapat bertindak; mohon blokirnya dibuka di teleponnya."


def _buttons(messages: Iterable[ChatMessage]) -> Iterator[Found]:
    for message in messages:
        for button in (one for row in message.buttons for one in row):
            claim = read(button.data or "")
            if claim is not None:
                yield Found(message, button, claim)
