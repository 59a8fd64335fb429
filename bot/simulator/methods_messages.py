"""Methods that write, change, relay and delete text messages, and answer presses."""

from typing import Any

from bot.simulator.entities import parse_html
from bot.simulator.errors import bad_request
from bot.simulator.formatted import trimmed, utf16_length
from bot.simulator.markup import inline_keyboard, reply_markup
from bot.simulator.shapes import Call, Json
from bot.simulator.state import Chat, Record
from bot.simulator.strict import absent, check_fields, names

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_TOAST = 200
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_REPLY_FIELDS = names(
    "message_id chat_id allow_sending_without_reply quote quote_parse_mode quote_entities quote_position"
)
_PREVIEW_FIELDS = names("is_disabled url prefer_small_media prefer_large_media show_above_text")
_DELETABLE_SECONDS = 48 * 3600
_CAPTIONED = ("photo", "document", "voice")
_CONTENT = ("text", "entities", "caption", "caption_entities", *_CAPTIONED, "sticker", "contact")


def send_message(call: Call) -> Json:
    """Send a text and return the message."""
    chat = destination(call)
    return deliver(call, chat, formatted_text(call))


def edit_message_text(call: Call) -> Json:
    """Replace the text and the inline keyboard of an own message and return it."""
    chat, record = _own_message(call)
    if "text" not in record.message:
        raise bad_request("there is no text in the message to edit")
    return _replace(call, chat, record, formatted_text(call))


