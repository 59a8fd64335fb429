"""Updates as Telegram sends them, of every kind, and what becomes of them when anything in them is anything."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

OFFICER, AT = 9001, 1_775_000_000
_PERSON = {"id": OFFICER, "is_bot": False, "first_name": "Kasi", "username": "kasi", "language_code": "id"}
_PRIVATE = {"id": OFFICER, "type": "private", "first_name": "Kasi"}
_GROUP = {"id": -1001, "type": "supergroup", "title": "Kantor"}
_BASE = {"message_id": 5, "date": AT, "chat": _PRIVATE, "from": _PERSON}
_FILE = {"file_id": "F", "file_unique_id": "U", "file_size": 10}
_MEMBER = {"status": "member", "user": {**_PERSON, "id": 1, "is_bot": True}}
_PHOTO = [{**_FILE, "width": 1, "height": 1}]
_ORIGIN = {"type": "user", "date": AT, "sender_user": _PERSON}

MESSAGES: tuple[dict[str, Any], ...] = (
    {**_BASE, "text": "5.000.000"},
    {**_BASE, "text": "/start abc", "entities": [{"type": "bot_command", "offset": 0, "length": 6}]},
    {**_BASE, "text": "/status"},
    {**_BASE, "text": "ya", "reply_to_message": {**_BASE, "message_id": 4, "text": "Isian 1"}},
    {**_BASE, "text": "teruskan", "forward_origin": _ORIGIN},
    {**_BASE, "photo": _PHOTO, "caption": "bukti"},
    {**_BASE, "document": {**_FILE, "file_name": "bukti.pdf", "mime_type": "application/pdf"}},
    {**_BASE, "voice": {**_FILE, "duration": 2, "mime_type": "audio/ogg"}},
    {**_BASE, "contact": {"phone_number": "1", "first_name": "A"}},
    {**_BASE, "location": {"longitude": 116.1, "latitude": -1.7}},
    {
        **_BASE,
        "sticker": {**_FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False},
    },
    {**_BASE, "chat": _GROUP, "sender_chat": _GROUP, "text": "halo"},
    {**_BASE, "from": {**_PERSON, "is_bot": True}, "text": "halo"},
    {**_BASE, "new_chat_members": [_PERSON]},
)
_QUERY = {"id": "1", "from": _PERSON, "chat_instance": "1", "message": {**_BASE, "text": "Kartu"}}
_MEMBERSHIP = {"chat": _PRIVATE, "from": _PERSON, "date": AT, "old_chat_member": _MEMBER}
_BANNED = {**_MEMBER, "status": "kicked", "until_date": 0}
UPDATES: tuple[dict[str, Any], ...] = (
    *({"message": one} for one in MESSAGES),
    *({"edited_message": {**one, "edit_date": AT + 1}} for one in MESSAGES[:7]),
    *({"callback_query": {**_QUERY, "data": data}} for data in ("lanjut:1:0:", "isi:3:1:2", "x")),
    {"callback_query": {**_QUERY, "message": {"chat": _PRIVATE, "message_id": 5, "date": 0}, "data": "lanjut:1:0:"}},
    {"callback_query": {**_QUERY, "game_short_name": "g"}},
    {"my_chat_member": {**_MEMBERSHIP, "new_chat_member": _BANNED}},
    {"my_chat_member": {**_MEMBERSHIP, "new_chat_member": _MEMBER}},
    {"channel_post": {"message_id": 1, "date": AT, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
    {"inline_query": {"id": "1", "from": _PERSON, "query": "", "offset": ""}},
    {"poll_answer": {"poll_id": "1", "user": _PERSON, "option_ids": [], "option_persistent_ids": []}},
    {"message_reaction": {"chat": _PRIVATE, "message_id": 1, "date": AT, "old_reaction": [], "new_reaction": []}},
    {"apa_pun": {"from": _PERSON}},
    {},
)


def _nested(depth: int) -> Any:
    found: Any = 1
    for _ in range(depth):
        found = {"reply_to_message": found}
    return found


HUGE = (2**63, 2**80, -(2**63) - 1, 1.5, 1e308, float("nan"))
NUMBERS = (0, -1, True, 2**31, 2**53, 2**63 - 1, *HUGE, 253_402_300_800)
"""The last is the first second of the year 10000."""
TEXTS = (
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff!",
    "x" * 5000,
    "private",
    "/start",
    "/admin",
    "9001",
    "²",
    "\u202e",
    "💥",
)
SHAPES: tuple[Any, ...] = (None, [], {}, [None], [[]], {"id": {}}, [{"id": OFFICER}], _PERSON)
_ANYTHING = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(TEXTS),
    st.sampled_from(SHAPES),
    st.builds(_nested, st.sampled_from([3, 150, 400])),
    st.text(max_size=20),
)
_REMOVED = object()


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    if path:
        yield path
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from _places(value[key], (*path, key))


def _put(update: dict[str, Any], path: tuple[Any, ...], new: Any) -> None:
    inside: Any = update
    for key in path[:-1]:
        inside = inside[key]
    if new is _REMOVED:
        del inside[path[-1]]
    else:
        inside[path[-1]] = new


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """An update of any kind with up to four of its values replaced or gone, or something that is no update at all."""
    update = copy.deepcopy(draw(st.sampled_from(UPDATES)))
    for _ in range(draw(st.integers(0, 4))):
        places = sorted(_places(update), key=repr)
        if places:
            new = draw(st.one_of(st.just(_REMOVED), _ANYTHING))
            _put(update, draw(st.sampled_from(places)), new if new is _REMOVED else copy.deepcopy(new))
    return update


WITHOUT_ID = st.sampled_from([*HUGE, *TEXTS, *SHAPES, 0, -5, True])
"""What may stand where an update's id belongs, and is none."""
