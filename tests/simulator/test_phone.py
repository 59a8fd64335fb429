"""Phones: what they expect, what they press, and what their failures tell."""

import asyncio

import pytest

from bot.simulator.client import Phone, Stage
from tests.simulator.conftest import OFFICIAL, Api


def keyboard(*labels: str) -> dict[str, list[list[dict[str, str]]]]:
    """Return one button a row, each sending its label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


async def write(api: Api, text: str, *labels: str, **params: object) -> int:
    """Let the bot write to the official; return the message's id."""
    extra = params | ({"reply_markup": keyboard(*labels)} if labels else {})
    return int((await api.result("sendMessage", chat_id=OFFICIAL, text=text, **extra))["message_id"])


async def test_expecting_moves_the_cursor(api: Api, phone: Phone) -> None:
    """Each expectation reads on from the last one; a predicate may stand for a text."""
    await write(api, "satu", disable_notification=True)
    await write(api, "dua dua")
    await write(api, "tiga")
    found = await phone.expect("dua")
    assert (found.text, found.silent, found.from_bot) == ("dua dua", False, True)
    assert (await phone.expect(lambda message: message.text == "tiga")).text == "tiga"
    with pytest.raises(AssertionError, match=r"waited 0\.01 s for 'satu' and received: nothing"):
        await phone.expect("satu", timeout=0.01)


async def test_a_failed_expectation_shows_what_came(api: Api, phone: Phone) -> None:
    """The failure lists everything since the cursor, with buttons."""
    await write(api, "isian 4", "Sesuai")
    with pytest.raises(AssertionError, match=r"Kasi Contoh waited .*\n  #2 'isian 4' \[Sesuai\]"):
        await phone.expect("isian 5", timeout=0.01)
    assert [message.labels for message in await phone.unread()] == [["Sesuai"]]


async def test_expecting_waits_for_what_is_yet_to_come(api: Api, phone: Phone) -> None:
    """A message that comes later is found, an edit only when edits are wanted."""
    waiting = asyncio.create_task(phone.expect("nanti"))
    number = await write(api, "sekarang")
    await write(api, "nanti")
    await waiting
    await api.result("editMessageText", chat_id=OFFICIAL, message_id=number, text="disunting")
    with pytest.raises(AssertionError):
        await phone.expect("disunting", timeout=0.01)
    assert (await phone.expect("disunting", edits=True)).edited


async def test_pressing_finds_the_newest_button(api: Api, phone: Phone) -> None:
    """A label's beginning wins over a part of it, the newest message over older ones, a named message over both."""
    old = await write(api, "lama", "Setuju")
    await write(api, "baru", "Tidak Setuju", "Setuju saja")
    await phone.press("Setuju")
    await phone.press("dak Setuju")
    await phone.press(lambda button: button.label.endswith("saja"))
    await phone.press("Setuju", message=old)
    updates = await api.result("getUpdates")
    assert [update["callback_query"]["data"] for update in updates] == [
        "Setuju saja",
        "Tidak Setuju",
        "Setuju saja",
        "Setuju",
    ]
    assert updates[-1]["callback_query"]["message"]["message_id"] == old


async def test_a_press_on_nothing_lists_the_buttons(api: Api, phone: Phone) -> None:
    """The failure shows every message that has buttons, or that none has."""
    with pytest.raises(AssertionError, match="none"):
        await phone.press("Kirim")
    await write(api, "a", "Setuju")
    link = {"inline_keyboard": [[{"text": "Kirim", "url": "https://a.id"}]]}
    await api.result("sendMessage", chat_id=OFFICIAL, text="b", reply_markup=link)
    with pytest.raises(AssertionError, match=r"finds no button 'Kirim'; there are:\n  #2 'a' \[Setuju\]"):
        await phone.press("Kirim")


async def test_quiet_means_that_nothing_further_came(api: Api, phone: Phone) -> None:
    """An unread message breaks the quiet; once read or passed over, it holds."""
    await phone.quiet(quiet=0.01)
    await write(api, "satu")
    with pytest.raises(AssertionError, match="expected nothing further and received:\n  #2 'satu'"):
        await phone.quiet(quiet=0.01)
    await phone.catch_up()
    await phone.quiet(quiet=0.01)


async def test_an_unanswered_press_has_no_toast(api: Api, phone: Phone) -> None:
    """Waiting for an answer that does not come is a failure; others' answers don't count."""
    first, second = await phone.forge("x", 1), await phone.forge("y", 1)
    await api.result("answerCallbackQuery", callback_query_id=second)
    with pytest.raises(AssertionError, match=f"no answer to press {first}"):
        await phone.expect_toast(first, timeout=0.01)
    assert [toast.data for toast in await phone.toasts()] == ["y"]


async def test_only_files_can_be_downloaded(api: Api, phone: Phone) -> None:
    """A text has no file; an upload that is impossible says why."""
    await write(api, "a")
    with pytest.raises(AssertionError, match="finds no file"):
        await phone.download(await phone.expect())
    await phone.block()
    with pytest.raises(Exception, match="has blocked the bot"):
        await phone.send_photo(b"\xff\xd8", caption="a")


async def test_a_new_phone_has_read_what_is_there(api: Api, stage: Stage, phone: Phone) -> None:
    """Taking up a user's phone again starts after the last message."""
    await write(api, "lama")
    again = await stage.phone(OFFICIAL, "Kasi Contoh")
    assert await again.unread() == []
