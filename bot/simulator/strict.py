"""The parameters of every supported method (Bot API 10.1), and the conversion of what a request brings."""

import json
from collections.abc import Mapping
from typing import Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json

# A name, then its type: i integer, b boolean, s string, j JSON, c chat id or @username, f file or string.
_TARGET = "chat_id:c message_thread_id:i direct_messages_topic_id:i"
_SEND = f"business_connection_id:s {_TARGET} disable_notification:b protect_content:b allow_paid_broadcast:b"
_SEND_ONE = f"{_SEND} message_effect_id:s suggested_post_parameters:j reply_parameters:j reply_markup:j"
_EDIT = "business_connection_id:s chat_id:c message_id:i inline_message_id:s reply_markup:j"
_TEXT = "text:s parse_mode:s entities:j link_preview_options:j"
_CAPTION = "caption:s parse_mode:s caption_entities:j"
_RELAY = f"{_TARGET} from_chat_id:c message_id:i video_start_timestamp:i disable_notification:b protect_content:b"

_TABLE = {
    "getMe": "",
    "logOut": "",
    "close": "",
    "getUpdates": "offset:i limit:i timeout:i allowed_updates:j",
    "setWebhook": "url:s certificate:f ip_address:s max_connections:i allowed_updates:j drop_pending_updates:b"
    " secret_token:s",
    "deleteWebhook": "drop_pending_updates:b",
    "getWebhookInfo": "",
    "sendMessage": f"{_SEND_ONE} {_TEXT}",
    "sendDocument": f"{_SEND_ONE} {_CAPTION} document:f thumbnail:f disable_content_type_detection:b",
    "sendPhoto": f"{_SEND_ONE} {_CAPTION} photo:f show_caption_above_media:b has_spoiler:b",
    "sendVoice": f"{_SEND_ONE} {_CAPTION} voice:f duration:i",
    "sendMediaGroup": f"{_SEND} message_effect_id:s reply_parameters:j media:j",
    "sendChatAction": "business_connection_id:s chat_id:c message_thread_id:i action:s",
    "editMessageText": f"{_EDIT} {_TEXT} rich_message:j",
    "editMessageCaption": f"{_EDIT} {_CAPTION} show_caption_above_media:b",
    "editMessageReplyMarkup": _EDIT,
    "deleteMessage": "chat_id:c message_id:i",
    "forwardMessage": f"{_RELAY} message_effect_id:s suggested_post_parameters:j",
    "copyMessage": f"{_RELAY} {_CAPTION} show_caption_above_media:b allow_paid_broadcast:b message_effect_id:s"
    " suggested_post_parameters:j reply_parameters:j reply_markup:j",
    "answerCallbackQuery": "callback_query_id:s text:s show_alert:b url:s cache_time:i",
    "getFile": "file_id:s",
    "getChat": "chat_id:c",
    "setMyCommands": "commands:j scope:j language_code:s",
    "getMyCommands": "scope:j language_code:s",
    "deleteMyCommands": "scope:j language_code:s",
    "setMyDescription": "description:s language_code:s",
    "setMyShortDescription": "short_description:s language_code:s",
    "setChatMenuButton": "chat_id:i menu_button:j",
}
PARAMETERS: dict[str, dict[str, str]] = {
    method: {name: kind for name, _, kind in (part.partition(":") for part in row.split())}
    for method, row in _TABLE.items()
}
BY_LOWER_NAME: dict[str, str] = {method.lower(): method for method in PARAMETERS}

_ABSENT = {
    "chat_id": "chat_id is empty",
    "from_chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "voice": "there is no voice in the request",
    "file_id": "file_id not specified",
    "action": "wrong parameter action in request",
    "commands": "commands is not specified",
}
_TRUE = frozenset({"true", "1", "yes"})


def names(listing: str) -> frozenset[str]:
    """Return the set of names in a listing, the form in which the tables of fields are written."""
    return frozenset(listing.split())


def absent(name: str) -> ApiError:
    """Return Telegram's refusal for a required parameter which is missing or empty."""
    return bad_request(_ABSENT.get(name, f"parameter {name} is required"))


def convert(method: str, given: Mapping[str, Any]) -> Json:
    """Return the parameters in their types; refuse a name that the method does not have and a value of a wrong type."""
    known = PARAMETERS[method]
    converted: Json = {}
    for name, value in given.items():
        kind = known.get(name)
        if kind is None:
            raise bad_request(f"unknown parameter {name} of {method}")
        if value is not None:
            converted[name] = _CONVERT[kind](name, value)
    return converted


def check_fields(what: str, value: object, allowed: frozenset[str]) -> Json:
    """Return `value` as a JSON object; refuse anything else, and a field that is not in `allowed`."""
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {what}: object expected")
    for name in value:
        if name not in allowed:
            raise bad_request(f"can't parse {what}: unknown field {name}")
    return value


def _integer(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool | float):
            raise ValueError
        return int(value)
    except (TypeError, ValueError) as error:
        raise bad_request(f"parameter {name} must be an integer") from error


def _boolean(_name: str, value: Any) -> bool:
    return value if isinstance(value, bool) else str(value).lower() in _TRUE


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict | list):
        raise bad_request(f"parameter {name} must be a string")
    return str(value)


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as error:
        raise bad_request(f"can't parse {name} JSON object") from error


def _chat(name: str, value: Any) -> int | str:
    text = str(value)
    if text.startswith("@"):
        return text
    if not text:
        raise absent(name)
    try:
        return int(text)
    except ValueError as error:
        raise bad_request("chat not found") from error


_CONVERT = {"i": _integer, "b": _boolean, "s": _string, "j": _json, "c": _chat, "f": _string}
