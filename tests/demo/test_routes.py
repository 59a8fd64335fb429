"""The training room's interface when something fails that nobody foresaw."""

from __future__ import annotations

import re
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.demo.training.director import Director
from bot.demo.training.routes import add_stage_routes


class Failing:
    """A director whose every act fails."""

    async def play(self, _what: str) -> str:
        raise RuntimeError("isi rahasia")


async def test_a_fault_is_told_with_a_code_that_is_in_the_log() -> None:
    """Whoever pressed reads one sentence; of the fault itself it says nothing."""
    app = web.Application()
    add_stage_routes(app, cast("Director", cast("Any", Failing())))
    async with TestClient(TestServer(app)) as page:
        with capture_logs() as logged:
            answer = await page.post("/_stage/play", json={"what": "langkah"})
        told = await answer.json()
    code = re.search(r"\(kode (L[0-9A-F]{6})\)", told["description"])
    assert code is not None
    assert (answer.status, told["ok"], logged[0]["code"]) == (500, False, code[1])
    assert "rahasia" not in told["description"]
