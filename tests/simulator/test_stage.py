"""The stage itself: reading and waiting, idleness, clock, settings, log, reset."""

import asyncio
import io
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.simulator.client import Phone, Stage
from bot.simulator.clock import StageClock
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN, StageSettings
from bot.simulator.signals import Signal
from tests.simulator.conftest import OFFICIAL, Api
from tests.simulator.test_updates import waiting_poll

MOMENT = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)


async def test_a_chat_can_be_read_from_a_number_on(api: Api, stage: Stage, phone: Phone) -> None:
    """`after` leaves out what was seen, `edits` brings back what changed, `deleted` what is gone."""
    first = await api.result("sendMessage", chat_id=OFFICIAL, text="satu")
    second = await api.result("sendMessage", chat_id=OFFICIAL, text="dua")
    latest = (await stage.get(f"chats/{OFFICIAL}"))["latest"]
    await api.result("editMessageText", chat_id=OFFICIAL, message_id=first["message_id"], text="baru")
    await api.result("deleteMessage", chat_id=OFFICIAL, message_id=second["message_id"])
    await phone.say("tiga")

    async def seen(**query: int) -> list[str]:
        chat = await stage.get(f"chats/{OFFICIAL}", {"after": latest, **query})
        return [message["text"] for message in chat["messages"]]

    assert await seen() == ["tiga"]
    assert await seen(bot=1) == []
    assert await seen(edits=1) == ["baru", "tiga"]
    assert await seen(edits=1, deleted=1, bot=1) == ["baru", "dua"]


async def test_a_reader_waits_for_the_first_message(api: Api, stage: Stage, phone: Phone) -> None:
    """A waiting read answers when something comes, and with nothing when its time is up."""
    latest = (await stage.get(f"chats/{OFFICIAL}"))["latest"]
    query = {"after": latest, "wait": 20}
    reading = asyncio.create_task(stage.get(f"chats/{OFFICIAL}", query))
    await api.result("sendMessage", chat_id=OFFICIAL, text="halo")
    assert [message["text"] for message in (await reading)["messages"]] == ["halo"]
    nothing = await stage.get(f"chats/{OFFICIAL}", {"after": latest + 1000, "wait": 0.01})
    assert nothing["messages"] == []


async def test_settling_waits_for_confirmation(api: Api, stage: Stage, phone: Phone) -> None:
    """The bot is idle once nothing is unconfirmed or in flight; else the failure says what is left."""
    await stage.settle(quiet=0.01)
    await phone.say("halo")
    with pytest.raises(AssertionError, match="'pending': 1"):
        await stage.settle(timeout=0.05)
    settling = asyncio.create_task(stage.settle(quiet=0.05))
    await api.update()
    await settling
    await api.result("getMe")
    with pytest.raises(AssertionError, match="'pending': 0"):
        await stage.settle(quiet=30, timeout=0.01)
    await stage.settle(quiet=0.1)


async def test_the_clock_dates_messages(api: Api, stage: Stage, phone: Phone) -> None:
    """Winding the clock moves the dates of messages; GET shows present and offset."""
    await stage.post("clock", {"set": "2030-01-01T08:00:00+08:00"})
    await stage.advance(3600)
    said = await phone.say("halo")
    assert 0 <= said.date - datetime(2030, 1, 1, 1, tzinfo=UTC).timestamp() < 60
    assert (await stage.get("clock"))["offset"] > 0


def test_the_clock_runs_on_an_injected_present() -> None:
    """The stage's present is the given one plus the offset, to the whole second."""
    clock = StageClock(lambda: MOMENT)
    clock.advance(1.5)
    assert clock.seconds() == int(MOMENT.timestamp()) + 1
    clock.set(MOMENT)
    assert clock.offset.total_seconds() == 0


async def test_a_press_expires_on_monotonic_seconds() -> None:
    """Winding the date does not age a press; real seconds do."""
    seconds = 0.0
    simulator = Simulator(StageSettings(), StageClock(monotonic=lambda: seconds))
    world = simulator.backstage.world
    world.add_person({"id": 1, "is_bot": False, "first_name": "Kasi"})
    async with Stage(await simulator.start()) as stage:
        phone = await stage.phone(1, "Kasi")
        query = await phone.forge("x", 1)
        await stage.advance(3600)
        async with aiohttp.ClientSession() as session:
            api = Api(stage.url, session)
            seconds = 31.0
            assert "query is too old" in await api.refusal("answerCallbackQuery", callback_query_id=query)
            seconds = 29.0
            await api.result("answerCallbackQuery", callback_query_id=query)
    await simulator.stop()


