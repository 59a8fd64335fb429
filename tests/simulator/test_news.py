"""The one long poll of the page: what came, changed, was deleted or answered on any phone."""

import asyncio
from typing import Any

from bot.simulator.client import Phone, Stage
from tests.simulator.conftest import OFFICIAL, Api

COLLEAGUE = 4102


async def news(stage: Stage, **query: Any) -> Any:
    """Return the news after a number."""
    return await stage.get("news", query)


async def test_the_first_look_gives_people_commands_and_the_end_of_each_chat(
    api: Api, stage: Stage, phone: Phone
) -> None:
    """A page that has seen nothing gets everyone, the bot, and the last messages; chats with older ones are named."""
    await stage.phone(COLLEAGUE, "Analis Contoh")
    await stage.post("users", {"id": 9, "first_name": "Bot lain", "is_bot": True})
    await api.result("setMyCommands", commands=[{"command": "tugas", "description": "Tugas"}])
    await api.result("setMyDescription", description="Perihal")
    for text in ("satu", "dua", "tiga"):
        await api.result("sendMessage", chat_id=OFFICIAL, text=text)
    seen = await news(stage, last=2)
    assert seen["fresh"] is True
    assert [(one["user"]["id"], one["started"], one["blocked"]) for one in seen["users"]] == [
        (OFFICIAL, True, False),
        (COLLEAGUE, False, False),
    ]
    assert seen["commands"][0]["commands"] == [{"command": "tugas", "description": "Tugas"}]
    assert seen["bot"]["profile"] == {"description": "Perihal"}
    assert "token" not in seen["bot"]
    assert [(one["chat_id"], one["text"]) for one in seen["messages"]] == [(OFFICIAL, "dua"), (OFFICIAL, "tiga")]
    assert seen["more"] == [OFFICIAL]


async def test_later_looks_give_only_what_moved(api: Api, stage: Stage, phone: Phone) -> None:
    """New, edited and deleted messages of every private chat come once; people who are as before do not."""
    first = await api.result("sendMessage", chat_id=OFFICIAL, text="satu")
    second = await api.result("sendMessage", chat_id=OFFICIAL, text="dua")
    before = await news(stage)
    await api.result("editMessageText", chat_id=OFFICIAL, message_id=first["message_id"], text="baru")
    await api.result("deleteMessage", chat_id=OFFICIAL, message_id=second["message_id"])
    seen = await news(stage, after=before["latest"], world=before["world"])
    assert seen["fresh"] is False
    assert seen["users"] is None
    assert [(one["text"], one["edited"], one["deleted"]) for one in seen["messages"]] == [
        ("baru", True, False),
        ("dua", False, True),
    ]
    assert (await news(stage, after=seen["latest"], world=seen["world"]))["messages"] == []


async def test_a_waiting_look_hears_of_answers_at_once(api: Api, stage: Stage, phone: Phone) -> None:
    """The press itself wakes nobody for nothing; its answer ends the poll, with the user who pressed."""
    markup = {"inline_keyboard": [[{"text": "Setuju", "callback_data": "ya"}]]}
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="Setuju?", reply_markup=markup)
    await stage.post(f"users/{OFFICIAL}/press", {"message_id": sent["message_id"], "data": "lain"})
    before = await news(stage)
    waiting = asyncio.create_task(news(stage, after=before["latest"], wait=20))
    await stage.post(f"users/{OFFICIAL}/press", {"message_id": sent["message_id"], "data": "ya"})
    await api.update()
    query = (await api.update())["callback_query"]
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="Dicatat")
    [press] = (await waiting)["presses"]
    assert (press["user_id"], press["data"], press["answer"]["text"]) == (OFFICIAL, "ya", "Dicatat")


async def test_who_blocks_the_bot_is_news(stage: Stage, phone: Phone) -> None:
    """Blocking, and a change of the bot's name, end the waiting poll with the people as they are now."""
    before = await news(stage)
    waiting = asyncio.create_task(news(stage, after=before["latest"], wait=20))
    await stage.post(f"users/{OFFICIAL}/block", {})
    blocked = await waiting
    assert blocked["users"][0]["blocked"] is True
    await stage.settings(first_name="Nama Baru")
    assert (await news(stage, after=blocked["latest"]))["bot"]["me"]["first_name"] == "Nama Baru"


async def test_a_look_whose_time_is_up_gives_nothing(stage: Stage, phone: Phone) -> None:
    """Without news the poll answers when its seconds have passed."""
    before = await news(stage)
    seen = await news(stage, after=before["latest"], wait=0.01, world=before["world"])
    assert (seen["messages"], seen["presses"], seen["users"]) == ([], [], None)


async def test_an_emptied_stage_is_seen_whole_again(stage: Stage, phone: Phone) -> None:
    """A page that knew another world gets the new one whole, even while it waits."""
    before = await news(stage)
    waiting = asyncio.create_task(news(stage, after=before["latest"], wait=20, world=before["world"]))
    await stage.get("clock")
    await stage.reset()
    seen = await waiting
    assert (seen["fresh"], seen["users"], seen["world"] == before["world"]) == (True, [], False)


async def test_older_messages_are_read_backwards(api: Api, stage: Stage, phone: Phone) -> None:
    """Scrolling up brings the nearest messages before one, oldest first, none that is deleted, to the first."""
    numbers = [
        (await api.result("sendMessage", chat_id=OFFICIAL, text=text))["message_id"] for text in ("a", "b", "c", "d")
    ]
    await api.result("deleteMessage", chat_id=OFFICIAL, message_id=numbers[1])
    near = await stage.get(f"news/{OFFICIAL}", {"before": numbers[3], "last": 2})
    assert ([one["text"] for one in near["messages"]], near["more"]) == (["a", "c"], True)
    rest = await stage.get(f"news/{OFFICIAL}", {"before": numbers[0], "last": 2})
    assert ([one["text"] for one in rest["messages"]], rest["more"]) == (["/start"], False)
