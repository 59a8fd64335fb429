"""Keyboards: what an inline keyboard may hold, and the other kinds of reply markup."""

from typing import Any

from bot.simulator.errors import ApiError, bad_request
from bot.simulator.shapes import Json
from bot.simulator.strict import check_fields, names

MOST_BUTTONS = 100
MOST_IN_ROW = 8
CALLBACK_BYTES = 64
_ACTIONS = names(
    "url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat"
    " switch_inline_query_chosen_chat copy_text callback_game pay"
)
_BUTTON = _ACTIONS | {"text", "style", "icon_custom_emoji_id"}
_INLINE = frozenset({"inline_keyboard"})
_OTHERS = {
    "keyboard": names("keyboard is_persistent resize_keyboard one_time_keyboard input_field_placeholder selective"),
    "remove_keyboard": names("remove_keyboard selective"),
    "force_reply": names("force_reply input_field_placeholder selective"),
}
_LINKS = ("http://", "https://", "tg://")


def reply_markup(value: Any) -> tuple[Json | None, Json | None]:
    """Check a reply_markup; return (inline keyboard, other keyboard), either of them None."""
    if value is None or value == {}:
        return None, None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return inline_keyboard(value), None
    for name, fields in _OTHERS.items():
        if name in value:
            return None, check_fields("reply keyboard markup JSON object", value, fields)
    raise bad_request("can't parse reply keyboard markup JSON object")


def inline_keyboard(value: Any) -> Json | None:
    """Check an inline keyboard; return it without empty rows, or None when nothing is left."""
    if value is None or value == {}:
        return None
    rows = check_fields("inline keyboard markup", value, _INLINE).get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse inline keyboard: Array of Array of InlineKeyboardButton expected")
    if any(len(row) > MOST_IN_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Any) -> None:
    check_fields("inline keyboard button", button, _BUTTON)
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise _button_error('Field "text" must be a non-empty String')
    actions = _ACTIONS.intersection(button)
    if not actions:
        raise _button_error("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _button_error(f"exactly one action is allowed, found {', '.join(sorted(actions))}")
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not str(button["url"]).startswith(_LINKS):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def _button_error(what: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {what}")
