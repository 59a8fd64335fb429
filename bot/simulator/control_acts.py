"""Control of people: adding users and groups, and letting users act."""

from collections.abc import Callable
from typing import Any

from bot.simulator import acts
from bot.simulator.backstage import Backstage
from bot.simulator.control_input import Input, content_of, text_field
from bot.simulator.files import StoredFile
from bot.simulator.shapes import Json, Upload
from bot.simulator.state import Record, World
from bot.simulator.views import message_view, query_view

_USER_FIELDS = ("id", "first_name", "last_name", "username", "language_code", "is_bot")
_ENVELOPE = ("chat_id", "reply_to", "date", "date_offset", "forwarded_from")
_FILE_FIELDS = ("name", "mime", "caption", "duration", "data", "size")
_DEFAULTS = {
    "photo": ("foto.jpg", "image/jpeg"),
    "document": ("berkas.pdf", "application/pdf"),
    "voice": ("suara.oga", "audio/ogg"),
    "sticker": ("stiker.webp", "image/webp"),
}
_GROUPS = frozenset({"group", "supergroup"})


async def add_user(backstage: Backstage, given: Input) -> Json:
    """Add a user, or describe one anew."""
    given.only(*_USER_FIELDS)
    fields = {name: value for name, value in given.fields.items() if value is not None}
    user = {"is_bot": False, "language_code": "id"} | fields | {"id": int(fields["id"])}
    user["first_name"] = str(fields["first_name"])
    return {"user": backstage.world.add_person(user).user}


async def list_users(backstage: Backstage, _given: Input) -> list[Json]:
    """List everyone on the stage."""
    people = backstage.world.people.values()
    return [{"user": person.user, "started": person.started, "blocked": person.blocked} for person in people]


async def open_group(backstage: Backstage, given: Input) -> Json:
    """Open a group with the bot in it."""
    given.only("id", "title", "type", "members")
    chat_id, kind = int(given.fields["id"]), given.fields.get("type", "group")
    if chat_id >= 0 or kind not in _GROUPS:
        raise ValueError("a group has a negative id and the type group or supergroup")
    chat = acts.open_group(backstage.world, chat_id, text_field(given.fields, "title"), kind, given.fields["members"])
    return {"chat": chat.info}


async def act(backstage: Backstage, given: Input) -> Json:
    """Let a user do one of the acts."""
    return _ACTS[given.path["act"]](backstage.world, int(given.path["user"]), given)


def _say(world: World, user_id: int, given: Input) -> Json:
    given.only("text", *_ENVELOPE)
    return _shown(acts.say(world, user_id, text_field(given.fields, "text"), _envelope(given)))


def _send(kind: str) -> Callable[[World, int, Input], Json]:
    def send(world: World, user_id: int, given: Input) -> Json:
        given.only(*_FILE_FIELDS, *_ENVELOPE)
        stored = _stored(world, kind, given.fields, given.upload)
        caption = text_field(given.fields, "caption")
        duration = int(given.number("duration", 1))
        return _shown([acts.send_file(world, user_id, stored, caption, _envelope(given), duration)])

    return send


def _album(world: World, user_id: int, given: Input) -> Json:
    given.only("kind", "files", *_ENVELOPE)
    kind = given.fields.get("kind", "photo")
    files = [(_stored(world, kind, item, None), text_field(item, "caption")) for item in given.fields["files"]]
    return _shown(acts.send_album(world, user_id, files, _envelope(given)))


def _contact(world: World, user_id: int, given: Input) -> Json:
    contact = {name: given.fields[name] for name in ("phone_number", "first_name", "user_id") if given.fields.get(name)}
    return _shown([acts.send_contact(world, user_id, contact, _envelope(given))])


def _press(world: World, user_id: int, given: Input) -> Json:
    given.only("message_id", "data", "label", "chat_id")
    chat_id, message_id = given.whole("chat_id"), int(given.fields["message_id"])
    data = given.fields.get("data")
    if data is None:
        own = user_id if chat_id is None else chat_id
        data = acts.data_of(world, own, message_id, text_field(given.fields, "label"))
    return {"query": query_view(acts.press(world, user_id, message_id, str(data), chat_id))}


def _edit(world: World, user_id: int, given: Input) -> Json:
    given.only("message_id", "text", "chat_id")
    text = text_field(given.fields, "text")
    return _shown([acts.edit(world, user_id, int(given.fields["message_id"]), text, given.whole("chat_id"))])


def _delete(world: World, user_id: int, given: Input) -> Json:
    acts.delete(world, user_id, int(given.fields["message_id"]), given.whole("chat_id"))
    return {}


def _block(world: World, user_id: int, _given: Input) -> Json:
    acts.block(world, user_id)
    return {}


def _unblock(world: World, user_id: int, _given: Input) -> Json:
    acts.unblock(world, user_id)
    return {}


def _envelope(given: Input) -> acts.Envelope:
    source: Any = given.fields.get("forwarded_from")
    if isinstance(source, str) and source.isdigit():
        source = int(source)
    return acts.Envelope(
        chat_id=given.whole("chat_id"),
        reply_to=given.whole("reply_to"),
        date=given.whole("date"),
        date_offset=int(given.number("date_offset")),
        forwarded_from=source,
    )


def _stored(world: World, kind: str, fields: Json, upload: Upload | None) -> StoredFile:
    content, size = content_of(fields, upload)
    default_name, default_mime = _DEFAULTS[kind]
    name = text_field(fields, "name") or (upload.name if upload else "") or default_name
    return world.files.add(kind, name, text_field(fields, "mime") or default_mime, content, size)


def _shown(records: list[Record]) -> Json:
    return {"messages": [message_view(record) for record in records]}


_ACTS: dict[str, Callable[[World, int, Input], Json]] = {
    "say": _say,
    **{kind: _send(kind) for kind in _DEFAULTS},
    "album": _album,
    "contact": _contact,
    "press": _press,
    "edit": _edit,
    "delete": _delete,
    "block": _block,
    "unblock": _unblock,
}
