from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram.error import InvalidToken, NetworkError, RetryAfter

from handlers.intake import KINDS, PollingStopped
from handlers.registration import EVERY, Registration
from tests.handlers.desk import Desk
from tests.handlers.pacing import WoundPace, until

ADDRESS = "https://kantor.example/telegram/abc"


@asynccontextmanager
async def registering(desk: Desk, pace: WoundPace) -> AsyncIterator[Callable[[int], Any]]:
    """A registration at work; gives a wait for so many calls."""
    task = asyncio.create_task(Registration(desk, ADDRESS, "rahasia", pace).run())

    async def called(times: int) -> None:
        await until(lambda: len(desk.calls) >= times)

    try:
        yield called
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_telegram_is_told_where_and_what() -> None:
    """Address, secret and kinds are explicit, and nothing that waits is dropped."""
    desk, pace = Desk(), WoundPace()
    async with registering(desk, pace) as called:
        await called(1)
    assert desk.methods == ["setWebhook"]
    given = desk.calls[0].parameters
    assert (given["url"], given["secret_token"], given["allowed_updates"]) == (ADDRESS, "rahasia", list(KINDS))
    assert "drop_pending_updates" not in given


async def test_a_webhook_that_was_taken_away_is_set_again() -> None:
    """Someone who polled with the same token removed it: that is noticed within a minute."""
    desk, pace = Desk(), WoundPace()
    desk.arrange(True, {"url": ADDRESS}, {"url": ""}, True)
    async with registering(desk, pace) as called:
        for times in (1, 2, 4):
            await called(times)
            await pace.asleep(EVERY)
            pace.advance(EVERY)
    assert desk.methods[:4] == ["setWebhook", "getWebhookInfo", "getWebhookInfo", "setWebhook"]


async def test_what_telegram_could_not_bring_is_logged_once() -> None:
    """The reason that Telegram gives is one warning for the operator."""
    desk, pace = Desk(), WoundPace()
    failed = {"url": ADDRESS, "last_error_date": 5, "last_error_message": "Connection refused"}
    desk.arrange(True, failed, failed)
    with capture_logs() as logs:
        async with registering(desk, pace) as called:
            for times in (1, 2, 3):
                await called(times)
                await pace.asleep(EVERY)
                pace.advance(EVERY)
    assert [line["reason"] for line in logs if "reason" in line] == ["Connection refused"]


async def test_while_telegram_is_away_it_is_tried_again() -> None:
    """Failures are waited out, as long as Telegram names if it does."""
    desk, pace = Desk(), WoundPace()
    desk.arrange(NetworkError("x"), RetryAfter(17), True)
    async with registering(desk, pace) as called:
        await pace.asleep(1)
        pace.advance(1)
        await pace.asleep(17)
        pace.advance(17)
        await called(3)
    assert desk.methods == ["setWebhook"] * 3


async def test_a_refused_token_ends_it() -> None:
    """Nothing can be done about a 401, so the process has to end."""
    desk = Desk()
    desk.arrange(InvalidToken("Unauthorized: 123456:AAA"))
    with pytest.raises(PollingStopped) as caught:
        await Registration(desk, ADDRESS, "rahasia", WoundPace()).run()
    assert "AAA" not in str(caught.value)
