"""Texts of the bot: sending, changing, relaying, deleting, and answers to presses."""

import pytest

from bot.simulator.client import Phone, Stage
from bot.simulator.methods_messages import NOT_MODIFIED, QUERY_TOO_OLD
from tests.simulator.conftest import OFFICIAL, Api

BUTTONS = {"inline_keyboard": [[{"text": "Setuju", "callback_data": "ok"}]]}


async def test_a_message_is_shaped_as_telegrams(api: Api, phone: Phone) -> None:
    """A sent message tells author, chat, date, text without markup, and entities."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="<b>Halo</b> Bapak", parse_mode="HTML")
    assert sent["from"]["is_bot"]
    assert sent["chat"] == {"id": OFFICIAL, "first_name": "Kasi Contoh", "type": "private"}
    assert (sent["text"], sent["entities"]) == ("Halo Bapak", [{"type": "bold", "offset": 0, "length": 4}])
    assert isinstance(sent["date"], int)


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("a" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        (" \n ", "text must be non-empty"),
        ("<b> </b>", "text must be non-empty"),
        ("<b>a", "can't parse entities: Can't find end tag corresponding to start tag \"b\""),
    ],
)
async def test_unsendable_texts_are_refused(api: Api, phone: Phone, text: str, refusal: str) -> None:
    """Too long after parsing, empty, or not HTML: refused in Telegram's words."""
    found = await api.refusal("sendMessage", chat_id=OFFICIAL, text=text, parse_mode="HTML")
    assert found == f"400 Bad Request: {refusal}"


async def test_the_limit_counts_what_is_left_after_parsing(api: Api, phone: Phone) -> None:
    """4,096 units are allowed, tags and references not counted."""
    await api.result("sendMessage", chat_id=OFFICIAL, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="html")
    given = [{"type": "bold", "offset": 0, "length": 2}]
    assert (await api.result("sendMessage", chat_id=OFFICIAL, text="ab", entities=given))["entities"] == given
    assert await api.refusal("sendMessage", chat_id=OFFICIAL, text="a", parse_mode="Markdown") == (
        "400 Bad Request: unsupported parse_mode"
    )


async def test_whom_a_bot_may_write_to(api: Api, stage: Stage, phone: Phone) -> None:
    """Nobody unknown, nobody who never pressed Start, nobody who blocked the bot, no other bot."""
    await stage.phone(5, "Belum Mulai")
    await stage.post("users", {"id": 6, "first_name": "Robot", "is_bot": True})
    await phone.block()
    assert await api.refusal("sendMessage", chat_id=99, text="a") == "400 Bad Request: chat not found"
    assert await api.refusal("sendMessage", chat_id=5, text="a") == (
        "403 Forbidden: bot can't initiate conversation with a user"
    )
    assert await api.refusal("sendMessage", chat_id=6, text="a") == "403 Forbidden: bots can't send messages to bots"
    assert await api.refusal("sendMessage", chat_id=OFFICIAL, text="a") == (
        "403 Forbidden: bot was blocked by the user"
    )


async def test_replies_name_what_they_answer(api: Api, phone: Phone) -> None:
    """A reply carries the message it answers, one deep; a missing one is refused unless that is allowed."""
    asked = await phone.say("Bagaimana?")
    first = await api.result("sendMessage", chat_id=OFFICIAL, text="Begini", reply_parameters={"message_id": asked.id})
    assert first["reply_to_message"]["text"] == "Bagaimana?"
    second = await api.result(
        "sendMessage", chat_id=OFFICIAL, text="Lagi", reply_parameters={"message_id": first["message_id"]}
    )
    assert "reply_to_message" not in second["reply_to_message"]
    missing = {"message_id": 999}
    assert await api.refusal("sendMessage", chat_id=OFFICIAL, text="a", reply_parameters=missing) == (
        "400 Bad Request: message to be replied not found"
    )
    allowed = missing | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.result(
        "sendMessage", chat_id=OFFICIAL, text="a", reply_parameters=allowed
    )


async def test_an_edit_replaces_text_and_keyboard(api: Api, phone: Phone) -> None:
    """An edited message has the new text, an edit date, and no keyboard unless it is given again."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="lama", reply_markup=BUTTONS)
    edited = await api.result("editMessageText", chat_id=OFFICIAL, message_id=sent["message_id"], text="<i>baru</i>",
                              parse_mode="HTML")  # fmt: skip
    assert (edited["text"], edited["entities"][0]["type"]) == ("baru", "italic")
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    assert [message.edited for message in await phone.messages() if message.from_bot] == [True]


async def test_edits_that_telegram_refuses(api: Api, stage: Stage, phone: Phone) -> None:
    """The same content, a missing message, someone else's, and one without text cannot be edited."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="sama", reply_markup=BUTTONS)
    photo = await phone.send_photo(b"\xff\xd8")
    own = {"chat_id": OFFICIAL, "message_id": sent["message_id"]}
    forwarded = await api.result("forwardMessage", chat_id=OFFICIAL, from_chat_id=OFFICIAL, message_id=photo.id)
    copied = await api.result("copyMessage", chat_id=OFFICIAL, from_chat_id=OFFICIAL, message_id=photo.id)
    refusals = [
        await api.refusal("editMessageText", **own, text="sama", reply_markup=BUTTONS),
        await api.refusal("editMessageReplyMarkup", **own, reply_markup=BUTTONS),
        await api.refusal("editMessageText", chat_id=OFFICIAL, message_id=999, text="a"),
        await api.refusal("editMessageText", chat_id=OFFICIAL, text="a"),
        await api.refusal("editMessageText", chat_id=OFFICIAL, message_id=photo.id, text="a"),
        await api.refusal("editMessageText", chat_id=OFFICIAL, message_id=forwarded["message_id"], text="a"),
        await api.refusal("editMessageText", chat_id=OFFICIAL, message_id=copied["message_id"], text="a"),
        await api.refusal("editMessageCaption", **own, caption="a"),
        await api.refusal("editMessageText", inline_message_id="a", text="a"),
    ]
    assert refusals == [
        f"400 Bad Request: {reason}"
        for reason in (
            NOT_MODIFIED,
            NOT_MODIFIED,
            "message to edit not found",
            "message identifier is not specified",
            "message can't be edited",
            "message can't be edited",
            "there is no text in the message to edit",
            "there is no caption in the message to edit",
            "MESSAGE_ID_INVALID",
        )
    ]


