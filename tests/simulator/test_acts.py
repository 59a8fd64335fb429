"""What people can do on a stage, and the updates that come of it."""

import base64
from typing import Any

import pytest

from bot.simulator.client import Phone, Stage, StageError
from tests.simulator.conftest import OFFICIAL, Api

BUTTONS = {"inline_keyboard": [[{"text": "Setuju", "callback_data": "ok"}, {"text": "Situs", "url": "https://a.id"}]]}


async def test_a_text_becomes_a_message_update(api: Api, phone: Phone) -> None:
    """The update tells author, chat, text and commands."""
    await phone.start("kode")
    message = (await api.update())["message"]
    assert message["from"] == {
        "is_bot": False,
        "language_code": "id",
        "id": OFFICIAL,
        "first_name": "Kasi Contoh",
    }
    assert (message["chat"]["type"], message["text"]) == ("private", "/start kode")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_messages_are_dated_a_second_apart(api: Api, phone: Phone) -> None:
    """Each message is later than its author's last one and than the bot's, unless the script says otherwise."""
    first, second = await phone.say("satu"), await phone.say("dua")
    assert second.date >= first.date + 1
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="tiga")
    assert sent["date"] >= second.date
    third = await phone.say("empat")
    assert third.date >= sent["date"] + 1
    assert (await phone.say("lima", date=third.date)).date == third.date
    early = await phone.say("enam", date_offset=-60)
    assert early.date < third.date


async def test_a_reply_and_a_forward_are_marked(api: Api, stage: Stage, phone: Phone) -> None:
    """A reply carries what it answers; a forward names a user, or only a name."""
    first = await phone.say("satu")
    await phone.say("dua", reply_to=first.id)
    await phone.say("tiga", forwarded_from=OFFICIAL)
    await phone.say("empat", forwarded_from="Tamu")
    await phone.send_document("a.pdf", b"%PDF", "application/pdf", forwarded_from=OFFICIAL)
    updates = await api.result("getUpdates")
    replied, by_user, by_name, file = [update["message"] for update in updates[1:]]
    assert replied["reply_to_message"]["message_id"] == first.id
    assert by_user["forward_origin"]["sender_user"]["id"] == OFFICIAL
    assert file["forward_origin"] | {"date": 0} == by_user["forward_origin"] | {"date": 0}
    assert by_name["forward_origin"]["sender_user_name"] == "Tamu"


async def test_a_text_that_is_too_long_leaves_in_parts(api: Api, phone: Phone) -> None:
    """Clients split at 4,096 units; the parts bear one date."""
    await phone.say("😀" * 2048 + "ekor")
    head, tail = [update["message"] for update in await api.result("getUpdates")]
    assert (head["text"], tail["text"]) == ("😀" * 2048, "ekor")
    assert head["date"] == tail["date"]


async def test_an_own_message_can_be_edited_and_deleted(api: Api, phone: Phone) -> None:
    """The edit is an update with an edit date; a deletion tells the bot nothing."""
    said = await phone.say("lama")
    await api.update()
    assert (await phone.edit(said.id, "baru")).edited
    edited = (await api.update())["edited_message"]
    assert (edited["message_id"], edited["text"]) == (said.id, "baru")
    assert edited["edit_date"] > edited["date"]
    await phone.delete(said.id)
    assert said.id not in [message.id for message in await phone.messages()]
    assert await api.result("getUpdates") == []


async def test_a_caption_can_be_edited_or_emptied(api: Api, phone: Phone) -> None:
    """Editing a file's message changes its caption."""
    sent = await phone.send_document("a.pdf", b"%PDF", "application/pdf", caption="/satu")
    assert (await phone.edit(sent.id, "dua")).text == "dua"
    assert (await phone.edit(sent.id, "")).text == ""


async def test_blocking_and_coming_back_are_membership_updates(api: Api, phone: Phone) -> None:
    """Block, unblock and a /start after a block each change the bot's status; doing it twice does nothing."""
    for act in (phone.block, phone.block, phone.unblock, phone.unblock, phone.block, phone.start):
        await act()
    updates = await api.result("getUpdates")
    states = [update["my_chat_member"]["new_chat_member"]["status"] for update in updates[:-1]]
    assert states == ["kicked", "member", "kicked", "member"]
    assert updates[-1]["message"]["text"] == "/start"


