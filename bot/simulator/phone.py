"""One person's phone: acts, and expectations about what the bot writes to him."""

import time
from collections.abc import Callable
from typing import Any, TypeAlias

from bot.simulator.sightings import Button, ChatMessage, Toast, message_of, toast_of
from bot.simulator.wire import Wire

ButtonChoice: TypeAlias = str | Callable[[Button], bool]
_LONGEST_WAIT = 25.0


class Phone:
    """Acts as one user and reads his private chat; the cursor marks what he has read so far."""

    def __init__(self, wire: Wire, user_id: int, name: str, cursor: int) -> None:
        self.user_id = user_id
        self.name = name
        self._wire = wire
        self._cursor = cursor

    async def start(self, payload: str | None = None) -> ChatMessage:
        """Press Start, as a deep link with `payload` does."""
        return await self.say("/start" if payload is None else f"/start {payload}")

    async def say(self, text: str, reply_to: int | None = None, **envelope: Any) -> ChatMessage:
        """Write a text and return it (the first part of one over 4096 units).

        `envelope` is chat_id, date, date_offset or forwarded_from.
        """
        fields = {"text": text, **envelope} | ({"reply_to": reply_to} if reply_to is not None else {})
        return await self._act("say", fields)

    async def send_document(
        self, name: str, content: bytes, mime: str, caption: str | None = None, **envelope: Any
    ) -> ChatMessage:
        """Send a file."""
        return await self._upload("document", name, content, mime, caption, envelope)

    async def send_photo(
        self, content: bytes, caption: str | None = None, name: str = "foto.jpg", **envelope: Any
    ) -> ChatMessage:
        """Send a picture as a photo."""
        return await self._upload("photo", name, content, "image/jpeg", caption, envelope)

    async def send_voice(self, content: bytes, duration: int = 3, **envelope: Any) -> ChatMessage:
        """Send a voice message of `duration` seconds."""
        return await self._upload("voice", "suara.oga", content, "audio/ogg", None, {"duration": duration, **envelope})

    async def send_sticker(self, **envelope: Any) -> ChatMessage:
        """Send a sticker."""
        return await self._act("sticker", {"size": 20_000, **envelope})

    async def send_declared(self, kind: str, name: str, size: int, mime: str, **envelope: Any) -> ChatMessage:
        """Send a file of which only the size in bytes exists, such as one of 30 MB."""
        return await self._act(kind, {"name": name, "size": size, "mime": mime, **envelope})

    async def edit(self, message_id: int, text: str) -> ChatMessage:
        """Edit an own message."""
        return await self._act("edit", {"message_id": message_id, "text": text})

    async def delete(self, message_id: int) -> None:
        """Delete an own message."""
        await self._post("delete", {"message_id": message_id})

    async def block(self) -> None:
        """Block the bot."""
        await self._post("block", {})

    async def unblock(self) -> None:
        """Take the bot back in."""
        await self._post("unblock", {})

    async def press(self, choice: ButtonChoice, message: ChatMessage | int | None = None) -> str:
        """Press the button that is meant, on `message` or on the newest that has it; return the query's id.

        A text means the button whose label starts with it, or else contains it.
        """
        messages = [seen for seen in await self.messages() if seen.from_bot]
        if message is not None:
            wanted = message if isinstance(message, int) else message.id
            messages = [seen for seen in messages if seen.id == wanted]
        for seen in reversed(messages):
            button = _chosen(seen, choice)
            if button is not None and button.data is not None:
                return await self.forge(button.data, seen.id)
        there = "\n".join(f"  {seen}" for seen in messages if seen.buttons) or "  none"
        raise AssertionError(f"{self.name} finds no button {choice!r}; there are:\n{there}")

    async def forge(self, data: str, message_id: int) -> str:
        """Send a press with any data on any message; return the query's id."""
        pressed = await self._post("press", {"message_id": message_id, "data": data})
        return str(pressed["query"]["id"])

    async def messages(self) -> list[ChatMessage]:
        """Return the private chat as it stands now, oldest first, own messages included."""
        return [message_of(view) for view in (await self._read({}))["messages"]]

    async def unread(self) -> list[ChatMessage]:
        """Return the bot's messages after the cursor, without moving it."""
        seen = await self._read({"after": self._cursor, "bot": 1})
        return [message_of(view) for view in seen["messages"]]

    async def expect(
        self,
        fragment: str | Callable[[ChatMessage], bool] = "",
        timeout: float = 10.0,  # noqa: ASYNC109 - the server waits
        *,
        edits: bool = False,
    ) -> ChatMessage:
        """Wait for a message after the cursor that contains `fragment` (or suits it) and move the cursor past it.

        With `edits`, a message that was changed after the cursor counts, too. AssertionError shows all that came.
        """
        suits = fragment if callable(fragment) else lambda message: message.holds(fragment)
        order = "changed" if edits else "seq"
        end, after, received = time.monotonic() + timeout, self._cursor, list[ChatMessage]()
        while True:
            rest = max(end - time.monotonic(), 0.0)
            seen = await self._read({"after": after, "wait": min(rest, _LONGEST_WAIT), "bot": 1, "edits": int(edits)})
            for view in sorted(seen["messages"], key=lambda view: int(view[order])):
                message, after = message_of(view), view[order]
                received.append(message)
                if suits(message):
                    self._cursor = after
                    return message
            if rest <= 0:
                what = f"{self.name} waited {timeout} s for {fragment!r} and received:"
                raise AssertionError(what + _listed(received))

    async def expect_document(self, name_fragment: str, timeout: float = 10.0) -> ChatMessage:  # noqa: ASYNC109 - the server waits
        """Wait for a document whose file name contains the fragment; see `download`."""
        return await self.expect(lambda message: name_fragment in (message.document_name or ""), timeout)

    async def download(self, message: ChatMessage) -> bytes:
        """Return the bytes of a message's file."""
        if message.file_url is None:
            raise AssertionError(f"{self.name} finds no file in {message}")
        return await self._wire.download(message.file_url)

    async def quiet(self, quiet: float = 0.2, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - the server waits
        """Wait until the bot is idle and raise AssertionError when something came after the cursor."""
        await self._wire.settle(quiet, timeout)
        unread = await self.unread()
        if unread:
            raise AssertionError(f"{self.name} expected nothing further and received:{_listed(unread)}")

    async def catch_up(self) -> None:
        """Move the cursor past everything that is there."""
        self._cursor = int((await self._read({}))["latest"])

    async def toasts(self) -> list[Toast]:
        """Return the answers to this user's presses, oldest first."""
        seen = await self._wire.call("GET", f"chats/{self.user_id}/presses", query={"after": 0})
        return [toast_of(query) for query in seen["queries"]]

    async def expect_toast(self, query_id: str, timeout: float = 10.0) -> Toast:  # noqa: ASYNC109 - the server waits
        """Wait for the answer to one press."""
        end, after = time.monotonic() + timeout, 0
        while True:
            rest = max(end - time.monotonic(), 0.0)
            query = {"after": after, "wait": min(rest, _LONGEST_WAIT)}
            seen = await self._wire.call("GET", f"chats/{self.user_id}/presses", query=query)
            for answered in seen["queries"]:
                after = max(after, answered["seq"])
                if answered["id"] == query_id:
                    return toast_of(answered)
            if rest <= 0:
                raise AssertionError(f"{self.name} had no answer to press {query_id} within {timeout} s")

    async def _act(self, act: str, fields: dict[str, Any]) -> ChatMessage:
        return message_of((await self._post(act, fields))["messages"][0])

    async def _upload(
        self, kind: str, name: str, content: bytes, mime: str, caption: str | None, envelope: dict[str, Any]
    ) -> ChatMessage:
        fields = {"name": name, "mime": mime} | ({"caption": caption} if caption else {})
        fields |= {key: str(value) for key, value in envelope.items()}
        sent = await self._wire.upload(f"users/{self.user_id}/{kind}", fields, name, content, mime)
        return message_of(sent["messages"][0])

    async def _post(self, act: str, fields: dict[str, Any]) -> Any:
        return await self._wire.call("POST", f"users/{self.user_id}/{act}", fields)

    async def _read(self, query: dict[str, Any]) -> Any:
        return await self._wire.call("GET", f"chats/{self.user_id}", query=query)


def _chosen(message: ChatMessage, choice: ButtonChoice) -> Button | None:
    buttons = [button for row in message.buttons for button in row]
    if callable(choice):
        return next((button for button in buttons if choice(button)), None)
    starting = (button for button in buttons if button.label.startswith(choice))
    return next(starting, None) or next((button for button in buttons if choice in button.label), None)


def _listed(messages: list[ChatMessage]) -> str:
    return "".join(f"\n  {message}" for message in messages) or " nothing"