async def test_a_keyboard_is_replaced_and_removed_by_itself(api: Api, phone: Phone) -> None:
    """Only the keyboard changes, and the message bears no edited mark."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="a", reply_markup=BUTTONS)
    bare = await api.result("editMessageReplyMarkup", chat_id=OFFICIAL, message_id=sent["message_id"])
    assert bare == {key: value for key, value in sent.items() if key != "reply_markup"}
    again = {"chat_id": OFFICIAL, "message_id": sent["message_id"], "reply_markup": BUTTONS}
    assert await api.result("editMessageReplyMarkup", **again) == sent


async def test_messages_are_deleted_within_two_days(api: Api, stage: Stage, phone: Phone) -> None:
    """A deleted message is gone from the chat; a missing or an old one cannot be deleted."""
    first, second = [await api.result("sendMessage", chat_id=OFFICIAL, text=text) for text in ("satu", "dua")]
    target = {"chat_id": OFFICIAL, "message_id": first["message_id"]}
    assert await api.result("deleteMessage", **target) is True
    assert [message.text for message in await phone.messages() if message.from_bot] == ["dua"]
    assert await api.refusal("deleteMessage", **target) == "400 Bad Request: message to delete not found"
    await stage.advance(48 * 3600 + 5)
    assert await api.refusal("deleteMessage", chat_id=OFFICIAL, message_id=second["message_id"]) == (
        "400 Bad Request: message can't be deleted for everyone"
    )


async def test_forwards_name_their_origin_and_copies_do_not(api: Api, phone: Phone) -> None:
    """A forward keeps author and date of the original, also when forwarded twice; a copy is the bot's own."""
    said = await phone.say("isi")
    relay = {"chat_id": OFFICIAL, "from_chat_id": OFFICIAL}
    forwarded = await api.result("forwardMessage", **relay, message_id=said.id)
    again = await api.result("forwardMessage", **relay, message_id=forwarded["message_id"])
    origin = again["forward_origin"]
    assert (origin["type"], origin["sender_user"]["id"], origin["date"]) == ("user", OFFICIAL, said.date)
    copied = await api.result("copyMessage", **relay, message_id=said.id)
    assert set(copied) == {"message_id"}
    newest = (await phone.messages())[-1]
    assert (newest.id, newest.text) == (copied["message_id"], "isi")
    for method, verb in (("forwardMessage", "forward"), ("copyMessage", "copy")):
        assert await api.refusal(method, **relay, message_id=999) == f"400 Bad Request: message to {verb} not found"


async def test_a_copied_file_may_bear_another_caption(api: Api, phone: Phone) -> None:
    """A caption given to copyMessage replaces the file's own."""
    sent = await phone.send_document("a.pdf", b"%PDF", "application/pdf", caption="lama")
    await api.result("copyMessage", chat_id=OFFICIAL, from_chat_id=OFFICIAL, message_id=sent.id, caption="baru")
    await phone.expect("baru")


async def test_a_press_is_answered_once_and_in_time(api: Api, stage: Stage, phone: Phone) -> None:
    """The answer reaches the phone; a second, a late or a forged one is refused."""
    await api.result("sendMessage", chat_id=OFFICIAL, text="a", reply_markup=BUTTONS)
    first, second = await phone.press("Setuju"), await phone.press("Setuju")
    long = await api.refusal("answerCallbackQuery", callback_query_id=first, text="a" * 201)
    link = await api.refusal("answerCallbackQuery", callback_query_id=first, url="https://a.id")
    assert (long, link) == ("400 Bad Request: MESSAGE_TOO_LONG", "400 Bad Request: URL_INVALID")
    await api.result("answerCallbackQuery", callback_query_id=first, text="Tercatat", show_alert=True)
    toast = await phone.expect_toast(first)
    assert (toast.text, toast.alert, toast.data) == ("Tercatat", True, "ok")
    await stage.settings(callback_lifetime=0.0)
    for late in (first, second, "123"):
        assert await api.refusal("answerCallbackQuery", callback_query_id=late) == f"400 Bad Request: {QUERY_TOO_OLD}"
    assert [seen.query_id for seen in await phone.toasts()] == [first]