async def test_a_press_carries_the_message_and_may_be_forged(api: Api, phone: Phone) -> None:
    """A press shows the message as it stands; one on a message that never was shows an inaccessible one."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="a", reply_markup=BUTTONS)
    await phone.press("Setuju")
    query = (await api.update())["callback_query"]
    assert (query["data"], query["message"], query["from"]["id"]) == ("ok", sent, OFFICIAL)
    await phone.forge("palsu", 777)
    forged = (await api.update())["callback_query"]
    assert forged["data"] == "palsu"
    assert forged["message"] == {"chat": sent["chat"], "message_id": 777, "date": 0}
    assert forged["chat_instance"] == query["chat_instance"]


async def test_a_press_by_label_names_what_there_is(api: Api, stage: Stage, phone: Phone) -> None:
    """The control interface finds a button by its label, or lists those that are there."""
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="a", reply_markup=BUTTONS)
    path = f"users/{OFFICIAL}/press"
    pressed = await stage.post(path, {"message_id": sent["message_id"], "label": "Setu"})
    assert pressed["query"]["data"] == "ok"
    with pytest.raises(StageError, match=r"no button 'Tolak'.*there are: 'Setuju', 'Situs'"):
        await stage.post(path, {"message_id": sent["message_id"], "label": "Tolak"})
    with pytest.raises(StageError, match="there are: none"):
        await stage.post(path, {"message_id": 999, "label": "Tolak"})


async def test_files_come_by_base64_or_size(api: Api, stage: Stage, phone: Phone) -> None:
    """A file's bytes come in base64, or only its size is declared; an album shares one group and date."""
    content = base64.b64encode(b"OggS").decode()
    await stage.post(f"users/{OFFICIAL}/voice", {"data": content, "duration": 2})
    voice = (await api.update())["message"]["voice"]
    assert (voice["duration"], voice["file_size"]) == (2, 4)
    files = [{"data": content, "caption": "satu"}, {"size": 5_000_000}]
    await stage.post(f"users/{OFFICIAL}/album", {"files": files})
    first, second = [update["message"] for update in await api.result("getUpdates")]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["date"] == second["date"]
    assert (first["caption"], second["photo"][-1]["file_size"]) == ("satu", 5_000_000)


async def test_groups_have_messages_of_their_own(api: Api, stage: Stage, phone: Phone) -> None:
    """Joining a group is a membership update; members write there, and so may the bot."""
    await stage.open_group(-70, "Kantor", [OFFICIAL])
    joined = (await api.update())["my_chat_member"]
    assert (joined["chat"]["type"], joined["new_chat_member"]["status"]) == ("group", "member")
    await phone.say("di grup", chat_id=-70)
    assert (await api.update())["message"]["chat"] == {"id": -70, "title": "Kantor", "type": "group"}
    await api.result("sendMessage", chat_id=-70, text="ya")
    assert [seen["text"] for seen in (await stage.get("chats/-70"))["messages"]] == ["di grup", "ya"]
    await stage.open_group(-71, "Kosong", [])


IMPOSSIBLE: list[tuple[str, dict[str, Any], str]] = [
    ("users/4101/say", {"text": " "}, "does not send an empty text"),
    ("users/4101/say", {"text": 7}, "field 'text' wants a string"),
    ("users/4101/say", {"text": "a", "shout": True}, "unknown field 'shout'"),
    ("users/4101/say", {"text": "a", "reply_to": 99}, "no message 99 to reply to"),
    ("users/4101/say", {"text": "a", "chat_id": -5}, "not in chat -5"),
    ("users/9/say", {"text": "a"}, "no user 9 on this stage"),
    ("users/4101/dance", {}, "missing or unknown: dance"),
    ("users/4101/edit", {"message_id": 99, "text": "a"}, "not one that user 4101 wrote"),
    ("users/4101/document", {}, "a file needs"),
    ("users/4101/document", {"size": 1, "caption": "a" * 1025}, "caption over 1024 units"),
    ("users/4101/document", {"data": "%"}, "base64"),
    ("users", {"id": 5}, "missing or unknown: first_name"),
    ("chats", {"id": 5, "title": "a", "members": []}, "a group has a negative id"),
    ("settings", {"speed": 1}, "unknown setting 'speed'"),
    ("settings", {"chat_burst": True}, "setting 'chat_burst' wants a int"),
    ("clock", {"set": "2026-04-01T08:00:00"}, "needs a time with its offset"),
]


@pytest.mark.parametrize(("path", "fields", "reason"), IMPOSSIBLE)
async def test_impossible_acts_are_refused(
    stage: Stage, phone: Phone, path: str, fields: dict[str, Any], reason: str
) -> None:
    """What nobody can do on a phone, and what the interface does not know, is an error that says so."""
    with pytest.raises(StageError, match=reason):
        await stage.post(path, fields)


async def test_who_has_blocked_the_bot_is_silent(phone: Phone) -> None:
    """After a block neither texts nor presses reach the bot, until /start."""
    await phone.block()
    with pytest.raises(StageError, match="has blocked the bot"):
        await phone.say("halo")
    with pytest.raises(StageError, match="has blocked the bot"):
        await phone.forge("x", 1)


async def test_unknown_chats_and_files_are_errors(stage: Stage) -> None:
    """Reading what is not there says what is missing."""
    with pytest.raises(StageError, match="chat not found"):
        await stage.get("chats/9")
    with pytest.raises(StageError, match="BQnone"):
        await stage.get("files/BQnone")
