"""Keyboards: what Telegram refuses, the simulator refuses."""

from typing import Any

import pytest

from bot.simulator.errors import ApiError
from bot.simulator.markup import inline_keyboard, reply_markup


def keyboard(*rows: list[Any]) -> dict[str, Any]:
    """Return an inline keyboard of rows."""
    return {"inline_keyboard": list(rows)}


def button(data: str = "x", text: str = "Ya") -> dict[str, str]:
    """Return a button that sends `data`."""
    return {"text": text, "callback_data": data}


def test_a_sound_keyboard_is_kept_without_empty_rows() -> None:
    """100 buttons, 8 a row, data of 64 bytes and links are allowed."""
    rows = [[button("d" * 64)] * 8] * 12 + [[button(), button(), button(), {"text": "Lihat", "url": "https://a.id"}]]
    assert inline_keyboard(keyboard(*rows, [])) == keyboard(*rows)
    assert inline_keyboard(keyboard()) is None
    assert inline_keyboard(None) is None


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (keyboard([button("")]), "BUTTON_DATA_INVALID"),
        (keyboard([button("é" * 33)]), "BUTTON_DATA_INVALID"),
        (keyboard([button() for _ in range(9)]), "reply markup is too long"),
        (keyboard(*[[button()]] * 101), "reply markup is too long"),
        (keyboard([{"text": "Ya"}]), "Text buttons are unallowed in the inline keyboard"),
        (keyboard([button() | {"url": "https://a.id"}]), "exactly one action is allowed, found callback_data, url"),
        (keyboard([{"text": "Ya", "url": "file:///etc"}]), "Wrong HTTP URL"),
        (keyboard([button(text=" ")]), 'Field "text" must be a non-empty String'),
        (keyboard([button() | {"color": "red"}]), "unknown field color"),
        (keyboard(["Ya"]), "object expected"),
        ({"inline_keyboard": "Ya"}, "Array of Array of InlineKeyboardButton expected"),
        ({"inline_keyboard": ["Ya"]}, "Array of Array of InlineKeyboardButton expected"),
        ({"inline_keyboard": [], "selective": True}, "unknown field selective"),
        ({"keyboard": [], "colour": 1}, "unknown field colour"),
        ({"something": 1}, "can't parse reply keyboard markup JSON object"),
        ("text", "object expected as reply markup"),
    ],
)
def test_a_faulty_keyboard_is_refused(markup: Any, reason: str) -> None:
    """Each limit and each shape of a keyboard is enforced."""
    with pytest.raises(ApiError) as refused:
        reply_markup(markup)
    assert reason in refused.value.description


def test_other_keyboards_are_told_apart() -> None:
    """Reply keyboards, their removal and forced replies are no inline keyboards."""
    for other in ({"keyboard": [["Ya"]]}, {"remove_keyboard": True}, {"force_reply": True}):
        assert reply_markup(other) == (None, other)
    assert reply_markup({}) == (None, None)
