"""Stage and Phone: the scripted people of demo and dialogues, over the control interface."""

from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import aiohttp

from bot.simulator.phone import ButtonChoice, Phone
from bot.simulator.sightings import Button, ChatMessage, Toast
from bot.simulator.wire import StageError, Wire

__all__ = ["Button", "ButtonChoice", "ChatMessage", "Phone", "Stage", "StageError", "Toast"]

_ANSWER_SECONDS = 120.0


class Stage:
    """One simulator seen from outside: its people, faults, clock and log. Close it, or use `async with`.

    `headers` go with every request, such as the key of one that is served beyond loopback.
    """

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        self.url = url.rstrip("/")
        self._headers = headers
        self._wire: Wire | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections to the simulator."""
        if self._wire is not None:
            await self._wire.session.close()
            self._wire = None

    async def phone(
        self, user_id: int, first_name: str, username: str | None = None, last_name: str | None = None
    ) -> Phone:
        """Return the phone of a user, adding him when he is new; its read cursor stands after what is there."""
        user = {"id": user_id, "first_name": first_name, "username": username, "last_name": last_name}
        await self.post("users", {name: value for name, value in user.items() if value is not None})
        seen = await self.get(f"chats/{user_id}")
        return Phone(self._wired(), user_id, first_name, int(seen["latest"]))

    async def settle(self, quiet: float = 0.2, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - the server waits
        """Wait until every update is confirmed and no call was made for `quiet` seconds, or raise AssertionError."""
        await self._wired().settle(quiet, timeout)

    async def polled(self, timeout: float = 30.0) -> None:  # noqa: ASYNC109 - the server waits
        """Wait until a bot polls for updates, or raise AssertionError: how a script knows that the bot is up."""
        if not (await self.get("updates", {"wait": timeout}))["polled"]:
            raise AssertionError(f"no bot has asked for updates within {timeout} s")

    async def faults(self, kind: str, **fields: Any) -> None:
        """Plan a fault; fields as in the control interface, e.g. times=3, method="sendMessage"."""
        await self.post("faults", {"kind": kind, **fields})

    async def clear_faults(self) -> None:
        """Forget every fault and end the outage."""
        await self._wired().call("DELETE", "faults")

    async def outage(self, on: bool) -> None:
        """Let every call fail, or end that."""
        await self.post("outage", {"on": on})

    async def redeliver(self, count: int = 1) -> int:
        """Deliver the last confirmed updates once more; return how many."""
        return int((await self.post("updates/redeliver", {"count": count}))["redelivered"])

    async def inject(self, update: dict[str, Any]) -> int:
        """Queue a raw update and return its id."""
        return int((await self.post("updates", update))["update_id"])

    async def settings(self, **values: Any) -> dict[str, Any]:
        """Change settings by name and return all of them."""
        return dict(await self.post("settings", values))

    async def advance(self, seconds: float) -> None:
        """Wind the stage's clock forward."""
        await self.post("clock", {"advance": seconds})

    async def calls(self, method: str | None = None, after: int = 0) -> list[dict[str, Any]]:
        """Return the logged calls, of one method if named."""
        query = {"after": after} | ({"method": method} if method else {})
        return list((await self.get("calls", query))["calls"])

    async def open_group(self, chat_id: int, title: str, members: list[int]) -> None:
        """Open a group chat (negative id) with the bot in it."""
        await self.post("chats", {"id": chat_id, "title": title, "type": "group", "members": members})

    async def reset(self) -> None:
        """Empty the stage."""
        await self.post("reset", {})

    async def get(self, path: str, query: dict[str, Any] | None = None) -> Any:
        """Read from any path of the control interface."""
        return await self._wired().call("GET", path, query=query)

    async def post(self, path: str, fields: dict[str, Any]) -> Any:
        """Write to any path of the control interface."""
        return await self._wired().call("POST", path, fields)

    def _wired(self) -> Wire:
        if self._wire is None:
            timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
            self._wire = Wire(self.url, aiohttp.ClientSession(timeout=timeout, headers=self._headers))
        return self._wire
