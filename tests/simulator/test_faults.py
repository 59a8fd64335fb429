"""Faults on demand: what strikes, how often, and what remains of the call."""

import asyncio

import aiohttp
import pytest

from bot.simulator.client import Phone, Stage, StageError
from bot.simulator.faults import FaultPlan
from bot.simulator.methods import HANDLERS
from bot.simulator.settings import DEFAULT_TOKEN
from tests.simulator.conftest import OFFICIAL, Api
from tests.simulator.test_updates import waiting_poll


async def texts(phone: Phone) -> list[str]:
    """Return what the bot has written to a phone."""
    return [message.text for message in await phone.messages() if message.from_bot]


@pytest.mark.parametrize(
    ("fault", "refusal"),
    [
        ({"kind": "flood", "retry_after": 3}, "429 Too Many Requests: retry after 3"),
        ({"kind": "error"}, "500 Internal Server Error"),
        ({"kind": "error", "code": 504, "description": "Gateway Timeout"}, "504 Gateway Timeout"),
        ({"kind": "forbidden"}, "403 Forbidden: bot was blocked by the user"),
        ({"kind": "bad_request"}, "400 Bad Request: chat not found"),
    ],
)
async def test_a_planned_refusal_strikes_once_and_has_no_effect(
    api: Api, stage: Stage, phone: Phone, fault: dict[str, object], refusal: str
) -> None:
    """The next call is refused and changes nothing; the one after it works."""
    await stage.post("faults", fault)
    assert await api.refusal("sendMessage", chat_id=OFFICIAL, text="satu") == refusal
    await api.result("sendMessage", chat_id=OFFICIAL, text="dua")
    assert await texts(phone) == ["dua"]


async def test_a_flood_names_the_wait_in_parameters(api: Api, stage: Stage, phone: Phone) -> None:
    """retry_after stands where libraries read it."""
    await stage.faults("flood", retry_after=7)
    assert (await api.answer("sendMessage", chat_id=OFFICIAL, text="a"))["parameters"] == {"retry_after": 7}


async def test_a_reset_before_loses_the_call_and_a_reset_after_only_the_answer(
    api: Api, stage: Stage, phone: Phone
) -> None:
    """Both cut the connection; only the second leaves a message."""
    for kind in ("reset_before", "reset_after"):
        await stage.faults(kind)
        with pytest.raises(aiohttp.ClientError):
            await api.answer("sendMessage", chat_id=OFFICIAL, text=kind)
    assert await texts(phone) == ["reset_after"]
    assert [call["outcome"] for call in await stage.calls("sendMessage")] == ["reset", "reset"]


async def test_faults_choose_method_and_chat_and_spare_polls(api: Api, stage: Stage, phone: Phone) -> None:
    """A fault waits for the call it is meant for; one without a method leaves getUpdates alone."""
    await stage.faults("error", method="sendDocument", chat_id=OFFICIAL, times=None)
    await stage.faults("flood", chat_id=5)
    await stage.faults("forbidden", times=2)
    assert await api.result("getUpdates") == []
    assert "403" in await api.refusal("sendMessage", chat_id=OFFICIAL, text="a")
    assert "500" in await api.refusal("sendDocument", chat_id=str(OFFICIAL), document="x")
    assert [fault["kind"] for fault in await stage.get("faults")] == ["error", "flood", "forbidden"]
    await stage.clear_faults()
    await api.result("sendMessage", chat_id=OFFICIAL, text="a")


def test_faults_by_chance_follow_their_seed() -> None:
    """The same seed strikes the same calls."""

    def struck(seed: int) -> list[bool]:
        plan = FaultPlan()
        plan.reseed(seed)
        plan.add({"kind": "error", "times": None, "probability": 0.5})
        return [plan.take("sendMessage", 1) is not None for _ in range(50)]

    assert struck(1) == struck(1) != struck(2)
    assert 10 < sum(struck(1)) < 40


async def test_a_delay_holds_the_call_back(api: Api, stage: Stage, phone: Phone) -> None:
    """A delayed call is still unanswered while a later one is done."""
    await stage.faults("delay", seconds=0.2)
    slow = asyncio.create_task(api.result("sendMessage", chat_id=OFFICIAL, text="lambat"))
    while await stage.get("faults"):
        continue
    await api.result("sendMessage", chat_id=OFFICIAL, text="cepat")
    await slow
    assert await texts(phone) == ["cepat", "lambat"]


async def test_a_late_answer_comes_after_its_effect(api: Api, stage: Stage, phone: Phone) -> None:
    """The message stands on the telephone while the bot does not know it yet."""
    await stage.faults("late_answer", seconds=0.2)
    slow = asyncio.create_task(api.result("sendMessage", chat_id=OFFICIAL, text="halo"))
    await phone.expect("halo")
    assert not slow.done()
    await slow


async def test_an_outage_refuses_everything_until_it_ends(api: Api, stage: Stage, phone: Phone) -> None:
    """Every call answers 502, the poll that waited included."""
    poll = await waiting_poll(api)
    await stage.outage(True)
    assert (await poll)["error_code"] == 502
    assert await api.refusal("getMe") == "502 Bad Gateway"
    await stage.outage(False)
    assert (await api.result("getMe"))["is_bot"]


async def test_downloads_have_faults_of_their_own(api: Api, stage: Stage, phone: Phone) -> None:
    """The download of a file can fail or be cut, too."""
    await phone.send_document("a.pdf", b"%PDF", "application/pdf")
    file_id = (await api.update())["message"]["document"]["file_id"]
    path = (await api.result("getFile", file_id=file_id))["file_path"]
    address = f"{api.url}/file/bot{DEFAULT_TOKEN}/{path}"
    await stage.faults("error", method="download", code=503)
    async with api.session.get(address) as response:
        assert response.status == 503
    await stage.faults("reset_before", method="download", times=None)
    with pytest.raises(aiohttp.ClientError):
        await api.session.get(address)
    await stage.clear_faults()
    async with api.session.get(address) as response:
        assert await response.read() == b"%PDF"


async def test_a_defect_of_the_simulator_is_an_answer(
    api: Api, stage: Stage, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unforeseen error inside a method becomes a 500 that names it, not a dead connection."""

    def broken(_call: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(HANDLERS, "getMe", broken)
    assert await api.refusal("getMe") == "500 Internal Server Error: ZeroDivisionError"


async def test_unknown_faults_are_refused(stage: Stage) -> None:
    """A fault of an unknown kind or with an unknown field is an error of the script."""
    with pytest.raises(StageError, match="unknown fault 'storm'"):
        await stage.faults("storm")
    with pytest.raises(StageError, match="colour"):
        await stage.faults("flood", colour=1, seed=4)
