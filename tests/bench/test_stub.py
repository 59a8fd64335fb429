"""The benchmarks' Bot API answers what the bot and its peer call, and its users answer what they are sent."""

from typing import Any

import aiohttp

from bot.bench.stub import BATCH, TOKEN, Stub

ANI, BUDI = 11, 12


async def call(stub: Stub, method: str, **parameters: Any) -> Any:
    """Call a method and give its result."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{stub.address}/bot{TOKEN}/{method}", json=parameters) as response,
    ):
        answer = await response.json()
    assert answer["ok"]
    return answer["result"]


async def test_users_begin_when_they_are_told_to() -> None:
    """Nothing comes before `play`, and then the first text of each user."""
    async with Stub(text="10", at=1000) as stub:
        assert await call(stub, "getUpdates", timeout=0) == []
        stub.play([ANI, BUDI], 1)
        first, second = await call(stub, "getUpdates", timeout=1)
    assert (first["message"]["from"]["id"], second["message"]["from"]["id"]) == (ANI, BUDI)
    assert (first["message"]["text"], first["message"]["date"]) == ("10", 1001)


async def test_a_user_answers_each_message_until_he_is_through() -> None:
    """Each text is a second younger than the one before and lies below the message it answers."""
    async with Stub(at=1000) as stub:
        stub.play([ANI], 2)
        (first,) = await call(stub, "getUpdates", timeout=1)
        sent = await call(stub, "sendMessage", chat_id=ANI, text="Berapa?")
        (second,) = await call(stub, "getUpdates", timeout=1, offset=first["update_id"] + 1)
        await call(stub, "sendMessage", chat_id=ANI, text="Terima kasih.")
        assert await call(stub, "getUpdates", timeout=0, offset=second["update_id"] + 1) == []
        assert stub.answered == 2
    assert second["message"]["date"] == first["message"]["date"] + 1
    assert first["message"]["message_id"] < sent["message_id"] < second["message"]["message_id"]


async def test_a_user_who_thinks_answers_later_and_his_waits_are_kept() -> None:
    """He sends his next text only after his thought, and how long each one waited for its answer can be read."""
    async with Stub(thought=0.01) as stub:
        stub.play([ANI], 2)
        (first,) = await call(stub, "getUpdates", timeout=1)
        await call(stub, "sendMessage", chat_id=ANI, text="Berapa?")
        assert await call(stub, "getUpdates", timeout=1, offset=first["update_id"] + 1) != []
        assert len(stub.waits) == 1
        ((asked, waited),) = stub.waits
    assert asked > 0
    assert waited > 0


async def test_what_is_not_confirmed_comes_again() -> None:
    """Updates go when an offset confirms them, at most a batch at a time."""
    async with Stub() as stub:
        stub.play(range(1, BATCH + 2), 1)
        batch = await call(stub, "getUpdates", timeout=1)
        assert await call(stub, "getUpdates", timeout=1) == batch
        rest = await call(stub, "getUpdates", timeout=1, offset=batch[-1]["update_id"] + 1)
    assert (len(batch), len(rest)) == (BATCH, 1)


async def test_messages_to_others_count_for_nothing() -> None:
    """Cards to officials who do not play are taken and neither answered nor counted."""
    async with Stub() as stub:
        stub.play([ANI], 0)
        await call(stub, "sendMessage", chat_id=99, text="Kartu")
        assert await call(stub, "editMessageText", chat_id=99, message_id=7, text="Selesai")
        assert await call(stub, "answerCallbackQuery", callback_query_id="1") is True
        assert await call(stub, "getUpdates", timeout=0) == []
        assert stub.answered == 0


async def test_files_are_taken() -> None:
    """A document is answered with a file_id, as the bot keeps it."""
    form = aiohttp.FormData({"chat_id": "99"}, quote_fields=False)
    form.add_field("document", b"%PDF", filename="a.pdf")
    async with (
        Stub() as stub,
        aiohttp.ClientSession() as session,
        session.post(f"{stub.address}/bot{TOKEN}/sendDocument", data=form) as response,
    ):
        answer = await response.json()
    assert answer["result"]["document"]["file_id"]
