"""The world of one stage: people, chats, messages, presses, and what the bot has set about itself."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.clock import StageClock
from bot.simulator.errors import bad_request, forbidden
from bot.simulator.files import FileStore
from bot.simulator.limits import FloodLimits
from bot.simulator.settings import StageSettings
from bot.simulator.shapes import Json
from bot.simulator.signals import Signal
from bot.simulator.updates import UpdateQueue
from bot.simulator.webhooks import DEFAULT_CONNECTIONS, Postman

FIRST_UPDATE = 500_000_001
_LOGGED_CALLS = 20_000


@dataclass
class Person:
    """One user: how Telegram describes him, and whether the bot may write to him."""

    user: Json
    started: bool = False
    blocked: bool = False
    last_date: int = 0

    @property
    def id(self) -> int:
        """The numeric user id, which is also the id of his private chat."""
        return int(self.user["id"])


@dataclass
class Record:
    """One message as the API describes it, and when the stage saw it appear (`seq`) and change (`changed`)."""

    seq: int
    changed: int
    message: Json
    by_bot: bool
    silent: bool = False
    protected: bool = False
    deleted: bool = False
    keyboard: Json | None = None


@dataclass
class Chat:
    """A private chat or a group; `last_date` is the date of its latest message or edit."""

    info: Json
    members: set[int]
    records: dict[int, Record] = field(default_factory=dict)
    last_date: int = 0

    @property
    def id(self) -> int:
        """The chat id: the user's own for a private chat, negative for a group."""
        return int(self.info["id"])


@dataclass
class Query:
    """One press of a button; `issued` and `answered` are monotonic seconds and the answer given."""

    id: str
    user_id: int
    message_id: int
    data: str
    issued: float
    seq: int = 0
    answer: Json | None = None


class World:
    """Everything a stage holds, in memory.

    `in_flight` counts the calls being answered (polls apart); `moved_at` is when something last moved, in monotonic
    seconds: together with the unconfirmed updates they tell whether the bot is idle. `name` tells this world from
    another which took its place; `noted` is the number at which people, commands or profile last changed.
    """

    def __init__(self, settings: StageSettings, clock: StageClock, first_update: int = FIRST_UPDATE) -> None:
        self.settings = settings
        self.clock = clock
        self.signal = Signal()
        self.updates = UpdateQueue(self.signal, first_update, self.moved)
        self.files = FileStore()
        self.limits = FloodLimits(settings, clock.monotonic())
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.profile: dict[str, Any] = {}
        self.webhook: Json = {"url": ""}
        self.postman: Postman | None = None
        self.outage: Callable[[], bool] = lambda: False
        self.calls: deque[Json] = deque(maxlen=_LOGGED_CALLS)
        self.in_flight = 0
        self.moved_at = clock.monotonic()
        self.name = secrets.token_hex(4)
        self.noted = 0
        self._sequence = 0
        self._messages = 0

    @property
    def bot(self) -> Json:
        """The bot as the author of a message."""
        return {
            "id": int(self.settings.token.partition(":")[0]),
            "is_bot": True,
            "first_name": self.settings.first_name,
            "username": self.settings.username,
        }

    def moved(self) -> None:
        """Note that the bot has, or had, something to do, so that it isn't taken for idle."""
        self.moved_at = self.clock.monotonic()
        self.signal.notify()

    async def register(self, webhook: Json | None) -> None:
        """Bring updates to a webhook, in place of an earlier one, or to none."""
        postman, self.postman = self.postman, None
        if postman is not None:
            await asyncio.wait({postman.stop()})
        self.webhook = {"url": ""} if webhook is None else {"url": webhook["url"]}
        if webhook is not None:
            self.webhook["max_connections"] = webhook.get("max_connections", DEFAULT_CONNECTIONS)
            self.postman = Postman(self, webhook)

    def note(self) -> None:
        """Note that people, commands or the bot's profile changed, and wake who waits for it."""
        self.noted = self.sequence()
        self.signal.notify()

    def apply(self, settings: StageSettings) -> None:
        """Put new settings into force; flood limits start full again."""
        self.settings = settings
        self.limits = FloodLimits(settings, self.clock.monotonic())
        self.note()

    def sequence(self) -> int:
        """Return the next number in the order of everything that the stage sees."""
        self._sequence += 1
        return self._sequence

    @property
    def latest(self) -> int:
        """The last number that `sequence` gave out."""
        return self._sequence

    def resume(self, sequence: int, messages: int) -> None:
        """Go on counting where an earlier stage stood: after its last `sequence` and its last message id."""
        self._sequence, self._messages = sequence, messages

    @property
    def last_message_id(self) -> int:
        """The last message id that was given out."""
        return self._messages

    def next_message_id(self) -> int:
        """Return a new message id; a bot's private chats share one counter, as in Telegram."""
        self._messages += 1
        return self._messages

    def add_person(self, user: Json) -> Person:
        """Add a user with the private chat that is his, or give the one who is there a new description."""
        info: Json = {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
        person = self.people.get(user["id"])
        if person is None:
            person = self.people[user["id"]] = Person(user)
            self.chats[person.id] = Chat({}, {person.id})
        person.user = user
        self.chats[person.id].info = {"id": person.id, **info, "type": "private"}
        self.note()
        return person

    def writable(self, chat_id: int | str) -> Chat:
        """Return the chat the bot may write to; refuse as Telegram does when there is none or the user will not."""
        chat = self.known(chat_id)
        person = self.people.get(chat.id)
        if person is None:
            return chat
        if person.user["is_bot"]:
            raise forbidden("bots can't send messages to bots")
        if person.blocked:
            raise forbidden("bot was blocked by the user")
        if not person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def known(self, chat_id: int | str) -> Chat:
        """Return the chat of a numeric id; names of channels lead nowhere here."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def post(self, chat: Chat, sender: Json, content: Json, date: int, *, by_bot: bool) -> Record:
        """Add a message to a chat and wake who waits for it; `content` is all but id, chat, author and date."""
        number = self.next_message_id()
        message = {"message_id": number, "from": sender, "chat": chat.info, "date": date, **content}
        seq = self.sequence()
        record = chat.records[number] = Record(seq, seq, message, by_bot)
        chat.last_date = max(chat.last_date, date)
        self.signal.notify()
        return record

    def change(self, chat: Chat, record: Record, message: Json) -> None:
        """Put a new description in a message's place; the old one stays as updates have it."""
        record.message = message
        chat.last_date = max(chat.last_date, message.get("edit_date", 0))
        self.touch(record)

    def touch(self, record: Record) -> None:
        """Note that a message changed, and wake who waits for it."""
        record.changed = self.sequence()
        self.signal.notify()
