"""What people do on their phones: write, send, press, edit, delete, block. Each act becomes an update."""

import re
from dataclasses import dataclass

from bot.simulator.files import StoredFile, media_fields
from bot.simulator.formatted import trimmed, utf16_length
from bot.simulator.methods_messages import LONGEST_CAPTION, LONGEST_TEXT
from bot.simulator.shapes import Json
from bot.simulator.state import Chat, Person, Query, Record, World

_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,64}(?:@\w+)?")


class ImpossibleActError(ValueError):
    """What the script asks cannot be done on a phone; the text says why."""


@dataclass(frozen=True)
class Envelope:
    """How a message is sent: where (own chat when None), to what it replies, when, and forwarded from whom.

    `date` is Unix seconds and overrides the rule that a message is dated at least one second after whatever
    stands above it; `date_offset` only shifts the date of that rule. `forwarded_from` is a user id or a name.
    """

    chat_id: int | None = None
    reply_to: int | None = None
    date: int | None = None
    date_offset: int = 0
    forwarded_from: int | str | None = None


def say(world: World, user_id: int, text: str, envelope: Envelope) -> list[Record]:
    """Write a text; one that is too long leaves the phone in parts of one date, as clients split it."""
    text, _ = trimmed(text, [])
    if not text:
        raise ImpossibleActError("a phone does not send an empty text")
    person, chat = _author(world, user_id, envelope)
    if person.blocked and chat.id == person.id and text.startswith("/start"):
        unblock(world, user_id)
    first, *rest = _parts(text)
    records = [_post(world, person, chat, _text(first), envelope)]
    same = Envelope(envelope.chat_id, None, records[0].message["date"], 0, envelope.forwarded_from)
    return records + [_post(world, person, chat, _text(part), same) for part in rest]


def send_file(
    world: World, user_id: int, stored: StoredFile, caption: str, envelope: Envelope, duration: int = 0
) -> Record:
    """Send one file with an optional caption."""
    person, chat = _author(world, user_id, envelope)
    return _post(world, person, chat, media_fields(stored, duration) | _caption(caption), envelope)


def send_album(world: World, user_id: int, files: list[tuple[StoredFile, str]], envelope: Envelope) -> list[Record]:
    """Send several files at once: one message each, of one date and one media_group_id."""
    person, chat = _author(world, user_id, envelope)
    group = {"media_group_id": str(14_000_000_000_000_000 + world.sequence())}
    records: list[Record] = []
    for stored, caption in files:
        content = media_fields(stored) | _caption(caption) | group
        date = records[0].message["date"] if records else envelope.date
        manner = Envelope(envelope.chat_id, envelope.reply_to, date, envelope.date_offset, envelope.forwarded_from)
        records.append(_post(world, person, chat, content, manner))
    return records


def send_contact(world: World, user_id: int, contact: Json, envelope: Envelope) -> Record:
    """Share a contact: phone_number and first_name, user_id where it is a Telegram user."""
    person, chat = _author(world, user_id, envelope)
    return _post(world, person, chat, {"contact": contact}, envelope)


def press(world: World, user_id: int, message_id: int, data: str, chat_id: int | None = None) -> Query:
    """Press a button; `data` may be forged, and the message may be gone or someone else's."""
    person, chat = _author(world, user_id, Envelope(chat_id))
    if person.blocked:
        raise ImpossibleActError("this user has blocked the bot")
    record = chat.records.get(message_id)
    message = record.message if record else {"chat": chat.info, "message_id": message_id, "date": 0}
    number = str(4_000_000_000_000_000_000 + world.sequence())
    query = Query(number, user_id, message_id, data, world.clock.monotonic())
    world.queries[number] = query
    body = {"id": number, "from": person.user, "message": message, "chat_instance": str(chat.id * 7919), "data": data}
    world.updates.push("callback_query", body)
    return query


def data_of(world: World, chat_id: int, message_id: int, label: str) -> str:
    """Return the callback data of a message's button whose label contains `label`, a full match first."""
    record = world.chats[chat_id].records.get(message_id)
    rows = record.message.get("reply_markup", {}).get("inline_keyboard", []) if record else []
    buttons = [button for row in rows for button in row]
    for button in sorted(buttons, key=lambda button: button["text"] != label):
        if label in button["text"] and "callback_data" in button:
            return str(button["callback_data"])
    labels = ", ".join(repr(button["text"]) for button in buttons) or "none"
    raise ImpossibleActError(f"no button {label!r} on message {message_id}; there are: {labels}")


def edit(world: World, user_id: int, message_id: int, text: str, chat_id: int | None = None) -> Record:
    """Edit an own text, or the caption of an own file."""
    person, chat, record = _own(world, user_id, message_id, chat_id)
    date = max(world.clock.seconds(), chat.last_date + 1)
    content = _text(text) if "text" in record.message else _caption(text)
    dropped = {"text", "entities", "caption", "caption_entities"}
    base = {key: value for key, value in record.message.items() if key not in dropped}
    world.change(chat, record, base | content | {"edit_date": date})
    person.last_date = max(person.last_date, date)
    world.updates.push("edited_message", record.message)
    return record


