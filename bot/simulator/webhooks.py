"""Updates by webhook: posted until they are accepted, those of one sender one after the other."""

import asyncio
import re
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import aiohttp

from bot.simulator.errors import bad_request
from bot.simulator.shapes import Json

if TYPE_CHECKING:
    from bot.simulator.state import World

HEADER = "X-Telegram-Bot-Api-Secret-Token"
DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
FIRST_WAIT = 0.2
LONGEST_WAIT = 8.0
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TIMEOUT = aiohttp.ClientTimeout(total=10)


def check_webhook(params: Json) -> None:
    """Refuse what Telegram refuses; plain HTTP is taken on this machine alone."""
    parts = urlsplit(params.get("url", ""))
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not _SECRET.fullmatch(params.get("secret_token", "-")):
        raise bad_request("secret token contains unallowed characters")
    if not 1 <= params.get("max_connections", DEFAULT_CONNECTIONS) <= MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")


class Postman:
    """Posts the world's updates to one address; senders wait for each other only where all connections are taken."""

    def __init__(self, world: "World", params: Json) -> None:
        self._world = world
        self._url = params["url"]
        self._headers = {HEADER: params["secret_token"]} if "secret_token" in params else {}
        self._connections = asyncio.Semaphore(params.get("max_connections", DEFAULT_CONNECTIONS))
        self._lanes: dict[int, deque[Json]] = {}
        self._taken: set[int] = set()
        self._task = asyncio.create_task(self._run())

    def stop(self) -> asyncio.Task[None]:
        """Post nothing more, and give what ends once that is so; what was not accepted stays in the queue."""
        self._task.cancel()
        return self._task

    async def _run(self) -> None:
        updates = self._world.updates
        async with aiohttp.ClientSession(headers=self._headers, timeout=_TIMEOUT) as http, asyncio.TaskGroup() as lanes:
            while True:
                updates.came.clear()
                for update in updates.unconfirmed:
                    self._sort(update, lambda sender: lanes.create_task(self._drive(http, sender)))
                await updates.came.wait()

    def _sort(self, update: Json, open_lane: Callable[[int], object]) -> None:
        if id(update) in self._taken:
            return
        self._taken.add(id(update))
        sender = _sender(update)
        if sender in self._lanes:
            self._lanes[sender].append(update)
        else:
            self._lanes[sender] = deque([update])
            open_lane(sender)

    async def _drive(self, http: aiohttp.ClientSession, sender: int) -> None:
        lane = self._lanes[sender]
        while lane:
            wait = FIRST_WAIT
            while not await self._accepted(http, lane[0]):
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            update = lane.popleft()
            self._taken.discard(id(update))
            self._world.updates.accept(update)
        del self._lanes[sender]

    async def _accepted(self, http: aiohttp.ClientSession, update: Json) -> bool:
        world = self._world
        if urlsplit(self._url).hostname not in LOOPBACK:
            return self._failed("the stage posts to its own machine only")
        async with self._connections:
            await asyncio.sleep(world.settings.round_trip / 2)
            if world.outage():
                return False
            try:
                async with http.post(self._url, json=update) as answer:
                    if answer.ok:
                        return True
                    return self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
            except (aiohttp.ClientError, TimeoutError) as error:
                return self._failed(f"Connection failed: {type(error).__name__}")

    def _failed(self, why: str) -> bool:
        self._world.webhook |= {"last_error_date": self._world.clock.seconds(), "last_error_message": why}
        return False


def _sender(update: Json) -> int:
    """Whom an update comes from; what nobody sent waits for nothing else."""
    for content in update.values():
        if isinstance(content, dict) and isinstance(content.get("from"), dict):
            return int(content["from"].get("id", 0))
    return -int(update["update_id"])
