"""Messages as a person sees them on the phone now: text, buttons, files, marks."""

from itertools import takewhile

from bot.simulator.formatted import to_html
from bot.simulator.shapes import Json
from bot.simulator.state import Chat, Query, Record, World

_KINDS = ("photo", "document", "voice", "sticker", "contact")


def message_view(record: Record) -> Json:
    """Return one message for the stage; see the control interface for the fields."""
    message = record.message
    entities = message.get("entities") or message.get("caption_entities") or []
    text: str = message.get("text") or message.get("caption") or ""
    kind = next((kind for kind in _KINDS if kind in message), "text")
    return {
        "id": message["message_id"],
        "seq": record.seq,
        "changed": record.changed,
        "from_bot": record.by_bot,
        "from_id": message["from"]["id"],
        "date": message["date"],
        "kind": kind,
        "text": text,
        "html": to_html(text, entities),
        "buttons": _buttons(message),
        "keyboard": record.keyboard,
        "file": _file(kind, message),
        "album": message.get("media_group_id"),
        "reply_to": message.get("reply_to_message", {}).get("message_id"),
        "forwarded": "forward_origin" in message,
        "edited": "edit_date" in message,
        "silent": record.silent,
        "protected": "has_protected_content" in message,
        "deleted": record.deleted,
    }


def query_view(query: Query) -> Json:
    """Return one press and its answer, None while there is none."""
    return {
        "id": query.id,
        "seq": query.seq,
        "message_id": query.message_id,
        "data": query.data,
        "answer": query.answer,
    }


def chat_view(world: World, chat: Chat, after: int, *, edits: bool, deleted: bool, bot_only: bool) -> Json:
    """Return the messages of a chat that came (or, with `edits`, changed) after a number, oldest first."""
    newest_first = reversed(chat.records.values())
    recent = newest_first if edits else takewhile(lambda record: record.seq > after, newest_first)
    shown = [
        message_view(record)
        for record in recent
        if record.changed > after and (deleted or not record.deleted) and (record.by_bot or not bot_only)
    ]
    return {"chat": chat.info, "latest": world.latest, "messages": shown[::-1]}


def _buttons(message: Json) -> list[list[Json]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [
        [{"label": item["text"], "data": item.get("callback_data"), "url": item.get("url")} for item in row]
        for row in rows
    ]


def _file(kind: str, message: Json) -> Json | None:
    if kind in {"text", "contact"}:
        return None
    body = message[kind][-1] if kind == "photo" else message[kind]
    measured = {side: body[side] for side in ("width", "height") if side in body}
    return measured | {
        "file_id": body["file_id"],
        "name": body.get("file_name"),
        "mime": body.get("mime_type"),
        "size": body["file_size"],
        "url": f"/_control/files/{body['file_id']}",
    }
