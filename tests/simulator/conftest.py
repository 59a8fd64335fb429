"""A simulator on a free port, a stage that plays on it, and a bare caller of its methods."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.simulator.client import Phone, Stage
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN

OFFICIAL = 4101


class Api:
    """Calls methods as a bot does, and hands back whole answers, results, or refusals."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    async def answer(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the whole answer to a call with a JSON body."""
        async with self.session.post(f"{self.url}/bot{DEFAULT_TOKEN}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert answer["ok"] == (response.status == 200)
            return answer

    async def result(self, method: str, **params: Any) -> Any:
        """Return the result of a call that must succeed."""
        answer = await self.answer(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """Return the code and the description of a call that must be refused, in one line."""
        answer = await self.answer(method, **params)
        assert not answer["ok"], answer
        return f"{answer['error_code']} {answer['description']}"

    async def form(self, method: str, form: aiohttp.FormData) -> dict[str, Any]:
        """Return the whole answer to a call with a form, multipart when it holds a file."""
        async with self.session.post(f"{self.url}/bot{DEFAULT_TOKEN}/{method}", data=form) as response:
            answer: dict[str, Any] = await response.json()
            return answer

    async def update(self) -> dict[str, Any]:
        """Return the oldest unconfirmed update and confirm it."""
        found = await self.result("getUpdates", limit=1, timeout=5)
        assert found, "no update came"
        await self.result("getUpdates", offset=found[0]["update_id"] + 1, limit=1)
        update: dict[str, Any] = found[0]
        return update


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """A simulator, served nowhere yet but by `url`."""
    simulator = Simulator()
    yield simulator
    await simulator.stop()


@pytest.fixture
async def url(simulator: Simulator) -> str:
    """The address of the running simulator."""
    return await simulator.start()


@pytest.fixture
async def stage(url: str) -> AsyncIterator[Stage]:
    """A stage on the running simulator."""
    async with Stage(url) as stage:
        yield stage


@pytest.fixture
async def api(url: str) -> AsyncIterator[Api]:
    """A caller of the running simulator's methods."""
    async with aiohttp.ClientSession() as session:
        yield Api(url, session)


@pytest.fixture
async def phone(stage: Stage, api: Api) -> Phone:
    """The phone of an official who has pressed Start; the bot has seen that update."""
    phone = await stage.phone(OFFICIAL, "Kasi Contoh")
    await phone.start()
    await api.update()
    return phone