def delete(world: World, user_id: int, message_id: int, chat_id: int | None = None) -> None:
    """Delete an own message; a bot is told nothing of it."""
    _, _, record = _own(world, user_id, message_id, chat_id)
    record.deleted = True
    world.touch(record)


def block(world: World, user_id: int) -> None:
    """Block the bot."""
    _membership(world, user_id, blocked=True)


def unblock(world: World, user_id: int) -> None:
    """Take the bot back in."""
    _membership(world, user_id, blocked=False)


def open_group(world: World, chat_id: int, title: str, kind: str, members: list[int]) -> Chat:
    """Create a group in which the bot is, too."""
    people = [_person(world, user_id) for user_id in members]
    chat = world.chats[chat_id] = Chat({"id": chat_id, "title": title, "type": kind}, set(members))
    if people:
        _member_update(world, chat, people[0], "left", "member")
    return chat


def _membership(world: World, user_id: int, *, blocked: bool) -> None:
    person = _person(world, user_id)
    if person.blocked == blocked:
        return
    person.blocked = blocked
    world.note()
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    _member_update(world, world.chats[user_id], person, before, after)


def _member_update(world: World, chat: Chat, person: Person, before: str, after: str) -> None:
    states = {
        name: {"user": world.bot, "status": status} | ({"until_date": 0} if status == "kicked" else {})
        for name, status in (("old_chat_member", before), ("new_chat_member", after))
    }
    date = max(world.clock.seconds(), chat.last_date)
    world.updates.push("my_chat_member", {"chat": chat.info, "from": person.user, "date": date, **states})


def _person(world: World, user_id: int) -> Person:
    person = world.people.get(user_id)
    if person is None:
        raise ImpossibleActError(f"no user {user_id} on this stage")
    return person


def _author(world: World, user_id: int, envelope: Envelope) -> tuple[Person, Chat]:
    person = _person(world, user_id)
    chat = world.chats.get(user_id if envelope.chat_id is None else envelope.chat_id)
    if chat is None or user_id not in chat.members:
        raise ImpossibleActError(f"user {user_id} is not in chat {envelope.chat_id}")
    return person, chat


def _own(world: World, user_id: int, message_id: int, chat_id: int | None) -> tuple[Person, Chat, Record]:
    person, chat = _author(world, user_id, Envelope(chat_id))
    record = chat.records.get(message_id)
    if record is None or record.deleted or record.message["from"]["id"] != user_id:
        raise ImpossibleActError(f"message {message_id} is not one that user {user_id} wrote")
    return person, chat, record


def _post(world: World, person: Person, chat: Chat, content: Json, envelope: Envelope) -> Record:
    if chat.id == person.id:
        if person.blocked:
            raise ImpossibleActError("this user has blocked the bot; /start takes it back in")
        if not person.started:
            person.started = True
            world.note()
    rule = max(world.clock.seconds(), person.last_date + 1, chat.last_date + 1)
    date = rule + envelope.date_offset if envelope.date is None else envelope.date
    extra = _origin(world, envelope, date) | _reply(chat, envelope)
    record = world.post(chat, person.user, extra | content, date, by_bot=False)
    person.last_date = max(person.last_date, date)
    world.updates.push("message", record.message)
    return record


def _origin(world: World, envelope: Envelope, date: int) -> Json:
    source = envelope.forwarded_from
    if source is None:
        return {}
    if isinstance(source, str):
        return {"forward_origin": {"type": "hidden_user", "sender_user_name": source, "date": date}}
    return {"forward_origin": {"type": "user", "sender_user": _person(world, source).user, "date": date}}


def _reply(chat: Chat, envelope: Envelope) -> Json:
    if envelope.reply_to is None:
        return {}
    record = chat.records.get(envelope.reply_to)
    if record is None or record.deleted:
        raise ImpossibleActError(f"no message {envelope.reply_to} to reply to")
    return {"reply_to_message": {key: value for key, value in record.message.items() if key != "reply_to_message"}}


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    current: list[str] = []
    length = 0
    for character in text:
        units = utf16_length(character)
        if length + units > LONGEST_TEXT:
            parts.append("".join(current))
            current, length = [], 0
        current.append(character)
        length += units
    return [*parts, "".join(current)]


def _text(text: str) -> Json:
    entities = _commands(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _caption(caption: str) -> Json:
    if utf16_length(caption) > LONGEST_CAPTION:
        raise ImpossibleActError(f"a phone does not send a caption over {LONGEST_CAPTION} units")
    if not caption:
        return {}
    entities = _commands(caption)
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def _commands(text: str) -> list[Json]:
    return [
        {"type": "bot_command", "offset": utf16_length(text[: found.start()]), "length": utf16_length(found.group())}
        for found in _COMMAND.finditer(text)
    ]
