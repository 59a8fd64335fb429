"""The nine officials of the play: each has a phone, reads what the bot writes, presses, writes and sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.simulator.client import ChatMessage, Phone

Wanted = str | Callable[[ChatMessage], bool]


class CueMissedError(Exception):
    """An official waited for something that did not come; the text says who, for what, and what stands on his phone."""


class Prompter(Protocol):
    """Runs beside the play: it keeps the time and writes down what is done."""

    async def listen(self) -> None:
        """Write down whatever the bot has said until now."""

    def acted(self, who: str, what: str) -> None:
        """Write down what an official does."""


@dataclass(slots=True)
class Official:
    """One official; `address` is how he is spoken of, `patience` how many seconds he waits for the bot."""

    code: str
    address: str
    phone: Phone
    prompter: Prompter
    patience: float = 20.0
    _last: ChatMessage | None = field(default=None)

    async def reads(self, wanted: Wanted) -> ChatMessage:
        """Wait for a message that holds a text (or suits) among those that he has not read."""
        assert wanted, "an empty text would suit whatever comes"
        try:
            self._last = await self.phone.expect(wanted, self.patience)
        except AssertionError as error:
            raise CueMissedError(await self._missed(f"menunggu {_named(wanted)}")) from error
        await self.prompter.listen()
        return self._last

    async def receives(self, name: str) -> ChatMessage:
        """Wait for a document whose file name holds a text."""
        return await self.reads(lambda message: name in (message.document_name or ""))

    async def presses(self, label: str) -> None:
        """Press the newest button whose label begins so; if there is none yet, the first that comes."""
        await self.prompter.listen()
        message = next((one for one in reversed(await self.phone.messages()) if _begins(one, label)), None)
        if message is None:
            message = await self._comes(label)
        full = _begins(message, label)
        assert full is not None
        self.prompter.acted(self.address, f"menekan [{full}]")
        await self.phone.press(full, message)

    async def _comes(self, label: str) -> ChatMessage:
        try:
            return await self.phone.expect(lambda message: _begins(message, label) is not None, self.patience)
        except AssertionError as error:
            raise CueMissedError(await self._missed(f"mencari tombol [{label}]")) from error

    async def writes(self, text: str) -> ChatMessage:
        """Write a message."""
        await self.prompter.listen()
        self.prompter.acted(self.address, f"menulis: “{text}”")
        return await self.phone.say(text)

    async def corrects(self, message: ChatMessage, text: str) -> None:
        """Edit an own message."""
        await self.prompter.listen()
        self.prompter.acted(self.address, f"menyunting pesannya “{message.text}” menjadi: “{text}”")
        await self.phone.edit(message.id, text)

    async def sends_file(self, name: str, content: bytes, mime: str) -> None:
        """Send a file."""
        await self.prompter.listen()
        self.prompter.acted(self.address, f"mengirim berkas {name}")
        await self.phone.send_document(name, content, mime)

    async def sends_photo(self, content: bytes, of: str) -> None:
        """Send a photo; `of` says in the transcript what it shows."""
        await self.prompter.listen()
        self.prompter.acted(self.address, f"mengirim foto ({of})")
        await self.phone.send_photo(content)

    async def joins(self, token: str) -> None:
        """Open the invitation."""
        self.prompter.acted(self.address, "membuka tautan undangannya dan menekan Mulai")
        await self.phone.start(token)
        await self.reads("Selamat datang")

    async def _missed(self, what: str) -> str:
        await self.prompter.listen()
        shown = (await self.phone.messages())[-4:]
        listed = "".join(f"\n  {message}" for message in shown) or "\n  (kosong)"
        return f"{self.address} {what}, tetapi itu tidak datang. Pesan terakhir di teleponnya:{listed}"


def _begins(message: ChatMessage, label: str) -> str | None:
    """The label of the bot's button in a message that begins so."""
    return next((one for one in message.labels if message.from_bot and one.startswith(label)), None)


def _named(wanted: Wanted) -> str:
    return f"“{wanted}”" if isinstance(wanted, str) else "jawaban bot"
