"""Whatever someone who knows the secret posts to the webhook is stored and confirmed, or refused as no update."""

from __future__ import annotations

import asyncio
import json
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.web.intake import SECRET, TRUST, Intake
from handlers.arrivals import Arrivals
from handlers.pace import LoopPace
from handlers.webhook import Webhook
from storage.database import Database, Transaction
from storage.messages import IntakeUpdate
from tests.security.raw_updates import WITHOUT_ID, mutated
from tests.services.counter import OPENED

TOKEN = "1234567:" + "x" * 35
NESTED = b"[" * 100_000
FIXED = (b"", b"{", b"\xff\xfe", b"null", b"[]", b"7", b'"x"', NESTED, b"\x00", b'{"update_id": 1e999}')


class Door:
    """The webhook in this process, on a real database."""

    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.database.start()
        arrivals = Arrivals(self.database, LoopPace())
        self._webhook = Webhook(self.database, TOKEN, arrivals, now=lambda: OPENED)
        self._intake = Intake(self._webhook, self._nowhere)

    async def post(self, body: bytes) -> int:
        """Bring a body; gives the status."""
        headers = [(SECRET.lower().encode(), self._webhook.secret.encode())]
        scope = {"type": "http", "method": "POST", "path": self._webhook.path, "headers": headers, "query_string": b""}
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            said.append(message)

        await self._intake({**scope, "state": {TRUST: lambda: None}}, receive, send)
        status: int = said[0]["status"]
        return status

    async def stored(self) -> int:
        """How many updates are kept."""

        def number(tx: Transaction) -> int:
            return tx.execute(select(func.count()).select_from(IntakeUpdate)).scalar_one()

        return await self.database.read(number)

    async def _nowhere(self, *_asked: Any) -> None:
        raise AssertionError("the site was asked")


@pytest.mark.parametrize("examples", [40, pytest.param(2000, marks=pytest.mark.slow)])
def test_no_bytes_stop_the_webhook(database_url: str, examples: int) -> None:
    """200 exactly for what is kept, whatever is in it; 400 for what is no update; nothing is ever asked for again."""
    ids = count(1)
    with asyncio.Runner() as runner, capture_logs():
        door = Door(database_url)

        @settings(max_examples=examples)
        @given(mutated(), WITHOUT_ID, st.one_of(st.sampled_from(FIXED), st.binary(max_size=64)))
        def hold(update: Any, no_id: Any, junk: bytes) -> None:
            async def bring() -> None:
                before = await door.stored()
                good = json.dumps({**update, "update_id": next(ids)}).encode()
                bad = [await door.post(one) for one in (junk, json.dumps({**update, "update_id": no_id}).encode())]
                assert (bad, await door.stored()) == ([400, 400], before)
                assert (await door.post(good), await door.stored()) == (200, before + 1)

            runner.run(bring())

        hold()
        runner.run(door.database.close())