def edit_message_caption(call: Call) -> Json:
    """Replace the caption and the inline keyboard of an own message and return it."""
    chat, record = _own_message(call)
    if not any(kind in record.message for kind in _CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    return _replace(call, chat, record, formatted_caption(call.params))


def edit_message_reply_markup(call: Call) -> Json:
    """Replace only the inline keyboard of an own message and return it, without an edited mark."""
    chat, record = _own_message(call)
    markup = inline_keyboard(call.params.get("reply_markup"))
    if markup == record.message.get("reply_markup"):
        raise bad_request(NOT_MODIFIED)
    call.world.change(chat, record, _with_markup(record.message, markup))
    return record.message


def delete_message(call: Call) -> bool:
    """Delete a message of a chat that is younger than 48 hours."""
    chat = call.world.known(required(call, "chat_id"))
    record = chat.records.get(required(call, "message_id"))
    if record is None or record.deleted:
        raise bad_request("message to delete not found")
    if call.world.clock.seconds() - record.message["date"] > _DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    record.deleted = True
    call.world.touch(record)
    return True


def forward_message(call: Call) -> Json:
    """Forward a message and return the new one, which names its origin."""
    chat, record = destination(call), _relayed(call, "forward")
    source = record.message
    origin = source.get("forward_origin") or {"type": "user", "sender_user": source["from"], "date": source["date"]}
    return deliver(call, chat, {"forward_origin": origin} | _content(source))


def copy_message(call: Call) -> Json:
    """Copy a message, perhaps under another caption, and return only the id of the new one."""
    chat, record = destination(call), _relayed(call, "copy")
    content = _content(record.message)
    if "caption" in call.params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= formatted_caption(call.params)
    return {"message_id": deliver(call, chat, content)["message_id"]}


def answer_callback_query(call: Call) -> bool:
    """Answer a press once, while it is young enough."""
    query = call.world.queries.get(call.params.get("callback_query_id", ""))
    now = call.world.clock.monotonic()
    if query is None or query.answer is not None or now - query.issued > call.world.settings.callback_lifetime:
        raise bad_request(QUERY_TOO_OLD)
    text = call.params.get("text", "")
    if utf16_length(text) > LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    if "url" in call.params:
        raise bad_request("URL_INVALID")
    query.answer = {"text": text, "show_alert": call.params.get("show_alert", False)}
    query.seq = call.world.sequence()
    call.world.signal.notify()
    return True


def required(call: Call, name: str) -> Any:
    """Return a parameter that must be there, or refuse in Telegram's words for its absence."""
    value = call.params.get(name)
    if value is None or value == "":
        raise absent(name)
    return value


def destination(call: Call) -> Chat:
    """Return the chat that a sending method writes to."""
    return call.world.writable(required(call, "chat_id"))


def formatted_text(call: Call) -> Json:
    """Return text and entities of a call as a message carries them."""
    preview = call.params.get("link_preview_options")
    if preview is not None:
        check_fields("link preview options", preview, _PREVIEW_FIELDS)
    text, entities = _formatted(call.params, required(call, "text"), "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def formatted_caption(params: Json) -> Json:
    """Return caption and entities of a file's parameters as a message carries them, nothing when there is none."""
    source = params.get("caption")
    if not source:
        return {}
    text, entities = _formatted(params, source, "caption_entities")
    if utf16_length(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def deliver(call: Call, chat: Chat, content: Json, cost: int = 1) -> Json:
    """Put a message of the bot into a chat and return it: reply, keyboard, silence, `cost` against the flood limits."""
    params, world = call.params, call.world
    extra = _reply(chat, params)
    markup, keyboard = reply_markup(params.get("reply_markup"))
    world.limits.charge(chat.id, world.clock.monotonic(), cost)
    if markup is not None:
        extra["reply_markup"] = markup
    if params.get("protect_content"):
        extra["has_protected_content"] = True
    date = max(world.clock.seconds(), chat.last_date)
    record = world.post(chat, world.bot, content | extra, date, by_bot=True)
    record.silent = params.get("disable_notification", False)
    record.keyboard = keyboard
    return record.message


def _formatted(params: Json, source: str, entities_name: str) -> tuple[str, list[Json]]:
    mode = params.get("parse_mode", "").lower()
    if mode == "html":
        return trimmed(*parse_html(source))
    if mode:
        raise bad_request("unsupported parse_mode")
    return trimmed(source, list(params.get(entities_name) or []))


def _reply(chat: Chat, params: Json) -> Json:
    reply = params.get("reply_parameters")
    if reply is None:
        return {}
    check_fields("reply parameters", reply, _REPLY_FIELDS)
    record = chat.records.get(reply.get("message_id", 0))
    if record is None or record.deleted:
        if reply.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {key: value for key, value in record.message.items() if key != "reply_to_message"}}


def _own_message(call: Call) -> tuple[Chat, Record]:
    if "inline_message_id" in call.params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = destination(call)
    record = chat.records.get(required(call, "message_id"))
    if record is None or record.deleted:
        raise bad_request("message to edit not found")
    if not record.by_bot or "forward_origin" in record.message:
        raise bad_request("message can't be edited")
    call.world.limits.charge(chat.id, call.world.clock.monotonic())
    return chat, record


def _relayed(call: Call, verb: str) -> Record:
    source = call.world.known(required(call, "from_chat_id"))
    record = source.records.get(required(call, "message_id"))
    if record is None or record.deleted:
        raise bad_request(f"message to {verb} not found")
    return record


def _replace(call: Call, chat: Chat, record: Record, content: Json) -> Json:
    markup = inline_keyboard(call.params.get("reply_markup"))
    texts = ("text", "entities", "caption", "caption_entities")
    base = {key: value for key, value in record.message.items() if key not in texts and key != "edit_date"}
    message = _with_markup(base | content, markup)
    if message == {key: value for key, value in record.message.items() if key != "edit_date"}:
        raise bad_request(NOT_MODIFIED)
    date = max(call.world.clock.seconds(), chat.last_date)
    call.world.change(chat, record, message | {"edit_date": date})
    return record.message


def _with_markup(message: Json, markup: Json | None) -> Json:
    bare = {key: value for key, value in message.items() if key != "reply_markup"}
    return bare | {"reply_markup": markup} if markup else bare


def _content(message: Json) -> Json:
    return {key: message[key] for key in _CONTENT if key in message}