async def test_the_log_has_every_call_but_quiet_polls(api: Api, stage: Stage, phone: Phone) -> None:
    """Method, parameters and outcome are logged; logging can be switched off."""
    await api.result("sendMessage", chat_id=OFFICIAL, text="satu")
    await api.refusal("sendMessage", chat_id=99, text="dua")
    (first, second) = await stage.calls("sendmessage")
    assert first["params"] == {"chat_id": OFFICIAL, "text": "satu"}
    assert (first["outcome"], second["outcome"]) == (200, 400)
    assert datetime.fromisoformat(first["at"]).tzinfo is not None
    await stage.settings(log_calls=False)
    await api.result("getMe")
    assert [call["method"] for call in await stage.calls(after=first["seq"])] == ["sendMessage"]


async def test_a_round_trip_delays_every_call(api: Api, stage: Stage) -> None:
    """With a round trip set, calls still work, and the setting is shown."""
    assert (await stage.settings(round_trip=0.01))["round_trip"] == 0.01
    assert (await api.result("getMe"))["is_bot"]
    assert (await stage.get("settings"))["round_trip"] == 0.01


async def test_flood_limits_hold_over_http(api: Api, stage: Stage, phone: Phone) -> None:
    """The limits strike real calls, edits too, until they are lifted."""
    await stage.settings(chat_burst=1, chat_rate=0.1)
    sent = await api.result("sendMessage", chat_id=OFFICIAL, text="a")
    edit = {"chat_id": OFFICIAL, "message_id": sent["message_id"], "text": "b"}
    answer = await api.answer("editMessageText", **edit)
    assert answer["description"] == f"Too Many Requests: retry after {answer['parameters']['retry_after']}"
    await stage.settings(flood_limits=False)
    await api.result("editMessageText", **edit)


async def test_a_reset_empties_the_stage(api: Api, stage: Stage, phone: Phone) -> None:
    """People, faults, settings and time are as at first; a waiting poll ends; update ids go on."""
    before = await stage.inject({"message": {}})
    await api.update()
    await stage.settings(log_calls=False)
    await stage.advance(60)
    await stage.faults("error")
    poll = await waiting_poll(api)
    await stage.reset()
    assert (await poll)["result"] == []
    assert await stage.get("users") == []
    assert await stage.get("faults") == []
    assert (await stage.get("clock"))["offset"] == 0
    assert (await stage.get("settings"))["log_calls"] is True
    assert await stage.inject({"message": {}}) > before


async def test_a_confirmation_counts_as_movement() -> None:
    """A bot that has just taken an update is not idle yet, however long the update had waited."""
    seconds = 0.0
    world = Simulator(StageSettings(), StageClock(monotonic=lambda: seconds)).backstage.world
    number = world.updates.inject({"message": {}})
    seconds = 10.0
    await world.updates.poll(0, 100, 0)
    assert world.moved_at == 0.0
    await world.updates.poll(number + 1, 100, 0)
    assert world.moved_at == 10.0


async def test_presses_are_listed_before_they_are_answered(stage: Stage, phone: Phone) -> None:
    """All presses of a user are shown, those without an answer, too."""
    query = await phone.forge("x", 1)
    (seen,) = (await stage.get(f"chats/{OFFICIAL}/presses"))["queries"]
    assert (seen["id"], seen["answer"]) == (query, None)


async def test_a_client_that_went_away_harms_nothing(api: Api, stage: Stage) -> None:
    """A reset planned for a call whose client has given up meanwhile strikes nobody."""
    await stage.settings(round_trip=0.2)
    await stage.faults("reset_before")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await api.answer("getMe")
    await stage.settle(quiet=0.01)
    assert [call["outcome"] for call in await stage.calls()] == ["reset"]


async def test_a_body_that_is_far_too_large_is_refused() -> None:
    """What no file limit allows is not even read."""
    simulator = Simulator(StageSettings(upload_limit=1))
    address = f"{await simulator.start()}/bot{DEFAULT_TOKEN}/sendMessage"
    async with aiohttp.ClientSession() as session, session.post(address, data=io.BytesIO(bytes(17 << 20))) as response:
        assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")
    await simulator.stop()


async def test_a_waiter_that_is_gone_is_not_woken() -> None:
    """A notice passes over who has just stopped waiting."""
    signal = Signal()
    waiting = asyncio.create_task(signal.wait(30))
    await asyncio.sleep(0)
    waiting.cancel()
    signal.notify()
    assert waiting in (await asyncio.wait([waiting]))[0]


async def test_users_are_listed_with_their_state(stage: Stage, phone: Phone) -> None:
    """The list tells who has started the bot and who has blocked it; adding someone again describes him anew."""
    await phone.block()
    again = await stage.phone(OFFICIAL, "Kasi Baru", username="kasi", last_name="Contoh")
    assert again.user_id == OFFICIAL
    (listed,) = await stage.get("users")
    assert (listed["started"], listed["blocked"], listed["user"]["username"]) == (True, True, "kasi")


async def test_a_simulator_that_never_served_can_be_stopped() -> None:
    """Stopping is harmless at any time."""
    await Simulator().stop()
    stage = Stage("http://127.0.0.1:9")
    await stage.close()
